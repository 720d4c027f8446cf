"""How soon Slack has its acknowledgement: `python -m benchmarks.acks [MESSAGES]`.

Signed events come to a real `run` in HTTP mode, first alone, then while so many messages go out through a Slack that
takes 100 ms to answer. The baseline is a bare app on Bolt behind the same web server that acknowledges at once.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.helpers.processes import Place, free_port, log_of, place, sandbox, started
from tests.helpers.world import MAREK

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - of the benchmark alone
EACH = 0.05  # seconds between two events
ALONE = 200  # events
ANSWER = 0.1  # seconds until Slack answers a post
PLAYBOOK = "title: One\nsteps:\n  - {id: welcome, when: day 1 at 09:00, message: Welcome!}\n"
BARE = """
import sys, uvicorn
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.routing import Route
async def authorize(**_):
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U1")
app = AsyncApp(signing_secret=sys.argv[2], authorize=authorize, process_before_response=True)
@app.event("message")
async def message(ack):
    await ack()
handler = AsyncSlackRequestHandler(app)
async def events(request):
    return await handler.handle(request)
web = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
uvicorn.run(web, port=int(sys.argv[1]), log_level="error")
"""


async def one(http: aiohttp.ClientSession, port: int, number: int) -> float:
    """Send one event and return the milliseconds until it is acknowledged."""
    event = {"type": "message", "channel": "D0NADIA00", "channel_type": "im", "user": "U0NADIA00", "text": "hello"}
    whole = {"type": "event_callback", "event_id": f"Ev{port}x{number}", "event": event | {"ts": f"{number}.0001"}}
    body, now = json.dumps(whole), str(int(time.time()))
    signed = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body) or ""
    headers = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signed, "Content-Type": "application/json"}
    begins = time.perf_counter()
    async with http.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
    return (time.perf_counter() - begins) * 1000


async def stream(port: int, *, events: int, first: int = 0) -> list[float]:
    """Send events at their pace, whether or not the ones before were acknowledged."""
    async with aiohttp.ClientSession() as http:
        sent = []
        for number in range(first, first + events):
            sent.append(asyncio.create_task(one(http, port, number)))
            await asyncio.sleep(EACH)
        return list(await asyncio.gather(*sent))


def shown(what: str, taken: Sequence[float], baseline: float) -> float:
    """Print the median and the 99th percentile, in milliseconds and as a ratio, and return the latter."""
    last = statistics.quantiles(taken, n=100)[98]
    print(
        f"{what:<28} {statistics.median(taken):>8.1f} {last:>8.1f}  {last / (baseline or last):>6.1f} times", flush=True
    )
    return last


@contextmanager
def bare() -> Iterator[int]:
    port = free_port()
    with subprocess.Popen([sys.executable, "-c", BARE, str(port), SECRET]) as process:
        _wait(port)
        yield port
        process.kill()


def _wait(port: int) -> None:
    async def there() -> bool:
        try:
            async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/"):
                return True
        except aiohttp.ClientError:
            return False

    while not asyncio.run(there()):
        time.sleep(0.1)


@contextmanager
def waiting(folder: Path, messages: int) -> Iterator[tuple[Place, int]]:
    """Run a bot for which so many messages fall due at one instant, and yield it a moment before."""
    here = place(folder, {"one.yaml": PLAYBOOK}, messages_per_minute="0")
    rows = "".join(f"hire{number}@northwind.example,Hire {number},2026-03-02,{MAREK}\n" for number in range(messages))
    (folder / "people.csv").write_text(f"email,name,start_date,manager_email\n{rows}", encoding="utf-8")
    port = free_port()
    ways = {"http_port": str(port), "slack_signing_secret": SECRET, "clock_port": str(free_port())}
    with sandbox(here, "--people", str(folder / "people.csv"), "--no-rate-limits"):
        assert here.command("import", "people.csv").exit_code == 0
        with started(here, clock_start="2026-03-01T08:00:00Z", **ways) as process:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("ready"), log_of(here)
            while any(line["state"] != "planned" for line in here.status()) or len(here.status()) < messages:
                time.sleep(1)
            here.to("2026-03-02T07:59:00Z")
            yield here, port


def main(messages: int) -> None:
    print(f"{'':<28} {'p50 ms':>8} {'p99 ms':>8}")
    with bare() as port:
        baseline = shown("a bare app on Bolt", asyncio.run(stream(port, events=ALONE)), 0)
    with tempfile.TemporaryDirectory() as folder, waiting(Path(folder), messages) as (here, port):
        alone = asyncio.run(stream(port, events=ALONE))
        shown("onboardbot, alone", alone, baseline)
        here.control("fault", kind="slow", seconds=ANSWER, methods=["chat.postMessage"], times=0)
        here.to("2026-03-02T07:59:59Z")  # from here on the clock runs by itself
        busy: list[float] = []
        while sum(line["state"] == "sent" for line in here.status()) < messages:
            busy += asyncio.run(stream(port, events=100, first=ALONE + len(busy)))
        shown(f"while {messages} go out", busy, baseline)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
