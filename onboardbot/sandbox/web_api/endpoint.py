"""The door of the Web API: tokens, scopes, and the method itself."""

import time

from starlette.requests import Request
from starlette.responses import Response

from onboardbot.sandbox.conversations import dm_id
from onboardbot.sandbox.errors import JSON, RateLimitedError, SlackError
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.arguments import Arguments, read_arguments
from onboardbot.sandbox.web_api.call import Call, Method
from onboardbot.sandbox.web_api.methods import METHODS
from onboardbot.sandbox.web_api.striking import Answer, rate_limited, under_faults


async def answer(request: Request) -> Response:
    """Answer /api/METHOD as Slack does: status 200, and `ok` says how it went."""
    state: State = request.app.state.workspace
    name = request.path_params["method"]
    unreadable: SlackError | None = None
    given: JSON = {}
    try:
        given = await read_arguments(request)
    except SlackError as error:
        unreadable = error
    arguments = Arguments(given | _bearer(request))
    return await under_faults(request, name, arguments, lambda: _do(state, name, arguments, unreadable))


def _do(state: State, name: str, arguments: Arguments, unreadable: SlackError | None) -> Answer:
    headers = _headers(state, name)
    try:
        if unreadable is not None:
            raise unreadable
        return Answer(_answer(state, name, arguments), headers=headers)
    except RateLimitedError as error:
        return rate_limited(error.seconds, headers)
    except SlackError as error:
        return Answer(error.envelope(), headers=headers)


def _bearer(request: Request) -> JSON:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return {"token": token.strip()} if scheme.lower() == "bearer" and token.strip() else {}


def _answer(state: State, name: str, arguments: Arguments) -> JSON:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    _check_token(state, method, arguments.text("token"))
    call = Call(state, arguments)
    if method.holder == "bot" and method.scopes:
        call.need(*method.scopes)
    _check_pace(state, name, arguments.text("channel"))
    return {"ok": True, **method.answer(call)}


def _check_token(state: State, method: Method, token: str) -> None:
    identity = state.identity
    if method.holder == "none":
        return
    if not token:
        raise SlackError("not_authed")
    kinds = {identity.bot_token: "bot", identity.app_token: "app"}
    if token not in kinds:
        raise SlackError("invalid_auth")
    if kinds[token] == "bot" and not state.rules.installed:
        raise SlackError("account_inactive")
    if method.holder not in ("any", kinds[token]):
        raise SlackError("not_allowed_token_type")


def _check_pace(state: State, name: str, channel: str) -> None:
    if not state.rules.rate_limits:
        return
    place = dm_id(channel) if channel in state.people.people else channel
    if early := state.limits.take(name, place, now=time.monotonic()):
        raise RateLimitedError(early)


def _headers(state: State, name: str) -> dict[str, str]:
    headers = {"x-oauth-scopes": ",".join(state.rules.scopes)}
    if (method := METHODS.get(name)) is not None and method.scopes:
        headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
    return headers
