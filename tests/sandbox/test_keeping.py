"""A workspace kept in a file, and taken up again."""

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox import keeping
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MAREK, NADIA, NADIAS_DM, QUESTION

HOME: dict[str, Any] = {"type": "home", "blocks": [{"type": "divider"}]}


async def test_people_messages_threads_and_homes_are_there_again(
    workspace: Workspace, client: AsyncWebClient, tmp_path: Path
) -> None:
    first = await client.chat_postMessage(channel=NADIA, text="How are you?", blocks=QUESTION)
    await client.chat_postMessage(channel=NADIA, text="In the thread", thread_ts=first["ts"])
    await client.chat_postEphemeral(channel=NADIAS_DM, user=NADIA, text="Only you")
    await client.views_publish(user_id=MAREK, view=HOME)
    await workspace.say(NADIA, "Hello & welcome")
    await workspace.join("omar@northwind.example", "Omar Sy", tz="Asia/Jerusalem")
    keeping.save(workspace.state, tmp_path / "kept.json")

    async with running([Person("U0OTTO000", "otto@northwind.example", "Otto")]) as other:
        keeping.load(other.state, tmp_path / "kept.json")
        assert other.people == workspace.people
        assert other.messages(NADIA) == workspace.messages(NADIA)
        assert [message["ephemeral"] for message in other.messages(NADIA)] == [False, False, True, False]
        assert other.home(MAREK) == workspace.home(MAREK)
        later = await other.say(NADIA, "Back again")
        assert later.ts > workspace.messages(NADIA)[-1]["ts"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"form": 99}', '{"form": 1}', json.dumps({"form": 1, "stamp": 0})])
async def test_a_file_that_is_none_of_ours_is_a_sentence(workspace: Workspace, tmp_path: Path, text: str) -> None:
    file = tmp_path / "kept.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match="begin with an empty folder"):
        keeping.load(workspace.state, file)
    assert len(workspace.people) == 7
