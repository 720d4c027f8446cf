"""A whole world for a story: the sandbox, the bot under it, a database file, and a clock to move."""

import csv
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr

from onboardbot import app
from onboardbot.flows import files, importing, inbox, tick, travel, wishes
from onboardbot.flows.bot import Bot
from onboardbot.people_files import load
from onboardbot.sandbox.people import NORTHWIND, Person
from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from onboardbot.settings import Settings
from onboardbot.store import enrollments, people, touchpoints
from onboardbot.store.touchpoints import Status
from tests.helpers.databases import made_in

T = TypeVar("T")
NADIA, MAREK, BEA, PRIYA, OTTO = (f"{name}@northwind.example" for name in ("nadia", "marek", "bea", "priya", "otto"))
COMPANY = """\
name: Northwind
time_zone: Europe/Berlin
country: DE
subdivision: BE
hours: 09:00-17:30
people:
  hr: [priya@northwind.example]
  it: it-help@northwind.example
"""


@dataclass
class World:
    """What a story has in its hands."""

    bot: Bot
    slack: Workspace
    folder: Path

    async def to(self, instant: str) -> None:
        """Move business time; all that falls due on the way has arrived afterwards."""
        await travel.move(self.bot, datetime.fromisoformat(instant))

    async def settle(self) -> None:
        """Let all that came in or is due be worked off, without the pauses that real people leave."""
        with self.bot.pace.played():
            await tick.tick(self.bot)

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[None]:
        """Take in what people do, and look at none of it before the block ends and changed files are known."""
        async with self.bot.turn, self.bot.hearing:
            yield
            await files.look(self.bot)

    async def enroll(self, **row: str) -> None:
        """Import one hire as HR would, by a file."""
        path = self.folder / "people.csv"
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, list(row))
            writer.writeheader()
            writer.writerow(row)
        found = load(path, company=self.bot.library.company, playbooks=list(self.bot.library.playbooks))
        assert not [problem for problem in found.problems if problem.level == "error"], found.problems
        async with self.bot.database.write() as session:
            await importing.write_rows(session, found.rows)
        await self.settle()

    async def hold(self, email: str) -> bool:
        """Pause as the command does; False if it was paused already."""
        return await self._change(email, wishes.hold)

    async def release(self, email: str) -> bool:
        """Go on as the command does; False if it was not paused."""
        return await self._change(email, wishes.release)

    async def end(self, email: str) -> None:
        await self._change(email, wishes.end)

    async def _change(self, email: str, change: Callable[..., Awaitable[T]]) -> T:
        async with self.bot.database.write() as session:
            person = await people.by_email(session, email)
            assert person is not None
            (enrollment,) = await enrollments.of_person(session, person.id)
            done = await change(session, enrollment, now=self.bot.clock.now())
        await self.settle()
        return done

    async def tap(self, who: str, action_id: str, value: str, ts: str) -> None:
        """Tap a button that is not shown any more, as on a screen that was not drawn anew in time."""
        user = self.slack.person(who).id
        payload = {"user": user, "channel": self.slack.state.dm(user).id, "message_ts": ts, "action_id": action_id}
        payload |= {"value": value, "key": f"{who}/{ts}"}
        await inbox.receive(self.bot, key=payload["key"], kind="action", slack_user=user, payload=payload)
        await self.settle()

    async def click(self, who: str, action_id: str, **where: Any) -> None:
        await self.slack.click(who, action_id, **where)
        await self.settle()

    async def say(self, who: str, text: str, thread_ts: str | None = None) -> None:
        await self.slack.say(who, text, thread_ts)
        await self.settle()

    async def tap_home(self, who: str, action_id: str, value: str) -> None:
        """Tap something on a Home that does not show it, as a made-up request would."""
        user = self.slack.person(who).id
        payload = {"user": user, "action_id": action_id, "value": value, "key": f"{who}/{action_id}/{value}"}
        await inbox.receive(self.bot, key=payload["key"], kind="home_action", slack_user=user, payload=payload)
        await self.settle()

    async def enrollment_id(self, email: str) -> str:
        async with self.bot.database.read() as session:
            person = await people.by_email(session, email)
            assert person is not None
            return (await enrollments.of_person(session, person.id))[0].id

    async def home(self, who: str) -> str:
        """Open the Home of somebody and return its words."""
        await self.slack.open_home(who)
        await self.settle()
        return self.home_words(who)

    def home_words(self, who: str) -> str:
        """Return the words of somebody's Home as it stands."""
        return words_of(self.slack.home(who))

    async def submit(self, who: str, values: dict[str, Any]) -> None:
        await self.slack.submit(who, values)
        await self.settle()

    def words(self, who: str) -> list[str]:
        """Return the words of each message that the bot sent to a person, as they read now.

        The way to a human stands under all of a newcomer's, and is left out: see `without_talk`.
        """
        return [without_talk(words_of(message)) for message in self.slack.messages(who) if message.get("from_bot")]

    async def status(self, email: str | None = None) -> Sequence[Status]:
        async with self.bot.database.read() as session:
            return await touchpoints.status(session, email)


