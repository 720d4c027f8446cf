"""The control API over HTTP."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox import control
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MODAL, NADIA, QUESTION
from tests.sandbox.ear import Ear

JSON = dict[str, Any]
EMAIL = "nadia@northwind.example"
DOORS = [*(f"GET {name}" for name in control.LOOKS), *(f"POST {name}" for name in control.DEEDS)]


class Remote:
    def __init__(self, workspace: Workspace, http: aiohttp.ClientSession) -> None:
        self.url, self.http = workspace.control_url, http

    async def look(self, what: str, **query: str) -> JSON:
        async with self.http.get(f"{self.url}/{what}", params=query) as response:
            return dict(await response.json())

    async def act(self, deed: str, **fields: Any) -> tuple[int, JSON]:
        async with self.http.post(f"{self.url}/{deed}", json=fields) as response:
            return response.status, dict(await response.json())


@pytest.fixture
def remote(workspace: Workspace, http: aiohttp.ClientSession) -> Remote:
    return Remote(workspace, http)


async def test_a_person_is_played_from_afar(remote: Remote, client: AsyncWebClient, ear: Ear) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    status, said = await remote.act("say", user=EMAIL, text="hello")
    assert (status, said["ok"], said["acknowledged"], said["note"]) == (200, True, True, "")
    await remote.act("edit", user=EMAIL, ts=said["ts"], text="hello!")
    assert [m["words"] for m in (await remote.look("messages", user=EMAIL))["messages"]][-1] == "hello!"
    await remote.act("delete", user=EMAIL, ts=said["ts"])
    assert len((await remote.look("messages", user=NADIA))["messages"]) == 1

    await remote.act("click", user=EMAIL, action_id="more")
    trigger = ear.payloads("interactive")[0]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=MODAL)
    ear.reply = lambda _frame: {"response_action": "errors", "errors": {"answer": "More, please"}}
    _, submitted = await remote.act("submit", user=EMAIL, values={"answer": "x"})
    assert submitted["payload"]["errors"] == {"answer": "More, please"}
    assert (await remote.look("view", user=EMAIL))["views"][0]["errors"] == {"answer": "More, please"}
    ear.reply = lambda _frame: None
    await remote.act("close", user=EMAIL)
    assert (await remote.look("view", user=EMAIL))["views"] == []

    await remote.act("command", user=EMAIL, command="/onboard", text="x")
    await remote.act("open_home", user=EMAIL)
    assert (await remote.look("home", user=EMAIL))["view"] is None
    journal = (await remote.look("journal", method="views.open"))["calls"]
    assert [call["answer"]["ok"] for call in journal] == [True]


@pytest.mark.usefixtures("ear")
async def test_people_come_change_and_go(remote: Remote) -> None:
    _, joined = await remote.act("join", email="omar@northwind.example", name="Omar Sy", role="duty")
    assert joined["person"]["id"] == "U0OMAR000"
    await remote.act("profile", user="U0OMAR000", tz="Asia/Jerusalem")
    await remote.act("deactivate", user="U0OMAR000")
    await remote.act("say", user=NADIA, text="hi")

    people = {person["id"]: person for person in (await remote.look("people"))["people"]}
    assert (people["U0OMAR000"]["tz"], people["U0OMAR000"]["deleted"]) == ("Asia/Jerusalem", True)
    assert (people[NADIA]["latest"] > "1", people["U0OMAR000"]["latest"]) == (True, "")
    assert (people[NADIA]["latest_text"], people["U0OMAR000"]["latest_text"]) == ("hi", "")
    await remote.act("reactivate", user="U0OMAR000")
    assert not (await remote.look("people"))["people"][-1]["deleted"]


async def test_the_revision_rises_with_every_change(remote: Remote, client: AsyncWebClient) -> None:
    before = await remote.look("state")
    await client.chat_postMessage(channel=NADIA, text="x")
    after = await remote.look("state")

    assert after["revision"] > before["revision"]
    assert (before["clock"], before["connections"], after["waiting"]) == (False, 0, 1)


@pytest.mark.parametrize(
    ("deed", "fields", "status", "sentence"),
    [
        ("say", {"user": EMAIL}, 400, "text is missing"),
        ("say", {"user": EMAIL, "text": 5}, 400, "text should be a text, not 5"),
        ("say", {"user": "who@x.example", "text": "x"}, 404, "nobody here has the id or address 'who@x.example'"),
        ("click", {"user": EMAIL, "action_id": "x"}, 404, "Nadia Haddad sees nothing with the action_id 'x'"),
        ("submit", {"user": EMAIL, "values": []}, 400, "values should be an object: block_id to value"),
        ("submit", {"user": EMAIL, "values": {}}, 404, "Nadia Haddad has no modal open"),
        ("profile", {"user": EMAIL, "tz": {}}, 400, "tz should be a text, not {}"),
        ("profile", {"user": EMAIL, "tz": ""}, 400, "tz should be a text, not ''"),
        ("profile", {"user": EMAIL, "name": None}, 400, "name should be a text, not None"),
        ("wave", {}, 404, f"there are: {', '.join(DOORS)}"),
        (
            "disconnect",
            {"reason": "boredom"},
            400,
            "reason should be one of refresh_requested, warning, cut",
        ),
    ],
)
async def test_a_refusal_is_a_sentence(remote: Remote, deed: str, fields: JSON, status: int, sentence: str) -> None:
    assert await remote.act(deed, **fields) == (status, {"ok": False, "error": sentence})


@pytest.mark.parametrize(
    ("body", "sentence"), [("{", "the body is not JSON"), ("[]", "the body should be a JSON object")]
)
async def test_a_body_that_can_not_be_read(
    workspace: Workspace, http: aiohttp.ClientSession, body: str, sentence: str
) -> None:
    async with http.post(f"{workspace.control_url}/say", data=body) as response:
        assert (response.status, (await response.json())["error"]) == (400, sentence)


async def test_half_a_character_is_replaced(
    workspace: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    body = b'{"user": "nadia@northwind.example", "text": "a \\ud83d b \\ud83d\\ude42"}'
    async with http.post(f"{workspace.control_url}/say", data=body) as response:
        assert response.status == 200
    blocks = '[{"type": "section", "text": {"type": "mrkdwn", "text": "c \\uDE42"}}]'
    await client.api_call("chat.postMessage", params={"channel": NADIA, "blocks": blocks})
    async with http.get(f"{workspace.control_url}/messages?user={NADIA}") as response:
        words = [message["words"] for message in (await response.json())["messages"]]
    assert words == ["a ? b \N{SLIGHTLY SMILING FACE}", "c ?"]


async def test_connections_are_ended_on_request(workspace: Workspace, remote: Remote, ear: Ear) -> None:
    assert (await remote.act("disconnect"))[1]["connections"] == 1
    await workspace.until(lambda: ear.socket.closed)


async def test_blocks_without_a_text_notify_as_slack_does(remote: Remote, client: AsyncWebClient) -> None:
    await client.api_call("chat.postMessage", json={"channel": NADIA, "blocks": QUESTION})
    nadia = (await remote.look("people"))["people"][0]
    assert nadia["latest_text"] == "This content can't be displayed."


async def test_the_journal_gives_the_newest_so_many(remote: Remote, client: AsyncWebClient) -> None:
    for text in ("one", "two", "three"):
        await client.chat_postMessage(channel=NADIA, text=text)
    told = [await remote.look("journal", last=last) for last in ("2", "0", "99999999999")]
    assert [[call["arguments"]["text"] for call in one["calls"]] for one in told] == [
        ["two", "three"],
        [],
        ["one", "two", "three"],
    ]
    assert (await remote.look("journal", last="many"))["error"] == "last should be a whole number, not 'many'"
