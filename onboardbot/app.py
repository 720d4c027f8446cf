"""Build everything from the settings, run it, and take it down again; the only place that knows all."""

import asyncio
import contextlib
import fcntl
import logging
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp

from onboardbot.flows import clockwork, directory, dispatch, files, inbox
from onboardbot.flows.bot import Bot
from onboardbot.flows.clock import Clock
from onboardbot.flows.library import Library
from onboardbot.scheduler import waking, work_when_woken
from onboardbot.settings import Settings
from onboardbot.slack import connection, listeners
from onboardbot.slack.send import Sender
from onboardbot.store import vanished, workspace
from onboardbot.store.database import Database, DatabaseError, open_database, secret_key, sqlite_file
from onboardbot.store.migrate import migrate
from onboardbot.web.clock import clock_app
from onboardbot.web.plain_log import recent

log = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
LAST_ROUND = 4  # seconds for what is under way at the end; an operator waits 10 in all


class SettingsError(Exception):
    """A setting is missing or can't be used; the sentence names it."""


async def database_of(settings: Settings) -> Database:
    """Return the database, in its newest form.

    Raises:
        DatabaseError: it can't be opened, has no key, or is newer than this code.
    """
    key = secret_key(settings.database_url, _plain(settings.secret_key))
    database = open_database(settings.database_url, key)
    try:
        await migrate(database, sqlite_file(settings.database_url))
        async with database.write() as session:
            await workspace.ensure(session)
    except BaseException:
        await database.close()
        raise
    return database


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _needed(secret: SecretStr | None, name: str, where: str) -> str:
    if secret is None:
        raise SettingsError(f"{name} is not set; see .env.example ({where})")
    return secret.get_secret_value()


@contextlib.contextmanager
def only_one(file: Path | None) -> Iterator[None]:
    """Refuse a second `run` on one SQLite file: two dispatchers would send twice."""
    if file is None:
        yield
        return
    path = file.with_name(f"{file.name}.lock")
    try:
        lock = path.open("w")
    except OSError as error:
        raise DatabaseError(f"{path} can't be written: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatabaseError(f"another `onboardbot run` works on {file} already; stop it first") from error
        yield


async def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT.

    Raises:
        SettingsError, DatabaseError, ConnectionRefusedBySlackError: each with a sentence for the operator.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    serving = asyncio.create_task(_serve(settings))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (serving, stopping):
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _serve(settings: Settings) -> None:
    file = sqlite_file(settings.database_url)
    async with running(settings) as bot:
        print("ready: connected to Slack", flush=True)  # noqa: T201 - scripts wait for this line
        await (asyncio.Event().wait() if file is None else vanished.watch(file, bot.database))


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Bot]:
    """Run the bot as long as the block lasts; it begins once Slack is connected.

    Raises:
        SettingsError, DatabaseError, ConnectionRefusedBySlackError: each with a sentence for the operator.
    """
    bot_token = _needed(settings.slack_bot_token, "ONBOARDBOT_SLACK_BOT_TOKEN", connection.BOT_TOKEN_HELP)
    app_token = _needed(settings.slack_app_token, "ONBOARDBOT_SLACK_APP_TOKEN", connection.APP_TOKEN_HELP)
    if not settings.playbooks.is_dir():
        raise SettingsError(f"there is no folder {settings.playbooks} of playbooks (ONBOARDBOT_PLAYBOOKS)")
    connection.without_proxies_on_loopback(on_loopback=settings.on_loopback)
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(only_one(sqlite_file(settings.database_url)))
        taken = stack.enter_context(_clock_socket(_clock_port(settings)))
        database = await database_of(settings)
        stack.push_async_callback(database.close)
        shared = await stack.enter_async_context(connection.session())
        url = settings.slack_api_url
        client = connection.reading_client(url, bot_token, shared)
        bot = await _bot(settings, database, Sender(connection.posting_client(url, bot_token, shared), client))
        await _meet(bot, await connection.team_of(client))
        # Bolt sets the level of the logger that has the app's name; it must not be that of our own log.
        app = AsyncApp(client=client, process_before_response=True, name="bolt")
        listeners.register(app, bot)
        handler = await connection.connect(app, app_token, connection.reading_client(url, None, shared))
        stack.push_async_callback(connection.close, handler)
        await stack.enter_async_context(_working(bot))
        await stack.enter_async_context(_clock_server(taken, bot))  # the first to end: a move keeps others waiting
        yield bot


def _clock_port(settings: Settings) -> int | None:
    if settings.clock_port is not None and settings.clock_start is None:
        log.warning("clock_port_ignored", extra={"hint": "it comes with ONBOARDBOT_CLOCK_START only"})
    return None if settings.clock_start is None else settings.clock_port


async def _bot(settings: Settings, database: Database, sender: Sender) -> Bot:
    clock = Clock()
    await clockwork.start_at(database, clock, settings.clock_start)
    if clock.offset and not settings.on_loopback:
        raise SettingsError(
            "the clock of this database was moved in a sandbox, so it can't be used with Slack itself; use a new one"
        )
    return Bot(database=database, clock=clock, library=Library(settings.playbooks), slack=sender)


async def _meet(bot: Bot, team: str) -> None:
    """Fill in the team at the first contact, find everybody, and look after what a dead process left behind."""
    async with bot.database.write() as session:
        await workspace.hold(session)
        known = await workspace.team(session)
        if known is None:
            await workspace.set_team(session, team)
    if known not in {None, team}:
        raise SettingsError(f"this database belongs to the Slack team {known}, and the token is for {team}")
    now = bot.clock.now()
    await dispatch.give_up_on_lost(bot, now=now, at_start=not bot.database.shared)
    await files.look(bot)
    await directory.match(bot, everyone=True)
    if not await directory.hr_in_slack(bot):
        log.warning("no_hr_in_slack", extra={"hint": "people.hr of company.yaml names nobody who is in Slack"})


@asynccontextmanager
async def _working(bot: Bot) -> AsyncIterator[None]:
    """Work as long as the block lasts; a round under way finishes, so that what is being sent gets its mark.

    A round that waits for a Slack that does not answer is left after a while: its rows say that it was under way.
    """
    scheduler = waking(bot)
    scheduler.start()
    workers = [asyncio.create_task(work_when_woken(bot)), asyncio.create_task(inbox.listen(bot))]
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_ROUND):
                await bot.turn.acquire()
        for worker in workers:
            worker.cancel()
        await asyncio.wait(workers)


@contextlib.contextmanager
def _clock_socket(port: int | None) -> Iterator[socket.socket | None]:
    """Take the port before anything else is done: a clock that nobody can move is no use to anybody."""
    if port is None:
        yield None
        return
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((LOOPBACK, port))
        except OSError as error:
            sentence = f"the port {port} of ONBOARDBOT_CLOCK_PORT can't be used ({error.strerror}); choose another"
            raise SettingsError(sentence) from error
        yield taken


@asynccontextmanager
async def _clock_server(taken: socket.socket | None, bot: Bot) -> AsyncIterator[None]:
    if taken is None:
        yield
        return
    with recent(bot) as noted:
        config = uvicorn.Config(clock_app(bot, noted), log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        serving = asyncio.create_task(server.serve(sockets=[taken]))
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        try:
            yield
        finally:
            server.should_exit = True
            await serving
