"""A person writes, edits and deletes."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import NADIA, NADIAS_DM
from tests.sandbox.ear import Ear


async def test_an_edit_shows_and_is_told(workspace: Workspace, ear: Ear) -> None:
    said = await workspace.say(NADIA, "helo")

    await workspace.edit(NADIA, said.ts, "hello")

    message = workspace.messages(NADIA)[0]
    event = ear.events()[-1]
    assert (message["words"], message["edited"]["user"]) == ("hello", NADIA)
    assert (event["subtype"], event["channel"], event["channel_type"]) == ("message_changed", NADIAS_DM, "im")
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("helo", "hello")
    assert event["message"]["ts"] == said.ts
    assert event["ts"] > said.ts


async def test_a_deleted_message_is_gone_and_told(workspace: Workspace, ear: Ear) -> None:
    said = await workspace.say(NADIA, "never mind")

    await workspace.delete(NADIA, said.ts)

    event = ear.events()[-1]
    assert workspace.messages(NADIA) == []
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", said.ts)
    assert event["previous_message"]["text"] == "never mind"


async def test_a_reply_names_its_thread(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    parent = (await client.chat_postMessage(channel=NADIA, text="How was it?"))["ts"]

    await workspace.say(NADIA, "Good", thread_ts=parent)

    event = ear.events()[-1]
    assert (event["text"], event["thread_ts"], event["parent_user_id"]) == ("Good", parent, "U0ONBOARDBOT")
    assert event["client_msg_id"]


async def test_timestamps_are_unique_and_rise(workspace: Workspace) -> None:
    stamps = [workspace.state.stamps.next() for _ in range(1000)]
    assert stamps == sorted(set(stamps))
    assert all(len(stamp.split(".")[1]) == 6 for stamp in stamps)


async def test_what_a_person_can_not_do(workspace: Workspace, client: AsyncWebClient) -> None:
    posted = (await client.chat_postMessage(channel=NADIA, text="mine"))["ts"]

    with pytest.raises(RefusedError, match="nobody here"):
        await workspace.say("who@northwind.example", "x")
    with pytest.raises(RefusedError, match="empty message"):
        await workspace.say(NADIA, "  ")
    with pytest.raises(RefusedError, match="has no message"):
        await workspace.say(NADIA, "x", thread_ts="1.000001")
    with pytest.raises(RefusedError, match="only one's own"):
        await workspace.edit(NADIA, posted, "x")
    await workspace.deactivate(NADIA)
    with pytest.raises(RefusedError, match="deactivated"):
        await workspace.say(NADIA, "x")


async def test_what_a_person_types_is_escaped_as_slack_does(workspace: Workspace, ear: Ear) -> None:
    said = await workspace.say(NADIA, "R&D <today> with <@U0MAREK00>")

    event = ear.events()[-1]
    assert event["text"] == "R&amp;D &lt;today&gt; with <@U0MAREK00>"
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "R&D <today> with "},
        {"type": "user", "user_id": "U0MAREK00"},
    ]
    assert workspace.messages(NADIA)[0]["words"] == "R&D <today> with <@U0MAREK00>"
    await workspace.edit(NADIA, said.ts, "1 < 2")
    assert ear.events()[-1]["message"]["text"] == "1 &lt; 2"
    assert workspace.messages(NADIA)[0]["words"] == "1 < 2"
    with pytest.raises(RefusedError, match="delete it"):
        await workspace.edit(NADIA, said.ts, " ")
