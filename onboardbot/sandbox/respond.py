"""Response URLs: an answer to a click or a command without a token (docs.slack.dev/interactivity)."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from onboardbot.sandbox.blocks.naming import named
from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.posting import change_as_app, post_as_app, remove_as_app
from onboardbot.sandbox.state import State
from onboardbot.sandbox.tickets import Responder
from onboardbot.sandbox.web_api.arguments import Arguments, read_arguments
from onboardbot.sandbox.web_api.chat import read_content

GONE = ("expired_url", "used_url")


async def respond(request: Request) -> Response:
    """Take an answer to a response URL; status 404 once it is used up."""
    state: State = request.app.state.workspace
    given: JSON = {}
    try:
        given = await read_arguments(request)
        _respond(state, state.tickets.respond(request.path_params["key"]), Arguments(given))
    except SlackError as error:
        state.journal.note("response_url", given, error.envelope())
        return JSONResponse(error.envelope(), status_code=404 if error.code in GONE else 400)
    state.journal.note("response_url", given, {"ok": True})
    return PlainTextResponse("ok")


def _respond(state: State, responder: Responder, arguments: Arguments) -> None:
    conversation = state.conversations.get(responder.channel)
    if arguments.flag("delete_original") and responder.ts:
        remove_as_app(state, conversation, responder.ts)
        return
    text, blocks, attachments = read_content(arguments)
    if arguments.flag("replace_original") and responder.ts:
        edited = {"user": state.identity.bot_user_id, "ts": state.stamps.next()}
        fresh = {"text": text, "blocks": tuple(named(blocks)), "attachments": attachments, "edited": edited}
        change_as_app(state, conversation, responder.ts, **fresh)
        return
    aside = None if arguments.text("response_type") == "in_channel" else responder.user
    more = {"attachments": attachments, "thread_ts": arguments.text("thread_ts") or None, "for_user": aside}
    post_as_app(state, conversation, text=text, blocks=blocks, **more)
