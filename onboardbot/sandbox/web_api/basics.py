"""Tokens, connections and the little rest."""

from dataclasses import replace

from onboardbot.sandbox.conversations import Conversation, Message
from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.web_api.call import Call


def api_test(call: Call) -> JSON:
    if code := call.arguments.text("error"):
        raise SlackError(code)
    return {"args": {name: value for name, value in call.arguments.given.items() if name != "token"}}


def auth_test(call: Call) -> JSON:
    identity = call.state.identity
    if call.arguments.text("token") == identity.app_token:
        return {"app_id": identity.app_id, "app_name": identity.bot_name}
    return {
        "url": f"{call.state.base_url}/",
        "team": identity.team_name,
        "user": identity.bot_name,
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "bot_id": identity.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> JSON:
    """Answer with the address of a WebSocket that can be opened once."""
    ticket = call.state.socket.issue()
    address = call.state.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/socket?ticket={ticket}&app_id={call.state.identity.app_id}"}


def _reacted(call: Call) -> tuple[Conversation, Message]:
    conversation = call.conversation()
    message = conversation.messages.get(call.arguments.required("timestamp", "no_item_specified"))
    if message is None:
        raise SlackError("message_not_found")
    return conversation, message


def add_reaction(call: Call) -> JSON:
    name = call.arguments.required("name", "no_reaction")
    conversation, message = _reacted(call)
    if any(reaction["name"] == name for reaction in message.reactions):
        raise SlackError("already_reacted")
    reaction = {"name": name, "users": [call.state.identity.bot_user_id], "count": 1}
    conversation.put(replace(message, reactions=(*message.reactions, reaction)))
    call.state.touch()
    return {}


def remove_reaction(call: Call) -> JSON:
    name = call.arguments.required("name", "no_reaction")
    conversation, message = _reacted(call)
    left = tuple(reaction for reaction in message.reactions if reaction["name"] != name)
    if left == message.reactions:
        raise SlackError("no_reaction")
    conversation.put(replace(message, reactions=left))
    call.state.touch()
    return {}


def get_reactions(call: Call) -> JSON:
    conversation, message = _reacted(call)
    return {"type": "message", "channel": conversation.id, "message": message.slack()}
