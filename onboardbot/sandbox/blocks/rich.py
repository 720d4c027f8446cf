"""What a `rich_text` block may hold (docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""

from onboardbot.sandbox.blocks.checks import Check, anything, by_type, flag, items, number, one_of, shape, string
from onboardbot.sandbox.blocks.objects import URL

MOST = 1000  # elements in one place; Slack names no figure
STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag),
)
_ID = string(255, shortest=1)

_INLINE: dict[str, Check] = {
    "text": shape({"text": string(40_000, shortest=1)}, {"style": STYLE}),
    "link": shape({"url": URL}, {"text": string(40_000), "unsafe": flag, "style": STYLE}),
    "emoji": shape({"name": _ID}, {"unicode": _ID, "skin_tone": number, "style": STYLE, "url": URL}),
    "user": shape({"user_id": _ID}, {"style": STYLE}),
    "channel": shape({"channel_id": _ID}, {"style": STYLE}),
    "usergroup": shape({"usergroup_id": _ID}, {"style": STYLE}),
    "broadcast": shape({"range": one_of("here", "channel", "everyone")}, {"style": STYLE}),
    "color": shape({"value": _ID}),
    "date": shape({"timestamp": number, "format": _ID}, {"url": URL, "fallback": string(255), "style": STYLE}),
    "team": shape({"team_id": _ID}, {"style": STYLE}),
}
_INSIDE = items(by_type(_INLINE), MOST, least=0)
_SECTION = shape({"elements": _INSIDE})
_LIST = shape(
    {"elements": items(by_type({"rich_text_section": _SECTION}), MOST), "style": one_of("bullet", "ordered")},
    {"indent": number, "offset": number, "border": number},
)

RICH_TEXT = items(
    by_type(
        {
            "rich_text_section": _SECTION,
            "rich_text_list": _LIST,
            "rich_text_quote": shape({"elements": _INSIDE}, {"border": number}),
            "rich_text_preformatted": shape({"elements": _INSIDE}, {"border": number, "language": anything}),
        }
    ),
    MOST,
)
