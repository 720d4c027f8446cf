"""The manager picks a buddy, or another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.nudges import Nudge
from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.flows import directory, importing
from onboardbot.flows.bot import Bot, Profile
from onboardbot.flows.drawing import voice_of
from onboardbot.people_files import parse_row
from onboardbot.store import enrollments, outbox, people
from onboardbot.texts.catalogue import Voice

CALLBACK = BUDDY = "buddy"


@dataclass(frozen=True)
class Asked:
    """What the modal needs: the message that it was opened from, and whose buddy is picked."""

    message_id: str
    voice: Voice
    hire: str


async def asked(bot: Bot, channel: str | None, ts: str | None, *, slack_user: str) -> Asked | None:
    """Return what to show; None for whoever is not the manager any more."""
    async with bot.database.read() as session:
        envelope = await outbox.at_place(session, channel, ts) if channel and ts else None
        person = await people.by_slack_id(session, slack_user)
        enrollment = await _theirs(session, envelope, person)
        if envelope is None or person is None or enrollment is None:
            return None
        return Asked(envelope.id, voice_of(bot, person), enrollment.hire.first_name)


async def _theirs(session: AsyncSession, envelope: Envelope | None, person: Person | None) -> Enrollment | None:
    """Return the onboarding that a message asks about, if it goes on and the reader is its manager now."""
    if envelope is None or person is None or envelope.kind != Nudge.PICK_BUDDY or envelope.person_id != person.id:
        return None
    found = await enrollments.find(session, envelope.enrollment_id or "")
    open_ = found is not None and found.state is not EnrollmentState.ENDED
    return found if open_ and found and found.manager_id == person.id else None


async def check(bot: Bot, message_id: str, picked: Profile | None, *, slack_user: str) -> dict[str, str]:
    """Return what is wrong with the one who was picked."""
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
        enrollment = await _theirs(session, await outbox.by_id(session, message_id), person)
        if person is None or enrollment is None:
            return {BUDDY: voice_of(bot, person).plain("pick.over")}
        if picked is None or picked.deactivated:
            return {BUDDY: voice_of(bot, person).plain("pick.nobody")}
        key = {person.email: "pick.yourself", enrollment.hire.email: "pick.themselves"}.get(picked.email)
        return {BUDDY: voice_of(bot, person).plain(key, hire=enrollment.hire.first_name)} if key else {}


async def picked(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Write down who it is, as a people file would; the running bot settles it."""
    del now
    person = await people.by_slack_id(session, payload["user"])
    enrollment = await _theirs(session, await outbox.by_id(session, payload["message"]), person)
    if enrollment is None:
        return
    profile = Profile.model_validate(payload["profile"])
    await people.ensure(session, profile.email)
    await directory.take(bot, session, [profile])
    hire = enrollment.hire
    row = {"email": hire.email, "name": hire.name, "start_date": hire.start_date.isoformat()}
    read = parse_row(
        row | {"buddy_email": profile.email}, company=bot.library.company, playbooks=tuple(bot.library.playbooks)
    )
    await importing.write_rows(session, read.rows)
    await outbox.refresh_open(session, enrollment.id, (Nudge.PICK_BUDDY,))
