"""The modal with the list of hires under way."""

import json
from typing import Any

from onboardbot.flows.hires.listing import LONGEST, Entry, Listing
from onboardbot.slack.blocks import cut
from onboardbot.slack.modals.parts import actions, button, plain, section
from onboardbot.slack.richtext import Block

CALLBACK = "hires"
SEARCH = "search"
TITLE = 24


def view(listing: Listing) -> Block:
    """Return the modal: to look for somebody, to onboard somebody, and who is under way."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"search": listing.search}),
        "title": plain(cut(listing.title, TITLE)),
        "submit": plain(cut(listing.submit, TITLE)),
        "close": plain(cut(listing.close, TITLE)),
        "blocks": [
            actions("onboard", [button("onboard", listing.onboard, "new"), button("try_out", listing.try_out, "new")]),
            _search(listing),
            {"type": "context", "elements": [plain(listing.note)]},
            *(_entry(entry) for entry in listing.entries),
            *_pager(listing),
        ],
    }


def _search(listing: Listing) -> Block:
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": SEARCH, "max_length": LONGEST}
    if listing.search:
        element["initial_value"] = listing.search
    return {"type": "input", "block_id": SEARCH, "label": plain(listing.label), "optional": True, "element": element}


def _entry(entry: Entry) -> Block:
    return section(entry.words) | {"accessory": button("hire", entry.open, entry.enrollment_id)}


def _pager(listing: Listing) -> list[Block]:
    ways = (("back", listing.back, listing.before), ("on", listing.on, listing.after))
    buttons = [button(f"hires_page:{key}", label, str(skip)) for key, label, skip in ways if skip is not None]
    return [actions("pages", buttons)] if buttons else []
