"""`onboardbot demo`: a workspace on this machine with the bot in it, and a clock to move."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from pydantic import SecretStr

from onboardbot import app
from onboardbot.cli import settings
from onboardbot.cli.run import log_to_stderr
from onboardbot.core.calendar import hire_calendar
from onboardbot.core.company import Company
from onboardbot.core.hire import Hire
from onboardbot.flows import importing, tick, travel
from onboardbot.flows.bot import Bot
from onboardbot.people_files import parse
from onboardbot.playbook_files import load_folder
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.server import HOST, running
from onboardbot.sandbox.workspace import Workspace
from onboardbot.settings import Settings

ZONE = ZoneInfo("Europe/Berlin")
EARLY = time(8, 55)  # five minutes before the first message, so that it is seen to arrive
BEFORE = timedelta(days=14)  # her manager and buddy hear of her first
NADIA = "nadia@northwind.example"
PEOPLE = """\
email,name,start_date,department,location,title,manager_email,buddy_email,playbook
{nadia},Nadia Haddad,{start},Engineering,Berlin,Engineer,marek@northwind.example,bea@northwind.example,office
"""
PORT = 8765
PATIENCE = 20  # seconds in which --check wants to see the first message


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"Port on this machine; 0 takes a free one. {PORT} if left out, or a free one where that is in use.",
)
@click.option("--no-browser", is_flag=True, help="Don't open the browser.")
@click.option("--check", is_flag=True, help="Only see whether it starts and Nadia gets her welcome, then end.")
def command(port: int | None, *, no_browser: bool, check: bool) -> None:
    """Show onboardbot at work: no Slack account needed, nothing is kept."""
    log_to_stderr("WARNING")
    try:
        wanted = preferred(PORT) if port is None else port
        asyncio.run(_demo(0 if check else wanted, open_browser=not (no_browser or check), check=check))
    except (RefusedError, TimeoutError) as error:
        settings.fail(str(error))


async def _demo(port: int, *, open_browser: bool, check: bool) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    monday = _next_monday(datetime.now(ZONE).date(), load_folder(shipped()).company)
    clock_port = _free_port()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onboardbot-demo-")))
        clock_url = f"http://{HOST}:{clock_port}/clock"
        slack = await stack.enter_async_context(running(port=port, clock_url=clock_url))
        bot = await stack.enter_async_context(app.running(_settings(slack, folder, monday, clock_port)))
        await _enroll(bot, monday)
        await travel.move(bot, datetime.combine(monday, EARLY, ZONE).astimezone(UTC))
        click.echo(f"The demo is at {slack.base_url} (end it with Ctrl+C; nothing is kept)")
        if check:
            await travel.move(bot, bot.clock.now() + timedelta(minutes=10))
            await slack.until(lambda: slack.messages(NADIA), PATIENCE)
            return
        if open_browser and _has_screen():
            webbrowser.open(slack.base_url)
        await stop.wait()


def _has_screen() -> bool:
    """Return whether a window can open; without one a text browser would take the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _next_monday(today: date, company: Company) -> date:
    """Return the next Monday on which the company works."""
    calendar = hire_calendar(Hire(email=NADIA, name="Nadia", start_date=today, location="Berlin"), company)
    monday = today + timedelta(days=(7 - today.weekday()) % 7)
    while not calendar.is_workday(monday):
        monday += timedelta(days=7)
    return monday


def preferred(port: int) -> int:
    """Return this port if nobody listens on it, else 0, which takes any free one."""
    with socket.socket() as probe:
        return 0 if probe.connect_ex((HOST, port)) == 0 else port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def shipped() -> Path:
    """Return the folder of the playbooks that we ship, in a checkout or in an installed package."""
    installed = Path(str(resources.files("onboardbot"))) / "shipped_playbooks"
    return installed if installed.is_dir() else Path(str(resources.files("onboardbot"))).parent / "playbooks"


def _settings(slack: Workspace, folder: Path, monday: date, clock_port: int) -> Settings:
    return Settings(
        _env_file=None,
        slack_api_url=slack.api_url,
        slack_bot_token=SecretStr(slack.bot_token),
        slack_app_token=SecretStr(slack.app_token),
        database_url=f"sqlite:///{folder / 'demo.sqlite3'}",
        playbooks=shipped(),
        clock_start=datetime.combine(monday - BEFORE, EARLY, ZONE).astimezone(UTC),
        clock_port=clock_port,
    )


async def _enroll(bot: Bot, monday: date) -> None:
    """Enroll Nadia, as an import would."""
    text = PEOPLE.format(nadia=NADIA, start=monday.isoformat())
    found = parse(text.encode(), "people.csv", company=bot.library.company, playbooks=tuple(bot.library.playbooks))
    async with bot.database.write() as session:
        await importing.write_rows(session, found.rows)
    await tick.tick(bot)
