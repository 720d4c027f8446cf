"""The door of the Web API: tokens, scopes, the method itself, and a line in the journal."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.arguments import Arguments, read_arguments
from onboardbot.sandbox.web_api.call import Call, Method
from onboardbot.sandbox.web_api.methods import METHODS

APP_SCOPES = ("connections:write",)


async def answer(request: Request) -> JSONResponse:
    """Answer /api/METHOD as Slack does: status 200, and `ok` says how it went."""
    state: State = request.app.state.workspace
    name = request.path_params["method"]
    arguments: JSON = {}
    try:
        arguments = await read_arguments(request)
        arguments |= _bearer(request)
        envelope = _answer(state, name, Arguments(arguments))
    except SlackError as error:
        envelope = error.envelope()
    state.journal.note(name, arguments, envelope)
    return JSONResponse(envelope, headers=_headers(state, name))


def _bearer(request: Request) -> JSON:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return {"token": token.strip()} if scheme.lower() == "bearer" and token.strip() else {}


def _answer(state: State, name: str, arguments: Arguments) -> JSON:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    _check_token(state, method, arguments.text("token"))
    return {"ok": True, **method.answer(Call(state, arguments))}


def _check_token(state: State, method: Method, token: str) -> None:
    identity = state.identity
    if method.holder == "none":
        return
    if not token:
        raise SlackError("not_authed")
    kinds = {identity.bot_token: "bot", identity.app_token: "app"}
    if token not in kinds:
        raise SlackError("invalid_auth")
    if method.holder not in ("any", kinds[token]):
        raise SlackError("not_allowed_token_type")
    provided = identity.scopes if kinds[token] == "bot" else APP_SCOPES
    if method.scopes and not set(method.scopes) & set(provided):
        raise SlackError("missing_scope", needed=method.scopes[0], provided=",".join(provided))


def _headers(state: State, name: str) -> dict[str, str]:
    headers = {"content-type": "application/json; charset=utf-8", "x-oauth-scopes": ",".join(state.identity.scopes)}
    if (method := METHODS.get(name)) is not None and method.scopes:
        headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
    return headers
