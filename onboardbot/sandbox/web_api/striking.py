"""One call from its arrival to its answer: what faults do to it, and its line in the journal."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.faults import Blow, Fault, Kind
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.arguments import Arguments
from onboardbot.sandbox.web_api.concerning import occasion
from onboardbot.sandbox.wire import cut

LOST = (Kind.LOST_BEFORE, Kind.LOST_AFTER)
TYPE = {"content-type": "application/json; charset=utf-8"}


@dataclass(frozen=True)
class Answer:
    envelope: JSON
    status: int = 200  # 0 where nothing was answered
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""  # in place of the envelope

    def response(self) -> Response:
        if self.text:
            return PlainTextResponse(self.text, self.status, headers=dict(self.headers))
        return JSONResponse(self.envelope, self.status, headers={**self.headers, **TYPE})


async def under_faults(request: Request, name: str, arguments: Arguments, do: Callable[[], Answer]) -> Response:
    """Do a call, unless a fault keeps it from being done; answer it, unless a fault loses the answer."""
    state: State = request.app.state.workspace
    at = time.time()
    blow = state.faults.of_call(occasion(state, name, arguments))
    if blow.wait_before:
        await asyncio.sleep(blow.wait_before)
    told = _told(blow, do() if blow.does_it else Answer({}, 0))
    state.journal.note(name, arguments.given, told.envelope, at=at, status=told.status, fault=blow.kind)
    if blow.wait_after:
        await asyncio.sleep(blow.wait_after)
    return told.response() if told.status else await cut(request)


def _told(blow: Blow, done: Answer) -> Answer:
    """Return what is said of the call."""
    fault = blow.fault
    if fault is None:
        return done
    if fault.kind in LOST:
        return replace(done, status=0)
    return _said(fault, done)


def _said(fault: Fault, done: Answer) -> Answer:
    match fault.kind:
        case Kind.RATE_LIMITED:
            return rate_limited(fault.seconds, done.headers)
        case Kind.SERVER_ERROR:
            return Answer({"ok": False, "error": "internal_error"}, fault.status, text="Internal Server Error")
        case _:
            return Answer({"ok": False, "error": fault.error}, 200, done.headers)


def rate_limited(seconds: float, headers: Mapping[str, str]) -> Answer:
    """Return what Slack says to whoever asks too often (docs.slack.dev/apis/web-api/rate-limits)."""
    wait = {"retry-after": str(max(1, -int(-seconds // 1)))}
    return Answer({"ok": False, "error": "ratelimited"}, 429, {**headers, **wait})
