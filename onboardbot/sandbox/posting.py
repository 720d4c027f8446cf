"""Messages that come, change and go, whoever caused it, and the events that tell the app."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from onboardbot.sandbox.blocks.naming import named
from onboardbot.sandbox.conversations import Conversation, Message
from onboardbot.sandbox.envelope import Envelope
from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.state import State
from onboardbot.sandbox.typed import escaped, typed

LONGEST = 40_000  # characters; Slack cuts what is longer (docs.slack.dev/reference/methods/chat.postMessage)


def post_as_app(
    state: State, conversation: Conversation, *, text: str, blocks: Sequence[JSON] = (), **more: Any
) -> Message:
    """Post a message of the app; `more` are fields of the message, such as its thread_ts or for_user."""
    message = Message(
        ts=state.stamps.next(),
        channel=conversation.id,
        user=state.identity.bot_user_id,
        text=text[:LONGEST],
        blocks=tuple(named(blocks)),
        bot=state.identity.authorship(),
        at=state.told_at(),
        **more,
    )
    message = conversation.put(message)
    state.heard(message)
    if message.for_user is None:
        _echo(state, _event(conversation, message.slack(), message.ts))
    state.touch()
    return message


def post_as_person(
    state: State, conversation: Conversation, person: Person, text: str, thread_ts: str | None
) -> tuple[Message, Envelope]:
    """Post a person's message, and tell the app."""
    message = Message(
        ts=state.stamps.next(),
        channel=conversation.id,
        user=person.id,
        text=escaped(text),
        blocks=(typed(text),),
        thread_ts=thread_ts,
        client_msg_id=str(uuid4()),
        at=state.told_at(),
    )
    message = conversation.put(message)
    event = _event(conversation, message.slack() | {"team": state.identity.team_id}, message.ts)
    return message, state.emit(event)


def change(state: State, conversation: Conversation, ts: str, **fields: Any) -> tuple[Message, JSON]:
    """Change a message; return it with the event, which is not yet sent."""
    before = conversation.get(ts)
    after = conversation.change(ts, **fields)
    state.touch()
    more = {"subtype": "message_changed", "message": after.slack(), "previous_message": before.slack()}
    return after, _hidden(state, conversation, more)


def remove(state: State, conversation: Conversation, ts: str) -> JSON:
    """Take a message away; return the event, which is not yet sent."""
    gone = conversation.remove(ts)
    state.touch()
    more = {"subtype": "message_deleted", "deleted_ts": ts, "previous_message": gone.slack()}
    return _hidden(state, conversation, more)


def change_as_app(state: State, conversation: Conversation, ts: str, **fields: Any) -> Message:
    """Change a message of the app."""
    after, event = change(state, conversation, ts, **fields)
    if after.for_user is None:
        _echo(state, event)
    return after


def remove_as_app(state: State, conversation: Conversation, ts: str) -> None:
    aside = conversation.get(ts).for_user is not None
    event = remove(state, conversation, ts)
    if not aside:
        _echo(state, event)


def _echo(state: State, event: JSON) -> None:
    if state.echo:
        state.emit(event)


def _event(conversation: Conversation, message: JSON, ts: str) -> JSON:
    kind = "im" if conversation.is_im else "mpim"
    return {**message, "channel": conversation.id, "channel_type": kind, "event_ts": ts}


def _hidden(state: State, conversation: Conversation, more: JSON) -> JSON:
    ts = state.stamps.next()
    return _event(conversation, {"type": "message", "hidden": True, "ts": ts, **more}, ts)
