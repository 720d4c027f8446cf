"""What every flow works with: the database, the clock, the playbooks and the way to Slack."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol
from weakref import WeakValueDictionary

from onboardbot.core.delivery import Posted
from onboardbot.core.language.listener import Mode
from onboardbot.core.message import Message
from onboardbot.core.when import Value
from onboardbot.flows.clock import Clock
from onboardbot.flows.ears import Ears
from onboardbot.flows.library import Library
from onboardbot.flows.outage import Outage
from onboardbot.flows.pace import Pace
from onboardbot.flows.pulse import Pulse
from onboardbot.flows.room import Rooms
from onboardbot.store.database import Database


class Profile(Value):
    """What Slack says of a person."""

    slack_id: str
    email: str
    name: str
    zone: str | None = None
    locale: str | None = None
    deactivated: bool = False


class Place(Value):
    """Where a message would stand: the direct message with a user, by its id where that is known, behind a ts."""

    user: str | None
    channel: str | None
    thread_ts: str | None
    since: str | None


class Rest(NamedTuple):
    """A pause in machine time; a clock that was set to before it began ends it."""

    began: datetime
    until: datetime

    def lasts(self, machine: datetime) -> bool:
        return self.began <= machine < self.until


class Slack(Protocol):
    """The edge, as the flows see it: they may not import what stands above them."""

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        """Post to a user id or a conversation; raises DeliveryError."""

    async def update(self, message: Message, *, at: Posted, message_id: str) -> None:
        """Draw a message anew where it stands; raises DeliveryError."""

    async def publish(self, message: Message, *, to: str) -> None:
        """Show somebody their Home; raises DeliveryError."""

    async def find(self, message_id: str, place: Place) -> Posted | None:
        """Return where a message of ours stands, None: it is not there; raises DeliveryError where nobody can tell."""

    async def profiles(self, emails: Sequence[str]) -> Sequence[Profile]:
        """Return the profiles of those whom Slack knows, in bulk; raises DeliveryError."""


@dataclass(frozen=True)
class Bot:
    """Built once by the app; `turn` lets one round of work happen at a time, `wake` asks for one now.

    `hearing` lets one thing that came in be handled at a time, `heard` says that there is one.
    `arrivals`: whose next deed waits until the one before is kept. `outage`: the database is away.
    `pulse` beats as work comes on.
    `asked`: the e-mails that Slack did not know when it was asked; who joins later is told by an event.
    `planned`: until when what the bot asks by itself is planned, by what it is.
    `nudges`: managers and buddies are reminded. `listener`: who hears what replies say. `ears`: who hears it besides.
    `off`: signals that the company switched off.
    `ask_again`: how long a question that Slack could not answer rests, by what is asked.
    """

    database: Database
    clock: Clock
    library: Library
    slack: Slack
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rooms: Rooms = field(default_factory=Rooms)
    pace: Pace = field(default_factory=Pace)
    hearing: asyncio.Lock = field(default_factory=asyncio.Lock)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    arrivals: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    outage: Outage = field(default_factory=Outage)
    pulse: Pulse = field(default_factory=Pulse)
    asked: set[str] = field(default_factory=set)
    ask_again: dict[str, Rest] = field(default_factory=dict)
    planned: dict[str, datetime] = field(default_factory=dict)
    nudges: bool = False
    listener: Mode = Mode.RULES_AND_MODEL
    ears: Ears = field(default_factory=Ears)
    off: frozenset[str] = frozenset()

    @property
    def wake(self) -> asyncio.Event:
        """Set by whoever wants a round of work; what comes back from Slack does so, too."""
        return self.rooms.wake
