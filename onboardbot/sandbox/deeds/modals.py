"""A person fills in, submits and closes modals."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onboardbot.sandbox import envelopes
from onboardbot.sandbox.deeds.messages import active
from onboardbot.sandbox.deeds.outcome import Outcome, outcome
from onboardbot.sandbox.errors import JSON, RefusedError, SlackError
from onboardbot.sandbox.inputs import HELD, TYPED, elements, initial, is_empty, pick, unfinished
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.state import State
from onboardbot.sandbox.views import View
from onboardbot.sandbox.web_api.views import read_view

NEEDED = "Please complete this required field."  # as Slack words it


def open_views(state: State, who: str) -> list[JSON]:
    """Return a person's open modals, the topmost last, each with `errors` under its inputs."""
    stack = state.views.stack(state.people.find(who).id)
    return [view.slack(state.identity.of_view()) | {"errors": view.errors} for view in stack]


def home(state: State, who: str) -> JSON | None:
    """Return a person's Home; None before the app published one."""
    view = state.views.home(state.people.find(who).id)
    return view.slack(state.identity.of_view()) if view else None


async def submit(state: State, who: str, values: Mapping[str, Any], view_id: str | None = None) -> Outcome:
    """Submit the topmost modal (or the one named) with these values by block_id, and do what the app answers.

    Raises:
        RefusedError: no such modal or input, or the screen would not let a person send that.
    """
    person = active(state, who)
    view = _checked(state, filled(_open(state, person, view_id), values))
    state.touch()
    trigger_id = state.tickets.trigger(person.id, view.id)
    payload = envelopes.view_submission(
        state.identity, person, trigger_id, view=view.slack(state.identity.of_view())
    )  # fmt: skip
    taken = await outcome(state, state.send("interactive", payload))
    if not taken.acknowledged:
        return taken
    state.touch()
    try:
        _obey(state, view, taken.payload if isinstance(taken.payload, dict) else {})
    except SlackError as error:
        return replace(taken, note=f"Slack would not show the answer: {error.code} {error.more or ''}".strip())
    return taken


async def close(state: State, who: str, view_id: str | None = None) -> Outcome:
    """Close the topmost modal (or the one named) without sending it."""
    person = active(state, who)
    view = _open(state, person, view_id)
    shape = view.slack(state.identity.of_view())
    _shut(state, view)
    state.touch()
    if not view.content.get("notify_on_close"):
        return Outcome(acknowledged=True)
    payload = envelopes.view_closed(state.identity, person, view=shape, is_cleared=False)
    return await outcome(state, state.send("interactive", payload))


def _open(state: State, person: Person, view_id: str | None) -> View:
    stack = state.views.stack(person.id)
    for view in reversed(stack):
        if view_id in (None, view.id):
            return view
    raise RefusedError(
        f"{person.name} has no such modal open" if stack else f"{person.name} has no modal open", status=404
    )


def filled(view: View, values: Mapping[str, Any], *, finished: bool = True) -> View:
    """Return the view with these values by block_id in its inputs.

    While typing goes on (`finished` is false) a text may still be anything.

    Raises:
        RefusedError: no such input, or it does not take that.
    """
    fields = {block["block_id"]: element for block, element in elements(view.blocks) if element["type"] in HELD}
    if unknown := sorted(values.keys() - fields.keys()):
        raise RefusedError(f"the modal has no input {unknown[0]!r}, but {', '.join(fields) or 'none'}")
    chosen = dict(view.chosen)
    for block_id, value in values.items():
        element = fields[block_id]
        held = pick(element, value) if finished or element["type"] not in TYPED else unfinished(element, value)
        chosen[block_id] = {**chosen.get(block_id, {}), element["action_id"]: held}
    return replace(view, chosen=chosen)


def _checked(state: State, view: View) -> View:
    """Keep what was filled in; where something is missing say so under each such input, and refuse."""
    missing = {block["block_id"]: NEEDED for block in view.blocks if block["type"] == "input" and _lacks(view, block)}
    kept = state.views.put(replace(view, errors=missing))
    if missing:
        state.touch()
        labels = [block["label"]["text"] for block in view.blocks if block.get("block_id") in missing]
        raise RefusedError(
            " and ".join(f"“{label}”" for label in labels) + f" need{'s' * (len(labels) == 1)} an answer"
        )
    return kept


def _lacks(view: View, block: JSON) -> bool:
    element = block["element"]
    held = view.chosen.get(block["block_id"], {}).get(element["action_id"])
    return not block.get("optional") and is_empty(held or initial(element))


def _obey(state: State, view: View, payload: JSON) -> None:
    """Do what the acknowledgement of a submission says (docs.slack.dev/surfaces/modals).

    Raises:
        SlackError: that can't be shown.
    """
    match payload.get("response_action"):
        case "errors":
            state.views.put(replace(view, errors=_errors(view, payload.get("errors"))))
        case "clear":
            _clear(state, view)
        case "update":
            state.views.update(view.id, read_view(payload.get("view"), "modal"), None)
        case "push":
            state.views.push(view.user, read_view(payload.get("view"), "modal"))
        case None:
            _shut(state, view)
        case other:
            raise SlackError("invalid_response_action", response_action=other)


def _errors(view: View, given: Any) -> JSON:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(given, dict) or not given or given.keys() - inputs:
        raise SlackError("invalid_errors", errors=given, inputs=sorted(inputs))
    return dict(given)


def _clear(state: State, view: View) -> None:
    """Close every modal of the person, and tell the app of those that it wanted to hear of."""
    person = state.people.find(view.user)
    stack = state.views.stack(view.user)
    state.views.close_all(view.user)
    for one in stack:
        if one.content.get("notify_on_close") and one.id != view.id:
            shape = one.slack(state.identity.of_view())
            payload = envelopes.view_closed(state.identity, person, view=shape, is_cleared=True)
            state.send("interactive", payload)


def _shut(state: State, view: View) -> None:
    if view.id in state.views.by_id:
        state.views.close(view.user, view.id)