TALK = re.compile(r"(?:(?<=\]) ?|\n)\[(?:Talk to a person|Mit einem Menschen sprechen)\](?=\n|$)")


def without_talk(words: str) -> str:
    """Return words without the last button of a row, or of all, that stands under each message to a newcomer."""
    return TALK.sub("", words)


def words_of(block: Any) -> str:
    """Return all that a message shows: the texts of its blocks, in order."""
    if isinstance(block, dict) and "blocks" in block:
        return "\n".join(words_of(inner) for inner in block["blocks"])
    if isinstance(block, list):
        return "".join(words_of(inner) for inner in block)
    if not isinstance(block, dict):
        return ""
    if block.get("type") in {"text", "plain_text", "mrkdwn", "link"}:
        return str(block.get("text", ""))
    if block.get("type") == "user":
        return f"<@{block['user_id']}>"
    if block.get("type") == "button":
        return f"[{block['text']['text']}]"
    inner = (block.get("text"), block.get("elements"), block.get("options"))
    return "".join(words_of(part) for part in inner)


def written(folder: Path, files: dict[str, str]) -> Path:
    """Write playbook files beside our company into a folder, and return it."""
    playbooks = folder / "playbooks"
    playbooks.mkdir(exist_ok=True)
    for name, text in ({"company.yaml": COMPANY} | files).items():
        (playbooks / name).write_text(text, encoding="utf-8")
    return playbooks


@asynccontextmanager
async def world(
    folder: Path,
    *,
    start: str,
    files: dict[str, str] | None = None,
    playbooks: Path | None = None,
    people: Sequence[Person] = NORTHWIND,
    nudges: bool = False,
    signals_off: str = "",
    more: Mapping[str, Any] | None = None,
) -> AsyncIterator[World]:
    """Run sandbox and bot with these playbook files, or those of a folder, business time at `start`.

    `nudges`: managers and buddies are reminded, too; without, they get what a story is about and nothing else.
    `more`: further settings.
    """
    playbooks = playbooks or written(folder, files or {})
    async with running(people, rules={"rate_limits": False}) as slack:  # months pass in seconds
        slack.state.tickets.trigger_life = 60  # Slack's three seconds are those of a machine with nothing else to do
        settings = Settings(
            _env_file=None,
            slack_api_url=slack.api_url,
            slack_bot_token=SecretStr(slack.bot_token),
            slack_app_token=SecretStr(slack.app_token),
            **made_in(folder),  # type: ignore[arg-type]
            playbooks=playbooks,
            clock_start=datetime.fromisoformat(start),
            nudges=nudges,
            signals_off=signals_off,
            **(more or {}),
        )
        async with app.running(settings) as bot:
            yield World(bot, slack, folder)
