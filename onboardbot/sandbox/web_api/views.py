"""views.*: modals and the Home tab."""

from typing import Any

from onboardbot.sandbox.blocks.naming import named
from onboardbot.sandbox.blocks.validate import view_complaints
from onboardbot.sandbox.errors import JSON, InvalidViewError, SlackError
from onboardbot.sandbox.state import State
from onboardbot.sandbox.tickets import Trigger
from onboardbot.sandbox.views import View
from onboardbot.sandbox.web_api.call import Call

LARGEST = 250_000  # characters of a view


def read_view(view: Any, kind: str) -> JSON:
    """Return a view with all ids filled in.

    Raises:
        SlackError: invalid_arguments with each complaint, or view_too_large.
    """
    if complaints := view_complaints(view, kind):
        raise InvalidViewError(complaints)
    if len(str(view)) > LARGEST:
        raise SlackError("view_too_large")
    return {**view, "blocks": named(view["blocks"])}


def _view(call: Call, kind: str) -> JSON:
    view = call.arguments.json("view", "invalid_arguments")
    if view is None:
        call.arguments.required("view")
    return read_view(view, kind)


def _trigger(call: Call) -> Trigger:
    return call.state.tickets.exchange(call.arguments.required("trigger_id"))


def _answer(state: State, view: View) -> JSON:
    state.touch()
    return {"view": view.slack(state.identity.of_view())}


def open_(call: Call) -> JSON:
    content = _view(call, "modal")
    trigger = _trigger(call)
    return _answer(call.state, call.state.views.open(trigger.user, content))


def push(call: Call) -> JSON:
    content = _view(call, "modal")
    trigger = _trigger(call)
    return _answer(call.state, call.state.views.push(trigger.user, content))


def update(call: Call) -> JSON:
    views = call.state.views
    view = views.get(call.arguments.text("view_id") or call.arguments.text("external_id"))
    content = _view(call, view.content["type"])
    return _answer(call.state, views.update(view.id, content, call.arguments.text("hash") or None))


def publish(call: Call) -> JSON:
    content = _view(call, "home")
    person = call.person("user_id")
    known = call.arguments.text("hash") or None
    return _answer(call.state, call.state.views.publish(person.id, content, known))
