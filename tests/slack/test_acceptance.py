"""Whether Slack still accepts the token: asked now and then, as a socket stays open for a while after a no."""

import asyncio

import aiohttp
import pytest

from onboardbot.slack.connection import Acceptance, reading_client
from tests.helpers.answers import answering

METHOD = "auth.test"
TAKEN: dict[str, object] = {"ok": True}
REVOKED: dict[str, object] = {"ok": False, "error": "token_revoked"}


async def test_a_token_that_is_revoked_is_seen_and_so_is_its_mend() -> None:
    answers = {METHOD: TAKEN}
    with answering(answers) as url:
        async with aiohttp.ClientSession() as session:
            client = reading_client(url, "xoxb-1", session)
            watched, rarely = Acceptance(client, each=0), Acceptance(client)
            answers[METHOD] = REVOKED
            assert not await watched.holds()
            assert await rarely.holds()  # it was not asked again yet
            answers[METHOD] = TAKEN
            assert await watched.holds()


async def test_a_slack_that_is_away_accepts_nothing() -> None:
    async with aiohttp.ClientSession() as session:
        assert not await Acceptance(reading_client("http://127.0.0.1:1/api/", "xoxb-1", session), each=0).holds()


async def test_an_answer_that_nobody_waited_for_is_no_yes() -> None:
    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gone.wait()
        writer.close()

    gone = asyncio.Event()
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with aiohttp.ClientSession() as session:
        watched = Acceptance(reading_client(f"http://127.0.0.1:{port}/api/", "xoxb-1", session), each=0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(watched.holds(), 0.1)
        watched.each = 1000.0
        assert not await watched.holds()
    gone.set()
    server.close()
    await server.wait_closed()
