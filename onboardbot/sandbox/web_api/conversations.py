"""conversations.*: opening and reading what was said."""

import time
from collections.abc import Sequence

from onboardbot.sandbox.conversations import Conversation, Message
from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.web_api.call import Call, page, page_of_messages

HISTORY, LIST = 100, 100  # things on a page, unless `limit` says another number
MOST_PEOPLE = 8  # in a direct message of several
KINDS = {"public_channel", "private_channel", "mpim", "im"}


def open_(call: Call) -> JSON:
    known = set(call.state.conversations.by_id)
    conversation = call.conversation() if call.arguments.has("channel") else _with(call, _people(call))
    whole = call.arguments.flag("return_im")
    channel = conversation.slack() if whole else {"id": conversation.id}
    already: JSON = {"no_op": True, "already_open": True} if conversation.id in known else {}
    return already | {"channel": channel}


def _with(call: Call, people: Sequence[str]) -> Conversation:
    call.need("im:write" if len(people) == 1 else "mpim:write")
    if len(people) == 1:
        return call.state.dm(people[0])
    return call.state.conversations.group(people, at=time.time())


def _people(call: Call) -> list[str]:
    names = call.arguments.required("users", "users_list_not_supplied").split(",")
    found = list(dict.fromkeys(_reachable(call, name.strip()).id for name in names))
    if len(found) > MOST_PEOPLE:
        raise SlackError("too_many_users")
    return found


def _reachable(call: Call, user_id: str) -> Person:
    person = call.state.anyone(user_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    return person


def history(call: Call) -> JSON:
    conversation = call.conversation()
    call.need_for(conversation, "history")
    newest_first = _within(call, conversation.parents())[::-1]
    shown, cursor = page_of_messages(call, newest_first, default=HISTORY)
    whole = call.arguments.flag("include_all_metadata")
    messages = [conversation.shape(message, whole_metadata=whole) for message in shown]
    return _pages({"messages": messages, "has_more": bool(cursor), "pin_count": 0}, cursor)


def replies(call: Call) -> JSON:
    conversation = call.conversation()
    call.need_for(conversation, "history")
    ts = call.arguments.required("ts", "thread_not_found")
    if ts not in conversation.messages:
        raise SlackError("thread_not_found")
    parent, *rest = conversation.thread(ts)
    shown, cursor = page(call, [parent, *_within(call, rest)], default=LIST)
    whole = call.arguments.flag("include_all_metadata")
    messages = [conversation.shape(message, whole_metadata=whole) for message in shown]
    return _pages({"messages": messages, "has_more": bool(cursor)}, cursor)


def _within(call: Call, messages: Sequence[Message]) -> list[Message]:
    oldest, latest = (_moment(call, name) for name in ("oldest", "latest"))
    inclusive = call.arguments.flag("inclusive")
    found = [m for m in messages if oldest is None or float(m.ts) > oldest or (inclusive and float(m.ts) == oldest)]
    return [m for m in found if latest is None or float(m.ts) < latest or (inclusive and float(m.ts) == latest)]


def _moment(call: Call, name: str) -> float | None:
    text = call.arguments.text(name)
    try:
        return float(text) if text and text != "0" else None
    except ValueError as error:
        raise SlackError(f"invalid_ts_{name}") from error


def info(call: Call) -> JSON:
    conversation = call.conversation()
    call.need_for(conversation, "read")
    return {"channel": conversation.slack()}


def list_(call: Call) -> JSON:
    """Answer with the conversations of the bot, or of the `user` that is named, of the `types` that are asked for."""
    kinds = {kind.strip() for kind in call.arguments.text("types", "public_channel").split(",")}
    if kinds - KINDS:
        raise SlackError("invalid_types")
    for kind in sorted(kinds & {"im", "mpim"}):
        call.need(f"{kind}:read")
    user = call.person().id if call.arguments.has("user") else None
    every = [c for c in call.state.conversations.by_id.values() if ("im" if c.is_im else "mpim") in kinds]
    shown, cursor = page(call, [c for c in every if user is None or user in c.members], default=LIST)
    return _pages({"channels": [conversation.slack() for conversation in shown]}, cursor)


def close(call: Call) -> JSON:
    """Close a direct message; what was said stays, and the next message opens it again."""
    call.need_for(call.conversation(), "write")
    return {}


def members(call: Call) -> JSON:
    conversation = call.conversation()
    call.need_for(conversation, "read")
    everybody = [*conversation.members, call.state.identity.bot_user_id]
    shown, cursor = page(call, everybody, default=LIST)
    return _pages({"members": list(shown)}, cursor)


def _pages(answer: JSON, cursor: str) -> JSON:
    return answer | {"response_metadata": {"next_cursor": cursor}}
