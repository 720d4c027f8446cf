"""Build everything from the settings, run it, and take it down again; the only place that knows all."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from onboardbot.core.throttle import Budget
from onboardbot.ears.opening import opened
from onboardbot.flows import clockwork, directory, files, lookup
from onboardbot.flows.bot import Bot
from onboardbot.flows.clock import Clock
from onboardbot.flows.ears import Ears, EarsError
from onboardbot.flows.library import Library
from onboardbot.flows.pace import Meter, Pace
from onboardbot.scheduler import working
from onboardbot.settings import Settings
from onboardbot.slack import connection, http_mode, listeners
from onboardbot.slack.connection import Acceptance
from onboardbot.slack.send import Sender
from onboardbot.slack.socket_mode import SocketMode
from onboardbot.store import vanished, workspace
from onboardbot.store.alone import only_one
from onboardbot.store.database import Database, DatabaseError, open_database, secret_key, sqlite_file
from onboardbot.store.migrate import migrate
from onboardbot.store.passing import passes, sentence
from onboardbot.web.clock import clock_app
from onboardbot.web.health import Vitals, pages
from onboardbot.web.plain_log import recent
from onboardbot.web.serving import EVERYWHERE, LOOPBACK, PortTakenError, port, serving

log = logging.getLogger(__name__)
SIGNING_HELP = "Basic Information -> App Credentials -> Signing Secret"


class SettingsError(Exception):
    """A setting is missing or can't be used; the sentence names it."""


async def database_of(settings: Settings) -> Database:
    """Return the database, in its newest form.

    Raises:
        DatabaseError: it can't be opened, has no key, or is newer than this code.
    """
    key = secret_key(settings.database_url, _plain(settings.secret_key))
    await _in_newest_form(settings, key)
    database = open_database(settings.database_url, key)
    try:
        async with database.write() as session:
            await workspace.ensure(session)
    except BaseException as error:
        await database.close()
        if passes(error):
            raise DatabaseError(f"the database can't be written: {sentence(error)}") from error
        raise
    return database


async def _in_newest_form(settings: Settings, key: bytes) -> None:
    database = open_database(settings.database_url, key, patient=True)
    try:
        await migrate(database, sqlite_file(settings.database_url))
    finally:
        await database.close()


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _needed(secret: SecretStr | None, name: str, where: str) -> str:
    if secret is None:
        raise SettingsError(f"{name} is not set; see .env.example ({where})")
    return secret.get_secret_value()


