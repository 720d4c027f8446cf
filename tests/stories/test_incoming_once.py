"""What comes in is kept before it is acknowledged, handled once and in order, kept secret, and forgotten in time."""

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select, update

from onboardbot.flows import inbox
from onboardbot.store import inbox as incoming
from onboardbot.store.tables import InboxRow
from tests.helpers.databases import on_each
from tests.helpers.pulse import GUIDE, pulse
from tests.helpers.world import MAREK, NADIA, World
from tests.stories.test_check_in import kept, message

pytestmark = on_each
POISON: dict[str, Any] = {"user": "nobody-knows-why"}  # what no handler can make sense of


async def rows(here: World) -> list[InboxRow]:
    async with here.bot.database.read() as session:
        return list(await session.exec(select(InboxRow).order_by(col(InboxRow.seq))))


def database_files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("bot.sqlite3*"))


def tap(here: World, action_id: str, action_ts: str) -> dict[str, Any]:
    """Return the payload of a tap on the mood question, as Slack sends it."""
    person, asked = here.slack.person(NADIA), message(here, "How was yesterday?")
    channel = here.slack.state.dm(person.id).id
    return {
        "type": "block_actions", "team": {"id": here.slack.team_id}, "user": {"id": person.id}, "token": "old-style",
        "channel": {"id": channel}, "message": {"ts": asked["ts"]}, "api_app_id": "A0ONBOARD0",
        "container": {"type": "message", "message_ts": asked["ts"], "channel_id": channel},
        "trigger_id": here.slack.state.tickets.trigger(person.id, None), "response_url": "https://hooks.example/secret",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "action_ts": action_ts, "value": ""}],
    }  # fmt: skip


async def test_what_slack_delivers_again_is_handled_once_and_older_taps_change_nothing(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        before = len(here.words(NADIA))
        for _ in range(2):
            await here.slack.state.socket.send("interactive", tap(here, "mood:4", "1700000002.000100")).answer
            await here.settle()
        assert len(here.words(NADIA)) == before + 1
        await here.slack.state.socket.send("interactive", tap(here, "mood:1", "1700000001.000900")).answer
        await here.settle()
        assert (await kept(here))["mood"].value == "4"
        assert len(here.words(NADIA)) == before + 1

        person = here.slack.person(NADIA)
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": here.slack.state.dm(person.id).id,
            "user": person.id,
            "ts": "1.2",
            "text": "hello",
        }
        envelope = here.slack.state.emit(event)
        await envelope.answer
        await here.slack.state.socket.send("events_api", envelope.payload).answer
        await here.settle()
        assert len(here.words(NADIA)) == before + 2
        kinds = [row.kind for row in await rows(here)]
        assert kinds == ["action", "action", "message"]


async def test_payloads_are_without_tokens_unreadable_in_the_file_and_cleared_after_seven_days(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        await here.say(NADIA, "zanzibar quokka")
        (row,) = await rows(here)
        assert "zanzibar quokka" in (row.payload or "")
        for sign in ("token", "xoxb", "response_url", "trigger"):
            assert sign not in (row.payload or "")
        assert b"zanzibar" not in database_files(tmp_path)
        await here.to("2026-03-09T08:29:00+00:00")
        assert (await rows(here))[0].payload is not None
        await here.to("2026-03-09T08:32:00+00:00")
        (row,) = await rows(here)
        assert (row.payload, row.state) == (None, "handled")


async def test_what_can_not_be_handled_is_tried_again_told_and_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        nadia = here.slack.person(NADIA).id
        await inbox.receive(here.bot, key="poison", kind="message", slack_user=nadia, payload=POISON | {"user": nadia})
        await here.say(NADIA, "hello")  # waits for what she did before
        await here.say(MAREK, "hello")
        assert len(here.words(NADIA)) == 1
        assert len(here.words(MAREK)) == 1
        for _ in range(3):
            async with here.bot.database.write() as session:
                await session.exec(update(InboxRow).values(retry_at=None))
            await here.settle()
        poison, hello, _ = await rows(here)
        assert (poison.state, poison.attempts, hello.state) == ("failed", 2, "handled")
        assert poison.payload is not None
        assert here.words(NADIA)[1].startswith("I'm sorry, Nadia: something went wrong on my side")
        assert here.words(NADIA)[2].startswith("Thanks for writing, Nadia.")
        assert [record.message for record in caplog.records].count("incoming_given_up") == 1


async def test_what_was_never_mended_is_kept_for_thirty_days_and_no_longer(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        await here.say(NADIA, "zanzibar quokka")
        async with here.bot.database.write() as session:
            await session.exec(update(InboxRow).values(state=incoming.FAILED, handled_at=None))
        await here.to("2026-04-01T08:29:00+00:00")
        async with here.bot.database.write() as session:
            assert len(await incoming.failed(session)) == 1
        await here.to("2026-04-01T08:32:00+00:00")
        (row,) = await rows(here)
        assert (row.payload, row.state) == (None, "failed")
        async with here.bot.database.write() as session:
            assert (await incoming.failed(session), await incoming.try_again(session)) == ([], 0)


async def test_the_log_never_holds_what_people_wrote(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, logger="onboardbot")
    async with pulse(tmp_path) as here:
        nadia = here.slack.person(NADIA).id
        await here.click(NADIA, "mood:1")
        await here.say(NADIA, "zanzibar is in my way")
        await here.click(NADIA, "answer", ts=message(here, "What got in the way?\nYou")["ts"])
        await here.submit(NADIA, {"answer": "quokka instead"})
        await here.say(NADIA, "xylophone, where are you?")
        await here.slack.edit(NADIA, here.slack.messages(NADIA)[-2]["ts"], "vuvuzela")
        broken = {"user": nadia, "text": "wombat", "ts": 7, "channel": {"wombat": 1}, "thread_ts": {"wombat": 1}}
        await inbox.receive(here.bot, key="poison", kind="message", slack_user=nadia, payload=broken)
        await here.settle()
        await here.click(NADIA, "offer:manager")
        assert "incoming_not_handled" in caplog.text
        events = [record.message for record in caplog.records]
        assert "message_sent" in events
        said = caplog.text + "".join(
            str(vars(record)) for record in caplog.records if record.name.startswith("onboardbot")
        )
        for word in ("zanzibar", "quokka", "xylophone", "vuvuzela", "wombat", "Rough", "Haddad"):
            assert word not in said.replace(str(tmp_path), ""), word


async def test_looking_at_the_home_is_acknowledged(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        opened = await here.slack.open_home(NADIA)
        assert opened.acknowledged
        assert len(here.words(NADIA)) == 1
