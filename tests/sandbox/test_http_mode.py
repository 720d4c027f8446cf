"""HTTP mode: the workspace posts to an app's request URL, signed, and again where it has to."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import NADIA, QUESTION, echoing
from tests.sandbox.ear import Ear, socket_url

JSON = dict[str, Any]
Reply = Callable[[web.Request, str], web.Response]


def challenge(_request: web.Request, body: str) -> web.Response:
    """Answer the challenge; take anything else."""
    return web.Response(text=json.loads(body)["challenge"] if "challenge" in body else "")


@dataclass
class App:
    """An app reduced to one address: it keeps what came, and answers as it is told."""

    url: str = ""
    reply: Reply = challenge
    came: list[tuple[dict[str, str], str]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.text()
        self.came.append(({name.lower(): value for name, value in request.headers.items()}, body))
        answer = self.reply(request, body)
        if answer.status == 299:  # a sign between us: too late
            await asyncio.sleep(0.3)
        return answer

    def events(self) -> list[tuple[dict[str, str], JSON]]:
        return [(head, json.loads(body)) for head, body in self.came if '"event_callback"' in body]


@asynccontextmanager
async def listening(take: Callable[[web.Request], Any], port: int = 0) -> AsyncIterator[str]:
    server = web.Application()
    server.router.add_post("/slack/events", take)
    runner = web.AppRunner(server)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


@pytest.fixture
async def app(workspace: Workspace, http: aiohttp.ClientSession) -> AsyncIterator[App]:
    """An app in HTTP mode."""
    found = App()
    async with listening(found.take) as found.url:
        status, _ = await rules(workspace, http, request_url=found.url)
        assert status == 200
        yield found


async def rules(workspace: Workspace, http: aiohttp.ClientSession, **fields: Any) -> tuple[int, JSON]:
    async with http.post(f"{workspace.control_url}/rules", json=fields) as answer:
        return answer.status, dict(await answer.json())


async def test_a_new_request_url_has_to_answer_the_challenge(app: App) -> None:
    ((_, body),) = app.came
    asked = json.loads(body)
    assert (asked["type"], set(asked)) == ("url_verification", {"type", "token", "challenge"})


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (lambda _r, _b: web.Response(text="hello"), "it did not answer with the value of `challenge`"),
        (lambda _r, _b: web.Response(status=500), "answered with status 500"),
        (lambda request, _b: web.Response(status=307, headers={"location": request.path}), "it redirects too often"),
    ],
)
async def test_a_url_that_does_not_answer_the_challenge_is_not_taken(
    workspace: Workspace, http: aiohttp.ClientSession, reply: Reply, words: str
) -> None:
    app = App(reply=reply)
    async with listening(app.take) as url:
        told = await rules(workspace, http, request_url=url)
    assert told == (409, {"ok": False, "error": f"the request URL was not taken: {words}"})
    assert workspace.state.rules.request_url == ""


@pytest.mark.parametrize(
    "answer",
    [
        lambda given: web.json_response({"challenge": given}),
        lambda given: web.Response(text=f"challenge={given}", content_type="application/x-www-form-urlencoded"),
    ],
)
async def test_the_challenge_may_come_back_in_other_forms(
    workspace: Workspace, http: aiohttp.ClientSession, answer: Callable[[str], web.Response]
) -> None:
    app = App(reply=lambda _request, body: answer(json.loads(body)["challenge"]))
    async with listening(app.take) as url:
        assert (await rules(workspace, http, request_url=url))[0] == 200


async def test_an_event_is_signed(workspace: Workspace, app: App) -> None:
    said = await workspace.say(NADIA, "hello")

    ((head, payload),) = app.events()
    body = app.came[-1][1]
    signed = f"v0:{head['x-slack-request-timestamp']}:{body}".encode()
    digest = hmac.new(workspace.signing_secret.encode(), signed, hashlib.sha256).hexdigest()
    assert said.acknowledged
    assert (payload["event"]["text"], head["x-slack-signature"]) == ("hello", f"v0={digest}")
    assert abs(time.time() - int(head["x-slack-request-timestamp"])) < 10
    assert head["content-type"] == "application/json"
    assert "x-slack-retry-num" not in head


async def test_commands_and_interactions_come_as_forms(workspace: Workspace, client: AsyncWebClient, app: App) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "fine")
    click = json.loads(parse_qs(app.came[-1][1])["payload"][0])
    app.reply = lambda _request, _body: web.Response(text="Hi there")
    typed = await workspace.command(NADIA, "/onboard", "list")
    command = parse_qs(app.came[-1][1])

    assert (click["type"], click["actions"][0]["action_id"]) == ("block_actions", "fine")
    assert (command["command"], command["text"], "response_url" in command) == (["/onboard"], ["list"], True)
    assert (typed.payload, workspace.messages(NADIA)[-1]["text"]) == ("Hi there", "Hi there")


def failing(status: int, **headers: str) -> Reply:
    return lambda _request, body: (
        challenge(_request, body) if "challenge" in body else web.Response(status=status, headers=headers)
    )


@pytest.mark.parametrize(("status", "reason"), [(500, "http_error"), (404, "http_error"), (299, "http_timeout")])
async def test_an_event_comes_again_three_times_and_is_then_given_up(
    workspace: Workspace, app: App, status: int, reason: str
) -> None:
    workspace.state.rules.patience = 0.2
    workspace.state.rules.retry_pauses = (0.0, 0.05, 0.1)
    app.reply = failing(status)
    await workspace.say(NADIA, "hello")
    await workspace.until(lambda: workspace.state.http.given_up)

    heads = [head for head, _ in app.events()]
    assert [(head.get("x-slack-retry-num"), head.get("x-slack-retry-reason")) for head in heads] == [
        (None, None),
        ("1", reason),
        ("2", reason),
        ("3", reason),
    ]
    assert len({payload["event_id"] for _, payload in app.events()}) == 1


async def test_an_app_may_want_no_retry(workspace: Workspace, app: App) -> None:
    app.reply = failing(500, **{"X-Slack-No-Retry": "1"})
    said = await workspace.say(NADIA, "hello")
    assert (said.acknowledged, said.note, len(app.events())) == (False, "answered with status 500", 1)


async def test_a_lost_acknowledgement_brings_it_again(workspace: Workspace, app: App) -> None:
    workspace.fault("ack_lost")
    assert (await workspace.say(NADIA, "hello")).acknowledged
    assert [head.get("x-slack-retry-reason") for head, _ in app.events()] == [None, "http_timeout"]


async def test_a_click_is_never_posted_again(workspace: Workspace, client: AsyncWebClient, app: App) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    app.reply = failing(500)
    clicked = await workspace.click(NADIA, "fine")
    assert (clicked.acknowledged, clicked.note) == (False, "answered with status 500")
    assert len([body for _, body in app.came if "block_actions" in body]) == 1


async def test_what_happens_before_the_app_is_up_waits(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    app = App()
    async with listening(app.take) as url:
        port = int(url.split(":")[2].split("/")[0])
    async with running(rules={"request_url": url}) as other:
        said = await other.say(NADIA, "anybody?")
        async with http.get(f"{other.control_url}/state") as answer:
            waiting = await answer.json()
        async with listening(app.take, port):
            await other.until(app.events)
            await other.until(lambda: not other.state.http.waiting)
    assert said.note == "no app is connected; kept until one is"
    assert (waiting["waiting"], waiting["reachable"]) == (1, False)
    assert workspace.state.sender.is_open() is False


async def test_what_still_waits_when_http_mode_ends_is_given_up(http: aiohttp.ClientSession) -> None:
    async with running(rules={"request_url": "http://127.0.0.1:9/slack/events"}) as other:
        await other.say(NADIA, "anybody?")
        assert (await rules(other, http, request_url=""))[0] == 200
        await other.until(lambda: other.state.http.given_up)
        assert other.state.http.waiting == 0


async def test_socket_mode_ends_where_http_mode_begins(
    workspace: Workspace, http: aiohttp.ClientSession, ear: Ear
) -> None:
    app = App()
    async with listening(app.take) as url:
        await rules(workspace, http, request_url=url)
        await workspace.until(lambda: ear.socket.closed)
        late = await http.ws_connect(await socket_url(workspace, http))
        assert (await late.receive_json())["reason"] == "link_disabled"
        await workspace.say(NADIA, "hello")
        await rules(workspace, http, request_url="")
    assert (ear.frames[-1]["reason"], len(app.events()), ear.events()) == ("link_disabled", 1, [])
    assert not (await workspace.say(NADIA, "nobody there")).acknowledged


async def test_bolt_takes_it(workspace: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient) -> None:
    bolt = echoing(client, signing_secret=workspace.signing_secret)
    async with listening(bolt.server(port=0).handle_post_requests) as url:
        assert (await rules(workspace, http, request_url=url))[0] == 200
        assert (await workspace.say(NADIA, "hello")).acknowledged
        await workspace.click(NADIA, "more")
        refused = await workspace.submit(NADIA, {"answer": "no"})
        taken = await workspace.submit(NADIA, {"answer": "long enough"})
        await workspace.command(NADIA, "/onboard", "x")

    assert workspace.messages(NADIA)[1]["text"] == "You said: hello"
    assert refused.payload["response_action"] == "errors"
    assert (taken.acknowledged, workspace.views(NADIA)) == (True, [])
    assert workspace.messages(NADIA)[-1]["text"] == "You typed x"
