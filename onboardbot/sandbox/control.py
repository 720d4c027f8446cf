"""The control API: a person's hands and eyes over HTTP, for scripts, tests and the page.

Everything is JSON. A person is named by id or e-mail address. Answers have `ok`; what a
person can't do is a 4xx with a sentence in `error`. Deeds answer once the app acknowledged
them; while a workspace is being prepared, all answers wait. The table below is the list of
doors; docs/sandbox.md tells what each takes and gives.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route

from onboardbot.sandbox import rule_fields
from onboardbot.sandbox.deeds import app, clicks, messages, modals, people
from onboardbot.sandbox.deeds.outcome import Outcome
from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.fault_fields import MAY, arm
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.reading import loads
from onboardbot.sandbox.state import State

UNREADABLE = "This content can't be displayed."  # what Slack notifies with where blocks came without a text
REASONS = ("refresh_requested", "warning", "cut")


class Given:
    """The fields of a request."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields

    def text(self, name: str) -> str:
        """Return a field that has to be there.

        Raises:
            RefusedError: it is not, or is no text.
        """
        value = self.fields.get(name)
        if value is None or value == "":
            raise RefusedError(f"{name} is missing")
        if not isinstance(value, str):
            raise RefusedError(f"{name} should be a text, not {value!r}")
        return value

    def maybe(self, name: str) -> str | None:
        return str(self.fields[name]) if self.fields.get(name) is not None else None

    def count(self, name: str) -> int | None:
        """Return a whole number, None where it is left out."""
        text = self.maybe(name)
        if text is not None and not (text.isascii() and text.isdigit()):
            raise RefusedError(f"{name} should be a whole number, not {text!r}")
        return None if text is None else int(text[:9])

    def values(self) -> JSON:
        """Return what a modal is filled in with."""
        values = self.fields.get("values")
        if values is None:
            return {}
        if not isinstance(values, dict):
            raise RefusedError("values should be an object: block_id to value")
        return values

    def rest(self, *without: str) -> JSON:
        return {name: value for name, value in self.fields.items() if name not in without}


async def _people(state: State, _given: Given) -> JSON:
    everybody = state.people.people.values()
    return {"people": [_detail(state, person) for person in everybody]}


def _detail(state: State, person: Person) -> JSON:
    seen = state.dm(person.id).shown_to(person.id)
    latest = {"latest": seen[-1].ts if seen else "", "latest_text": (seen[-1].text or UNREADABLE) if seen else ""}
    return person.card() | {"deleted": person.deleted, "tz": person.tz, "locale": person.locale} | latest


async def _messages(state: State, given: Given) -> JSON:
    return {"messages": messages.messages(state, given.text("user"))}


async def _view(state: State, given: Given) -> JSON:
    return {"views": modals.open_views(state, given.text("user"))}


async def _home(state: State, given: Given) -> JSON:
    return {"view": modals.home(state, given.text("user"))}


async def _journal(state: State, given: Given) -> JSON:
    calls = state.journal.calls(given.maybe("method"), given.count("last"))
    return {"calls": [entry.shape() for entry in calls]}


async def _state(state: State, _given: Given) -> JSON:
    socket, http = state.socket, state.http
    counts = {"connections": len(socket.connections), "waiting": len(socket.waiting) + http.waiting}
    known = {"revision": state.revision, "clock": state.clock_url is not None, "reachable": state.sender.is_open()}
    return known | counts | {"given_up": socket.given_up + http.given_up}


async def _say(state: State, given: Given) -> Outcome:
    return await messages.say(state, given.text("user"), given.text("text"), given.maybe("thread_ts"))


async def _edit(state: State, given: Given) -> Outcome:
    return await messages.edit(state, given.text("user"), given.text("ts"), given.text("text"))


async def _delete(state: State, given: Given) -> Outcome:
    return await messages.delete(state, given.text("user"), given.text("ts"))


async def _click(state: State, given: Given) -> Outcome:
    target = clicks.Target(
        given.text("action_id"),
        ts=given.maybe("ts"),
        view_id=given.maybe("view_id"),
        block_id=given.maybe("block_id"),
        value=given.maybe("value"),
        selected=given.fields.get("selected"),
        values=given.values(),
    )
    return await clicks.click(state, given.text("user"), target)


async def _submit(state: State, given: Given) -> Outcome:
    return await modals.submit(state, given.text("user"), given.values(), given.maybe("view_id"))


async def _close(state: State, given: Given) -> Outcome:
    return await modals.close(state, given.text("user"), given.maybe("view_id"))


async def _command(state: State, given: Given) -> Outcome:
    return await app.command(state, given.text("user"), given.text("command"), given.maybe("text") or "")


async def _open_home(state: State, given: Given) -> Outcome:
    return await app.open_home(state, given.text("user"))


