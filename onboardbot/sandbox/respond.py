"""Response URLs: an answer to a click or a command without a token (docs.slack.dev/interactivity)."""

from starlette.requests import Request
from starlette.responses import Response

from onboardbot.sandbox.blocks.naming import named
from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.posting import change_as_app, post_as_app, remove_as_app
from onboardbot.sandbox.state import State
from onboardbot.sandbox.tickets import Responder
from onboardbot.sandbox.web_api.arguments import Arguments, read_arguments
from onboardbot.sandbox.web_api.chat import read_content
from onboardbot.sandbox.web_api.striking import Answer, under_faults

GONE = ("expired_url", "used_url")


async def respond(request: Request) -> Response:
    """Take an answer to a response URL; status 404 once it is used up."""
    state: State = request.app.state.workspace
    unreadable: SlackError | None = None
    given: JSON = {}
    try:
        given = await read_arguments(request)
    except SlackError as error:
        unreadable = error
    key = request.path_params["key"]
    arguments = Arguments(given)
    return await under_faults(request, "response_url", arguments, lambda: _do(state, key, arguments, unreadable))


def _do(state: State, key: str, arguments: Arguments, unreadable: SlackError | None) -> Answer:
    try:
        if unreadable is not None:
            raise unreadable
        _respond(state, state.tickets.respond(key), arguments)
    except SlackError as error:
        return Answer(error.envelope(), 404 if error.code in GONE else 400)
    return Answer({"ok": True}, text="ok")


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
