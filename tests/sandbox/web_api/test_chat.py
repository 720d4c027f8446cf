"""Messages are posted, changed and deleted."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MAREK, NADIA, NADIAS_DM, QUESTION, button, refusal


async def test_posting_to_a_person_goes_to_their_dm(workspace: Workspace, client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(channel=NADIA, text="one")
    second = await client.chat_postMessage(channel=NADIAS_DM, text="two", blocks=QUESTION)

    assert first["channel"] == second["channel"] == NADIAS_DM
    assert float(first["ts"]) < float(second["ts"])
    assert second["message"]["bot_id"] == "B0ONBOARD0"
    assert [message["text"] for message in workspace.messages(NADIA)] == ["one", "two"]
    assert workspace.messages(MAREK) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel": "U0NOBODY0", "text": "x"}, "channel_not_found"),
        ({"text": "x"}, "channel_not_found"),
        ({"channel": "#general", "text": "x"}, "channel_not_found"),
        ({"channel": "U0ONBOARDBOT", "text": "x"}, "cannot_dm_bot"),
        ({"channel": NADIA, "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": NADIA, "markdown_text": "y" * 12_001}, "msg_too_long"),
        ({"channel": NADIA, "attachments": "{"}, "invalid_attachments"),
        ({"channel": NADIA, "attachments": ["x"]}, "invalid_attachments"),
        ({"channel": NADIA, "attachments": [{"blocks": [{"type": "no"}]}]}, "invalid_blocks"),
        ({"channel": NADIA}, "no_text"),
        ({"channel": NADIA, "blocks": []}, "no_text"),
        ({"channel": NADIA, "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": NADIA, "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"channel": NADIA, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": NADIA, "text": "x", "metadata": []}, "invalid_metadata_format"),
        ({"channel": NADIA, "text": "x", "metadata": {"event_type": 1}}, "invalid_metadata_schema"),
    ],
)
async def test_what_is_not_posted(client: AsyncWebClient, arguments: dict[str, Any], code: str) -> None:
    assert (await refusal(client, "chat.postMessage", **arguments))["error"] == code


async def test_refused_blocks_name_the_place(workspace: Workspace, client: AsyncWebClient) -> None:
    twice = [{"type": "actions", "elements": [button("a", "x"), button("a", "y")]}]

    answer = await refusal(client, "chat.postMessage", channel=NADIA, blocks=twice)

    place = "`action_id` already exists: a [json-pointer:/blocks/0/elements/1/action_id]"
    assert (answer["error"], answer["errors"]) == ("invalid_blocks", [place])
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {place}"]
    assert workspace.messages(NADIA) == []


async def test_a_long_text_is_cut(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=NADIA, text="x" * 40_001)
    assert (answer["warning"], len(answer["message"]["text"])) == ("message_truncated", 40_000)


async def test_an_update_keeps_blocks_that_it_does_not_name(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=NADIA, text="one", blocks=QUESTION)

    kept = await client.chat_update(channel=NADIAS_DM, ts=posted["ts"], text="two")
    gone = await client.chat_update(channel=NADIAS_DM, ts=posted["ts"], text="three", blocks=[])

    assert (kept["text"], len(kept["message"]["blocks"])) == ("two", 2)
    assert "blocks" not in gone["message"]
    assert gone["message"]["edited"]["user"] == "U0ONBOARDBOT"


async def test_what_is_not_updated(workspace: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=NADIA, text="one")
    said = await workspace.say(NADIA, "mine")

    async def code(**arguments: str) -> str:
        return str((await refusal(client, "chat.update", channel=NADIAS_DM, **arguments))["error"])

    assert await code(ts="1.000001", text="x") == "message_not_found"
    assert await code(ts=said.ts, text="x") == "cant_update_message"
    assert await code(ts=posted["ts"]) == "no_text"
    assert await code(ts=posted["ts"], text="ü" * 2001) == "msg_too_long"


async def test_the_bot_deletes_its_own_messages_only(workspace: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=NADIA, text="one")
    said = await workspace.say(NADIA, "mine")

    await client.chat_delete(channel=NADIAS_DM, ts=posted["ts"])

    assert [message["text"] for message in workspace.messages(NADIA)] == ["mine"]
    assert (await refusal(client, "chat.delete", channel=NADIAS_DM, ts=said.ts))["error"] == "cant_delete_message"
    assert (await refusal(client, "chat.delete", channel=NADIAS_DM, ts=posted["ts"]))["error"] == "message_not_found"


async def test_an_ephemeral_message_is_in_no_history(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.conversations_open(users=NADIA)
    await client.chat_postEphemeral(channel=NADIAS_DM, user=NADIA, text="psst")

    assert [message["ephemeral"] for message in workspace.messages(NADIA)] == [True]
    assert (await client.conversations_history(channel=NADIAS_DM))["messages"] == []
    answer = await refusal(client, "chat.postEphemeral", channel=NADIAS_DM, user=MAREK, text="x")
    assert answer["error"] == "user_not_in_channel"


async def test_a_permalink_and_a_reaction_need_a_message(workspace: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=NADIA, text="one")
    ts = posted["ts"]

    link = await client.chat_getPermalink(channel=NADIAS_DM, message_ts=ts)
    await client.reactions_add(channel=NADIAS_DM, timestamp=ts, name="tada")

    assert link["permalink"].endswith(f"/archives/{NADIAS_DM}/p{ts.replace('.', '')}")
    assert workspace.messages(NADIA)[0]["reactions"][0]["name"] == "tada"
    again = await refusal(client, "reactions.add", channel=NADIAS_DM, timestamp=ts, name="tada")
    assert again["error"] == "already_reacted"
    lost = await refusal(client, "reactions.add", channel=NADIAS_DM, timestamp="1.000001", name="tada")
    assert lost["error"] == "message_not_found"
    unlinked = await refusal(client, "chat.getPermalink", channel=NADIAS_DM, message_ts="1.000001")
    assert unlinked["error"] == "message_not_found"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("chat.update", {"text": "new"}),
        ("chat.delete", {}),
        ("conversations.history", {}),
        ("conversations.replies", {}),
        ("conversations.info", {}),
    ],
)
async def test_only_posting_takes_a_user_id_for_a_channel(
    client: AsyncWebClient, method: str, arguments: dict[str, str]
) -> None:
    posted = await client.chat_postMessage(channel=NADIA, text="one")

    answer = await refusal(client, method, channel=NADIA, ts=posted["ts"], **arguments)

    assert answer["error"] == "channel_not_found"
    assert (await client.api_call(method, params={"channel": NADIAS_DM, "ts": posted["ts"], **arguments}))["ok"]


async def test_markdown_is_a_block(workspace: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=NADIA, markdown_text="**Hello**")

    message = workspace.messages(NADIA)[0]
    assert (message["blocks"][0]["type"], message["words"]) == ("markdown", "**Hello**")


async def test_attachments_are_shown_and_changed(workspace: Workspace, client: AsyncWebClient) -> None:
    first = {"color": "#f00", "title": "Build", "text": "It is red."}
    posted = await client.chat_postMessage(channel=NADIA, text="News", attachments=[first, {"blocks": QUESTION}])

    shown = posted["message"]["attachments"]
    assert (shown[0]["id"], shown[0]["fallback"]) == (1, "It is red.")
    assert workspace.messages(NADIA)[0]["words"] == "News\nBuild\nIt is red.\nHow are you?\n[Fine] [Tell more]"
    await client.chat_update(channel=NADIAS_DM, ts=posted["ts"], text="News", attachments=[])
    assert workspace.messages(NADIA)[0]["words"] == "News"


async def test_a_reaction_can_be_seen_and_taken_back(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=NADIA, text="one"))["ts"]
    await client.reactions_add(channel=NADIAS_DM, timestamp=ts, name="tada")

    seen = await client.reactions_get(channel=NADIAS_DM, timestamp=ts)
    await client.reactions_remove(channel=NADIAS_DM, timestamp=ts, name="tada")

    assert [reaction["name"] for reaction in seen["message"]["reactions"]] == ["tada"]
    again = await refusal(client, "reactions.remove", channel=NADIAS_DM, timestamp=ts, name="tada")
    assert again["error"] == "no_reaction"
