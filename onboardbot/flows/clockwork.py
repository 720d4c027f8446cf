"""Move business time: halt at each instant at which something is due, so that nothing becomes late through it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from onboardbot.flows.bot import Bot
from onboardbot.flows.clock import Clock
from onboardbot.store import work, workspace
from onboardbot.store.database import Database
from onboardbot.store.work import Work

# What is looked up in Slack, or told to an HR who is not there yet, waits for others than the bot.
HOLDS_UP = frozenset(
    {
        Work.INBOX, Work.SETTLE, Work.REACH, Work.DUE, Work.WATCH, Work.ADVANCE, Work.ERRAND,
        Work.DISPATCH, Work.UNDER_WAY, Work.REDRAW,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """What a look found: the kinds of work that wait, and the next instant at which time alone makes some.

    `again` is when the machine's time ends a pause, as of a message that is tried again.
    """

    kinds: frozenset[Work]
    following: datetime | None
    again: datetime | None

    @property
    def idle(self) -> bool:
        """Nothing is wanted, due, under way, or unread."""
        return not self.kinds & HOLDS_UP


async def look(bot: Bot) -> Looked:
    """Look at what waits now; business time is taken over as the database has it."""
    while True:
        found = await _outlook(bot, bot.clock.now())
        if found.offset == bot.clock.offset:
            return Looked(found.kinds, found.following, found.again)
        bot.clock.offset = found.offset


async def _outlook(bot: Bot, now: datetime) -> work.Outlook:
    async with bot.database.read() as session:
        return await work.outlook(session, now=now, machine=bot.clock.machine(), asked=bot.asked)


async def read_offset(bot: Bot) -> None:
    """Take over how far the database says that business time is from the machine's."""
    async with bot.database.read() as session:
        bot.clock.offset = await workspace.clock_offset(session)


async def start_at(database: Database, clock: Clock, start: datetime | None) -> None:
    """Move business time to `start`: where it begins on a database that no bot ran on, else only forward."""
    async with database.write() as session:
        await workspace.ensure(session)
        await workspace.hold(session)
        clock.offset = await workspace.clock_offset(session)
        first = not clock.offset and await workspace.team(session) is None
        if start is not None and (first or start > clock.now()):
            clock.offset += start - clock.now()
            await workspace.set_clock_offset(session, clock.offset)


async def next_due(bot: Bot, *, now: datetime) -> datetime | None:
    """Return the next instant after `now` at which time alone makes something happen."""
    return (await _outlook(bot, now)).following


async def jump(bot: Bot, to: datetime) -> None:
    """Set business time; it runs on from there, for every process on this database."""
    ahead = to - bot.clock.now()
    if ahead <= timedelta():
        return
    bot.clock.offset += ahead
    async with bot.database.write() as session:
        await workspace.set_clock_offset(session, bot.clock.offset)


def written(instant: datetime) -> str:
    """Return an instant in UTC with `Z`, as scripts read and write it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
