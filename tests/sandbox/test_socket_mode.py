"""Socket Mode frame by frame."""

import asyncio
import json
import re
import time

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient as BuiltinClient
from slack_sdk.socket_mode.aiohttp import SocketModeClient as AiohttpClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.socket_mode.websockets import SocketModeClient as WebsocketsClient
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox import socket_mode
from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import NADIA, NADIAS_DM, QUESTION
from tests.sandbox.ear import Ear, hearing, socket_url


async def test_a_connection_begins_with_hello(ear: Ear) -> None:
    hello = ear.frames[0]
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": "A0ONBOARD0"}
    debug = hello["debug_info"]
    assert (debug["host"], debug["approximate_connection_time"]) == ("sandbox", 18060)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", debug["started"])


async def test_an_acknowledgement_may_come_in_bytes(workspace: Workspace, ear: Ear) -> None:
    ear.silent = True
    saying = asyncio.create_task(workspace.say(NADIA, "hello"))
    await workspace.until(ear.events)
    await ear.socket.send_bytes(json.dumps({"envelope_id": ear.frames[-1]["envelope_id"]}).encode())
    assert (await saying).acknowledged


@pytest.mark.parametrize("make", [AiohttpClient, WebsocketsClient])
async def test_the_sdks_clients_with_asyncio_connect(
    workspace: Workspace, client: AsyncWebClient, make: type[AiohttpClient | WebsocketsClient]
) -> None:
    socket = make(app_token=workspace.app_token, web_client=client)

    async def acknowledge(socket: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        await socket.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload={"text": "Hi"}))

    socket.socket_mode_request_listeners.append(acknowledge)
    await socket.connect()  # type: ignore[no-untyped-call] # the SDK leaves it untyped
    await workspace.connected()
    assert (await workspace.command(NADIA, "/onboard")).payload == {"text": "Hi"}
    await socket.close()  # type: ignore[no-untyped-call] # as above
    await workspace.until(lambda: not workspace.state.socket.connections)


async def test_the_sdks_client_with_threads_connects(workspace: Workspace) -> None:
    web = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
    socket = await asyncio.to_thread(lambda: BuiltinClient(app_token=workspace.app_token, web_client=web))

    def acknowledge(socket: BaseSocketModeClient, request: SocketModeRequest) -> None:
        socket.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload={"text": "Hi"}))

    socket.socket_mode_request_listeners.append(acknowledge)
    await asyncio.to_thread(socket.connect)
    await workspace.connected()
    assert (await workspace.command(NADIA, "/onboard")).payload == {"text": "Hi"}
    await asyncio.to_thread(socket.close)
    await workspace.until(lambda: not workspace.state.socket.connections)


async def test_an_event_has_its_whole_envelope(workspace: Workspace, ear: Ear) -> None:
    said = await workspace.say(NADIA, "hello")

    frame = ear.frames[-1]
    payload = frame["payload"]
    assert said.acknowledged
    assert (frame["type"], frame["accepts_response_payload"], frame["retry_attempt"]) == ("events_api", False, 0)
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == (
        "event_callback",
        "T0NORTHWIND",
        "A0ONBOARD0",
    )
    assert payload["event_id"].startswith("Ev0")
    assert payload["authorizations"][0] == {
        "enterprise_id": None,
        "team_id": "T0NORTHWIND",
        "user_id": "U0ONBOARDBOT",
        "is_bot": True,
        "is_enterprise_install": False,
    }
    event = payload["event"]
    assert (event["type"], event["channel"], event["channel_type"]) == ("message", NADIAS_DM, "im")
    assert (event["user"], event["text"], event["ts"]) == (NADIA, "hello", said.ts)
    assert event["event_ts"] == said.ts
    assert event["client_msg_id"]


async def test_an_address_opens_one_connection(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    url = await socket_url(workspace, http)
    async with http.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url)


