"""Submitted modals: checked before they are stored, applied afterwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.flows import answering, enrolling, farewell, scene
from onboardbot.flows.answering import Given
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.store import outbox, people


async def check(
    bot: Bot, callback_id: str, metadata: Mapping[str, Any], values: Mapping[str, str | None], *, slack_user: str
) -> dict[str, str]:
    """Return what is wrong with a submission, a sentence by block id."""
    del metadata
    if callback_id == "enroll":
        return await enrolling.check(bot, values, slack_user=slack_user)
    if (values.get("answer") or "").strip():
        return {}
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
    return {"answer": voice_of(bot, person).plain("answer_modal.empty")} if person else {}


async def submitted(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Apply a submission that was accepted."""
    person = await people.by_slack_id(session, payload["user"])
    if person is None:
        return
    if payload["callback_id"] == "enroll":
        await enrolling.enroll(bot, session, payload["values"], person, key=payload["key"], now=now)
        return
    envelope = await outbox.by_id(session, payload["metadata"].get("message", ""))
    if envelope is None or envelope.person_id != person.id:
        return
    if envelope.kind == farewell.FAREWELL:
        await farewell.write(session, envelope, payload["values"].get("answer") or "")
        return
    if envelope.kind != "question":
        return
    current = await scene.load(bot, session, envelope.enrollment_id or "")
    given = Given(payload["values"].get("answer") or "", place=True)
    await answering.take(bot, session, current, envelope, given, now=now)
