"""The bot of the demo and its newcomers, on the playbooks that we ship."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path

from cryptography.fernet import Fernet
from pydantic import SecretStr

from onboardbot import app
from onboardbot.cli.demo_keep import Kept
from onboardbot.cli.demo_people import EARLIEST, NADIA, people_file
from onboardbot.cli.demo_story import story
from onboardbot.core.calendar import Calendar, hire_calendar
from onboardbot.core.hire import Hire
from onboardbot.flows import importing, tick, travel
from onboardbot.flows.bot import Bot
from onboardbot.people_files import parse
from onboardbot.playbook_files import load_folder
from onboardbot.sandbox.workspace import Workspace
from onboardbot.settings import Settings

EARLY = time(8, 55)  # five minutes before the first message, so that it is seen to arrive
SHOWN = 0.99  # what the page may read as prepared before everything is
BEFORE = timedelta(days=EARLIEST + 15)  # managers hear of newcomers up to two weeks before


@dataclass(frozen=True)
class World:
    """The bot of the demo in its workspace. `start` is the morning of Nadia's first day."""

    slack: Workspace
    kept: Kept
    bot: Bot
    monday: date
    start: datetime

    async def prepare(self, stack: AsyncExitStack) -> None:
        """Play the weeks of those who are under way already, unless they were kept; from here on, keep what is new."""
        state, now = self.slack.state, self.bot.clock.now
        if self.kept.monday is None:
            await _enroll(self.bot, people_file(self.monday))
            began = now()
            for halt in _halts(began, self.start):
                await travel.move(self.bot, halt)
                state.prepare(min(SHOWN, (halt - began) / (self.start - began)))
        await stack.enter_async_context(self.kept.saving(state, self.monday, now))
        state.prepare(1)


async def enter(stack: AsyncExitStack, slack: Workspace, kept: Kept, clock_port: int) -> World:
    """Run the bot as long as the stack lasts: where it was left, else some weeks before Nadia's first day."""
    monday = kept.monday or next_monday(datetime.now(UTC).date())
    calendar = calendar_of(monday)
    start = datetime.combine(monday, EARLY, calendar.zone).astimezone(UTC)
    settings = _settings(slack, kept, start - BEFORE, clock_port)
    await kept.take_up(settings, slack.state)
    slack.state.prepare(0)  # the page is there at once, and tells that it waits
    bot = await stack.enter_async_context(app.running(settings))
    slack.state.clock = bot.clock.now
    slack.state.story = story(kept.run, monday, calendar)
    return World(slack, kept, bot, monday, start)


def _halts(began: datetime, end: datetime) -> Iterator[datetime]:
    """Give each day on the way, and its end."""
    for days in range(1, (end - began).days + 1):
        yield began + timedelta(days=days)
    yield end


def calendar_of(day: date) -> Calendar:
    """Return Nadia's calendar, where she starts on that day."""
    company = load_folder(shipped()).company
    return hire_calendar(Hire(email=NADIA, name="Nadia", start_date=day, location="Berlin"), company)


def next_monday(today: date) -> date:
    """Return the next Monday on which the company works; today counts."""
    calendar = calendar_of(today)
    monday = today + timedelta(days=(7 - today.weekday()) % 7)
    while not calendar.is_workday(monday):
        monday += timedelta(days=7)
    return monday


def shipped() -> Path:
    """Return the folder of the playbooks that we ship, in a checkout or in an installed package."""
    installed = Path(str(resources.files("onboardbot"))) / "shipped_playbooks"
    return installed if installed.is_dir() else Path(str(resources.files("onboardbot"))).parent / "playbooks"


def _settings(slack: Workspace, kept: Kept, start: datetime, clock_port: int) -> Settings:
    return Settings(
        _env_file=None,
        slack_api_url=slack.api_url,
        slack_bot_token=SecretStr(slack.bot_token),
        slack_app_token=SecretStr(slack.app_token),
        database_url=kept.database_url,
        secret_key=None if kept.lasting else SecretStr(Fernet.generate_key().decode()),
        playbooks=shipped(),
        clock_start=start,
        clock_port=clock_port,
        llm_url=None,  # whatever the environment says, nothing leaves the machine
        encoder=False,
    )


async def _enroll(bot: Bot, people: str) -> None:
    """Enroll everybody, as an import would."""
    company, playbooks = bot.library.company, tuple(bot.library.playbooks)
    found = parse(people.encode(), "people.csv", company=company, playbooks=playbooks)
    async with bot.database.write() as session:
        await importing.write_rows(session, found.rows)
    await tick.tick(bot)
