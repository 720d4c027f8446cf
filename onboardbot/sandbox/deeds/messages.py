"""A person writes, edits and deletes in the direct message with the bot, and reads it."""

from typing import Any

from onboardbot.sandbox.blocks.reading import words_of
from onboardbot.sandbox.conversations import Message
from onboardbot.sandbox.deeds.outcome import Outcome, outcome
from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.posting import change, post_as_person, remove
from onboardbot.sandbox.state import State
from onboardbot.sandbox.typed import escaped, typed


def active(state: State, who: str) -> Person:
    """Return the person who is about to do something.

    Raises:
        RefusedError: nobody, or somebody deactivated.
    """
    person = state.people.find(who)
    if person.deleted:
        raise RefusedError(f"{person.name} is deactivated", status=409)
    return person


async def say(state: State, who: str, text: str, thread_ts: str | None = None) -> Outcome:
    """Write to the bot; in a thread where `thread_ts` names one."""
    person = active(state, who)
    conversation = state.dm(person.id)
    if not text.strip():
        raise RefusedError("an empty message can't be sent")
    if thread_ts is not None:
        thread_ts = _existing(state, person, thread_ts).thread_ts or thread_ts
    message, envelope = post_as_person(state, conversation, person, text, thread_ts)
    return await outcome(state, envelope, ts=message.ts)


async def edit(state: State, who: str, ts: str, text: str) -> Outcome:
    """Change a message of one's own."""
    person = active(state, who)
    _own(state, person, ts)
    if not text.strip():
        raise RefusedError("a message can't be emptied; delete it")
    edited = {"user": person.id, "ts": state.stamps.next()}
    _, event = change(
        state, state.dm(person.id), ts, text=escaped(text), blocks=(typed(text),), edited=edited
    )  # fmt: skip
    return await outcome(state, state.emit(event), ts=ts)


async def delete(state: State, who: str, ts: str) -> Outcome:
    """Take a message of one's own away."""
    person = active(state, who)
    _own(state, person, ts)
    return await outcome(state, state.emit(remove(state, state.dm(person.id), ts)), ts=ts)


def messages(state: State, who: str) -> list[JSON]:
    """Return what a person sees in the direct message with the bot, oldest first.

    Each is Slack's message object, with `from_bot`, `ephemeral`, and `words`:
    the text of its blocks as it is read on the screen (else its `text`).
    """
    conversation = state.dm(state.people.find(who).id)
    return [
        _shown(conversation.shape(m, whole_metadata=True), m) for m in conversation.shown_to(conversation.members[0])
    ]


def _shown(shape: JSON, message: Message) -> JSON:
    words = "\n".join(part for part in (words_of(message.blocks) or message.text, _attached(message)) if part)
    seen: dict[str, Any] = {
        "from_bot": message.bot is not None,
        "ephemeral": message.for_user is not None,
        "words": words,
        "at": message.at,
    }
    return shape | seen


def _attached(message: Message) -> str:
    """Return the words of the attachments, one line each."""
    lines = []
    for one in message.attachments:
        said = [str(one[name]) for name in ("pretext", "title", "text") if one.get(name)]
        words = words_of(one.get("blocks", ())) or "\n".join(said) or one.get("fallback")
        lines += [str(words)] if words else []
    return "\n".join(lines)


def _existing(state: State, person: Person, ts: str) -> Message:
    for message in state.dm(person.id).shown_to(person.id):
        if message.ts == ts:
            return message
    raise RefusedError(f"{person.name} has no message {ts}", status=404)


def _own(state: State, person: Person, ts: str) -> None:
    if _existing(state, person, ts).user != person.id:
        raise RefusedError("only one's own messages can be changed", status=403)
