"""Everything that the workspace knows, held in memory."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from onboardbot.sandbox.conversations import Conversation, Conversations, Message
from onboardbot.sandbox.envelope import EVENTS, Envelope
from onboardbot.sandbox.envelopes import event_payload
from onboardbot.sandbox.errors import JSON, RefusedError
from onboardbot.sandbox.faults import Faults
from onboardbot.sandbox.http_mode import HttpMode
from onboardbot.sandbox.identity import Identity
from onboardbot.sandbox.journal import Journal
from onboardbot.sandbox.limits import Limits
from onboardbot.sandbox.people import Directory, Person, user_object
from onboardbot.sandbox.rules import REMOVED, Rules
from onboardbot.sandbox.socket_mode import SocketMode
from onboardbot.sandbox.stamps import Stamps
from onboardbot.sandbox.tickets import Tickets
from onboardbot.sandbox.views import Views


@dataclass
class State:
    identity: Identity = field(default_factory=Identity)
    people: Directory = field(default_factory=Directory)
    conversations: Conversations = field(default_factory=Conversations)
    views: Views = field(default_factory=Views)
    tickets: Tickets = field(default_factory=Tickets)
    journal: Journal = field(default_factory=Journal)
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    stamps: Stamps = field(default_factory=Stamps)
    base_url: str = ""  # set once the server knows its port
    clock_url: str | None = None
    clock: Callable[[], datetime] | None = None  # what time it is where that clock can be moved
    story: JSON | None = None  # what the page tells, step by step
    again: asyncio.Event | None = None  # set when somebody wants to begin anew
    prepared: float = 1.0  # how much of what should be found here is in place
    in_place: asyncio.Event = field(default_factory=asyncio.Event)  # until then, what is done from outside waits
    listener: Callable[[Message], object] | None = None  # hears each message of the app
    echo: bool = True  # Slack sends an app its own messages too
    revision: int = 0  # rises with every change, so that a page knows when to look again
    rules: Rules = field(init=False)
    socket: SocketMode = field(init=False)
    http: HttpMode = field(init=False)

    def __post_init__(self) -> None:
        self.rules = Rules(self.identity.scopes)
        self.socket = SocketMode(self.identity.app_id, self.rules, self.faults)
        self.http = HttpMode(self.identity, self.rules, self.faults)
        self.in_place.set()

    @property
    def sender(self) -> SocketMode | HttpMode:
        """What brings payloads to the app at present."""
        return self.http if self.rules.request_url else self.socket

    def prepare(self, share: float) -> None:
        """Say how much is in place; below 1 the page tells so, and what is done from outside waits."""
        self.prepared = share
        if share < 1:
            self.in_place.clear()
        else:
            self.in_place.set()

    def touch(self) -> None:
        self.revision += 1

    def told_at(self) -> str:
        """Return the time on the movable clock, else nothing."""
        return self.clock().astimezone(UTC).isoformat().replace("+00:00", "Z") if self.clock else ""

    def heard(self, message: Message) -> None:
        if self.listener is not None:
            self.listener(message)

    def send(self, kind: str, payload: JSON) -> Envelope:
        """Send what a person did in the app to the app."""
        if not self.rules.installed:
            return Envelope.unsent(kind, payload, REMOVED)
        return self.sender.send(kind, payload)

    def emit(self, event: JSON) -> Envelope:
        """Send an event to the app, if it hears of such."""
        self.touch()
        event.setdefault("event_ts", self.stamps.next())
        if untold := self.rules.untold(event):
            return Envelope.unsent(EVENTS, event, untold)
        return self.sender.send(EVENTS, event_payload(self.identity, event), accepts_response_payload=False)

    def dm(self, person_id: str) -> Conversation:
        return self.conversations.dm(person_id, at=time.time())

    def admit(self, person: Person) -> Person:
        """Let somebody into the workspace.

        Raises:
            RefusedError: somebody has that id or address already.
        """
        if person.id == self.identity.bot_user_id:
            raise RefusedError(f"the id {person.id} is that of the bot")
        return self.people.add(person)

    def user(self, person: Person, *, include_locale: bool = True) -> JSON:
        with_email = "users:read.email" in self.rules.scopes
        return user_object(person, team_id=self.identity.team_id, include_locale=include_locale, with_email=with_email)

    def everybody(self) -> list[Person]:
        """Return people and the bot, in the order of `users.list`."""
        return [*self.people.people.values(), self.identity.bot_user()]

    def anyone(self, user_id: str) -> Person | None:
        if user_id == self.identity.bot_user_id:
            return self.identity.bot_user()
        return self.people.people.get(user_id)

    def response_url(self, channel: str, user: str, ts: str | None) -> str:
        return f"{self.base_url}/respond/{self.identity.team_id}/{self.tickets.responder(channel, user, ts)}"
