"""A person clicks a button or picks something, in a message, a modal or the Home."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from onboardbot.sandbox import envelopes
from onboardbot.sandbox.conversations import Message
from onboardbot.sandbox.deeds.messages import active
from onboardbot.sandbox.deeds.modals import filled
from onboardbot.sandbox.deeds.outcome import Outcome, outcome
from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.inputs import HELD, elements, pick, state_values
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.state import State
from onboardbot.sandbox.views import View


@dataclass(frozen=True)
class Target:
    """What a person points at; each part that is not given may be anything."""

    action_id: str
    ts: str | None = None
    view_id: str | None = None
    block_id: str | None = None
    value: str | None = None  # of the button, where several have this action_id
    selected: Any = None  # what is picked: an option's value or words, a date, a user id, a list
    values: Mapping[str, Any] = field(default_factory=dict)  # what else the modal was filled in with, by block_id

    def hits(self, block: JSON, element: JSON) -> bool:
        return (
            element["action_id"] == self.action_id
            and self.block_id in (None, block["block_id"])
            and (element["type"] != "button" or self.value in (None, element.get("value")))
        )


@dataclass(frozen=True)
class Found:
    place: Message | View
    block: JSON
    element: JSON


async def click(state: State, who: str, target: Target) -> Outcome:
    """Click what the target names: in the topmost modal, else the newest message, else the Home.

    Raises:
        RefusedError: the person sees no such element, or it does not take what was picked.
    """
    person = active(state, who)
    found = next(_search(state, person, target), None)
    if found is None:
        raise RefusedError(f"{person.name} sees nothing with the action_id {target.action_id!r}", status=404)
    if found.block["type"] == "input" and not found.block.get("dispatch_action"):
        raise RefusedError(f"{target.action_id!r} is an input: it is sent when its modal is submitted")
    if target.values and isinstance(found.place, View):
        found = replace(found, place=filled(found.place, target.values, finished=False))
    action, held = _act(state, found, target)
    payload = _payload(state, person, _remember(state, found, held))
    return await outcome(state, state.send("interactive", payload | {"actions": [action]}))


def _search(state: State, person: Person, target: Target) -> Iterator[Found]:
    for place in _places(state, person, target):
        for block, element in elements(place.every_block):
            if target.hits(block, element):
                yield Found(place, block, element)


def _places(state: State, person: Person, target: Target) -> Iterator[Message | View]:
    home = state.views.home(person.id)
    views = [*reversed(state.views.stack(person.id)), *([home] if home else [])]
    messages = state.dm(person.id).shown_to(person.id)[::-1]
    if target.ts is not None:
        yield from (message for message in messages if message.ts == target.ts)
    elif target.view_id is not None:
        yield from (view for view in views if view.id == target.view_id)
    else:
        yield from views[:-1] if home else views
        yield from messages
        yield from [home] if home else []


def _act(state: State, found: Found, target: Target) -> tuple[JSON, JSON | None]:
    """Return the action, and what the element holds from now on."""
    element = found.element
    base = {"action_id": element["action_id"], "block_id": found.block["block_id"], "action_ts": state.stamps.next()}
    if element["type"] == "button":
        more = {name: element[name] for name in ("text", "value", "style", "url") if name in element}
        return base | {"type": "button"} | more, None
    held = pick(element, target.selected if target.selected is not None else target.value)
    return base | held, held if element["type"] in HELD else None


def _remember(state: State, found: Found, held: JSON | None) -> Message | View:
    if held is None:
        return state.views.put(found.place) if isinstance(found.place, View) else found.place
    block_id, action_id = found.block["block_id"], found.element["action_id"]
    before = found.place.chosen
    place = replace(found.place, chosen={**before, block_id: {**before.get(block_id, {}), action_id: held}})
    state.touch()
    if isinstance(place, View):
        return state.views.put(place)
    return state.conversations.get(place.channel).put(place)


def _payload(state: State, person: Person, place: Message | View) -> JSON:
    if isinstance(place, View):
        trigger_id = state.tickets.trigger(person.id, place.id)
        view = place.slack(state.identity.of_view())
        return envelopes.view_action(state.identity, person, trigger_id, view=view)
    return _message_payload(state, person, place)


def _message_payload(state: State, person: Person, message: Message) -> JSON:
    conversation = state.conversations.get(message.channel)
    shape = conversation.shape(message, whole_metadata=True)
    payload = envelopes.message_action(
        state.identity,
        person,
        state.tickets.trigger(person.id),
        message=shape,
        channel=conversation.id,
        ephemeral=message.for_user is not None,
    )
    values = {"values": state_values(message.every_block, message.chosen)}
    return payload | {"state": values, "response_url": state.response_url(conversation.id, person.id, message.ts)}
