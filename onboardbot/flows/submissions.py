"""Submitted modals: checked before they are stored, applied afterwards."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.flows import answering, correcting, enrolling, eve_taps, farewell, handoffs, scene, tryout
from onboardbot.flows.answering import Given
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.hires import changing
from onboardbot.store import holding, outbox, people


async def check(
    bot: Bot, callback_id: str, metadata: Mapping[str, Any], values: Mapping[str, str | None], *, slack_user: str
) -> dict[str, str]:
    """Return what is wrong with a submission, a sentence by block id."""
    if callback_id == "enroll":
        return await enrolling.check(bot, values, slack_user=slack_user)
    if callback_id == "hire":
        return await changing.check(bot, metadata, values, slack_user=slack_user)
    if callback_id == "moved":
        return await eve_taps.check(bot, metadata, values, slack_user=slack_user)
    if callback_id == handoffs.PROPOSE:
        return await handoffs.check_time(bot, metadata, values, slack_user=slack_user)
    if callback_id == tryout.CALLBACK:
        return await tryout.check(bot, metadata.get("playbook", ""), values.get("step"), slack_user=slack_user)
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
        asked = await outbox.by_id(session, metadata.get("message", ""))
    if person is None or asked is None or asked.person_id != person.id:  # removed since the modal was opened
        return {"answer": voice_of(bot, person).plain("hire_modal.question_gone")}
    return {} if (values.get("answer") or "").strip() else {"answer": voice_of(bot, person).plain("answer_modal.empty")}


async def submitted(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Apply a submission that was accepted."""
    person = await people.by_slack_id(session, payload["user"])
    if person is None:
        return
    if payload["callback_id"] == "enroll":
        await enrolling.enroll(bot, session, payload["values"], person, key=payload["key"], now=now)
        return
    if payload["callback_id"] in APPLIED:
        await APPLIED[payload["callback_id"]](bot, session, payload, person, key=payload["key"], now=now)
        return
    envelope = await outbox.by_id(session, payload["metadata"].get("message", ""))
    if envelope is None or envelope.person_id != person.id:
        return
    holding.must_hold(session, [envelope.enrollment_id] if envelope.enrollment_id else [])
    if envelope.kind == farewell.FAREWELL:
        await farewell.write(session, envelope, payload["values"].get("answer") or "")
        return
    if envelope.kind != "question":
        return
    current = await scene.load(bot, session, envelope.enrollment_id or "")
    given = Given(payload["values"].get("answer") or "", place=True, remarks=payload["remarks"])
    await answering.take(bot, session, current, envelope, given, now=now)


APPLIED: Mapping[str, Callable[..., Awaitable[None]]] = {
    "hire": changing.apply,
    "moved": eve_taps.moved,
    tryout.CALLBACK: tryout.send,
    correcting.CALLBACK: correcting.submitted,
    handoffs.PROPOSE: handoffs.proposed,
}