async def _join(state: State, given: Given) -> JSON:
    person, taken = await people.join(state, given.fields)
    return {"person": person.card()} | taken.shape()


async def _deactivate(state: State, given: Given) -> Outcome:
    return await people.deactivate(state, given.text("user"))


async def _reactivate(state: State, given: Given) -> Outcome:
    return await people.reactivate(state, given.text("user"))


async def _profile(state: State, given: Given) -> Outcome:
    return await people.change_profile(state, given.text("user"), given.rest("user"))


async def _disconnect(state: State, given: Given) -> JSON:
    reason = given.maybe("reason") or REASONS[0]
    if reason not in REASONS:
        raise RefusedError(f"reason should be one of {', '.join(REASONS)}")
    return {"connections": state.socket.disconnect(reason)}


async def _fault(state: State, given: Given) -> JSON:
    return {"fault": arm(state, given.fields).shape()}


async def _faults(state: State, _given: Given) -> JSON:
    return {"faults": [armed.shape() for armed in state.faults.armed.values()]}


async def _clear_faults(state: State, given: Given) -> JSON:
    state.touch()
    return {"cleared": state.faults.clear(given.maybe("id"))}


async def _rules(state: State, _given: Given) -> JSON:
    return {"rules": state.rules.shape()}


async def _change_rules(state: State, given: Given) -> JSON:
    await rule_fields.change(state, given.fields)
    return {"rules": state.rules.shape()}


@dataclass(frozen=True)
class Door:
    """What one path does, the fields that it has to be given, and those that it may be given."""

    answer: Callable[[State, Given], Awaitable[JSON | Outcome]]
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


USER = ("user",)
LOOKS: dict[str, Door] = {
    "people": Door(_people),
    "messages": Door(_messages, USER),
    "view": Door(_view, USER),
    "home": Door(_home, USER),
    "journal": Door(_journal, (), ("method", "last")),
    "state": Door(_state),
    "faults": Door(_faults),
    "rules": Door(_rules),
}
DEEDS: dict[str, Door] = {
    "say": Door(_say, ("user", "text"), ("thread_ts",)),
    "edit": Door(_edit, ("user", "ts", "text")),
    "delete": Door(_delete, ("user", "ts")),
    "click": Door(_click, ("user", "action_id"), ("ts", "view_id", "block_id", "value", "selected", "values")),
    "submit": Door(_submit, USER, ("values", "view_id")),
    "close": Door(_close, USER, ("view_id",)),
    "command": Door(_command, ("user", "command"), ("text",)),
    "open_home": Door(_open_home, USER),
    "join": Door(
        _join, ("email",), ("name", "id", "role", "tz", "locale", "title", "is_restricted", "is_ultra_restricted")
    ),
    "deactivate": Door(_deactivate, USER),
    "reactivate": Door(_reactivate, USER),
    "profile": Door(_profile, USER, people.CHANGEABLE),
    "disconnect": Door(_disconnect, (), ("reason",)),
    "fault": Door(_fault, ("kind",), MAY),
    "clear_faults": Door(_clear_faults, (), ("id",)),
    "rules": Door(_change_rules, (), rule_fields.MAY),
}


def control_routes() -> list[BaseRoute]:
    looks = [Route(f"/{name}", _endpoint(door), methods=["GET"]) for name, door in LOOKS.items()]
    deeds = [Route(f"/{name}", _endpoint(door), methods=["POST"]) for name, door in DEEDS.items()]
    inside = [*looks, *deeds, Route("/{rest:path}", _elsewhere, methods=["GET", "POST"])]
    return [Route("/control", _elsewhere, methods=["GET", "POST"]), Mount("/control", routes=inside)]


async def _elsewhere(_request: Request) -> JSONResponse:
    doors = [*(f"GET {name}" for name in LOOKS), *(f"POST {name}" for name in DEEDS)]
    return JSONResponse({"ok": False, "error": f"there are: {', '.join(doors)}"}, status_code=404)


def _endpoint(door: Door) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def endpoint(request: Request) -> JSONResponse:
        state: State = request.app.state.workspace
        await state.in_place.wait()
        try:
            given = Given(await _read(request))
            for name in door.needs:
                given.text(name)
            answer = await door.answer(state, given)
        except RefusedError as error:
            return JSONResponse({"ok": False, "error": str(error)}, status_code=error.status)
        return JSONResponse({"ok": True, **(answer.shape() if isinstance(answer, Outcome) else answer)})

    return endpoint


async def _read(request: Request) -> JSON:
    if request.method == "GET":
        return dict(request.query_params)
    try:
        fields = loads(await request.body() or "{}")
    except ValueError as error:
        raise RefusedError("the body is not JSON") from error
    if not isinstance(fields, dict):
        raise RefusedError("the body should be a JSON object")
    return fields
