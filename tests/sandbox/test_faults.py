"""Faults on request, as the real SDK meets them."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MAREK, MODAL, NADIA, NADIAS_DM, QUESTION, refusal
from tests.sandbox.ear import Ear, hearing, socket_url


@pytest.fixture
def plain(workspace: Workspace, http: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that tries nothing again."""
    return AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url, session=http, retry_handlers=[])


def texts(workspace: Workspace, who: str = NADIA) -> list[str]:
    return [message["text"] for message in workspace.messages(who)]


async def failure(client: AsyncWebClient, text: str, channel: str = NADIA) -> str:
    """Post, and say how it failed."""
    try:
        await client.chat_postMessage(channel=channel, text=text)
    except SlackApiError as error:
        return str(error.response.get("error") or error.response.status_code)
    except aiohttp.ClientError as error:
        return type(error).__name__
    return ""


async def test_a_rate_limited_call_says_how_long_to_wait(workspace: Workspace, plain: AsyncWebClient) -> None:
    workspace.fault("rate_limited", methods=["chat.postMessage"], seconds=7)
    with pytest.raises(SlackApiError) as caught:
        await plain.chat_postMessage(channel=NADIA, text="one")
    await plain.chat_postMessage(channel=NADIA, text="two")

    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"], response["error"]) == (429, "7", "ratelimited")
    assert texts(workspace) == ["two"]


@pytest.mark.parametrize(("kind", "there"), [("lost_before", []), ("lost_after", ["hello"])])
async def test_an_answer_is_lost(workspace: Workspace, plain: AsyncWebClient, kind: str, there: list[str]) -> None:
    workspace.fault(kind)
    assert await failure(plain, "hello") == "ServerDisconnectedError"

    assert texts(workspace) == there
    (call,) = workspace.calls()
    assert (call["fault"], call["status"], call["answer"].get("ok")) == (kind, 0, True if there else None)
    assert await failure(plain, "again") == ""


@pytest.mark.parametrize(("more", "there"), [({}, []), ({"accepted": True}, ["hello"])])
async def test_a_server_error_may_come_after_the_message_was_taken(
    workspace: Workspace, plain: AsyncWebClient, more: dict[str, bool], there: list[str]
) -> None:
    workspace.fault("server_error", status=503, **more)
    with pytest.raises(SlackApiError, match="503"):
        await plain.chat_postMessage(channel=NADIA, text="hello")
    assert texts(workspace) == there


@pytest.mark.parametrize(("more", "at_once"), [({}, []), ({"accepted": True}, ["hello"])])
async def test_a_slow_answer_holds_up_nobody_else(
    workspace: Workspace, plain: AsyncWebClient, more: dict[str, bool], at_once: list[str]
) -> None:
    workspace.fault("slow", seconds=2, user=NADIA, **more)
    begun = time.monotonic()
    slow = asyncio.create_task(plain.chat_postMessage(channel=NADIA, text="hello"))
    await plain.chat_postMessage(channel=MAREK, text="quick")
    assert time.monotonic() - begun < 2
    assert texts(workspace) == at_once
    await slow
    assert [call["fault"] for call in workspace.calls("chat.postMessage")].count("slow") == 1
    assert time.monotonic() - begun >= 2


async def test_slow_calls_run_side_by_side(workspace: Workspace, plain: AsyncWebClient) -> None:
    workspace.fault("slow", seconds=0.3, times=0)
    begun = time.monotonic()
    await asyncio.gather(*(plain.users_info(user=NADIA) for _ in range(50)))
    assert time.monotonic() - begun < 10  # one after the other would be 15


