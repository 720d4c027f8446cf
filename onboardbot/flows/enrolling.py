"""HR's modal: the same rules as for a people file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.person import Person
from onboardbot.flows import importing
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.help import say_words
from onboardbot.flows.mistakes import by_column, in_words, starts_never
from onboardbot.flows.roles import is_hr
from onboardbot.people_files import PeopleFile, Row, merge, parse_row
from onboardbot.store import enrollments, people
from onboardbot.texts.catalogue import Voice, pick

COLUMNS = (
    "email", "name", "start_date", "manager_email", "buddy_email", "department", "title", "employment", "location",
    "country", "time_zone", "playbook",
)  # fmt: skip
DATED_BY = ("start_date", "department", "title", "employment", "location", "country", "time_zone", "playbook")
LABELS = {"title": "title_column"}  # `title` is the modal's own
REQUIRED = frozenset({"email", "name", "start_date"})


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
    try_out: str | None = None


async def _voice(bot: Bot, slack_user: str) -> tuple[Person | None, Voice]:
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
    return person, voice_of(bot, person) if person else Voice(
        pick(bot.library.company.language), bot.library.company.language
    )


async def refusal(bot: Bot, *, slack_user: str) -> str | None:
    """Return the kind answer to somebody who is not HR, as what they are; None for HR."""
    person, voice = await _voice(bot, slack_user)
    if person is not None and is_hr(bot, person):
        return None
    emails = [contact.email for contact in bot.library.company.people.get("hr", ())]
    async with bot.database.read() as session:
        known = await people.by_emails(session, emails)
        who = await _who(session, person)
    names = [f"{known[email].name} ({email})" if email in known else email for email in emails]
    return voice.plain(f"not_hr.{who}", hr=voice.either(names) or None)


async def _who(session: AsyncSession, person: Person | None) -> str:
    """Return as what somebody is spoken to who is not HR: a newcomer, somebody beside one, or neither."""
    if person is None:
        return "other"
    if await enrollments.of_person(session, person.id):
        return "hire"
    return "team" if await enrollments.of_helper(session, person.id) else "other"


async def instead(bot: Bot, key: str, *, slack_user: str) -> tuple[str, str, str]:
    """Return title, words and button of what is shown where there is nothing to show; others read that it is HR's."""
    _, voice = await _voice(bot, slack_user)
    words = await refusal(bot, slack_user=slack_user) or voice.plain(key)
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
        try_out=voice.plain("button.try_out") if playbooks else None,
    )


async def _under_way(bot: Bot, voice: Voice) -> str | None:
    """Return what leads to the list; nothing where nobody is being onboarded."""
    async with bot.database.read() as session:
        count = await enrollments.count_open(session)
    return voice.plain("hires.under_way", count=count) if count else None


def read(bot: Bot, values: Mapping[str, str | None]) -> PeopleFile:
    """Read the inputs by the rules of a people file, so that both ways accept the same; what is empty is not said."""
    given = {name: values.get(name) or "" for name in COLUMNS if values.get(name) or name in REQUIRED}
    return parse_row(given, company=bot.library.company, playbooks=tuple(bot.library.playbooks))


async def check(bot: Bot, values: Mapping[str, str | None], *, slack_user: str) -> dict[str, str]:
    """Return what is wrong with the inputs, a sentence by column."""
    refused = await refusal(bot, slack_user=slack_user)
    if refused is not None:
        return {"email": refused}
    _, voice = await _voice(bot, slack_user)
    return mistakes(bot, values, voice)


def mistakes(bot: Bot, values: Mapping[str, str | None], voice: Voice) -> dict[str, str]:
    """Return what is wrong with a row, a sentence by column."""
    given = [name for name in COLUMNS if values.get(name) or name in REQUIRED]
    found = read(bot, values)
    if found.rows and starts_never(merge(found.rows[0], None), bot.library.company):
        return {"start_date": voice.plain("enroll_modal.no_day")}
    return by_column(given, found.problems, voice)


async def enroll(
    bot: Bot, session: AsyncSession, values: Mapping[str, str | None], person: Person, *, key: str, now: datetime
) -> None:
    """Write the hire as an import would, and tell whoever did it."""
    voice, found = voice_of(bot, person), read(bot, values)
    about = None
    if not is_hr(bot, person):
        words = voice.words("hire_modal.not_hr")
    elif not found.rows:  # it was right when it was sent: a playbook may have gone since
        words = in_words(found.problems, voice)
    else:
        (written,) = await importing.write_rows(session, found.rows)
        words = _enrolled(voice, found.rows[0], written)
        about = await _newest(session, written.email)
    await say_words(session, person, words, subject=f"enrolled/{key}", now=now, about=about)


def _enrolled(voice: Voice, row: Row, written: importing.Written) -> str:
    """Return in words what became of the row."""
    start = row.values["start_date"]
    return voice.words(
        f"enrolled.{written.outcome.name.lower()}",
        name=str(row.values["name"]),
        start=voice.day(start) if isinstance(start, date) else None,
        was=voice.day(written.was) if written.was else None,
    )


async def _newest(session: AsyncSession, email: str) -> str | None:
    """Return the newest onboarding of somebody."""
    hire = await people.by_email(session, email)
    return (await enrollments.of_person(session, hire.id))[0].id if hire else None
