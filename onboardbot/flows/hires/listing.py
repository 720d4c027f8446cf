"""The list of hires under way: searched, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.hires.desk import Desk, desk
from onboardbot.flows.home.manager import day_in_words
from onboardbot.flows.home.page import Page, View
from onboardbot.store import enrollments

SHOWN = 15  # a block each
LONGEST = 100  # characters of what is looked for; nobody's name is longer than what the modal can show


@dataclass(frozen=True)
class Entry:
    """A hire in the list."""

    enrollment_id: str
    words: str
    open: str


@dataclass(frozen=True)
class Listing:
    """A page of the list with its labels; `before` and `after` are what the pages beside it skip."""

    title: str
    close: str
    submit: str
    label: str
    onboard: str
    try_out: str
    search: str
    note: str
    entries: tuple[Entry, ...]
    before: int | None
    after: int | None
    back: str
    on: str


async def listing(bot: Bot, *, slack_user: str, search: str = "", skip: int = 0) -> Listing | None:
    """Return a page of the list; None for whoever is not HR.

    A search looks among those whose onboarding has ended, too: somebody may be back, or be asked about.
    """
    search = " ".join(search.split())[:LONGEST]
    async with desk(bot, slack_user) as at:
        if at is None:
            return None
        everybody = await enrollments.everyone(at.session)
        found = [one for one in everybody if _wanted(one, search)]
        shown = found[skip : skip + SHOWN]
        say = at.voice.plain
        return Listing(
            title=say("hires.title"),
            close=say("hires.close"),
            submit=say("hires.submit"),
            label=say("hires.search"),
            onboard=say("button.onboard"),
            try_out=say("button.try_out"),
            search=search,
            note=_note(at, everybody, found, skip, len(shown), search),
            entries=tuple([await _entry(at, one) for one in shown]),
            before=max(skip - SHOWN, 0) if skip else None,
            after=skip + SHOWN if skip + SHOWN < len(found) else None,
            back=say("button.home_back"),
            on=say("button.home_on"),
        )


def _wanted(enrollment: Enrollment, search: str) -> bool:
    if not search:
        return enrollment.state is not EnrollmentState.ENDED
    hire = enrollment.hire
    told = (hire.name, hire.email, hire.manager_email, hire.department, hire.location, hire.title, enrollment.playbook)
    return any(search.casefold() in (words or "").casefold() for words in told)


def _note(
    at: Desk, everybody: Sequence[Enrollment], found: Sequence[Enrollment], skip: int, shown: int, search: str
) -> str:
    if found:
        return at.voice.plain("home.shown", first=skip + 1, last=skip + shown, all=len(found))
    return at.voice.plain("hires.nobody_found" if everybody and search else "hires.nobody", search=search)


async def _entry(at: Desk, enrollment: Enrollment) -> Entry:
    current = await scene.of_enrollment(at.bot, at.session, enrollment)
    page = Page(at.bot, at.session, at.person, at.voice, at.now, View())
    ended = enrollment.state is EnrollmentState.ENDED
    day = at.voice.plain("hires.ended") if ended else day_in_words(page, current)
    hire, manager = enrollment.hire, current.first(scene.MANAGER)
    words = at.voice.plain(
        "hires.entry", name=hire.name, day=day, email=hire.email, manager=manager.name if manager else None
    )
    return Entry(enrollment.id, words, at.voice.plain("button.hire"))