async def test_an_error_may_concern_one_person_however_they_are_named(
    workspace: Workspace, plain: AsyncWebClient, ear: Ear
) -> None:
    await plain.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "more")
    trigger = ear.payloads("interactive")[0]["trigger_id"]
    view = (await plain.views_publish(user_id=NADIA, view={"type": "home", "blocks": []}))["view"]
    workspace.fault("error", error="user_disabled", user="nadia@northwind.example", times=0)

    calls: list[tuple[str, dict[str, Any]]] = [
        ("chat.postMessage", {"channel": NADIA, "text": "x"}),
        ("chat.postMessage", {"channel": NADIAS_DM, "text": "x"}),
        ("conversations.open", {"users": f"{MAREK},{NADIA}"}),
        ("users.info", {"user": NADIA}),
        ("users.lookupByEmail", {"email": "Nadia@northwind.example"}),
        ("views.publish", {"user_id": NADIA, "view": {"type": "home", "blocks": []}}),
        ("views.update", {"view_id": view["id"], "view": {"type": "home", "blocks": []}}),
        ("views.open", {"trigger_id": trigger, "view": MODAL}),
    ]
    assert [(await refusal(plain, name, **given))["error"] for name, given in calls] == ["user_disabled"] * 8
    assert await failure(plain, "x", MAREK) == ""
    assert (await plain.auth_test())["ok"]


async def test_a_fault_may_concern_one_conversation(workspace: Workspace, plain: AsyncWebClient) -> None:
    workspace.fault("error", error="fatal_error", channel=NADIAS_DM, times=0)
    assert [await failure(plain, "x", channel) for channel in (MAREK, NADIA, NADIAS_DM)] == [
        "",
        "fatal_error",
        "fatal_error",
    ]


async def test_a_fault_strikes_so_often_and_after_so_many(workspace: Workspace, plain: AsyncWebClient) -> None:
    armed = workspace.fault("error", error="fatal_error", methods=["chat.*"], times=2, skip=1)
    await plain.users_info(user=NADIA)
    assert [await failure(plain, "x") for _ in range(4)] == ["", "fatal_error", "fatal_error", ""]
    assert (armed.struck, armed.left) == (2, 0)


async def test_a_seed_gives_the_same_run_again(workspace: Workspace, plain: AsyncWebClient) -> None:
    async def run(seed: int | None) -> list[str]:
        armed = workspace.fault("error", error="fatal_error", probability=0.5, times=0, seed=seed)
        found = [await failure(plain, "x") for _ in range(40)]
        workspace.clear_faults(armed.id)
        return found

    workspace.state.rules.rate_limits = False
    first, again, other = await run(7), await run(7), await run(8)
    assert first == again != other
    assert 5 < first.count("fatal_error") < 35
    assert await run(None) != await run(None)


async def test_faults_add_up(workspace: Workspace, plain: AsyncWebClient) -> None:
    workspace.fault("slow", seconds=0.2)
    workspace.fault("error", error="fatal_error")
    begun = time.monotonic()
    assert await failure(plain, "x") == "fatal_error"
    assert time.monotonic() - begun >= 0.2


async def test_a_response_url_may_fail_too(workspace: Workspace, http: aiohttp.ClientSession, ear: Ear) -> None:
    await workspace.command(NADIA, "/onboard")
    url = ear.payloads("slash_commands")[0]["response_url"]
    workspace.fault("server_error", methods=["response_url"])
    statuses = []
    for _ in range(2):
        async with http.post(url, json={"text": "x"}) as answer:
            statuses.append(answer.status)
    assert statuses == [500, 200]


async def test_a_new_fault_cuts_the_connections_at_once(
    workspace: Workspace, http: aiohttp.ClientSession, ear: Ear
) -> None:
    workspace.fault("socket_cut", times=2)
    await workspace.until(lambda: ear.socket.closed)
    async with hearing(workspace, http) as second:
        await workspace.until(lambda: second.socket.closed)
    async with hearing(workspace, http) as third:
        assert (await workspace.say(NADIA, "hello")).acknowledged
        assert [frame["type"] for frame in third.frames] == ["hello", "events_api"]


async def test_a_connection_may_end_between_a_payload_and_its_acknowledgement(
    workspace: Workspace, http: aiohttp.ClientSession, ear: Ear
) -> None:
    workspace.fault("socket_cut", methods=["message"], user=NADIA)
    saying = asyncio.create_task(workspace.say(NADIA, "hello"))
    await workspace.until(lambda: ear.socket.closed)
    async with hearing(workspace, http) as second:
        assert (await saying).acknowledged
        assert [event["text"] for event in second.events()] == [event["text"] for event in ear.events()] == ["hello"]


