"""A round of everything that the sandbox speaks, with clients that are not ours: they never meet our own readings.

Left out of the README's test command, as it needs Node; `python3 tasks.py clients` runs it.
"""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import PROXIES

pytestmark = pytest.mark.clients
HERE = Path(__file__).parent
NADIA, PRIYA = "nadia@northwind.example", "priya@northwind.example"
CLIENTS = {
    "javascript": ("node", str(HERE / "javascript" / "app.js")),
    "python": (sys.executable, str(HERE / "python" / "app.py")),
}
OVER_HTTP = "javascript over HTTP"  # Bolt's own receiver checks our signatures and answers our challenge


@dataclass
class Round:
    slack: Workspace

    async def newest(self, who: str, text: str) -> dict[str, Any]:
        """Wait until a message with these words is the newest of somebody."""
        await self.slack.until(lambda: self.slack.messages(who) and self.slack.messages(who)[-1]["text"] == text)
        return self.slack.messages(who)[-1]

    async def told(self, text: str) -> dict[str, Any]:
        """Say something that the app answers by JSON, and return that."""
        await self.slack.say(NADIA, text)
        await self.slack.until(lambda: self.slack.messages(NADIA)[-1]["text"].startswith("{"), patience=15)
        found: dict[str, Any] = json.loads(self.slack.messages(NADIA)[-1]["text"])
        return found

    async def modal(self, title: str) -> dict[str, Any]:
        await self.slack.until(
            lambda: self.slack.views(NADIA) and self.slack.views(NADIA)[-1]["title"]["text"] == title
        )
        return self.slack.views(NADIA)[-1]


@pytest.fixture(params=[*CLIENTS, OVER_HTTP])
async def here(request: pytest.FixtureRequest) -> AsyncIterator[Round]:
    if request.param == OVER_HTTP:
        port = _free_port()
        rules = {"request_url": f"http://127.0.0.1:{port}/slack/events"}
        async with running(rules=rules) as slack, _started("javascript", slack, str(port)):
            yield Round(slack)
    else:
        async with running() as slack, _started(request.param, slack):
            yield Round(slack)


@asynccontextmanager
async def _started(client: str, slack: Workspace, *options: str) -> AsyncIterator[None]:
    """Run an app beside the workspace, and wait until the two have found each other."""
    plain = {name: value for name, value in os.environ.items() if name not in PROXIES}
    command = [*CLIENTS[client], json.dumps(slack.card()), *options]
    process = await asyncio.create_subprocess_exec(*command, env=plain, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            while (line := await process.stdout.readline()) != b"ready\n":
                assert line, "the app ended"
        await slack.connected(20)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_words_are_answered_in_blocks(here: Round) -> None:
    assert (await here.slack.say(NADIA, "hello")).acknowledged
    answer = await here.newest(NADIA, "You said: hello")
    assert answer["words"] == "How are *you*?\n[Fine] [Redraw] [Whisper] [More]"


async def test_taps_change_a_message_and_whisper(here: Round) -> None:
    await here.slack.say(NADIA, "hello")
    await here.newest(NADIA, "You said: hello")
    await here.slack.click(NADIA, "whisper")
    whispered = await here.newest(NADIA, "For your eyes only")
    assert whispered["ephemeral"]
    asked = here.slack.messages(NADIA)[1]
    await here.slack.click(NADIA, "redraw", ts=asked["ts"])
    await here.slack.until(lambda: here.slack.messages(NADIA)[1]["text"] == "Drawn anew")
    await here.slack.say(NADIA, "again")
    await here.newest(NADIA, "You said: again")
    await here.slack.click(NADIA, "fine")
    await here.newest(NADIA, "Glad to hear it.")


async def test_a_modal_is_opened_changed_pushed_refused_and_sent(here: Round) -> None:
    await here.slack.say(NADIA, "hello")
    await here.newest(NADIA, "You said: hello")
    await here.slack.click(NADIA, "more")
    await here.modal("Your answer")
    await here.slack.click(NADIA, "push", view_id=here.slack.views(NADIA)[-1]["id"])
    await here.modal("Deeper")
    await here.slack.submit(NADIA, {"words": "no"})
    assert here.slack.views(NADIA)[-1]["errors"] == {"words": "A little more, please"}
    await here.slack.submit(NADIA, {"words": "update"})
    await here.modal("Updated")
    await here.slack.submit(NADIA, {"words": "clear"})
    assert here.slack.views(NADIA) == []


async def test_what_was_filled_in_arrives_whole(here: Round) -> None:
    await here.slack.command(NADIA, "/onboard", "modal")
    await here.modal("From a command")
    await here.slack.submit(NADIA, {"words": "a long day", "choice": "team", "day": "2026-03-02"})
    told = {"choice": "team", "day": "2026-03-02", "words": "a long day"}
    await here.slack.until(lambda: here.slack.messages(NADIA))
    assert json.loads(here.slack.messages(NADIA)[-1]["text"]) == told
    assert here.slack.views(NADIA) == []


async def test_a_modal_is_drawn_anew_in_place(here: Round) -> None:
    await here.slack.command(NADIA, "/onboard", "modal")
    before = await here.modal("From a command")
    await here.slack.click(NADIA, "anew", view_id=before["id"])
    assert (await here.modal("Anew"))["id"] == before["id"]


async def test_a_command_is_answered_at_once_or_later(here: Round) -> None:
    await here.slack.command(PRIYA, "/onboard", "nadia")
    assert (await here.newest(PRIYA, "You typed nadia"))["ephemeral"]
    await here.slack.command(PRIYA, "/onboard", "later")
    assert (await here.newest(PRIYA, "Here it is"))["ephemeral"]


async def test_a_home_is_published_when_it_is_opened(here: Round) -> None:
    await here.slack.open_home(NADIA)
    await here.slack.until(lambda: here.slack.home(NADIA))
    assert "Welcome home" in json.dumps(here.slack.home(NADIA))


async def test_the_methods_answer_alike(here: Round) -> None:
    assert await here.told("calls") == {
        "team": here.slack.team_id,
        "user": here.slack.person(NADIA).id,
        "listed": len(here.slack.people) + 1,  # the bot itself is a member, too
        "twice": 0,
        "same": True,
        "replies": ["one", "two"],
        "id": "x2",
        "bare": None,
    }


async def test_mistakes_are_refused_in_slacks_words(here: Round) -> None:
    assert await here.told("mistakes") == {
        "many": "invalid_blocks",
        "long": "invalid_blocks",
        "empty": "no_text",
        "nowhere": "channel_not_found",
        "nobody": "users_not_found",
        "gone": "message_not_found",
        "trigger": "invalid_trigger_id",
        "view": "not_found",
    }


@pytest.mark.parametrize("here", list(CLIENTS), indirect=True)
async def test_it_comes_back_after_slack_asked_it_to(here: Round) -> None:
    assert here.slack.disconnect("refresh_requested") == 1
    await here.slack.until(lambda: len(here.slack.calls("apps.connections.open")) > 1, patience=20)
    await here.slack.connected(20)
    await here.slack.say(NADIA, "still there?")
    await here.newest(NADIA, "You said: still there?")
