"""People join, leave, change, type commands and open the Home."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import NADIA, QUESTION
from tests.sandbox.ear import Ear


async def test_whoever_joins_is_told_and_found(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    person = await workspace.join("omar@northwind.example", "Omar Sy", tz="Asia/Jerusalem")

    user = ear.events()[0]["user"]
    assert (ear.events()[0]["type"], user["id"], user["tz"]) == ("team_join", "U0OMAR000", "Asia/Jerusalem")
    assert user["profile"]["email"] == "omar@northwind.example"
    assert (await client.users_lookupByEmail(email="omar@northwind.example"))["user"]["id"] == person.id


async def test_people_of_one_name_get_ids_of_their_own(workspace: Workspace) -> None:
    other = await workspace.join("nadia@elsewhere.example", "Nadia Two")
    assert other.id == "U0NADIA10"


async def test_who_can_not_join(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="somebody with the address"):
        await workspace.join("Nadia@northwind.example", "Again")
    with pytest.raises(RefusedError, match="somebody with the id"):
        await workspace.join("new@northwind.example", "New", id=NADIA)
    with pytest.raises(RefusedError, match="that of the bot"):
        await workspace.join("new@northwind.example", "New", id="U0ONBOARDBOT")
    with pytest.raises(RefusedError, match="somebody with the address"):
        await workspace.change_profile(NADIA, email="marek@northwind.example")
    with pytest.raises(RefusedError, match="needs an email"):
        await workspace.join("", "Nobody")
    with pytest.raises(RefusedError, match="no time zone 'Berlin'"):
        await workspace.join("new@northwind.example", "New", tz="Berlin")


async def test_leaving_coming_back_and_moving_are_told(workspace: Workspace, ear: Ear) -> None:
    await workspace.deactivate(NADIA)
    await workspace.reactivate(NADIA)
    await workspace.change_profile(NADIA, tz="America/New_York", locale="de-DE")

    users = [event["user"] for event in ear.events() if event["type"] == "user_change"]
    assert [(user["deleted"], user.get("tz"), user.get("locale")) for user in users] == [
        (True, None, None),
        (False, "Europe/Berlin", "en-GB"),
        (False, "America/New_York", "de-DE"),
    ]
    with pytest.raises(RefusedError, match="'shoe' can't be changed"):
        await workspace.change_profile(NADIA, shoe="42")


async def test_a_command_has_slacks_shape(workspace: Workspace, ear: Ear) -> None:
    ear.reply = lambda _frame: {"text": "Everybody sees this", "response_type": "in_channel"}

    await workspace.command(NADIA, "/onboard", "me please")

    payload = ear.payloads("slash_commands")[0]
    names = ("command", "text", "user_id", "channel_id", "team_id", "api_app_id")
    assert [payload[name] for name in names] == [
        "/onboard", "me please", NADIA, "D0NADIA00", "T0NORTHWIND", "A0ONBOARD0",
    ]  # fmt: skip
    assert payload["response_url"].startswith(workspace.base_url)
    assert [(m["text"], m["ephemeral"]) for m in workspace.messages(NADIA)] == [("Everybody sees this", False)]
    with pytest.raises(RefusedError, match="is no command"):
        await workspace.command(NADIA, "onboard")


async def test_a_command_answered_with_bad_blocks_shows_nothing(workspace: Workspace, ear: Ear) -> None:
    ear.reply = lambda _frame: {"blocks": [{"type": "no"}]}

    taken = await workspace.command(NADIA, "/onboard")

    assert taken.note.startswith("invalid_command_response: invalid_blocks")
    assert workspace.messages(NADIA) == []


async def test_opening_the_home_is_told_with_what_is_there(
    workspace: Workspace, client: AsyncWebClient, ear: Ear
) -> None:
    await workspace.open_home(NADIA)
    view = (await client.views_publish(user_id=NADIA, view={"type": "home", "blocks": QUESTION}))["view"]
    await workspace.open_home(NADIA)

    first, second = ear.events()
    assert (first["type"], first["user"], first["tab"], first["channel"]) == (
        "app_home_opened", NADIA, "home", "D0NADIA00",
    )  # fmt: skip
    assert ("view" in first, second["view"]["id"]) == (False, view["id"])


@pytest.mark.parametrize(
    ("answer", "shown", "note"),
    [
        ({"text": "Hello"}, ["Hello"], ""),
        ("Hello", ["Hello"], ""),
        (["Hello"], [], "invalid_command_response: ['Hello'] is neither words nor an object"),
        ({"blocks": "{"}, [], "invalid_command_response: invalid_blocks_format"),
    ],
)
async def test_an_answer_to_a_command_is_words_or_an_object(
    workspace: Workspace, ear: Ear, answer: Any, shown: list[str], note: str
) -> None:
    ear.reply = lambda _frame: answer

    taken = await workspace.command(NADIA, "/onboard")

    assert ([message["text"] for message in workspace.messages(NADIA)], taken.note) == (shown, note)
