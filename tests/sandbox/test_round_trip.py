"""The real Bolt app and the real SDK against the sandbox."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import connected, echoing

NADIA = "nadia@northwind.example"


@pytest.mark.usefixtures("echo_app")
async def test_what_a_person_says_is_answered(workspace: Workspace) -> None:
    said = await workspace.say(NADIA, "hello")

    assert said.acknowledged, said.note
    assert [m["words"] for m in workspace.messages(NADIA)] == ["hello", "How are you?\n[Fine] [Tell more]"]
    assert [m["from_bot"] for m in workspace.messages(NADIA)] == [False, True]


@pytest.mark.usefixtures("echo_app")
async def test_a_click_changes_the_message_through_its_response_url(workspace: Workspace) -> None:
    await workspace.say(NADIA, "hello")

    clicked = await workspace.click(NADIA, "fine")

    assert clicked.acknowledged
    assert workspace.messages(NADIA)[-1]["text"] == "Glad to hear it."


@pytest.mark.usefixtures("echo_app")
async def test_a_modal_opens_shows_errors_and_closes(workspace: Workspace) -> None:
    await workspace.say(NADIA, "hello")
    await workspace.click(NADIA, "more")
    assert [view["callback_id"] for view in workspace.views(NADIA)] == ["answer"]

    refused = await workspace.submit(NADIA, {"answer": "no"})
    assert refused.payload["response_action"] == "errors"
    assert workspace.views(NADIA)[-1]["errors"] == {"answer": "A little more, please"}

    taken = await workspace.submit(NADIA, {"answer": "My laptop is missing"})
    assert taken.acknowledged
    assert workspace.views(NADIA) == []


@pytest.mark.usefixtures("echo_app")
async def test_a_command_is_answered_for_its_person_only(workspace: Workspace) -> None:
    await workspace.command("priya@northwind.example", "/onboard", "nadia")

    answer = workspace.messages("priya@northwind.example")[-1]
    assert (answer["text"], answer["ephemeral"]) == ("You typed nadia", True)


@pytest.mark.usefixtures("echo_app")
async def test_the_app_comes_back_after_a_disconnect(workspace: Workspace) -> None:
    assert workspace.disconnect("refresh_requested") == 1
    await workspace.until(lambda: len(workspace.calls("apps.connections.open")) > 1, patience=15)
    await workspace.connected()

    assert (await workspace.say(NADIA, "still there?")).acknowledged


async def test_what_happens_without_a_connection_is_delivered_later(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    said = await workspace.say(NADIA, "anybody?")
    assert said.note == "no app is connected; kept until one is"

    async with connected(workspace, echoing(client)):
        await workspace.until(lambda: len(workspace.messages(NADIA)) == 2)
