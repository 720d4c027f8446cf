"""A person clicks and picks, in messages, modals and the Home."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MODAL, NADIA, NADIAS_DM, QUESTION, button, refusal
from tests.sandbox.ear import Ear

CHOICE: dict[str, Any] = {
    "type": "actions",
    "block_id": "choice",
    "elements": [
        {
            "type": "static_select",
            "action_id": "pick",
            "options": [
                {"text": {"type": "plain_text", "text": "My team"}, "value": "team"},
                {"text": {"type": "plain_text", "text": "Nobody yet"}, "value": "nobody"},
            ],
        },
        {"type": "datepicker", "action_id": "date", "initial_date": "2026-03-02"},
    ],
}


async def test_a_click_in_a_message_has_slacks_shape(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    ts = (await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION))["ts"]

    await workspace.click(NADIA, "fine")

    payload = ear.payloads("interactive")[0]
    action = payload["actions"][0]
    assert (payload["type"], payload["user"]["id"], payload["team"]["id"]) == ("block_actions", NADIA, "T0NORTHWIND")
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": NADIAS_DM,
        "is_ephemeral": False,
    }
    assert (payload["channel"]["id"], payload["message"]["ts"]) == (NADIAS_DM, ts)
    assert payload["response_url"].startswith(workspace.base_url)
    assert payload["trigger_id"]
    assert (action["action_id"], action["block_id"], action["value"], action["type"]) == (
        "fine",
        "mood",
        "v1",
        "button",
    )
    assert action["action_ts"] > ts


async def test_the_newest_message_with_that_action_is_clicked(
    workspace: Workspace, client: AsyncWebClient, ear: Ear
) -> None:
    first = (await client.chat_postMessage(channel=NADIA, text="1", blocks=QUESTION))["ts"]
    second = (await client.chat_postMessage(channel=NADIA, text="2", blocks=QUESTION))["ts"]

    await workspace.click(NADIA, "fine")
    await workspace.click(NADIA, "fine", first)

    clicked = [payload["message"]["ts"] for payload in ear.payloads("interactive")]
    assert clicked == [second, first]


async def test_a_button_is_told_apart_by_its_value_or_block(
    workspace: Workspace, client: AsyncWebClient, ear: Ear
) -> None:
    rows = [
        {"type": "actions", "block_id": name, "elements": [button("done", name, value=name)]} for name in ("one", "two")
    ]
    await client.chat_postMessage(channel=NADIA, text="x", blocks=rows)

    await workspace.click(NADIA, "done", value="two")
    await workspace.click(NADIA, "done", block_id="one")

    assert [payload["actions"][0]["value"] for payload in ear.payloads("interactive")] == ["two", "one"]


async def test_what_is_picked_stays_in_the_state(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=[CHOICE])

    await workspace.click(NADIA, "pick", selected="Nobody yet")
    await workspace.click(NADIA, "date", selected="2026-04-01")

    first, second = ear.payloads("interactive")
    assert first["actions"][0]["selected_option"]["value"] == "nobody"
    assert first["state"]["values"]["choice"]["date"] == {"type": "datepicker", "selected_date": "2026-03-02"}
    assert second["state"]["values"]["choice"]["pick"]["selected_option"]["value"] == "nobody"
    assert second["state"]["values"]["choice"]["date"]["selected_date"] == "2026-04-01"


@pytest.mark.parametrize(
    ("action_id", "where", "sentence"),
    [
        ("nothing", {}, "sees nothing with the action_id 'nothing'"),
        ("pick", {"ts": "1.000001"}, "sees nothing"),
        ("pick", {"selected": "Somebody"}, "has no option 'Somebody'"),
        ("date", {"selected": "tomorrow"}, "takes a date like 2026-03-02"),
    ],
)
async def test_only_what_is_on_the_screen_can_be_clicked(
    workspace: Workspace, client: AsyncWebClient, action_id: str, where: dict[str, Any], sentence: str
) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=[CHOICE])
    with pytest.raises(RefusedError, match=sentence):
        await workspace.click(NADIA, action_id, **where)


async def test_nobody_clicks_in_anothers_messages(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    with pytest.raises(RefusedError, match="Marek Nowak sees nothing"):
        await workspace.click("marek@northwind.example", "fine")


async def test_a_click_in_the_home_carries_the_view(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    published = await client.views_publish(user_id=NADIA, view={"type": "home", "blocks": QUESTION})

    await workspace.click(NADIA, "fine")

    payload = ear.payloads("interactive")[0]
    assert payload["container"] == {"type": "view", "view_id": published["view"]["id"]}
    assert (payload["view"]["type"], "message" in payload) == ("home", False)


async def test_a_modal_is_clicked_before_the_messages_behind_it(
    workspace: Workspace, client: AsyncWebClient, ear: Ear
) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=[*QUESTION, CHOICE])
    await workspace.click(NADIA, "fine")
    trigger = ear.payloads("interactive")[0]["trigger_id"]
    view = (await client.views_open(trigger_id=trigger, view={**MODAL, "blocks": [CHOICE]}))["view"]

    await workspace.click(NADIA, "pick", selected="team")

    payload = ear.payloads("interactive")[1]
    assert payload["view"]["id"] == view["id"]
    assert payload["view"]["state"]["values"]["choice"]["pick"]["selected_option"]["value"] == "team"


async def test_an_input_of_a_modal_is_not_clicked(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "more")
    await client.views_open(trigger_id=ear.payloads("interactive")[0]["trigger_id"], view=MODAL)

    with pytest.raises(RefusedError, match="is an input"):
        await workspace.click(NADIA, "text", value="x")


async def test_a_response_url_answers_five_times(
    workspace: Workspace, client: AsyncWebClient, http: aiohttp.ClientSession, ear: Ear
) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "fine")
    url = ear.payloads("interactive")[0]["response_url"]

    async def answer(**arguments: Any) -> int:
        async with http.post(url, json=arguments) as response:
            return response.status

    assert await answer(text="only you") == 200
    assert await answer(text="all", response_type="in_channel") == 200
    assert await answer(text="new", replace_original=True) == 200
    assert await answer(blocks=[{"type": "no"}]) == 400
    assert await answer(delete_original=True) == 200
    assert await answer(text="too much") == 404
    assert [(message["text"], message["ephemeral"]) for message in workspace.messages(NADIA)] == [
        ("only you", True),
        ("all", False),
    ]
    assert [call["answer"].get("error") for call in workspace.calls("response_url")][-1] == "used_url"


async def test_a_response_url_takes_json_and_its_own_key_only(
    workspace: Workspace, http: aiohttp.ClientSession, ear: Ear
) -> None:
    await workspace.command(NADIA, "/onboard")
    url = ear.payloads("slash_commands")[0]["response_url"]
    async with http.post(url, data=b"{", headers={"content-type": "application/json"}) as response:
        assert (response.status, (await response.json())["error"]) == (400, "invalid_json")
    async with http.post(f"{url}0", json={"text": "x"}) as response:
        assert (response.status, (await response.json())["error"]) == (404, "expired_url")
    assert workspace.messages(NADIA) == []


async def test_a_response_url_lives_half_an_hour(
    workspace: Workspace, client: AsyncWebClient, http: aiohttp.ClientSession, ear: Ear
) -> None:
    assert (workspace.state.tickets.trigger_life, workspace.state.tickets.response_life) == (3, 1800)
    workspace.state.tickets.response_life = 0.1
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "fine")
    await asyncio.sleep(0.15)
    async with http.post(ear.payloads("interactive")[0]["response_url"], json={"text": "late"}) as response:
        assert (response.status, (await response.json())["error"]) == (404, "expired_url")
    assert len(workspace.messages(NADIA)) == 1


@pytest.mark.parametrize("method", ["views.open", "views.push"])
async def test_a_trigger_is_soon_too_old(workspace: Workspace, client: AsyncWebClient, ear: Ear, method: str) -> None:
    workspace.state.tickets.trigger_life = 0.1
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "more")
    trigger = ear.payloads("interactive")[0]["trigger_id"]
    await asyncio.sleep(0.15)
    answers = [await refusal(client, method, trigger_id=trigger, view=MODAL) for _ in range(2)]
    assert [answer["error"] for answer in answers] == ["expired_trigger_id"] * 2
    assert workspace.views(NADIA) == []


async def test_a_button_of_an_ephemeral_message_has_no_message(
    workspace: Workspace, client: AsyncWebClient, http: aiohttp.ClientSession, ear: Ear
) -> None:
    await client.conversations_open(users=NADIA)
    await client.chat_postEphemeral(channel=NADIAS_DM, user=NADIA, text="x", blocks=QUESTION)

    await workspace.click(NADIA, "fine")

    payload = ear.payloads("interactive")[0]
    assert (payload["container"]["is_ephemeral"], "message" in payload) == (True, False)
    async with http.post(payload["response_url"], json={"delete_original": True}) as response:
        assert response.status == 200
    assert workspace.messages(NADIA) == []


async def test_a_trigger_is_used_once(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "more")
    trigger = ear.payloads("interactive")[0]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=MODAL)

    assert (await refusal(client, "views.open", trigger_id=trigger, view=MODAL))["error"] == "exchanged_trigger_id"
    assert (await refusal(client, "views.open", trigger_id="1.2.3", view=MODAL))["error"] == "invalid_trigger_id"


async def test_a_button_of_an_attachment_is_clicked(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    await client.chat_postMessage(channel=NADIA, text="x", attachments=[{"blocks": [*QUESTION, CHOICE]}])

    await workspace.click(NADIA, "pick", selected="team")

    payload = ear.payloads("interactive")[0]
    assert payload["state"]["values"]["choice"]["pick"]["selected_option"]["value"] == "team"


async def test_a_click_in_a_thread_names_it(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    parent = (await client.chat_postMessage(channel=NADIA, text="x"))["ts"]
    await client.chat_postMessage(channel=NADIA, text="y", blocks=QUESTION, thread_ts=parent)

    await workspace.click(NADIA, "fine")

    assert ear.payloads("interactive")[0]["container"]["thread_ts"] == parent
