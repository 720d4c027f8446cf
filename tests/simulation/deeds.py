"""What people do: they tap, write, pause, come back, and HR changes dates; Slack tells the bot, now and then twice."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment
from onboardbot.core.message import Button, Buttons, Choices
from onboardbot.flows import importing, inbox, wishes
from onboardbot.flows.bot import Bot, Profile
from onboardbot.people_files import parse
from onboardbot.store import enrollments, people
from onboardbot.store.holding import decide
from tests.simulation.cast import HEADER, HIRES, STEP, profile, row
from tests.simulation.faults import Faults
from tests.simulation.life import Life
from tests.simulation.slack import Standing, Workspace

T = TypeVar("T")
AGAIN = (0.0, 60.0, 300.0)  # seconds after which Slack delivers an event again that was not acknowledged
SAID = (
    "hello", "I have a question", "pause", "go on", "help", "can I talk to somebody?", "4", "Great so far",
    "Everything is too much", "thanks!",
)  # fmt: skip
OPENS_A_MODAL = frozenset({"answer", "why", "still_right:moved"})
HR_LOOKS_FIRST = frozenset({"send_again", "send_anyway"})


@dataclass(frozen=True)
class Deed:
    """What somebody did, as Slack tells it."""

    kind: str
    user: str
    payload: Mapping[str, Any]
    key: str


@dataclass
class People:
    """All of them; `acknowledged` is what the bot said it has, and so must handle."""

    faults: Faults
    slack: Workspace
    life: Callable[[], Life | None]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    acknowledged: list[Deed] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def begin(self, deed: Awaitable[None]) -> None:
        task = asyncio.ensure_future(deed)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def reads(self, standing: Standing) -> None:
        """Perhaps somebody does something about a message that they got, and less so about mere words."""
        if not self.faults.calm and self.faults.random.random() < (0.6 if STEP.search(standing.words) else 0.2):
            self.begin(self._reacts(standing))

    async def _reacts(self, standing: Standing) -> None:
        quick = self.faults.random.random() < 0.3
        await asyncio.sleep(self.faults.seconds(0, 2) if quick else self.faults.seconds(2, 40_000))
        user = standing.channel.removeprefix("D/")
        taps = self._taps(standing, user)
        if not taps or self.faults.random.random() < 0.2:
            await self._tells(self._says(user, standing))
            return
        for tap in self.faults.random.sample(taps, min(len(taps), self.faults.random.choice((1, 1, 2)))):
            await self._tells(tap)

    def _taps(self, standing: Standing, user: str) -> list[Deed]:
        found = []
        for part in standing.message.parts:
            if isinstance(part, Buttons):
                found += [self._tap(standing, user, button.action_id, button.value) for button in _shown(part.buttons)]
            if isinstance(part, Choices):
                chosen = str(self.faults.random.randrange(len(part.options)))
                found.append(self._tap(standing, user, part.action_id, None, chosen))
        return found

    def _tap(
        self, standing: Standing, user: str, action_id: str, value: str | None, selected: str | None = None
    ) -> Deed:
        key = f"T/{user}/{next(self._numbers)}/{action_id}"
        payload = {
            "user": user, "channel": standing.channel, "message_ts": standing.ts, "action_id": action_id,
            "value": value, "selected": selected, "key": key, "ts": "",
        }  # fmt: skip
        return Deed("action", user, payload, key)

    def _says(self, user: str, standing: Standing) -> Deed:
        thread = standing.ts if self.faults.random.random() < 0.2 else None
        text = self.faults.random.choice(SAID)
        payload = {"user": user, "channel": standing.channel, "text": text, "files": False, "thread_ts": thread}
        return Deed("message", user, payload, f"Ev{next(self._numbers)}")

    async def _tells(self, deed: Deed) -> None:
        """Stamp a deed as Slack does, and deliver it until it is acknowledged."""
        stamped = Deed(deed.kind, deed.user, {**deed.payload, "ts": self.slack.stamp()}, deed.key)
        twice = self.faults.random.random() < self.faults.comes_twice and not self.faults.calm
        if deed.kind == "action":
            await self._delivers(stamped)
        else:
            await self.delivered(stamped)
        if twice:
            self.faults.happened("event delivered twice")
            self.begin(self._late(stamped))

    async def _late(self, deed: Deed) -> None:
        await asyncio.sleep(self.faults.seconds(0, 600))
        await self._delivers(deed)

    async def delivered(self, deed: Deed) -> None:
        """Deliver an event; Slack tries again three times."""
        for pause in (0.0, *AGAIN):
            await asyncio.sleep(pause + self.faults.seconds(0, 1))
            if await self._delivers(deed):
                return
            self.faults.happened("event not acknowledged")

    async def _delivers(self, deed: Deed) -> bool:
        received = await self.within_a_life(lambda bot: self._receive(bot, deed))
        if received and deed not in self.acknowledged:
            self.acknowledged.append(deed)
        return bool(received)

    async def _receive(self, bot: Bot, deed: Deed) -> bool:
        await inbox.receive(bot, key=deed.key, kind=deed.kind, slack_user=deed.user, payload=deed.payload)
        return True

    async def within_a_life(self, work: Callable[[Bot], Awaitable[T]]) -> T | None:
        """Do something in the bot's process; None where there is none, or where it dies meanwhile."""
        life = self.life()
        if life is None or life.bot is None or life.dead.is_set():
            return None
        done = asyncio.ensure_future(_inside(life, life.bot, work))
        await asyncio.wait({done, death := asyncio.ensure_future(life.dead.wait())}, return_when="FIRST_COMPLETED")
        death.cancel()
        if life.dead.is_set() or not done.done() or done.cancelled():
            return None
        return None if done.exception() is not None else done.result()

    async def until_done(self, work: Callable[[Bot, AsyncSession], Awaitable[None]]) -> None:
        """Change something as HR does: whoever sees an error tries again."""

        async def change(bot: Bot) -> bool:
            await decide(bot.database, lambda session: work(bot, session))
            bot.wake.set()
            return True

        while not await self.within_a_life(change):  # noqa: ASYNC110 - a process that is born has no event
            await asyncio.sleep(self.faults.seconds(5, 60))

    async def imports(self, *rows: str) -> None:
        async def write(bot: Bot, session: AsyncSession) -> None:
            text = "\n".join([HEADER, *rows]).encode()
            library = bot.library
            found = parse(text, "people.csv", company=library.company, playbooks=tuple(library.playbooks))
            assert not [problem for problem in found.problems if problem.level == "error"], found.problems
            await importing.write_rows(session, found.rows)

        await self.until_done(write)

    async def moves(self, email: str, start: str) -> None:
        self.faults.happened("start date moved")
        await self.imports(row(email, start))

    async def pauses(self, email: str) -> None:
        self.faults.happened("pause")
        await self._changes(email, wishes.hold)
        await asyncio.sleep(self.faults.seconds(60, 100_000))
        await self._changes(email, wishes.release)

    async def comes_back(self, email: str) -> None:
        """End whatever pause somebody asked for and forgot."""
        await self._changes(email, wishes.release)

    async def ends(self, email: str) -> None:
        self.faults.happened("end")
        await self._changes(email, wishes.end)

    async def _changes(self, email: str, change: Callable[..., Awaitable[Any]]) -> None:
        async def work(bot: Bot, session: AsyncSession) -> None:
            person = await people.by_email(session, email)
            assert person is not None
            for enrollment in (await enrollments.of_person(session, person.id))[:1]:
                await self._change(change, bot, session, enrollment)

        await self.until_done(work)

    async def _change(
        self, change: Callable[..., Awaitable[Any]], bot: Bot, session: AsyncSession, enrollment: Enrollment
    ) -> None:
        await change(session, enrollment, now=bot.clock.now())

    async def is_away(self, email: str) -> None:
        """Be deactivated for a while; Slack tells so, or the bot finds out."""
        self.faults.happened("account deactivated")
        for deactivated, longest in ((True, 200_000), (False, 1)):
            changed = profile(email, deactivated=deactivated)
            self.slack.people[changed.slack_id] = changed
            deed = Deed("profile", changed.slack_id, changed.model_dump(), f"Ev{next(self._numbers)}")
            if not deactivated or self.faults.random.random() < 0.7:
                await self.delivered(deed)
            await asyncio.sleep(self.faults.seconds(0, longest))

    async def joins(self, known: Profile) -> None:
        await self.delivered(Deed("profile", known.slack_id, known.model_dump(), f"Ev{next(self._numbers)}"))

    async def leave(self) -> None:
        """Do nothing any more."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def plans(self, end: float) -> None:
        """Let things happen to hires until then."""
        for email in HIRES:
            for chance, deed in ((0.3, self._a_move), (0.3, self.pauses), (0.15, self.ends), (0.2, self.is_away)):
                if self.faults.random.random() < chance:
                    self.begin(_after(self.faults.seconds(0, end), deed, email))

    async def _a_move(self, email: str) -> None:
        await self.moves(email, self.faults.random.choice(("2026-03-03", "2026-03-05", "2026-03-09")))


def _shown(buttons: tuple[Button, ...]) -> list[Button]:
    """Return the buttons that can be tapped blindly."""
    return [one for one in buttons if one.action_id not in OPENS_A_MODAL | HR_LOOKS_FIRST]


async def _inside(life: Life, bot: Bot, work: Callable[[Bot], Awaitable[T]]) -> T:
    """Do it as a part of that process, so that it ends with it."""
    task = asyncio.current_task()
    assert task is not None
    life.tasks.add(task)
    task.add_done_callback(life.tasks.discard)
    life.owns_what_follows()
    return await work(bot)


async def _after(seconds: float, deed: Callable[[str], Awaitable[None]], email: str) -> None:
    await asyncio.sleep(seconds)
    await deed(email)
