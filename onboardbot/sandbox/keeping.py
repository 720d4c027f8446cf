"""A workspace kept in a file, so that it can go on another day: people, conversations and Home tabs.

What is open or under way at that moment (modals, triggers, payloads not yet acknowledged) is not kept.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from onboardbot.sandbox.conversations import Conversation, Message
from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.people import Directory, Person
from onboardbot.sandbox.state import State
from onboardbot.sandbox.views import View

FORM = 1  # rises when an older file can't be read any more
LISTS = {field.name for field in fields(Message) if str(field.type).startswith("tuple")}


def save(state: State, file: Path) -> None:
    """Write the workspace; the old file stays until the new one is whole."""
    kept = {
        "form": FORM,
        "stamp": state.stamps.last,
        "people": [asdict(person) for person in state.people.people.values()],
        "conversations": [_written(one) for one in state.conversations.by_id.values()],
        "homes": [asdict(state.views.by_id[view_id]) for view_id in state.views.homes.values()],
        "views_made": state.views.made,
    }
    part = file.with_suffix(".part")
    part.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    part.replace(file)


def _written(conversation: Conversation) -> JSON:
    messages = [*conversation.messages.values(), *conversation.asides.values()]
    head = {"id": conversation.id, "members": conversation.members, "created": conversation.created}
    return head | {"messages": [asdict(message) for message in messages]}


def load(state: State, file: Path) -> None:
    """Take over what was kept.

    Raises:
        RefusedError: the file can't be read, or another version wrote it.
    """
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["form"] != FORM:
            raise RefusedError(f"{file} was kept by another version; begin with an empty folder")
        _take(state, kept)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RefusedError(f"{file} can't be read; begin with an empty folder") from error


def _take(state: State, kept: JSON) -> None:
    state.stamps.last = kept["stamp"]
    people = Directory()
    for row in kept["people"]:
        people.add(Person(**row))
    state.people = people
    state.conversations.by_id = {row["id"]: _read(row) for row in kept["conversations"]}
    homes = [View(**row) for row in kept["homes"]]
    state.views.by_id = {view.id: view for view in homes}
    state.views.homes = {view.user: view.id for view in homes}
    state.views.made = kept["views_made"]


def _read(row: JSON) -> Conversation:
    conversation = Conversation(row["id"], tuple(row["members"]), row["created"])
    for message in _messages(row["messages"]):
        conversation.put(message)
    return conversation


def _messages(rows: Iterable[JSON]) -> Iterable[Message]:
    for row in rows:
        lists: dict[str, Any] = {name: tuple(row[name]) for name in LISTS}
        yield Message(**(row | lists))
