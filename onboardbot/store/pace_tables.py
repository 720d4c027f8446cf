"""The tables of what paces the bot; private to the store, as all tables are."""

from datetime import datetime

from sqlmodel import Field

from onboardbot.store.tables import Table, instant
from onboardbot.store.types import UTCDateTime


class ConversationRow(Table, table=True):
    """The direct message with a person: where it is, the newest ts that Slack gave there, and how it is paced.

    All instants are machine time: `full_at` is when it has had its second for each message, `paused_since` and
    `paused_until` are when and until when Slack asked for silence there.
    """

    __tablename__ = "conversation"
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    channel: str | None = None
    newest_ts: str | None = None
    full_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    paused_until: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    paused_since: datetime | None = instant()


class BudgetRow(Table, table=True):
    """What is used of a method's budget, for all processes together; machine time, as in `core.throttle`."""

    __tablename__ = "budget"
    method: str = Field(primary_key=True)
    full_at: datetime | None = instant()
    paused_until: datetime | None = instant()
    paused_since: datetime | None = instant()
