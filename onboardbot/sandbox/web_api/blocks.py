"""blocks.validate: what Slack would say of blocks, a message or a view, without a token."""

import re
from collections.abc import Callable
from typing import Any

from onboardbot.sandbox.blocks.validate import message_complaints, view_complaints
from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.web_api.call import Call

COMPLAINT = re.compile(r"(.*) \[json-pointer:(.*)\]", re.DOTALL)


def validate(call: Call) -> JSON:
    """Answer whether one of `blocks`, `message` and `view` is fine; if not, with each error and its place."""
    given = [name for name in CHECKS if call.arguments.has(name)]
    if len(given) != 1:
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": [f"[ERROR] give one of {', '.join(CHECKS)}"]}
        )
    root, check = CHECKS[given[0]]
    complaints = check(call.arguments.json(given[0], "invalid_json"))
    if complaints:
        raise SlackError(f"invalid_{given[0]}", errors=[_error(one, root) for one in complaints])
    return {}


def _message(message: Any) -> list[str]:
    return message_complaints(message.get("blocks", []) if isinstance(message, dict) else message)


def _view(view: Any) -> list[str]:
    return view_complaints(view, "home" if isinstance(view, dict) and view.get("type") == "home" else "modal")


def _error(said: str, root: str) -> JSON:
    found = COMPLAINT.fullmatch(said)
    message, pointer = found.groups() if found else (said, root)
    return {"pointer": pointer.removeprefix(root), "code": "failed_constraint", "message": message}


CHECKS: dict[str, tuple[str, Callable[[Any], list[str]]]] = {
    "blocks": ("/blocks", message_complaints),
    "message": ("", _message),
    "view": ("/view", _view),
}
