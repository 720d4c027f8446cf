"""Conversations are opened and read."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MAREK, NADIA, NADIAS_DM, refusal


async def test_history_is_paged_newest_first(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=NADIA, text=str(n)))["ts"] for n in range(5)]

    first = await client.conversations_history(channel=NADIAS_DM, limit=3)
    second = await client.conversations_history(
        channel=NADIAS_DM, limit=3, cursor=first["response_metadata"]["next_cursor"]
    )

    assert [message["text"] for message in [*first["messages"], *second["messages"]]] == ["4", "3", "2", "1", "0"]
    assert (first["has_more"], second["has_more"]) == (True, False)
    between = await client.conversations_history(channel=NADIAS_DM, oldest=stamps[1], latest=stamps[3])
    assert [message["text"] for message in between["messages"]] == ["2"]
    ends = await client.conversations_history(
        channel=NADIAS_DM, oldest=stamps[1], latest=stamps[3], inclusive=True
    )  # fmt: skip
    assert [message["text"] for message in ends["messages"]] == ["3", "2", "1"]


async def test_a_page_is_not_moved_by_what_comes_and_goes(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=NADIA, text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel=NADIAS_DM, limit=2)
    await client.chat_delete(channel=NADIAS_DM, ts=stamps[4])
    await client.chat_delete(channel=NADIAS_DM, ts=stamps[2])
    for text in ("5", "6"):
        await client.chat_postEphemeral(channel=NADIAS_DM, user=NADIA, text="aside")
        await client.chat_postMessage(channel=MAREK, text=text)
    second = await client.conversations_history(
        channel=NADIAS_DM, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    texts = [message["text"] for message in [*first["messages"], *second["messages"]]]
    assert (texts, second["has_more"]) == (["4", "3", "1", "0"], False)


async def test_a_thread_is_paged_and_its_metadata_whole_only_on_request(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    parent = (await client.chat_postMessage(channel=NADIA, text="0"))["ts"]
    metadata = {"event_type": "onboardbot_message", "event_payload": {"id": "m1"}}
    for n in (1, 2, 3):
        await client.chat_postMessage(channel=NADIA, text=str(n), thread_ts=parent, metadata=metadata)
    first = await client.conversations_replies(channel=NADIAS_DM, ts=parent, limit=2, include_all_metadata=True)
    second = await client.conversations_replies(
        channel=NADIAS_DM, ts=parent, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [message["text"] for message in [*first["messages"], *second["messages"]]] == ["0", "1", "2", "3"]
    assert first["messages"][1]["metadata"] == metadata
    assert second["messages"][0]["metadata"] == {"event_type": "onboardbot_message"}
    await workspace.say(NADIA, "4", thread_ts=parent)
    await client.chat_delete(channel=NADIAS_DM, ts=first["messages"][1]["ts"])
    history = await client.conversations_history(channel=NADIAS_DM)
    assert [(one["reply_count"], one["reply_users_count"]) for one in history["messages"]] == [(3, 2)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"limit": 1001}, "invalid_limit"),
        ({"limit": "many"}, "invalid_limit"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
        ({"cursor": "b3RoZXI6MQ=="}, "invalid_cursor"),
        ({"cursor": "bmV4dDoy"}, "invalid_cursor"),
        ({"cursor": "bmV4dF90czpmaXZl"}, "invalid_cursor"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
    ],
)
async def test_a_page_that_does_not_exist(client: AsyncWebClient, arguments: dict[str, Any], code: str) -> None:
    await client.conversations_open(users=NADIA)
    assert (await refusal(client, "conversations.history", channel=NADIAS_DM, **arguments))["error"] == code


async def test_metadata_is_whole_only_on_request(client: AsyncWebClient) -> None:
    metadata = {"event_type": "onboardbot_message", "event_payload": {"id": "m1"}}
    await client.chat_postMessage(channel=NADIA, text="x", metadata=metadata)

    short = await client.conversations_history(channel=NADIAS_DM)
    whole = await client.conversations_history(channel=NADIAS_DM, include_all_metadata=True)

    assert short["messages"][0]["metadata"] == {"event_type": "onboardbot_message"}
    assert whole["messages"][0]["metadata"] == metadata


async def test_replies_are_in_the_thread_and_not_in_the_history(workspace: Workspace, client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel=NADIA, text="How was it?"))["ts"]
    reply = await workspace.say(NADIA, "Good", thread_ts=parent)
    await workspace.say(NADIA, "Really", thread_ts=reply.ts)

    thread = await client.conversations_replies(channel=NADIAS_DM, ts=parent)
    history = await client.conversations_history(channel=NADIAS_DM)

    assert [message["text"] for message in thread["messages"]] == ["How was it?", "Good", "Really"]
    assert [(message["text"], message["reply_count"]) for message in history["messages"]] == [("How was it?", 2)]
    lost = await refusal(client, "conversations.replies", channel=NADIAS_DM, ts="1.000001")
    assert lost["error"] == "thread_not_found"


async def test_a_dm_is_opened_once(client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users=NADIA, return_im=True)
    again = await client.conversations_open(channel=NADIAS_DM)
    group = await client.conversations_open(users=[NADIA, MAREK])
    listed = await client.conversations_list(types="im,mpim")

    assert (opened["channel"]["id"], opened["channel"]["user"]) == (NADIAS_DM, NADIA)
    assert again["channel"]["id"] == NADIAS_DM
    assert (opened.get("already_open"), again["already_open"], again["no_op"]) == (None, True, True)
    assert [channel["id"] for channel in listed["channels"]] == [NADIAS_DM, group["channel"]["id"]]
    assert (await client.conversations_info(channel=group["channel"]["id"]))["channel"]["is_mpim"]
    members = await client.conversations_members(channel=NADIAS_DM)
    assert members["members"] == [NADIA, "U0ONBOARDBOT"]


async def test_who_can_not_be_opened(workspace: Workspace, client: AsyncWebClient) -> None:
    await workspace.deactivate(MAREK)

    async def code(**arguments: str) -> str:
        return str((await refusal(client, "conversations.open", **arguments))["error"])

    assert await code(users="U0NOBODY0") == "user_not_found"
    assert await code(users="U0ONBOARDBOT") == "cannot_dm_bot"
    assert await code(users=MAREK) == "user_disabled"
    assert await code() == "users_list_not_supplied"
    for n in range(9):
        await workspace.join(f"p{n}@northwind.example", f"P {n}")
    assert await code(users=",".join(person.id for person in workspace.people[-9:])) == "too_many_users"


async def test_a_deactivated_person_can_still_be_posted_to(workspace: Workspace, client: AsyncWebClient) -> None:
    await workspace.deactivate(MAREK)
    assert (await client.chat_postMessage(channel=MAREK, text="x"))["ok"]


async def test_groups_of_other_people_are_other_conversations(workspace: Workspace, client: AsyncWebClient) -> None:
    ana, ann = [await workspace.join(f"{name}@northwind.example", name) for name in ("newhire-a", "newhire-b")]

    first = await client.conversations_open(users=[NADIA, ana.id])
    second = await client.conversations_open(users=[NADIA, ann.id])
    again = await client.api_call("conversations.open", json={"users": [ana.id, NADIA, ana.id]})

    assert first["channel"]["id"] != second["channel"]["id"]
    assert again["channel"]["id"] == first["channel"]["id"]


async def test_the_conversations_of_one_person(client: AsyncWebClient) -> None:
    await client.conversations_open(users=NADIA)
    await client.conversations_open(users=MAREK)

    listed = await client.users_conversations(user=NADIA, types="im, mpim")

    assert [channel["id"] for channel in listed["channels"]] == [NADIAS_DM]
    assert (await refusal(client, "conversations.list", types="secret"))["error"] == "invalid_types"
    assert (await client.conversations_list())["channels"] == []


async def test_a_closed_dm_keeps_what_was_said(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=NADIA, text="x")
    await client.conversations_close(channel=NADIAS_DM)
    assert (await client.conversations_history(channel=NADIAS_DM))["messages"][0]["ts"] == posted["ts"]
