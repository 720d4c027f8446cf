"""What is said on the day before the start: yes, on another date, or not at all."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.core.problem import Level
from onboardbot.flows import eve, importing, scene, wishes
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.help import say_words
from onboardbot.flows.mistakes import sentence, starts_never
from onboardbot.flows.roles import is_hr
from onboardbot.flows.tap import Tap
from onboardbot.people_files import PeopleFile, merge, parse_row
from onboardbot.store import enrollments, errands, outbox, people
from onboardbot.store.errands import ErrandKind
from onboardbot.texts.catalogue import Voice

YES, NOT_COMING, MOVED = "yes", "not_coming", "moved"


async def tapped(tap: Tap) -> None:
    """Yes is kept; not coming pauses all until HR has decided. Another date is asked in a modal."""
    enrollment = await _asked_about(tap.bot, tap.session, tap.person, tap.envelope)
    if enrollment is None:
        words = voice_of(tap.bot, tap.person).words("eve.over")
        await say_words(tap.session, tap.person, words, subject=f"over/{tap.envelope.id}", now=tap.now)
        return
    if tap.detail not in {YES, NOT_COMING}:
        return
    await _keep(tap.session, enrollment, tap.detail)
    if tap.detail == NOT_COMING:
        await wishes.hold(tap.session, enrollment, now=tap.now)
        await _tell_hr(tap.bot, tap.session, enrollment, tap.person, {"key": "eve.hr_not_coming"}, now=tap.now)


async def _asked_about(bot: Bot, session: AsyncSession, person: Person, envelope: Envelope | None) -> Enrollment | None:
    """Return the onboarding of a question that still stands, until the first day is over.

    Its manager and HR may answer.
    """
    if envelope is None or envelope.kind != eve.ASKED or envelope.person_id != person.id:
        return None
    enrollment = await enrollments.find(session, envelope.enrollment_id or "")
    errand = await errands.find(session, envelope.enrollment_id or "", ErrandKind.STILL_RIGHT)
    if enrollment is None or errand is None or errand.answer is not None:
        return None
    current = await scene.of_enrollment(bot, session, enrollment)
    in_time = enrollment.state is not EnrollmentState.ENDED and bot.clock.now() <= current.calendar.closing(errand.day)
    stands = in_time and envelope.subject == f"{enrollment.id}/{errand.day}"
    return enrollment if stands and (enrollment.manager_id == person.id or is_hr(bot, person)) else None


async def _keep(session: AsyncSession, enrollment: Enrollment, answer: str) -> None:
    await errands.change(session, enrollment.id, ErrandKind.STILL_RIGHT, answer=answer)
    await outbox.refresh_open(session, enrollment.id, (eve.ASKED,))


async def _tell_hr(
    bot: Bot, session: AsyncSession, enrollment: Enrollment, person: Person, args: dict[str, object], *, now: datetime
) -> None:
    """HR decides what follows, and reads who said it; who is HR knows it already, but gets the way on."""
    current = await scene.of_enrollment(bot, session, enrollment)
    hr = current.first(scene.HR)
    if hr is not None:
        told = {**args, "by": person.first_name}
        await eve.tell(session, current, [hr], told, subject=f"{args['key']}/{now.isoformat()}", now=now)


async def asked(bot: Bot, channel: str, ts: str, *, slack_user: str) -> tuple[str, Voice, date] | None:
    """Return what the modal for another date needs: the message, the reader's language, and the date as it stands."""
    async with bot.database.read() as session:
        envelope = await outbox.at_place(session, channel, ts)
        person = await people.by_slack_id(session, slack_user)
        if envelope is None or person is None:
            return None
        enrollment = await _asked_about(bot, session, person, envelope)
        return (envelope.id, voice_of(bot, person), enrollment.hire.start_date) if enrollment else None


def _read(bot: Bot, enrollment: Enrollment, start: str | None) -> PeopleFile:
    row = {"email": enrollment.hire.email, "name": enrollment.hire.name, "start_date": start or ""}
    return parse_row(row, company=bot.library.company, playbooks=tuple(bot.library.playbooks))


async def check(
    bot: Bot, metadata: Mapping[str, str], values: Mapping[str, str | None], *, slack_user: str
) -> dict[str, str]:
    """Return what is wrong with another date."""
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
        envelope = await outbox.by_id(session, metadata.get("message", ""))
        enrollment = await _asked_about(bot, session, person, envelope) if person else None
        if person is None or enrollment is None:
            return {"start_date": voice_of(bot, person).plain("eve.over")}
        read = _read(bot, enrollment, values.get("start_date"))
        mistakes = [problem for problem in read.problems if problem.level is Level.ERROR]
        if read.rows and starts_never(merge(read.rows[0], enrollment.hire), bot.library.company):
            return {"start_date": voice_of(bot, person).plain("enroll_modal.no_day")}
        return {"start_date": sentence(mistakes[0], voice_of(bot, person))} if mistakes else {}


async def moved(
    bot: Bot, session: AsyncSession, payload: Mapping[str, object], person: Person, *, key: str, now: datetime
) -> None:
    """Move the start to the date that was given, and tell HR."""
    metadata, values = payload["metadata"], payload["values"]
    if not isinstance(metadata, Mapping) or not isinstance(values, Mapping):
        return
    envelope = await outbox.by_id(session, str(metadata.get("message")))
    enrollment = await _asked_about(bot, session, person, envelope)
    rows = _read(bot, enrollment, values.get("start_date")).rows if enrollment else ()
    if envelope is None or enrollment is None or not rows:
        words = voice_of(bot, person).words("eve.over")
        await say_words(session, person, words, subject=f"moved/{key}", now=now)
        return
    before, after = enrollment.hire.start_date, rows[0].values["start_date"]
    await _keep(session, enrollment, YES if before == after else MOVED)
    if before != after:
        await importing.write_rows(session, rows)
        await outbox.change(session, envelope.id, args=json.dumps({**json.loads(envelope.args or "{}"), "moved": True}))
        args: dict[str, object] = {"key": "eve.hr_moved", "before": before.isoformat(), "after": str(after)}
        await _tell_hr(bot, session, enrollment, person, args, now=now)


TAPS = {"still_right": tapped}