async def test_the_eleventh_connection_is_sent_away(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    open_ = [await http.ws_connect(await socket_url(workspace, http)) for _ in range(socket_mode.MOST_CONNECTIONS)]
    eleventh = await http.ws_connect(await socket_url(workspace, http))

    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    assert (await eleventh.receive()).type is aiohttp.WSMsgType.CLOSE
    assert [(await socket.receive_json())["num_connections"] for socket in open_] == list(range(1, 11))
    for socket in open_:
        await socket.close()


async def test_a_payload_goes_to_one_of_the_connections(
    workspace: Workspace, http: aiohttp.ClientSession, ear: Ear
) -> None:
    async with hearing(workspace, http) as other:
        for number in range(4):
            await workspace.say(NADIA, str(number))
        assert sorted(event["text"] for event in [*ear.events(), *other.events()]) == ["0", "1", "2", "3"]
        assert len(ear.events()) == len(other.events()) == 2


async def test_what_was_not_acknowledged_comes_again_on_the_next_connection(
    workspace: Workspace, http: aiohttp.ClientSession
) -> None:
    async with hearing(workspace, http) as first:
        first.silent = True
        saying = [asyncio.create_task(workspace.say(NADIA, text)) for text in ("hello", "again")]
        await workspace.until(lambda: len(first.events()) == 2)
    await workspace.until(lambda: not workspace.state.socket.connections)
    async with hearing(workspace, http) as second:
        await workspace.until(lambda: len(second.events()) == 2)
        retried = second.frames[1]

    assert [event["text"] for event in second.events()] == ["hello", "again"]
    assert (retried["retry_attempt"], retried["retry_reason"]) == (1, "timeout")
    assert retried["payload"] == first.payloads("events_api")[0]
    assert [(await said).acknowledged for said in saying] == [True, True]


async def test_an_event_without_an_answer_is_sent_three_times_more_and_then_given_up(
    workspace: Workspace, ear: Ear
) -> None:
    workspace.state.rules.patience = 0.1
    workspace.state.rules.retry_pauses = (0.0, 0.2, 0.3)
    ear.silent = True
    begun = time.monotonic()
    said = await workspace.say(NADIA, "hello")
    await workspace.until(lambda: workspace.state.socket.given_up)

    frames = ear.frames[1:]
    assert said.note == "not acknowledged within 0.1 seconds"
    assert [(frame["retry_attempt"], frame["retry_reason"]) for frame in frames] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]
    assert {frame["payload"]["event_id"] for frame in frames} == {frames[0]["payload"]["event_id"]}
    assert len({frame["envelope_id"] for frame in frames}) == 4
    assert time.monotonic() - begun >= 0.9  # four times 0.1 and the pauses between


async def test_slack_waits_three_seconds_and_then_a_minute_and_five(workspace: Workspace) -> None:
    rules = workspace.state.rules
    assert (rules.patience, rules.retry_pauses) == (3, (0, 60, 300))


async def test_an_acknowledgement_that_comes_late_counts_for_nothing(workspace: Workspace, ear: Ear) -> None:
    rules = workspace.state.rules
    rules.patience, rules.retry_pauses = 0.1, (0.5,)
    ear.silent = True
    await workspace.say(NADIA, "hello")
    rules.patience = 60
    await workspace.until(lambda: len(ear.events()) == 2)
    (connection,) = workspace.state.socket.connections
    await ear.acknowledge(ear.frames[1])
    await asyncio.sleep(0.1)
    assert list(connection.sent) == [ear.frames[2]["envelope_id"]]
    await ear.acknowledge(ear.frames[2])
    await workspace.until(lambda: not connection.sent)


async def test_a_click_without_an_answer_is_not_sent_again(
    workspace: Workspace, client: AsyncWebClient, ear: Ear
) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    workspace.state.rules.patience = 0.1
    ear.silent = True
    clicked = await workspace.click(NADIA, "fine")
    await workspace.until(lambda: workspace.state.socket.given_up)
    assert (clicked.acknowledged, len(ear.payloads("interactive"))) == (False, 1)
    assert "retry_attempt" not in ear.frames[-1]


@pytest.mark.parametrize(("reason", "words"), [("refresh_requested", ["refresh_requested"]), ("cut", [])])
async def test_a_disconnect_is_announced_and_then_done(
    workspace: Workspace, ear: Ear, reason: str, words: list[str]
) -> None:
    assert workspace.disconnect(reason) == 1
    await workspace.until(lambda: ear.socket.closed)
    assert [frame["reason"] for frame in ear.frames if frame["type"] == "disconnect"] == words


async def test_the_server_answers_pings(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(await socket_url(workspace, http), autoping=False) as socket:
        await socket.receive_json()
        await socket.ping(b"Ping from client")
        pong = await socket.receive(timeout=5)
    assert (pong.type, bytes(pong.data)) == (aiohttp.WSMsgType.PONG, b"Ping from client")


async def test_a_warning_leaves_the_connection_for_ten_seconds(workspace: Workspace, ear: Ear) -> None:
    workspace.disconnect("warning")
    assert (await workspace.say(NADIA, "still here")).acknowledged
    assert [frame["type"] for frame in ear.frames] == ["hello", "disconnect", "events_api"]


async def test_nonsense_from_the_app_is_ignored(workspace: Workspace, ear: Ear) -> None:
    await ear.socket.send_str("not json")
    await ear.socket.send_str("[]")
    await ear.socket.send_bytes(b"\xff")
    await ear.socket.send_json({"envelope_id": "unknown"})
    assert (await workspace.say(NADIA, "hello")).acknowledged


async def test_the_app_hears_its_own_messages(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    await client.chat_postMessage(channel=NADIA, text="hi")
    await workspace.until(ear.events)
    assert [(event["text"], event["bot_id"]) for event in ear.events()] == [("hi", "B0ONBOARD0")]


async def test_echoes_can_be_left_out(http: aiohttp.ClientSession) -> None:
    async with running(echo=False) as workspace, hearing(workspace, http) as ear:
        client = AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url, session=http)
        await client.chat_postMessage(channel=NADIA, text="hi")
        await workspace.say(NADIA, "hello")
        assert [event["text"] for event in ear.events()] == ["hello"]