async def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT.

    Raises:
        SettingsError, DatabaseError, ConnectionRefusedBySlackError: each with a sentence for the operator.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    bot = asyncio.create_task(_serve(settings))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({bot, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (bot, stopping):
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bot


async def _serve(settings: Settings) -> None:
    file = sqlite_file(settings.database_url)
    async with running(settings) as bot:
        said = "connected to Slack" if settings.http_port is None else f"Slack may send to port {settings.http_port}"
        print(f"ready: {said}", flush=True)  # noqa: T201 - scripts wait for this line
        await (asyncio.Event().wait() if file is None else vanished.watch(file, bot.database))


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Bot]:
    """Run the bot as long as the block lasts; it begins once Slack is connected.

    Raises:
        SettingsError, DatabaseError, ConnectionRefusedBySlackError: each with a sentence for the operator.
    """
    tokens = _tokens(settings)
    connection.without_proxies_on_loopback(on_loopback=settings.on_loopback)
    vitals, url = Vitals(), settings.slack_api_url
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(only_one(sqlite_file(settings.database_url)))
        ports = stack.enter_context(_ports(settings))
        await stack.enter_async_context(serving(Starlette(routes=pages(vitals)), ports.health))
        database = await database_of(settings)
        stack.push_async_callback(database.close)
        shared = await stack.enter_async_context(connection.session())
        client = connection.reading_client(url, tokens.bot, shared)
        ears = await stack.enter_async_context(_ears(settings))
        bot = await _bot(settings, database, connection.posting_client(url, tokens.bot, shared), client, ears)
        await _meet(bot, await connection.team_of(client))
        vitals.bot = bot
        sockets = connection.reading_client(url, None, shared)
        await stack.enter_async_context(_reached(_listening(bot, client), tokens, sockets, ports.http, vitals))
        await stack.enter_async_context(working(bot))
        if ports.clock is not None:  # the first to end: a move keeps others waiting
            noted = stack.enter_context(recent(bot))
            await stack.enter_async_context(serving(clock_app(bot, noted), ports.clock))
        yield bot


@dataclass(frozen=True)
class _Tokens:
    """What Slack gave us; HTTP mode needs a signing secret in place of the app token."""

    bot: str
    app: str
    signing: str


def _tokens(settings: Settings) -> _Tokens:
    by_http = settings.http_port is not None
    app, signing = settings.slack_app_token, settings.slack_signing_secret
    tokens = _Tokens(
        bot=_needed(settings.slack_bot_token, "ONBOARDBOT_SLACK_BOT_TOKEN", connection.BOT_TOKEN_HELP),
        app="" if by_http else _needed(app, "ONBOARDBOT_SLACK_APP_TOKEN", connection.APP_TOKEN_HELP),
        signing=_needed(signing, "ONBOARDBOT_SLACK_SIGNING_SECRET", SIGNING_HELP) if by_http else "",
    )
    if not settings.playbooks.is_dir():
        raise SettingsError(f"there is no folder {settings.playbooks} of playbooks (ONBOARDBOT_PLAYBOOKS)")
    return tokens


@dataclass(frozen=True)
class _Ports:
    """The ports that are wanted, taken before anything else is done."""

    clock: socket.socket | None
    http: socket.socket | None
    health: socket.socket | None


@contextlib.contextmanager
def _ports(settings: Settings) -> Iterator[_Ports]:
    wanted = (
        (_clock_port(settings), LOOPBACK, "ONBOARDBOT_CLOCK_PORT"),
        (settings.http_port, EVERYWHERE, "ONBOARDBOT_HTTP_PORT"),
        (settings.health_port, EVERYWHERE, "ONBOARDBOT_HEALTH_PORT"),
    )
    with contextlib.ExitStack() as stack:
        try:
            taken = [stack.enter_context(port(number, host=host, setting=name)) for number, host, name in wanted]
        except PortTakenError as error:
            raise SettingsError(str(error)) from error
        yield _Ports(*taken)


def _listening(bot: Bot, client: AsyncWebClient) -> AsyncApp:
    """Return what hears Slack; our own edge has proven by then that it is Slack.

    Bolt sets the level of the logger that has the app's name; it must not be that of our own log.
    """
    app = AsyncApp(client=client, process_before_response=True, name="bolt", request_verification_enabled=False)
    listeners.register(app, bot)
    return app


@asynccontextmanager
async def _reached(
    app: AsyncApp, tokens: _Tokens, sockets: AsyncWebClient, taken: socket.socket | None, vitals: Vitals
) -> AsyncIterator[None]:
    """Let Slack reach us, by its own requests where a port for them is taken, else by a socket of ours."""
    accepted = Acceptance(app.client)
    if taken is not None:
        vitals.connected = accepted.holds
        routes = [http_mode.route(app, tokens.signing), *pages(vitals)]
        async with serving(Starlette(routes=routes), taken):
            log.info("listening", extra={"port": taken.getsockname()[1]})
            yield
        return
    mode = SocketMode(app, tokens.app, sockets)
    async with mode.open():
        vitals.connected = partial(_both, mode.connected, accepted.holds)
        yield


async def _both(one: Callable[[], Awaitable[bool]], other: Callable[[], Awaitable[bool]]) -> bool:
    return await one() and await other()


def _clock_port(settings: Settings) -> int | None:
    if settings.clock_port is not None and settings.clock_start is None:
        log.warning("clock_port_ignored", extra={"hint": "it comes with ONBOARDBOT_CLOCK_START only"})
    return None if settings.clock_start is None else settings.clock_port


@asynccontextmanager
async def _ears(settings: Settings) -> AsyncIterator[Ears]:
    async with contextlib.AsyncExitStack() as stack:
        try:
            ears = await stack.enter_async_context(opened(settings))
        except EarsError as error:
            raise SettingsError(str(error)) from error
        if ears.ears:
            log.info("also_hears", extra={"ears": [ear.name for ear in ears.ears], "reader": ears.reader})
        yield ears


async def _bot(
    settings: Settings, database: Database, posting: AsyncWebClient, reading: AsyncWebClient, ears: Ears
) -> Bot:
    clock = Clock()
    await clockwork.start_at(database, clock, settings.clock_start)
    if clock.offset and not settings.on_loopback:
        raise SettingsError(
            "the clock of this database was moved in a sandbox, so it can't be used with Slack itself; use a new one"
        )
    limit = settings.messages_per_minute
    pace = Pace(Budget(limit) if limit else None)
    sender = Sender(posting, reading, Meter(database, pace, clock.machine).take)
    return Bot(
        database=database,
        clock=clock,
        library=Library(settings.playbooks),
        slack=sender,
        pace=pace,
        nudges=settings.nudges,
        listener=settings.listener,
        ears=ears,
        off=settings.off,
    )


async def _meet(bot: Bot, team: str) -> None:
    """Fill in the team at the first contact, find everybody, and look after what a dead process left behind."""
    async with bot.database.write() as session:
        await workspace.hold(session)
        known = await workspace.team(session)
        if known is None:
            await workspace.set_team(session, team)
    if known not in {None, team}:
        raise SettingsError(f"this database belongs to the Slack team {known}, and the token is for {team}")
    await lookup.at_start(bot)
    await files.look(bot)
    await directory.match(bot, everyone=True)
    if not await directory.hr_in_slack(bot):
        log.warning("no_hr_in_slack", extra={"hint": "people.hr of company.yaml names nobody who is in Slack"})
