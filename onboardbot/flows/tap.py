"""A tap on a message of ours."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot


@dataclass(frozen=True)
class Tap:
    """A tap on a message of ours: who, where, on what, with which value; `ts` is when, as Slack says."""

    bot: Bot
    session: AsyncSession
    person: Person
    envelope: Envelope
    action: str
    detail: str
    value: str
    selected: str | None
    key: str
    ts: str | None
    now: datetime
