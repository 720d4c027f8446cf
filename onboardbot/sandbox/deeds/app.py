"""A person types a command or opens the app's Home."""

from dataclasses import replace
from typing import Any

from onboardbot.sandbox import envelopes
from onboardbot.sandbox.deeds.messages import active
from onboardbot.sandbox.deeds.outcome import Outcome, outcome
from onboardbot.sandbox.errors import RefusedError, SlackError
from onboardbot.sandbox.posting import post_as_app
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.arguments import Arguments
from onboardbot.sandbox.web_api.chat import read_content


async def command(state: State, who: str, name: str, text: str = "") -> Outcome:
    """Type a slash command in the direct message with the bot; what the acknowledgement says is shown."""
    person = active(state, who)
    if not name.startswith("/") or " " in name:
        raise RefusedError(f"{name!r} is no command: one begins with a slash")
    if not state.rules.knows(name):
        raise RefusedError(
            f"{name} is not a valid command: the app has no such command, or no scope commands", status=404
        )
    channel = state.dm(person.id).id
    trigger_id = state.tickets.trigger(person.id)
    payload = envelopes.slash_command(
        state.identity, person, trigger_id, command=name, text=text, channel=channel
    )  # fmt: skip
    payload["response_url"] = state.response_url(channel, person.id, None)
    taken = await outcome(state, state.send("slash_commands", payload))
    return _answered(state, person.id, taken)


def _answered(state: State, person_id: str, taken: Outcome) -> Outcome:
    answer: Any = {"text": taken.payload} if isinstance(taken.payload, str) else taken.payload
    if not taken.acknowledged or not answer:
        return taken
    if not isinstance(answer, dict):
        return replace(taken, note=f"invalid_command_response: {answer!r} is neither words nor an object")
    try:
        text, blocks, attachments = read_content(Arguments(answer))
    except SlackError as error:
        return replace(taken, note=f"invalid_command_response: {error.code} {error.more or ''}".strip())
    aside = None if answer.get("response_type") == "in_channel" else person_id
    post_as_app(state, state.dm(person_id), text=text, blocks=blocks, attachments=attachments, for_user=aside)
    return taken


async def open_home(state: State, who: str) -> Outcome:
    """Look at the app's Home tab."""
    person = active(state, who)
    event = {"type": "app_home_opened", "user": person.id, "channel": state.dm(person.id).id, "tab": "home"}
    view = state.views.home(person.id)
    known = {"view": view.slack(state.identity.of_view())} if view else {}
    return await outcome(state, state.emit(event | known))
