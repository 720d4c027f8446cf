"""Change a hire as HR wants it: the same rules as for a people file, with a look at what would move before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import NoWorkingDayError
from onboardbot.core.company import Days
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.person import Person
from onboardbot.core.plan import Changes, reconcile
from onboardbot.flows import enrolling, importing, scene, settle
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.help import say_words
from onboardbot.flows.hires.card import AS_IT_WAS, COLUMNS, chosen_playbook, mark_of, written
from onboardbot.flows.hires.desk import Desk, desk
from onboardbot.flows.hires.discreet import as_planned
from onboardbot.flows.hires.foreseeing import is_over
from onboardbot.flows.mistakes import by_column, in_words, starts_never
from onboardbot.flows.roles import is_hr
from onboardbot.people_files import PeopleFile, Row, merge, parse_row
from onboardbot.store import enrollments, touchpoints
from onboardbot.texts.catalogue import Voice

Values = Mapping[str, str | None]
KEYS = ("email", "name", "start_date")  # in every row of a people file
NOTHING = "–"
SHOWN = 12  # moves in the preview


async def check(bot: Bot, metadata: Mapping[str, str], values: Values, *, slack_user: str) -> dict[str, str]:
    """Return what is wrong with a submission, a sentence by column."""
    async with desk(bot, slack_user) as at:
        top = next((name for name in COLUMNS if name in values), "start_date")
        if at is None:
            return {top: await enrolling.refusal(bot, slack_user=slack_user) or ""}
        enrollment = await enrollments.find(at.session, metadata.get("hire", ""))
        if obstacle := _obstacle(at.voice, enrollment, metadata):
            return {top: obstacle}
        return _mistakes(at, enrollment, values) if enrollment else {}


def _obstacle(voice: Voice, enrollment: Enrollment | None, metadata: Mapping[str, str]) -> str | None:
    """Return in words why nothing can be changed: it is gone, over, or not any more as it was shown."""
    if enrollment is None:
        return voice.plain("hire_modal.gone")
    if enrollment.state is EnrollmentState.ENDED:
        return voice.plain("hire_modal.ended", name=enrollment.hire.name)
    if metadata.get("mark") != mark_of(enrollment):
        return voice.plain("hire_modal.changed_meanwhile", name=enrollment.hire.name)
    return None


def _mistakes(at: Desk, enrollment: Enrollment, values: Values) -> dict[str, str]:
    wanted = changed(at.bot, enrollment, values)
    found = _read(at.bot, enrollment, values)
    if found.rows and starts_never(merge(found.rows[0], enrollment.hire), at.bot.library.company):
        return {"leave" if "leave" in wanted else "start_date": at.voice.plain("enroll_modal.no_day")}
    return by_column([*KEYS, *(name for name in wanted if name not in KEYS)], found.problems, at.voice)


def changed(bot: Bot, enrollment: Enrollment, values: Values) -> dict[str, str]:
    """Return what was changed, by column, as a people file writes it."""
    known = written(enrollment.hire) | {"playbook": chosen_playbook(bot, enrollment) or ""}
    given = {name: (values[name] or "").strip() for name in COLUMNS if name in values}
    return {name: text for name, text in given.items() if text != known[name] and text != AS_IT_WAS}


def _read(bot: Bot, enrollment: Enrollment, values: Values) -> PeopleFile:
    hire = enrollment.hire
    row = {"email": hire.email, "name": hire.name, "start_date": hire.start_date.isoformat()}
    row |= changed(bot, enrollment, values)
    return parse_row(row, company=bot.library.company, playbooks=tuple(bot.library.playbooks))


async def apply(
    bot: Bot, session: AsyncSession, payload: Mapping[str, object], person: Person, *, key: str, now: datetime
) -> None:
    """Write what was submitted, and tell whoever did it what changed, or why nothing did."""
    words = await _applied(bot, session, payload, person, now=now)
    metadata = payload["metadata"]
    about = metadata.get("hire") if isinstance(metadata, Mapping) and is_hr(bot, person) else None
    await say_words(session, person, words, subject=f"hire/{key}", now=now, about=about)


async def _applied(
    bot: Bot, session: AsyncSession, payload: Mapping[str, object], person: Person, *, now: datetime
) -> str:
    voice, metadata, values = voice_of(bot, person), payload["metadata"], payload["values"]
    if not isinstance(metadata, Mapping) or not isinstance(values, Mapping) or not is_hr(bot, person):
        return voice.words("hire_modal.not_hr")
    enrollment = await enrollments.find(session, str(metadata.get("hire")))
    obstacle = _obstacle(voice, enrollment, metadata)
    if obstacle is not None or enrollment is None:
        return obstacle or ""
    wanted, found = changed(bot, enrollment, values), _read(bot, enrollment, values)
    if not wanted:
        return voice.words("hire_modal.nothing", name=enrollment.hire.name)
    if not found.rows:  # it was right when it was sent: a playbook may have gone since
        return in_words(found.problems, voice)
    await write(bot, session, enrollment, values, now=now)
    return _summary(bot, voice, enrollment, found.rows[0], wanted)


async def write(bot: Bot, session: AsyncSession, enrollment: Enrollment, values: Values, *, now: datetime) -> None:
    """Write what was changed as an import would; another playbook is taken at once."""
    await importing.write_rows(session, _read(bot, enrollment, values).rows)
    playbook = bot.library.playbooks.get(changed(bot, enrollment, values).get("playbook", ""))
    if playbook is not None:
        fresh = await enrollments.by_id(session, enrollment.id)
        await settle.migrate(bot, session, fresh, playbook, now=now)


def _summary(bot: Bot, voice: Voice, enrollment: Enrollment, row: Row, wanted: Iterable[str]) -> str:
    """Return what was changed, as the reader writes dates; a playbook by its title."""
    before = {name: getattr(enrollment.hire, name) for name in COLUMNS} | {"playbook": enrollment.playbook}
    lines = [
        voice.words(
            "hire_modal.change",
            label=voice.plain("hire_modal.leave_changed" if name == "leave" else f"enroll_modal.{name}"),
            before=_shown(bot, voice, name, before[name]),
            after=_shown(bot, voice, name, row.values[name]),
        )
        for name in wanted
    ]
    return "\n".join([voice.words("hire_modal.saved", name=enrollment.hire.name), "", *(f"- {line}" for line in lines)])


def _shown(bot: Bot, voice: Voice, name: str, value: object) -> str:
    if isinstance(value, date):
        return voice.day(value)
    if isinstance(value, tuple) and value:
        return "; ".join(_days(voice, days) for days in value)
    playbook = bot.library.playbooks.get(str(value)) if name == "playbook" else None
    return playbook.title if playbook else str(value or NOTHING)


def _days(voice: Voice, days: Days) -> str:
    both = (voice.short_day(day, year=True) for day in dict.fromkeys((days.first, days.last)))
    return " – ".join(both)


async def preview(bot: Bot, metadata: Mapping[str, str], values: Values, *, slack_user: str) -> Sequence[str]:
    """Return a line for each step that these values would move, add or drop, and how many stay as they were sent."""
    async with desk(bot, slack_user) as at:
        enrollment = await enrollments.find(at.session, metadata.get("hire", "")) if at else None
        if at is None or enrollment is None:
            return []
        if not changed(bot, enrollment, values):
            return [at.voice.plain("hire_modal.hint")]
        if mistakes := _mistakes(at, enrollment, values):
            return list(mistakes.values())
        try:
            return await _moves(at, enrollment, values)
        except NoWorkingDayError:
            return [at.voice.plain("enroll_modal.no_day")]


async def _moves(at: Desk, enrollment: Enrollment, values: Values) -> list[str]:
    bot, session, say = at.bot, at.session, at.voice.plain
    (row,) = _read(bot, enrollment, values).rows
    hire = merge(row, enrollment.hire)
    current = await scene.of_enrollment(bot, session, enrollment.model_copy(update={"hire": hire}))
    playbook = bot.library.playbooks.get(changed(bot, enrollment, values).get("playbook", ""), current.playbook)
    if playbook is None:
        return [say("enroll_modal.no_playbook")]
    fresh = settle.plan_of(current, playbook, enrolled_at=enrollment.enrolled_at or at.now)
    rows = [as_planned(row, now=at.now) for row in await touchpoints.of_enrollment(session, enrollment.id)]
    stored = await settle.stored_of(session, rows)
    changes = reconcile(fresh.touchpoints, stored, now=at.now)
    lines = _lines(at, current, changes)
    more = [say("enroll_modal.more", count=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    stay = sum(1 for one in stored if one.state in settle.SENT)
    rest = [say("hire_modal.stay", count=stay)] if stay else []
    return [say("hire_modal.moves", count=len(lines)), *lines[:SHOWN], *more, *rest]


def _lines(at: Desk, current: scene.Scene, changes: Changes) -> list[str]:
    say, calendar = at.voice.plain, current.calendar
    moved = [
        say(
            "hire_modal.move",
            step=move.planned.step_id,
            before=at.moment(move.stored.due_at, calendar) if move.stored.due_at else None,
            after=at.moment(move.planned.due_at, calendar),
            over=is_over(move.planned.due_at, move.planned.late_until, at.now),
        )
        for move in changes.move
    ]
    added = [
        say(
            "hire_modal.new",
            step=one.step_id,
            when=at.moment(one.due_at, calendar),
            over=is_over(one.due_at, one.late_until, at.now),
        )
        for one in changes.add
    ]
    return [*moved, *added, *(say("hire_modal.gone_step", step=one.step_id) for one in changes.cancel)]
