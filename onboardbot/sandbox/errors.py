"""The ways in which the sandbox says no: as Slack does to an app, and as a screen does to a person."""

from collections.abc import Sequence
from typing import Any

JSON = dict[str, Any]


class SlackError(Exception):
    """An answer `{"ok": false, "error": code}`; `more` joins the envelope."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more

    def envelope(self) -> JSON:
        return {"ok": False, "error": self.code, **self.more}


class InvalidBlocksError(SlackError):
    """Blocks that Slack refuses, with each complaint and its place, as `chat.postMessage` words it."""

    def __init__(self, complaints: Sequence[str]) -> None:
        messages = [f"[ERROR] {complaint}" for complaint in complaints]
        super().__init__("invalid_blocks", errors=list(complaints), response_metadata={"messages": messages})


class InvalidViewError(SlackError):
    """A view that Slack refuses; `views.*` answers with another code than messages do."""

    def __init__(self, complaints: Sequence[str]) -> None:
        messages = [f"[ERROR] {complaint}" for complaint in complaints]
        super().__init__("invalid_arguments", response_metadata={"messages": messages})


class RateLimitedError(SlackError):
    """A call that came too early; `seconds` is how much."""

    def __init__(self, seconds: float) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


class RefusedError(Exception):
    """What a person can't do: no such button, an empty required field; the message is a sentence.

    `status` is the HTTP status with which the control API passes it on.
    """

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status
