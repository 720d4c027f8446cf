"""HR's modal: the same rules as for a people file, with a preview of what will be sent when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.audience import choose_playbook
from onboardbot.core.calendar import hire_calendar
from onboardbot.core.hire import Hire
from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.core.plan import plan
from onboardbot.core.playbook import Playbook
from onboardbot.core.problem import Level
from onboardbot.flows import importing
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.roles import is_hr
from onboardbot.people_files import PeopleFile, merge, parse_row
from onboardbot.store import enrollments, outbox, people
from onboardbot.texts.catalogue import Voice, pick

COLUMNS = (
    "email", "name", "start_date", "manager_email", "buddy_email", "department", "title", "employment", "location",
    "country", "time_zone", "playbook",
)  # fmt: skip
DATED_BY = ("start_date", "department", "title", "employment", "location", "country", "time_zone", "playbook")
SOMEBODY = {"email": "new.hire@example.com", "name": "New Hire"}  # a preview may come before the name
LABELS = {"title": "title_column"}  # `title` is the modal's own
REQUIRED = frozenset({"email", "name", "start_date"})
SHOWN = 12  # steps in the preview; a modal is no place for ninety days


@dataclass(frozen=True)
class Field:
    """One input of the modal: `name` is the column of the people file."""

    name: str
    label: str
    optional: bool
    options: tuple[tuple[str, str], ...] = ()
    initial: str | None = None


@dataclass(frozen=True)
class Form:
    """The modal in the language of whoever opened it."""

    title: str
    submit: str
    close: str
    fields: tuple[Field, ...]
    hint: str
    under_way: str | None = None


async def _voice(bot: Bot, slack_user: str) -> tuple[Person | None, Voice]:
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
    return person, voice_of(bot, person) if person else Voice(
        pick(bot.library.company.language), bot.library.company.language
    )


async def refusal(bot: Bot, *, slack_user: str) -> str | None:
    """Return the kind answer to somebody who is not HR, None for HR."""
    person, voice = await _voice(bot, slack_user)
    if person is not None and is_hr(bot, person):
        return None
    emails = [contact.email for contact in bot.library.company.people.get("hr", ())]
    async with bot.database.read() as session:
        known = await people.by_emails(session, emails)
    names = [f"{known[email].name} ({email})" if email in known else email for email in emails]
    return voice.plain("enroll_modal.not_hr", hr=" / ".join(names) or None)


async def instead(bot: Bot, *, slack_user: str) -> tuple[str, str, str]:
    """Return title, words and button of what is shown where there is nothing to show: to others, or of nobody."""
    _, voice = await _voice(bot, slack_user)
    words = await refusal(bot, slack_user=slack_user) or voice.plain("hire_modal.gone")
    return voice.plain("hires.title"), words, voice.plain("hires.close")


async def form(bot: Bot, *, slack_user: str) -> Form:
    """Return what the modal asks."""
    _, voice = await _voice(bot, slack_user)
    playbooks = tuple((playbook.name, playbook.title) for playbook in bot.library.playbooks.values())
    places = tuple((name, name) for name in bot.library.company.locations)
    options = {"playbook": playbooks, "location": places}
    fields = tuple(
        Field(name, voice.plain(f"enroll_modal.{LABELS.get(name, name)}"), name not in REQUIRED, options.get(name, ()))
        for name in COLUMNS
    )
    return Form(
        title=voice.plain("enroll_modal.title"),
        submit=voice.plain("enroll_modal.submit"),
        close=voice.plain("enroll_modal.close"),
        fields=fields,
        hint=voice.plain("enroll_modal.hint"),
        under_way=await _under_way(bot, voice),
    )


async def _under_way(bot: Bot, voice: Voice) -> str | None:
    """Return what leads to the list; nothing where nobody is being onboarded."""
    async with bot.database.read() as session:
        count = await enrollments.count_open(session)
    return voice.plain("hires.under_way", count=count) if count else None


def _read(bot: Bot, values: Mapping[str, str | None]) -> PeopleFile:
    """Read the inputs by the rules of a people file, so that both ways accept the same; what is empty is not said."""
    given = {name: values.get(name) or "" for name in COLUMNS if values.get(name) or name in REQUIRED}
    return parse_row(given, company=bot.library.company, playbooks=tuple(bot.library.playbooks))


async def check(bot: Bot, values: Mapping[str, str | None], *, slack_user: str) -> dict[str, str]:
    """Return what is wrong with the inputs, a sentence by column."""
    refused = await refusal(bot, slack_user=slack_user)
    if refused is not None:
        return {"email": refused}
    given = [name for name in COLUMNS if values.get(name) or name in REQUIRED]
    found: dict[str, str] = {}
    for problem in _read(bot, values).problems:
        if problem.level is Level.ERROR:
            sentence = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
            found.setdefault(given[problem.column - 1], sentence)
    return found


def _hire(bot: Bot, values: Mapping[str, str | None]) -> Hire | None:
    rows = _read(bot, SOMEBODY | {name: values.get(name) for name in DATED_BY}).rows
    return merge(rows[0], None) if rows else None


async def preview(bot: Bot, values: Mapping[str, str | None], *, slack_user: str) -> Sequence[str]:
    """Return a line for each of the first steps: when it would be sent, to whom, and which."""
    _, voice = await _voice(bot, slack_user)
    hire = _hire(bot, values) if values.get("start_date") else None
    if hire is None:
        return [voice.plain("enroll_modal.hint")]
    company = bot.library.company
    calendar = hire_calendar(hire, company)
    chosen = choose_playbook(hire, tuple(bot.library.playbooks.values()), country=calendar.country)
    if not isinstance(chosen, Playbook):
        return [voice.plain("enroll_modal.no_playbook")]
    planned = plan(chosen, start_date=hire.start_date, calendar=calendar, enrolled_at=bot.clock.now()).touchpoints
    lines = [
        f"{local:%Y-%m-%d %H:%M} · {one.recipient} · {one.step_id}"
        for one in planned[:SHOWN]
        for local in (one.due_at.astimezone(calendar.zone),)
    ]
    more = len(planned) - len(lines)
    rest = [voice.plain("enroll_modal.more", count=more)] if more else []
    return [voice.plain("enroll_modal.preview", playbook=chosen.title), *lines, *rest]


async def enroll(
    bot: Bot, session: AsyncSession, values: Mapping[str, str | None], person: Person, *, key: str, now: datetime
) -> None:
    """Write the hire as an import would, and tell whoever did it."""
    if not is_hr(bot, person):
        return
    rows = _read(bot, values).rows
    if not rows:
        return
    (written,) = await importing.write_rows(session, rows[:1])
    voice = voice_of(bot, person)
    start = rows[0].values["start_date"]
    words = voice.words(
        f"enrolled.{written.outcome.name.lower()}",
        name=str(rows[0].values["name"]),
        start=voice.day(start) if isinstance(start, date) else None,
    )
    await outbox.post(
        session,
        "words",
        person.id,
        subject=f"enrolled/{key}",
        args=json.dumps({"words": words}),
        due_at=now,
        priority=Priority.CLICK,
    )
