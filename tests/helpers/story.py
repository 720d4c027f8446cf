"""Live a diary: its people act when it says so, and what everybody gets on the way is noted down."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from onboardbot.flows import clockwork, travel
from tests.helpers.diary import GETS, READS, Entry
from tests.helpers.world import World, without_talk

HIRE = "Nadia"  # under each of her messages a human is one tap away


@dataclass(frozen=True)
class Got:
    """A message as its reader saw it arrive: when by their own clock, and what it said then."""

    who: str
    local: str
    words: str


@dataclass
class Story:
    """`cast`: name to e-mail; `row`: what HR's file says of the hire; `words` are those that an entry names.

    `habits`: e-mail to the button that somebody taps whenever something new came.
    """

    here: World
    cast: Mapping[str, str]
    row: dict[str, str]
    words: Callable[[Entry], str]
    habits: Mapping[str, str] = field(default_factory=dict)
    got: dict[str, Got] = field(default_factory=dict)
    passed: datetime | None = None

    @property
    def zones(self) -> dict[str, ZoneInfo]:
        return {name: ZoneInfo(self.here.slack.person(email).tz) for name, email in self.cast.items()}

    async def live(self, diary: Iterable[Entry]) -> None:
        """Do what the diary says is done, each at its time; what somebody reads must stand there by then."""
        for entry in diary:
            await self.until(entry.instant(self.zones))
            if entry.verb == READS:
                assert self.words(entry) in self.reads(entry.who), entry
            elif entry.verb != GETS:
                await self.do(entry)

    async def until(self, instant: datetime) -> None:
        """Let time pass, and look at each halt what has come; `passed` is up to when all was looked at."""
        while self.passed is None or self.passed < instant:
            following = await clockwork.next_due(self.here.bot, now=self.passed or self.here.bot.clock.now())
            await self._move(min(following or instant, instant))

    async def _move(self, instant: datetime) -> None:
        try:
            await travel.move(self.here.bot, instant)
        except travel.BackwardsError:  # it was a moment away, and has come by itself
            await self.here.settle()
        self.passed = instant
        new = self.look()
        for email in self.habits.keys() & new:
            await self.here.click(email, self.habits[email])

    async def do(self, entry: Entry) -> None:
        """Do one thing as people do it: with a thumb on a phone, or with HR's file."""
        deeds: Mapping[str, Callable[[str, str], Awaitable[None]]] = {
            "taps": self.here.click,
            "picks": self._picks,
            "answers": self._answers,
            "says": self.here.say,
            "replies": self._replies,
            "imports": self._imports,
        }
        await deeds[entry.verb](self.cast[entry.who], entry.what)
        self.look()

    def look(self) -> set[str]:
        """Note what is new in anybody's messages; return the e-mails of those who got something."""
        new = set()
        for person in self.here.slack.people:
            name = next((name for name, email in self.cast.items() if email == person.email), person.name)
            now = self.here.bot.clock.now().astimezone(ZoneInfo(person.tz))
            for message in self.here.slack.messages(person.id):
                if message["from_bot"] and message["ts"] not in self.got:
                    words = message["words"]
                    assert name != HIRE or "[Talk to a person]" in words, words
                    self.got[message["ts"]] = Got(name, f"{now:%a %Y-%m-%d %H:%M}", without_talk(words))
                    new.add(person.email)
        return new

    def reads(self, who: str) -> list[str]:
        """Return what somebody's messages say now, oldest first, as they stand on the screen."""
        mine = self.here.slack.messages(self.cast[who])
        return [without_talk(str(one["words"])) for one in mine if one["from_bot"]]

    async def _picks(self, who: str, option: str) -> None:
        await self.here.click(who, "answer", selected=option)

    async def _answers(self, who: str, text: str) -> None:
        await self.here.click(who, "answer")
        await self.here.submit(who, {"answer": text})

    async def _replies(self, who: str, text: str) -> None:
        """Reply in the thread of the newest message."""
        newest = [message for message in self.here.slack.messages(who) if message["from_bot"]][-1]
        await self.here.say(who, text, newest["ts"])

    async def _imports(self, who: str, cell: str) -> None:
        """HR imports the hire's row with one more cell: `leave 2026-04-13..2026-04-17`."""
        del who
        column, _, value = cell.partition(" ")
        self.row[column] = value
        await self.here.enroll(**{key: value for key, value in self.row.items() if value})
