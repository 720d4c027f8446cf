"""A workspace, and a tiny app on the real Bolt in it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.ear import Ear, hearing

NADIA, MAREK = "U0NADIA00", "U0MAREK00"
NADIAS_DM = "D0NADIA00"
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drop the proxy variables: the SDK takes them even for loopback."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with running() as workspace:
        yield workspace


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(workspace: Workspace, http: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url, session=http)


async def refusal(client: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=arguments)
    answer = caught.value.response.data
    assert isinstance(answer, dict)
    return answer


@asynccontextmanager
async def connected(workspace: Workspace, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    handler = AsyncSocketModeHandler(app, workspace.app_token, web_client=app.client)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(handler.close_async)
        await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        await workspace.connected()
        yield handler


@pytest.fixture
async def echo_app(workspace: Workspace, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    app = echoing(client)
    async with connected(workspace, app):
        yield app


def echoing(client: AsyncWebClient, **how: Any) -> AsyncApp:
    """Return an app that says back what it heard, with one button, one modal and one command."""
    app = AsyncApp(client=client, process_before_response=True, **how)

    @app.event("message")
    async def hear(event: dict[str, object], say: AsyncSay) -> None:
        if "subtype" not in event:
            await say(text=f"You said: {event['text']}", blocks=QUESTION)

    @app.action("fine")
    async def fine(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("Glad to hear it.", replace_original=True)

    @app.action("more")
    async def more(ack: AsyncAck, body: dict[str, str]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("answer")
    async def answer(ack: AsyncAck, view: dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]) -> None:
        text = view["state"]["values"]["answer"]["text"]["value"]
        if len(text) < 5:
            await ack(response_action="errors", errors={"answer": "A little more, please"})
        else:
            await ack()

    @app.command("/onboard")
    async def onboard(ack: AsyncAck, command: dict[str, str]) -> None:
        await ack(f"You typed {command['text']}")

    return app


def button(action_id: str, text: str, **more: object) -> dict[str, object]:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": text}, **more}


QUESTION: list[dict[str, object]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "How are you?"}},
    {
        "type": "actions",
        "block_id": "mood",
        "elements": [button("fine", "Fine", value="v1"), button("more", "Tell more")],
    },
]
MODAL: dict[str, object] = {
    "type": "modal",
    "callback_id": "answer",
    "private_metadata": "m1",
    "title": {"type": "plain_text", "text": "Your answer"},
    "submit": {"type": "plain_text", "text": "Send"},
    "close": {"type": "plain_text", "text": "Cancel"},
    "blocks": [
        {
            "type": "input",
            "block_id": "answer",
            "label": {"type": "plain_text", "text": "What got in the way?"},
            "element": {"type": "plain_text_input", "action_id": "text", "multiline": True},
        },
    ],
}


@pytest.fixture
async def ear(workspace: Workspace, http: aiohttp.ClientSession) -> AsyncIterator[Ear]:
    async with hearing(workspace, http) as ear:
        yield ear
