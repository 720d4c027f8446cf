"""HR's Home: all who are being onboarded, with their day, what comes next, and what needs somebody."""

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.finding import State
from onboardbot.core.message import Button, Buttons, Note, Part, Search, Title, Words
from onboardbot.core.plan import TouchpointState
from onboardbot.core.usefulness import figures, last_quarter
from onboardbot.core.visibility import may_count
from onboardbot.flows import scene
from onboardbot.flows.hires.discreet import as_planned
from onboardbot.flows.home.figures import draw_figures
from onboardbot.flows.home.manager import day_in_words
from onboardbot.flows.home.page import Page
from onboardbot.flows.home.themes import draw_themes
from onboardbot.store import enrollments, failures, findings, touchpoints
from onboardbot.store import figures as kept

SHOWN = 15  # two blocks each, so that a Home stays within Slack's hundred


async def draw_hr(page: Page) -> list[Part]:
    """Return HR's part of the Home."""
    everybody = [one for one in await enrollments.everyone(page.session) if one.state is not EnrollmentState.ENDED]
    wanted = page.view.search.casefold()
    found = [one for one in everybody if wanted in one.hire.name.casefold() or wanted in one.hire.email]
    shown = found[page.view.skip : page.view.skip + SHOWN]
    parts: list[Part] = [Title(text=page.voice.plain("home.everybody", count=len(everybody)))]
    parts.append(Buttons(buttons=(page.button("onboard", "new", primary=True), page.button("try_out", "new"))))
    if len(everybody) > 1:
        label = page.voice.plain("home.search")
        parts.append(Search(action_id="home_search", label=label, value=page.view.search))
    for enrollment in shown:
        parts += await _line(page, enrollment)
    if not found and everybody:
        parts.append(Words(markdown=page.voice.words("home.nobody_found", search=page.view.search)))
    figures = (*await draw_figures(page), *await draw_themes(page))
    return [*parts, *_pager(page, len(found)), *figures, *await _not_useful(page)]


async def _line(page: Page, enrollment: Enrollment) -> list[Part]:
    current = await scene.of_enrollment(page.bot, page.session, enrollment)
    failed = await failures.open_of(page.session, enrollment.id)
    found = await findings.of_enrollment(page.session, enrollment.id)
    open_ = sum(1 for one in found if may_count(page.reader.id, one))
    words = page.voice.words(
        "home.hire",
        name=enrollment.hire.name,
        day=day_in_words(page, current),
        next=None if enrollment.state is EnrollmentState.PAUSED else await _next(page, enrollment),
        failures=len(failed),
        alerts=open_,
    )
    button = Button(action_id="hire", label=page.voice.plain("button.hire"), value=enrollment.id)
    return [Words(markdown=words), Buttons(buttons=(button,))]


async def _next(page: Page, enrollment: Enrollment) -> str | None:
    found = await touchpoints.of_enrollment(page.session, enrollment.id)
    rows = [as_planned(row, now=page.now) for row in found]
    coming = [row for row in rows if row.state is TouchpointState.PLANNED and row.due_at and row.due_at >= page.now]
    first = min(coming, key=lambda row: (row.due_at or page.now, row.position), default=None)
    if first is None or first.due_at is None:
        return None
    current = await scene.of_enrollment(page.bot, page.session, enrollment)
    when = page.moment(first.due_at, current.calendar)
    return page.voice.plain("home.next_step", step=first.step_id, when=when)


async def _not_useful(page: Page) -> list[Part]:
    """Return why notes were set aside, where so many were that no figure tells whose."""
    quarter = last_quarter(page.now)[0].date().isoformat()
    counted = await kept.of_quarter(page.session, quarter)
    if counted is None:  # counted once for all: it must not change with whoever is erased later
        found = await findings.in_state(page.session, State.SET_ASIDE)
        counted = {str(why): count for why, count in figures(found, now=page.now).items()}
        await kept.keep_quarter(page.session, quarter, counted)
    lines = [f"{page.voice.plain(f'button.alert_not_useful_{why}')}: {count}" for why, count in counted.items()]
    return [Note(text=page.voice.plain("home.set_aside", lines=" · ".join(lines)))] if lines else []


def _pager(page: Page, found: int) -> list[Part]:
    if found <= SHOWN:
        return []
    last = min(page.view.skip + SHOWN, found)
    note = Note(text=page.voice.plain("home.shown", first=page.view.skip + 1, last=last, all=found))
    buttons = []
    if page.view.skip:
        before = max(page.view.skip - SHOWN, 0)
        buttons.append(page.button("home_page:back", f"{before}/{page.view.search}", key="home_back"))
    if last < found:
        buttons.append(page.button("home_page:on", f"{last}/{page.view.search}", key="home_on"))
    return [note, Buttons(buttons=tuple(buttons))]
