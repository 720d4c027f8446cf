"""Whom and which conversation a call concerns, for faults that strike one person or one channel alone."""

from onboardbot.sandbox.conversations import dm_id
from onboardbot.sandbox.faults import Occasion
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.arguments import Arguments


def occasion(state: State, name: str, arguments: Arguments) -> Occasion:
    """Return what a fault has to know of a call."""
    if not state.faults.armed:  # as nearly always
        return Occasion((name,))
    channel = arguments.text("channel")
    named = {arguments.text("user"), arguments.text("user_id"), *arguments.text("users").split(",")}
    people = named | {_by_email(state, arguments), _by_view(state, arguments), _by_trigger(state, arguments)}
    if channel in state.people.people:
        return Occasion((name,), frozenset(people | {channel}), dm_id(channel))
    return Occasion((name,), frozenset(people | _members(state, channel)), channel)


def _by_email(state: State, arguments: Arguments) -> str:
    person = state.people.by_email(arguments.text("email")) if arguments.has("email") else None
    return person.id if person else ""


def _by_view(state: State, arguments: Arguments) -> str:
    view = state.views.by_id.get(arguments.text("view_id"))
    return view.user if view else ""


def _by_trigger(state: State, arguments: Arguments) -> str:
    trigger = state.tickets.triggers.get(arguments.text("trigger_id"))
    return trigger.user if trigger else ""


def _members(state: State, channel: str) -> set[str]:
    conversation = state.conversations.by_id.get(channel)
    return set(conversation.members) if conversation else set()
