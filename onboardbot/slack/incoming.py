"""What people wrote, as they read it: Slack's escapes, links and mentions (docs.slack.dev/messaging/formatting)."""

import re

TOKEN = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000\ue001]")  # nothing that can be read, and our own private signs
ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # the last one last: `&amp;lt;` is `&lt;`
PEOPLE, CHANNEL, SPECIAL = "@", "#", "!"


def readable(text: str) -> str:
    """Return the words; who is mentioned stands there as `@` with their id, for whoever knows the names."""
    words = CONTROL.sub("", TOKEN.sub(_spelt, text.replace("\r\n", "\n")))
    for escaped, sign in ESCAPES:
        words = words.replace(escaped, sign)
    return words


def _spelt(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2)
    kind, name = target[:1], target[1:]
    if kind == PEOPLE:
        return f"@{name}"
    if kind == CHANNEL:
        return f"#{label or name}"
    if kind == SPECIAL:
        return label or f"@{name.partition('^')[0]}"
    shown = target.removeprefix("mailto:").removeprefix("tel:")
    return shown if label in {None, "", shown, target.partition("://")[2]} else f"{label} ({shown})"
