"""Health: alive from the first moment, ready while everything works, and honest where it doesn't."""

import asyncio
import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text
from starlette.applications import Starlette

from onboardbot.flows.bot import Bot
from onboardbot.web import health
from onboardbot.web.health import Vitals, pages
from onboardbot.web.serving import LOOPBACK, port, serving
from tests.helpers.processes import ask, free_port, place, sandbox, started, stopped
from tests.helpers.pulse import pulse

EVENING = "2026-03-03T18:00:00+00:00"
READY = {"ready": True, "connected": True, "migrated": True, "behind": False}


async def yes() -> bool:
    return True


async def never() -> bool:
    await asyncio.Event().wait()
    return True


async def looked_at(vitals: Vitals, path: str = "/readyz") -> tuple[int, Any]:
    with port(0, host=LOOPBACK, setting="ONBOARDBOT_HEALTH_PORT") as taken:
        assert taken is not None
        url = f"http://{LOOPBACK}:{taken.getsockname()[1]}{path}"
        async with (
            serving(Starlette(routes=pages(vitals)), taken),
            aiohttp.ClientSession() as http,
            http.get(url) as answer,
        ):
            return answer.status, await answer.json()


async def test_before_it_is_connected_it_is_alive_and_not_ready() -> None:
    assert await looked_at(Vitals(), "/healthz") == (200, {"alive": True})
    assert await looked_at(Vitals()) == (
        503,
        {"ready": False, "connected": False, "migrated": False, "behind": True},
    )


async def test_a_bot_without_trouble_is_ready(tmp_path: Path) -> None:
    async with pulse(tmp_path, EVENING) as here:
        assert await looked_at(Vitals(here.bot, yes)) == (200, READY)


async def test_what_does_not_answer_in_time_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)  # the real one would keep the test waiting
    async with pulse(tmp_path, EVENING) as here:
        assert await looked_at(Vitals(here.bot, never)) == (503, READY | {"ready": False, "connected": False})


async def test_a_bot_that_makes_no_headway_is_not_alive(tmp_path: Path) -> None:
    async with pulse(tmp_path, EVENING) as here, here.bot.turn:
        here.bot.pulse.at = time.monotonic() - health.DEAD - 1
        assert await looked_at(Vitals(here.bot, yes), "/healthz") == (503, {"alive": False})


async def statement(bot: Bot, words: str) -> None:
    async with bot.database.write() as session:
        await (await session.connection()).execute(text(words))


async def test_a_message_that_waits_too_long_makes_it_late_unless_it_is_held_up_by_one_before(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here, here.bot.turn:
        await statement(here.bot, "UPDATE message SET state = 'pending' WHERE kind = 'question'")
        now = here.bot.clock.now()
        here.bot.clock.offset += timedelta(minutes=4)
        assert await looked_at(Vitals(here.bot, yes)) == (200, READY), now
        here.bot.clock.offset += timedelta(minutes=2)
        assert await looked_at(Vitals(here.bot, yes)) == (503, READY | {"ready": False, "behind": True})
        await statement(here.bot, "UPDATE message SET state = 'retry' WHERE kind = 'guide'")
        assert await looked_at(Vitals(here.bot, yes)) == (200, READY)


async def test_a_database_of_another_form_is_not_ready(tmp_path: Path) -> None:
    async with pulse(tmp_path, EVENING) as here:
        await statement(here.bot, "UPDATE alembic_version SET version_num = '9999'")
        assert await looked_at(Vitals(here.bot, yes)) == (503, READY | {"ready": False, "migrated": False})


def test_a_running_bot_tells_when_slack_is_gone(tmp_path: Path) -> None:
    health_port = free_port()
    here = place(tmp_path, {})
    url = f"http://127.0.0.1:{health_port}"
    with sandbox(here) as slack, started(here, health_port=str(health_port)) as bot:
        assert bot.stdout is not None
        assert bot.stdout.readline().startswith("ready")
        assert ask(f"{url}/healthz") == (200, {"alive": True})
        assert ask(f"{url}/readyz") == (200, READY)
        slack.kill()
        slack.wait()
        here.until(
            lambda: json.dumps(ask(f"{url}/readyz")[1]) == json.dumps(READY | {"ready": False, "connected": False})
        )
        assert ask(f"{url}/healthz") == (200, {"alive": True})
        assert stopped(bot) == 0
