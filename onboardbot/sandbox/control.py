"""The control API: a person's hands and eyes over HTTP, for scripts, tests and the page.

Everything is JSON. A person is named by id or e-mail address. Answers have `ok`;
what a person can't do is a 4xx with a sentence in `error`. Deeds answer once the app
acknowledged them: `acknowledged`, `payload` (what the acknowledgement carried) and
`note` (why not, or what Slack would not have shown).

| method, path | takes | answers with |
|---|---|---|
| GET /people | | people: id, email, name, role, deleted, tz, locale, latest (ts of the newest message they see) |
| GET /messages | user | messages in the DM with the bot: Slack's objects, with from_bot, ephemeral, words |
| GET /view | user | views: open modals, the topmost last, with errors |
| GET /home | user | view: the Home, or null |
| GET /journal | method? | calls: at, method, arguments (without token), answer |
| GET /state | | revision (rises with every change), connections, waiting (payloads not yet delivered), clock |
| POST /say | user, text, thread_ts? | ts and how the app took it |
| POST /edit | user, ts, text | the same |
| POST /delete | user, ts | the same |
| POST /click | user, action_id, ts?, view_id?, block_id?, value?, selected? | how the app took it |
| POST /submit | user, values {block_id: value}, view_id? | how the app took it; payload may hold errors |
| POST /close | user, view_id? | the same |
| POST /command | user, command, text? | the same |
| POST /open_home | user | the same |
| POST /join | email, name, id?, role?, tz?, locale? | person, and how the app took it |
| POST /deactivate, /reactivate | user | how the app took it |
| POST /profile | user, and any of name, email, tz, locale, title, role | the same |
| POST /disconnect | reason? (refresh_requested, warning, cut) | connections: how many were ended |
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from onboardbot.sandbox.deeds import app, clicks, messages, modals, people
from onboardbot.sandbox.deeds.outcome import Outcome
from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.state import State

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
        if not isinstance(value, str) or not value:
            raise RefusedError(f"{name} is missing")
        return value

    def maybe(self, name: str) -> str | None:
        return str(self.fields[name]) if self.fields.get(name) is not None else None

    def rest(self, *without: str) -> JSON:
        return {name: value for name, value in self.fields.items() if name not in without}


async def _people(state: State, _given: Given) -> JSON:
    everybody = state.people.people.values()
    return {"people": [_detail(state, person) for person in everybody]}


def _detail(state: State, person: Person) -> JSON:
    seen = state.dm(person.id).shown_to(person.id)
    latest = {"latest": seen[-1].ts if seen else ""}
    return person.card() | {"deleted": person.deleted, "tz": person.tz, "locale": person.locale} | latest


async def _messages(state: State, given: Given) -> JSON:
    return {"messages": messages.messages(state, given.text("user"))}


async def _view(state: State, given: Given) -> JSON:
    return {"views": modals.open_views(state, given.text("user"))}


async def _home(state: State, given: Given) -> JSON:
    return {"view": modals.home(state, given.text("user"))}


async def _journal(state: State, given: Given) -> JSON:
    return {"calls": [entry.shape() for entry in state.journal.calls(given.maybe("method"))]}


async def _state(state: State, _given: Given) -> JSON:
    socket = state.socket
    counts = {"connections": len(socket.connections), "waiting": len(socket.waiting)}
    return {"revision": state.revision, "clock": state.clock_url is not None, **counts}


async def _say(state: State, given: Given) -> Outcome:
    return await messages.say(state, given.text("user"), given.text("text"), given.maybe("thread_ts"))


async def _edit(state: State, given: Given) -> Outcome:
    return await messages.edit(state, given.text("user"), given.text("ts"), given.text("text"))


async def _delete(state: State, given: Given) -> Outcome:
    return await messages.delete(state, given.text("user"), given.text("ts"))


async def _click(state: State, given: Given) -> Outcome:
    where = {name: given.maybe(name) for name in ("ts", "view_id", "block_id", "value")}
    target = clicks.Target(given.text("action_id"), **where, selected=given.fields.get("selected"))
    return await clicks.click(state, given.text("user"), target)


async def _submit(state: State, given: Given) -> Outcome:
    values = given.fields.get("values", {})
    if not isinstance(values, dict):
        raise RefusedError("values should be an object: block_id to value")
    return await modals.submit(state, given.text("user"), values, given.maybe("view_id"))


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


Door = Callable[[State, Given], Awaitable[JSON | Outcome]]
LOOKS: dict[str, Door] = {
    "people": _people, "messages": _messages, "view": _view, "home": _home, "journal": _journal, "state": _state,
}  # fmt: skip
DEEDS: dict[str, Door] = {
    "say": _say, "edit": _edit, "delete": _delete, "click": _click, "submit": _submit, "close": _close,
    "command": _command, "open_home": _open_home, "join": _join, "deactivate": _deactivate,
    "reactivate": _reactivate, "profile": _profile, "disconnect": _disconnect,
}  # fmt: skip


def control_routes() -> list[Route]:
    looks = [Route(f"/{name}", _endpoint(door), methods=["GET"]) for name, door in LOOKS.items()]
    return looks + [Route(f"/{name}", _endpoint(door), methods=["POST"]) for name, door in DEEDS.items()]


def _endpoint(door: Door) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def endpoint(request: Request) -> JSONResponse:
        try:
            answer = await door(request.app.state.workspace, Given(await _read(request)))
        except RefusedError as error:
            return JSONResponse({"ok": False, "error": str(error)}, status_code=error.status)
        return JSONResponse({"ok": True, **(answer.shape() if isinstance(answer, Outcome) else answer)})

    return endpoint


async def _read(request: Request) -> JSON:
    if request.method == "GET":
        return dict(request.query_params)
    try:
        fields = json.loads(await request.body() or "{}")
    except ValueError as error:
        raise RefusedError("the body is not JSON") from error
    if not isinstance(fields, dict):
        raise RefusedError("the body should be a JSON object")
    return fields