async def test_a_lost_acknowledgement_brings_the_event_again(workspace: Workspace, ear: Ear) -> None:
    workspace.state.rules.patience, workspace.state.rules.retry_pauses = 0.1, (0.3,)
    armed = workspace.fault("ack_lost", methods=["block_actions", "message"], channel=NADIAS_DM)
    assert not (await workspace.say(NADIA, "hello")).acknowledged
    await workspace.until(lambda: len(ear.events()) == 2)
    assert (armed.left, ear.frames[1]["payload"] == ear.frames[2]["payload"]) == (0, True)


async def test_an_issued_address_stays_dead(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    workspace.fault("dead_url")
    dead, good = await socket_url(workspace, http), await socket_url(workspace, http)
    workspace.clear_faults()
    for _ in range(2):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(dead)
    async with http.ws_connect(good) as socket:
        assert (await socket.receive_json())["type"] == "hello"


async def test_faults_are_listed_and_cleared(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    async def post(door: str, **fields: Any) -> tuple[int, Any]:
        async with http.post(f"{workspace.control_url}/{door}", json=fields) as answer:
            return answer.status, await answer.json()

    async def listed() -> list[Any]:
        async with http.get(f"{workspace.control_url}/faults") as answer:
            return list((await answer.json())["faults"])

    _, made = await post("fault", kind="slow", methods="chat.*, users.info", user="bea@northwind.example", seed=3)
    assert made["fault"] == {
        "id": "F1", "kind": "slow", "methods": ["chat.*", "users.info"], "times": 1, "skip": 0, "user": "U0BEA0000",
        "channel": "", "probability": 1.0, "seed": 3, "seconds": 1.0, "error": "", "status": 500, "accepted": False,
        "struck": 0, "left": 1,
    }  # fmt: skip
    await post("fault", kind="dead_url", times=0)
    assert [(fault["id"], fault["left"]) for fault in await listed()] == [("F1", 1), ("F2", None)]
    assert await post("clear_faults", id="F9") == (404, {"ok": False, "error": "there is no fault 'F9'"})
    assert (await post("clear_faults", id="F1"))[1] == {"ok": True, "cleared": 1}
    await post("fault", kind="lost_after")
    assert (await post("clear_faults"))[1]["cleared"] == 2
    assert await listed() == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "boredom"}, "kind should be one of rate_limited, "),
        ({"kind": ""}, "kind is missing: one of rate_limited"),
        ({"kind": "error"}, "an error needs its code in `error`"),
        ({"kind": "slow", "second": 1}, "a fault has no 'second', but kind, methods"),
        ({"kind": "slow", "seconds": -1}, "seconds should be a number from 0, not -1"),
        ({"kind": "slow", "seconds": "1"}, "seconds should be a number from 0, not '1'"),
        ({"kind": "slow", "times": 1.5}, "times should be a whole number from 0, not 1.5"),
        ({"kind": "slow", "times": True}, "times should be a whole number from 0, not True"),
        ({"kind": "slow", "methods": ["chat.postMesage"]}, "slow strikes no 'chat.postMesage', but api.test"),
        ({"kind": "ack_lost", "methods": ["chat.*"]}, r"ack_lost strikes no 'chat.\*', but events_api"),
        ({"kind": "slow", "methods": [1]}, r"methods should be a list of texts, not \[1\]"),
        ({"kind": "slow", "user": "who@x.example"}, "nobody here has the id or address"),
        ({"kind": "slow", "channel": 5}, "channel should be a text, not 5"),
        ({"kind": "slow", "accepted": 1}, "accepted should be true or false, not 1"),
        ({"kind": "slow", "probability": 1.1}, "probability should be above 0 and at most 1, not 1.1"),
        ({"kind": "server_error", "status": 404}, "status should be from 500 to 599, not 404"),
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused(
    workspace: Workspace, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RefusedError, match=f"^{sentence}"):
        workspace.fault(**fields)
    assert workspace.clear_faults() == 0
