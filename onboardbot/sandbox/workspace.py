"""The running workspace in the hands of a test, a script or a page: what people do and what they see."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from onboardbot.sandbox.deeds import app, clicks, messages, modals, people
from onboardbot.sandbox.deeds.outcome import Outcome
from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.fault_fields import arm
from onboardbot.sandbox.faults import Armed
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.state import State

GLANCE = 0.01  # seconds between two looks of `until`


@dataclass(frozen=True)
class Workspace:
    """Everybody is named by id or by e-mail address. What a person can't do raises RefusedError."""

    state: State

    @property
    def base_url(self) -> str:
        return self.state.base_url

    @property
    def api_url(self) -> str:
        return f"{self.base_url}/api/"

    @property
    def control_url(self) -> str:
        return f"{self.base_url}/control"

    @property
    def bot_token(self) -> str:
        return self.state.identity.bot_token

    @property
    def app_token(self) -> str:
        return self.state.identity.app_token

    @property
    def signing_secret(self) -> str:
        return self.state.identity.signing_secret

    @property
    def team_id(self) -> str:
        return self.state.identity.team_id

    def card(self) -> JSON:
        """Return what an app and a script need to come in."""
        names = ("api_url", "bot_token", "app_token", "signing_secret", "team_id", "control_url")
        return {name: getattr(self, name) for name in names} | {"people": [p.card() for p in self.people]}

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(self.state.people.people.values())

    def person(self, who: str) -> Person:
        return self.state.people.find(who)

    def messages(self, who: str) -> list[JSON]:
        return messages.messages(self.state, who)

    def views(self, who: str) -> list[JSON]:
        return modals.open_views(self.state, who)

    def home(self, who: str) -> JSON | None:
        return modals.home(self.state, who)

    def calls(self, method: str | None = None) -> list[JSON]:
        """Return the journal: what the app asked, of one method where it is named."""
        return [entry.shape() for entry in self.state.journal.calls(method)]

    async def say(self, who: str, text: str, thread_ts: str | None = None) -> Outcome:
        return await messages.say(self.state, who, text, thread_ts)

    async def edit(self, who: str, ts: str, text: str) -> Outcome:
        return await messages.edit(self.state, who, ts, text)

    async def delete(self, who: str, ts: str) -> Outcome:
        return await messages.delete(self.state, who, ts)

    async def click(self, who: str, action_id: str, ts: str | None = None, **where: Any) -> Outcome:
        """Click; `where` may hold value, selected, block_id and view_id, as in `clicks.Target`."""
        return await clicks.click(self.state, who, clicks.Target(action_id, ts, **where))

    async def submit(self, who: str, values: Mapping[str, Any], view_id: str | None = None) -> Outcome:
        return await modals.submit(self.state, who, values, view_id)

    async def close(self, who: str, view_id: str | None = None) -> Outcome:
        return await modals.close(self.state, who, view_id)

    async def command(self, who: str, name: str, text: str = "") -> Outcome:
        return await app.command(self.state, who, name, text)

    async def open_home(self, who: str) -> Outcome:
        return await app.open_home(self.state, who)

    async def join(self, email: str, name: str, **more: Any) -> Person:
        person, _ = await people.join(self.state, {"email": email, "name": name, **more})
        return person

    async def deactivate(self, who: str) -> Outcome:
        return await people.deactivate(self.state, who)

    async def reactivate(self, who: str) -> Outcome:
        return await people.reactivate(self.state, who)

    async def change_profile(self, who: str, **fields: Any) -> Outcome:
        return await people.change_profile(self.state, who, fields)

    def fault(self, kind: str, **fields: Any) -> Armed:
        """Let something go wrong, once unless `times` says otherwise; the fields are those of `POST /fault`."""
        return arm(self.state, {"kind": kind, **fields})

    def clear_faults(self, fault_id: str | None = None) -> int:
        return self.state.faults.clear(fault_id)

    def disconnect(self, reason: str = "refresh_requested") -> int:
        return self.state.socket.disconnect(reason)

    async def connected(self, patience: float = 10.0) -> None:
        """Wait until an app has opened a Socket Mode connection, or its request URL has answered the challenge."""
        await self.until(lambda: self.state.socket.connections or self.state.http.verified, patience)

    async def until(self, condition: Callable[[], object], patience: float = 5.0) -> None:
        """Wait until the condition holds.

        Raises:
            TimeoutError: it does not within `patience` seconds.
        """
        end = time.monotonic() + patience
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"still not so after {patience:g} seconds")
            await asyncio.sleep(GLANCE)
