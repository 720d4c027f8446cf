"""`onboardbot demo`: a workspace on this machine with the bot in it, a clock to move, and a story to follow."""

import asyncio
import logging
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import click

from onboardbot import app
from onboardbot.cli import demo_keep, demo_world, settings
from onboardbot.cli.demo_keep import Kept
from onboardbot.cli.demo_others import living
from onboardbot.cli.demo_people import EVERYBODY, NADIA
from onboardbot.cli.demo_world import World
from onboardbot.cli.run import log_to_stderr
from onboardbot.flows import travel
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.server import HOST, running
from onboardbot.store.database import DatabaseError

PORT = 8765
PATIENCE = 20  # seconds in which --check wants to see the first message


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"Port on this machine; 0 takes a free one. {PORT} if left out, or a free one where that is in use.",
)
@click.option("--no-browser", is_flag=True, help="Don't open the browser.")
@click.option(
    "--keep",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep everything in this folder, and go on there the next time.",
)
@click.option("--check", is_flag=True, help="Only see whether it starts and Nadia gets her welcome, then end.")
def command(port: int | None, folder: Path | None, *, no_browser: bool, check: bool) -> None:
    """Show onboardbot at work: no Slack account needed, and nothing is kept unless you say so."""
    _log_for_the_page()
    try:
        wanted = preferred(PORT) if port is None else port
        show = not (no_browser or check)
        asyncio.run(_demo(0 if check else wanted, folder, open_browser=show, check=check))
    except (RefusedError, TimeoutError, DatabaseError, app.SettingsError) as error:
        settings.fail(str(error))


def _log_for_the_page() -> None:
    """Leave the terminal to what is wrong; the page shows the whole log."""
    log_to_stderr("INFO")
    for handler in logging.getLogger().handlers:
        handler.setLevel(logging.WARNING)


async def _demo(port: int, folder: Path | None, *, open_browser: bool, check: bool) -> None:
    """Run until it is stopped; whoever asks for it on the page begins anew, at the same address."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    with demo_keep.place(folder) as kept:
        while not stop.is_set():
            port = await _once(port, kept, stop, open_browser=open_browser, check=check)
            open_browser = False
            if check:
                return
            if not stop.is_set():
                kept.clear()


async def _once(port: int, kept: Kept, stop: asyncio.Event, *, open_browser: bool, check: bool) -> int:
    """Run one workspace with its bot until it is stopped or to begin anew; return its port."""
    clock_port, again = _free_port(), asyncio.Event()
    async with AsyncExitStack() as stack:
        clock_url = f"http://{HOST}:{clock_port}/clock"
        slack = await stack.enter_async_context(running(EVERYBODY, port=port, clock_url=clock_url))
        await stack.enter_async_context(living(slack))
        world = await demo_world.enter(stack, slack, kept, clock_port)
        slack.state.again = again
        click.echo(f"The demo is at {slack.base_url} (end it with Ctrl+C; {kept.promise})")
        opening = _show(slack.base_url) if open_browser and _has_screen() else asyncio.sleep(0)
        await asyncio.gather(opening, _first(world.prepare(stack), stop.wait()))
        if not check:
            await _first(stop.wait(), again.wait())
        elif not stop.is_set():
            await _see_her_welcome(world)
        return int(slack.base_url.rsplit(":", maxsplit=1)[1])


async def _show(url: str) -> None:
    """Open the browser beside the loop, which serves the page meanwhile: some are waited for up to five seconds."""
    await asyncio.to_thread(webbrowser.open, url)


async def _see_her_welcome(world: World) -> None:
    """Let Nadia's first morning come.

    Raises:
        TimeoutError: she got nothing.
    """
    await travel.move(world.bot, world.start + timedelta(minutes=10))
    await world.slack.until(lambda: world.slack.messages(NADIA), PATIENCE)


async def _first(*deeds: Coroutine[object, object, object]) -> None:
    """Wait until the first of these has ended, and leave off with the others."""
    tasks = [asyncio.create_task(deed) for deed in deeds]
    ended, left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    for task in ended:
        task.result()


def _has_screen() -> bool:
    """Return whether a window can open; without one a text browser would take the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def preferred(port: int) -> int:
    """Return this port if nobody listens on it, else 0, which takes any free one."""
    with socket.socket() as probe:
        return 0 if probe.connect_ex((HOST, port)) == 0 else port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
