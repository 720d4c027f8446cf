"""What `doctor` looks at: each look returns what it found, with the mend."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

import aiohttp
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.app import SIGNING_HELP, database_of
from onboardbot.cli.unhandled import unhandled
from onboardbot.core.language.hiding import masked
from onboardbot.core.language.utterance import Utterance
from onboardbot.core.outbox import SKEW
from onboardbot.core.problem import Level
from onboardbot.ears.opening import opened
from onboardbot.flows.clock import machine_now
from onboardbot.flows.ears import Ear, EarError, Ears, EarsError
from onboardbot.playbook_files import Loaded, load_folder
from onboardbot.settings import Settings
from onboardbot.slack import connection
from onboardbot.slack.scopes import BOT_SCOPES
from onboardbot.store import enrollments, inbox, people, workspace
from onboardbot.store.database import DatabaseError, sqlite_file
from onboardbot.store.inbox import Failed

A_SENTENCE = "The coffee machine was slow today."  # nobody's words
ASKEW = SKEW  # a clock that is further off sends at the wrong minute, and processes beside it take it for set back


@dataclass(frozen=True)
class Look:
    """What was found: a sentence, and what to do where it is not fine."""

    level: Literal["ok", "warning", "error"]
    about: str
    words: str
    mend: str = ""


async def examine(settings: Settings) -> Sequence[Look]:
    """Look at everything, whatever else is wrong."""
    loaded = load_folder(settings.playbooks)
    looks = [*_tokens_set(settings), *_playbooks(settings, loaded), *_named(loaded)]
    looks += await _in_slack(settings)
    looks += await _ears(settings)
    return [*looks, *await _in_database(settings)]


async def _ears(settings: Settings) -> list[Look]:
    """Let each optional listener hear a sentence of ours."""
    try:
        async with opened(settings) as ears:
            return [await _ear(ear, ears) for ear in ears.ears]
    except EarsError as error:
        return [Look("error", "listeners", str(error))]


async def _ear(ear: Ear, ears: Ears) -> Look:
    name = f"the language model at {ears.reader}" if ear.name == "llm" else "the sentence encoder"
    try:
        async with asyncio.timeout(ears.limit):
            await ear.hear(masked(Utterance(A_SENTENCE)))
    except (TimeoutError, EarError) as error:
        cause = error.cause if isinstance(error, EarError) else "timeout"
        words = f"{name} does not hear ({cause})"
        return Look("warning", "listeners", words, "what the rules hear stands; look at ONBOARDBOT_LLM_URL and its key")
    return Look("ok", "listeners", f"{name} hears")


def _tokens_set(settings: Settings) -> list[Look]:
    """Look for what `run` needs: a bot token, and an app token in Socket Mode or a signing secret in HTTP mode."""
    second: tuple[str, SecretStr | None, str] = (
        ("ONBOARDBOT_SLACK_APP_TOKEN", settings.slack_app_token, connection.APP_TOKEN_HELP)
        if settings.http_port is None
        else ("ONBOARDBOT_SLACK_SIGNING_SECRET", settings.slack_signing_secret, SIGNING_HELP)
    )
    needed = (("ONBOARDBOT_SLACK_BOT_TOKEN", settings.slack_bot_token, connection.BOT_TOKEN_HELP), second)
    missing = [Look("error", "settings", f"{name} is not set", where) for name, value, where in needed if value is None]
    both = "both tokens are" if settings.http_port is None else "bot token and signing secret are"
    return missing or [Look("ok", "settings", f"{both} set")]


def _playbooks(settings: Settings, loaded: Loaded) -> list[Look]:
    errors = [problem for problem in loaded.problems if problem.level is Level.ERROR]
    names = ", ".join(playbook.name for playbook in loaded.playbooks)
    mend = f"onboardbot check {settings.playbooks}"
    if errors:
        return [Look("error", "playbooks", str(problem), mend) for problem in errors]
    if not names:
        return [Look("error", "playbooks", f"there is none in {settings.playbooks}", "set ONBOARDBOT_PLAYBOOKS")]
    return [Look("ok", "playbooks", names)]


def _named(loaded: Loaded) -> list[Look]:
    """Look for the people without whom nobody would hear of trouble."""
    roles = {
        "hr": "nobody would hear of what did not go out, and nobody may use /onboard",
        "duty": "nobody could be told of a protected matter or of danger",
    }
    found = [
        Look("warning", "company.yaml", f'people names no "{role}": {why}', f'add "{role}" to people in company.yaml')
        for role, why in roles.items()
        if not loaded.company.people.get(role)
    ]
    if not loaded.company.resources:
        why = "there are no resources to show to somebody in distress"
        found.append(Look("warning", "company.yaml", why, 'add "resources" by country to company.yaml'))
    return found


async def _in_slack(settings: Settings) -> list[Look]:
    connection.without_proxies_on_loopback(on_loopback=settings.on_loopback)
    looks: list[Look] = []
    async with connection.session() as shared:
        if settings.slack_bot_token is not None:
            token = settings.slack_bot_token.get_secret_value()
            client = connection.reading_client(settings.slack_api_url, token, shared)
            looks += await _asked("bot token", client.auth_test, _bot_token, connection.BOT_TOKEN_HELP)
        if settings.slack_app_token is not None and settings.http_port is None:
            token = settings.slack_app_token.get_secret_value()
            client = connection.reading_client(settings.slack_api_url, token, shared)
            looks += await _asked("app token", _opening(client, token), _app_token, connection.APP_TOKEN_HELP)
    return looks


def _opening(client: AsyncWebClient, token: str) -> Callable[[], Awaitable[Any]]:
    return lambda: client.apps_connections_open(app_token=token)


async def _asked(
    about: str, ask: Callable[[], Awaitable[Any]], read: Callable[[Any], list[Look]], help_: str
) -> list[Look]:
    """Ask Slack, and read its answer; a refusal or a silence is a finding too."""
    try:
        return read(await ask())
    except SlackApiError as error:
        code = error.response.get("error") if isinstance(error.response.data, dict) else error.response.status_code
        return [Look("error", about, f"Slack does not accept it ({code})", f"find it under {help_}")]
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        return [Look("error", about, f"Slack can't be reached: {error}", "look at the network, or the proxy")]


def _bot_token(answer: Any) -> list[Look]:
    looks = [Look("ok", "bot token", f"accepted by the workspace {answer.get('team')}")]
    granted = answer.headers.get("x-oauth-scopes")
    if granted is not None:
        missing = [scope for scope in BOT_SCOPES if scope not in granted.split(",")]
        mend = "add it under OAuth & Permissions, then reinstall the app"
        looks += [Look("error", "permissions", f"{scope} is missing ({BOT_SCOPES[scope]})", mend) for scope in missing]
        looks += [] if missing else [Look("ok", "permissions", "all that are needed are there")]
    return looks + _clock(answer.headers.get("Date"))


def _clock(said: str | None) -> list[Look]:
    """Compare this machine's clock with Slack's, as its answer says the time."""
    if said is None:
        return []
    off = abs(machine_now() - parsedate_to_datetime(said).astimezone(UTC))
    if off <= ASKEW:
        return [Look("ok", "clock", "this machine's agrees with Slack's")]
    words = f"this machine's is {off.total_seconds():.0f} seconds from Slack's"
    return [Look("error", "clock", words, "let the machine set its clock by NTP")]


def _app_token(answer: Any) -> list[Look]:
    del answer
    return [Look("ok", "app token", "accepted, Socket Mode is on")]


async def _in_database(settings: Settings) -> list[Look]:
    try:
        file = sqlite_file(settings.database_url)
        if file is not None and not file.exists():
            return [Look("ok", "database", f"{file} will be made at the first `onboardbot run` or `import`")]
        database = await database_of(settings)
    except DatabaseError as error:
        return [Look("error", "database", str(error), "see ONBOARDBOT_DATABASE_URL in .env.example")]
    try:
        async with database.read() as session:
            looks = [Look("ok", "database", "it opens and is of this version's form")]
            offset = await workspace.clock_offset(session)
            if offset and not settings.on_loopback:
                words = f"business time was moved by {offset} in a sandbox"
                looks.append(Look("error", "database", words, "use a new database with Slack itself"))
            looks += _not_handled(await inbox.failed(session))
            return looks + await _unreachable(session, machine_now() + offset)
    finally:
        await database.close()


def _not_handled(failed: Sequence[Failed]) -> list[Look]:
    mend = "look for incoming_given_up in the log and report it; once it is mended: onboardbot db retry"
    return [Look("error", "incoming", unhandled(failed), mend)] if failed else []


async def _unreachable(session: Any, now: datetime) -> list[Look]:
    """Look for people of open onboardings whom the bot can't write to."""
    involved: set[str] = set()
    for one in await enrollments.everyone(session):
        if one.ended_at is None or one.ended_at > now:
            involved |= {found for found in (one.person_id, one.manager_id, one.buddy_id) if found}
    unknown = sorted(
        person.email for person in (await people.by_ids(session, involved)).values() if not person.reachable
    )
    mend = "check the spelling in the people file, or the account in Slack"
    return [Look("warning", "people", f"{email} can't be reached in Slack", mend) for email in unknown]
