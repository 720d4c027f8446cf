"""A thousand due messages against the plain SDK: `python -m benchmarks.delivery [MILLISECONDS ...]`.

Both post the same messages to the same far end, 32 at once, over one shared session, in one run; the far end is a
process of its own that answers after so many milliseconds. What counts are the ratios. "Due" is where touchpoints
have come due; "claimed" where messages stand in the outbox already.
"""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.office import Office, office
from onboardbot.core.delivery import Posted
from onboardbot.core.message import Message
from onboardbot.flows import clockwork, due, tick
from onboardbot.flows.bot import Bot
from onboardbot.flows.room import IN_FLIGHT
from onboardbot.slack import connection
from onboardbot.slack.send import Sender, content
from onboardbot.store import workspace

MESSAGES = 1000
PLAYBOOK = """\
title: One message
steps:
  - id: hello
    when: day 1 at 09:00
    message: |
      Good morning {{ hire.first_name }}, welcome to **{{ company.name }}**! Today is your day {{ day }}.

      Your laptop waits at the reception. If anything is unclear, ask me or just reply here.
"""
HEAD = ("answer ms", "SDK/s", "ours/s", "ratio", "CPU ratio", "statements", "first after s", "due ratio")


@dataclass(frozen=True)
class Spent:
    wall: float
    cpu: float


class Recorder(Sender):
    """Our own sender, which also notes what was said and when the first message went."""

    def __init__(self, client: AsyncWebClient) -> None:
        super().__init__(client, client, _taken)
        self.said: list[tuple[Message, str, str]] = []
        self.first: float | None = None

    async def post(self, message: Message, *, to: str, message_id: str, thread_ts: str | None = None) -> Posted:
        self.first = self.first or time.perf_counter()
        self.said.append((message, to, message_id))
        return await super().post(message, to=to, message_id=message_id, thread_ts=thread_ts)


async def _taken(method: str) -> None:
    """Let each call go at once: nothing is counted here."""


async def spent(work: Callable[[], Awaitable[object]]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


@asynccontextmanager
async def far_end(milliseconds: int) -> AsyncIterator[AsyncWebClient]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.far_end", str(milliseconds), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    port = int(await process.stdout.readline())
    try:
        async with connection.session() as shared:
            yield connection.posting_client(f"http://127.0.0.1:{port}/api/", "xoxb-1", shared)
    finally:
        process.kill()
        await process.wait()


async def plain(client: AsyncWebClient, calls: Sequence[dict[str, Any]]) -> None:
    """Post with the SDK alone, as many at once as we do."""
    left = iter(calls)

    async def worker() -> None:
        for call in left:
            await client.chat_postMessage(**call)

    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))


@asynccontextmanager
async def thousand(client: AsyncWebClient) -> AsyncIterator[tuple[Office, Bot, Recorder]]:
    """Open an office whose thousand hires have a message that is due now."""
    async with office({"hello.yaml": PLAYBOOK}) as here:
        await here.enroll(MESSAGES, helped=False, days=1)
        recorder = Recorder(client)
        bot = replace(here.bot, slack=recorder)
        following = await clockwork.next_due(bot, now=bot.clock.now())
        assert following is not None
        async with bot.database.write() as session:
            bot.clock.offset += following - bot.clock.now()
            await workspace.set_clock_offset(session, bot.clock.offset)
        yield here, bot, recorder


async def hand_over(bot: Bot) -> None:
    while await due.due(bot, now=bot.clock.now()):
        pass


async def measure(milliseconds: int) -> None:
    async with far_end(milliseconds) as client:
        async with thousand(client) as (_, bot, recorder):
            from_due = await spent(lambda: tick.tick(bot))
            calls = [{"channel": to} | content(message, message_id) for message, to, message_id in recorder.said]
        async with thousand(client) as (here, bot, recorder):
            await hand_over(bot)
            before, began = here.count.statements, time.perf_counter()
            ours = await spent(lambda: tick.tick(bot))
            statements = (here.count.statements - before) / len(recorder.said)
            first = (recorder.first or began) - began
        sdk = await spent(lambda: plain(client, calls))
    sent = len(calls)  # the drill of the duty contacts falls into the same morning
    assert sent == len(recorder.said) >= MESSAGES
    figures = (milliseconds, sent / sdk.wall, sent / ours.wall, sdk.wall / ours.wall, ours.cpu / sdk.cpu)
    row = (*figures, statements, first, sdk.wall / from_due.wall)
    print("  ".join(f"{value:>{len(name)}.3g}" for name, value in zip(HEAD, row, strict=True)))


async def main(pauses: list[int]) -> None:
    logging.disable()
    print("  ".join(HEAD))
    for milliseconds in pauses:
        await measure(milliseconds)


if __name__ == "__main__":
    asyncio.run(main([int(given) for given in sys.argv[1:]] or [30, 100, 0]))
