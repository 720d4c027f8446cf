"""HTTP mode: what Slack signed is heard once, and nothing else is even read."""

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import text

from onboardbot import app
from onboardbot.flows import tick
from onboardbot.flows.bot import Bot
from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from onboardbot.settings import Settings
from tests.helpers.processes import free_port
from tests.helpers.world import NADIA, words_of, written

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass
class Here:
    bot: Bot
    slack: Workspace
    url: str
    http: aiohttp.ClientSession

    async def send(self, body: str | bytes, kind: str = JSON, **headers: str) -> tuple[int, str]:
        """Send as Slack does; headers by name replace Slack's own."""
        now = str(int(time.time()))
        readable = body if isinstance(body, str) else body.decode(errors="replace")
        signed = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=readable)
        raw = body.encode() if isinstance(body, str) else body
        sent = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signed or "", "Content-Type": kind}
        async with self.http.post(self.url, data=BytesIO(raw), headers=sent | headers) as answer:
            return answer.status, await answer.text()

    async def kept(self) -> int:
        async with self.bot.database.read() as session:
            return int((await (await session.connection()).execute(text("SELECT count(*) FROM inbox"))).scalar_one())

    def words(self) -> list[str]:
        return [words_of(message) for message in self.slack.messages(NADIA) if message.get("from_bot")]


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Here]:
    port = free_port()
    async with running() as slack, aiohttp.ClientSession() as http:
        settings = Settings(
            _env_file=None,
            slack_api_url=slack.api_url,
            slack_bot_token=SecretStr(slack.bot_token),
            slack_signing_secret=SecretStr(SECRET),
            http_port=port,
            database_url=f"sqlite:///{tmp_path / 'bot.sqlite3'}",
            playbooks=written(tmp_path, {}),
        )
        async with app.running(settings) as bot:
            yield Here(bot, slack, f"http://127.0.0.1:{port}/slack/events", http)


def written_by_nadia(slack: Workspace, event_id: str = "Ev1") -> str:
    user = slack.person(NADIA).id
    channel = slack.state.dm(user).id
    event = {"type": "message", "channel": channel, "channel_type": "im", "user": user, "text": "hello", "ts": "17.1"}
    return json.dumps({"type": "event_callback", "event_id": event_id, "team_id": "T1", "event": event})


async def test_slack_may_check_the_address(here: Here) -> None:
    assert await here.send(json.dumps({"type": "url_verification", "challenge": "c41"})) in [
        (200, '{"challenge": "c41"}'),
        (200, "c41"),
    ]


async def test_what_somebody_writes_is_answered_and_once_only_when_it_comes_twice(here: Here) -> None:
    assert (await here.send(written_by_nadia(here.slack)))[0] == 200
    again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert (await here.send(written_by_nadia(here.slack), **again))[0] == 200
    await tick.tick(here.bot)
    (words,) = here.words()
    assert "I'm a bot" in words
    assert await here.kept() == 1


async def test_a_command_is_answered_in_the_same_breath(here: Here) -> None:
    user = here.slack.person(NADIA).id
    fields = {"command": "/onboard", "text": "", "user_id": user, "team_id": "T1", "trigger_id": "1.2.3"}
    status, answer = await here.send(urlencode(fields), FORM)
    assert status == 200
    assert "HR" in json.loads(answer)["text"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=schön"},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "9" * 5000},
        {"X-Slack-Request-Timestamp": "1531420618"},
    ],
)
async def test_what_slack_did_not_sign_is_refused_and_not_kept(here: Here, headers: dict[str, str]) -> None:
    assert (await here.send(written_by_nadia(here.slack), **headers))[0] == 401
    assert await here.kept() == 0


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe{}", JSON),
        ('{"type": "event_callback"', JSON),
        ("[]", JSON),
        ("[" * 200_000, JSON),
        ("", JSON),
        ("payload=%7Bno", FORM),
        ("payload=[1]", FORM),
    ],
)
async def test_what_slack_can_not_have_written_is_refused_even_if_signed(
    here: Here, body: str | bytes, kind: str
) -> None:
    assert (await here.send(body, kind))[0] == 401
    assert await here.kept() == 0


@pytest.mark.parametrize("event", [{}, {"event": None}, {"event": []}, {"event": {"type": "message"}}])
async def test_an_event_without_what_makes_one_is_not_kept(here: Here, event: dict[str, Any]) -> None:
    assert (await here.send(json.dumps({"type": "event_callback", "event_id": "Ev1", **event})))[0] < 500
    assert await here.kept() == 0


async def test_a_payload_of_ten_megabytes_is_not_read_to_its_end(here: Here) -> None:
    try:
        status, _ = await here.send(json.dumps({"text": "x" * 10_000_000}))
    except aiohttp.ClientOSError:  # it stopped listening while we were still sending
        status = 413
    assert status == 413
    assert (await here.send(written_by_nadia(here.slack)))[0] == 200


async def test_other_places_and_ways_are_not_there(here: Here) -> None:
    async with here.http.get(here.url) as answer:
        assert answer.status == 405
    async with here.http.post(here.url.replace("/slack/events", "/elsewhere")) as answer:
        assert answer.status == 404


async def test_a_probe_finds_the_bot_ready_at_the_same_port(here: Here) -> None:
    async with here.http.get(here.url.replace("/slack/events", "/readyz")) as answer:
        assert await answer.json() == {"ready": True, "connected": True, "migrated": True, "behind": False}
