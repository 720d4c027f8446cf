import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from onboardbot.core.audience import choose_playbook
from onboardbot.core.hire import Hire
from onboardbot.core.playbook import Playbook
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.steps import Step
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.core.steps.guide import Guide
from onboardbot.core.steps.message import Message
from onboardbot.core.when import FromStart, LateUnit, Unit, WorkingDay
from onboardbot.playbook_files import load_folder

FOLDER = Path(__file__).parent.parent / "playbooks"
SHIPPED = load_folder(FOLDER)
PLAYBOOKS = {playbook.name: playbook for playbook in SHIPPED.playbooks}
STEPS = [
    pytest.param(step, id=f"{playbook.name}-{step.id}") for playbook in SHIPPED.playbooks for step in playbook.steps
]
LONGEST = 600  # characters; more is not read on a phone
JARGON = re.compile(
    r"\b(ASAP|synerg|leverage|stakeholder|touch ?base|ramp.up|onboard|KPI|FYI|kick.?off|reach out)", re.IGNORECASE
)
GUILT = re.compile(
    r"\b(overdue|you (still )?have(n't| not)|you forgot|remember to|reminder|must|failed)\b", re.IGNORECASE
)
EMPTY_ROLE = re.compile(r"{{ *(manager|buddy)\.\w+ *}}")


def words(step: Step) -> Iterator[str]:
    if isinstance(step, Message):
        yield step.message
    elif isinstance(step, Guide):
        yield step.title
        yield from (task.text for task in step.tasks)
    else:
        yield from (question.words for question in step.questions)


def days_after_start(step: Step) -> int | None:
    day = step.when.day
    if isinstance(day, FromStart):
        return day.count * {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 30}[day.unit] * (-1 if day.before else 1)
    return day.n * 7 // 5 if isinstance(day, WorkingDay) else None


def hire(**fields: str) -> Hire:
    found = Hire(email="nadia@northwind.example", name="Nadia Haddad", start_date=date(2026, 3, 2))
    return found.model_copy(update=fields)


def test_they_load_without_a_mistake() -> None:
    assert [str(problem) for problem in SHIPPED.problems] == []
    assert sorted(PLAYBOOKS) == ["office", "remote"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (hire(), "office"),
        (hire(location="Berlin", department="Engineering"), "office"),
        (hire(location="Remote"), "remote"),
        (hire(location="remote", country="US"), "remote"),
        (hire(location="Remote", playbook="office"), "office"),
    ],
)
def test_everybody_gets_exactly_one(who: Hire, expected: str) -> None:
    chosen = choose_playbook(who, SHIPPED.playbooks, country=who.country or "DE")
    assert isinstance(chosen, Playbook)
    assert chosen.name == expected


@pytest.mark.parametrize("playbook", SHIPPED.playbooks, ids=lambda playbook: str(playbook.name))
def test_they_last_ninety_days(playbook: Playbook) -> None:
    days = [found for step in playbook.steps if (found := days_after_start(step)) is not None]
    assert len(days) == len(playbook.steps)
    assert max(days) == 90
    hire_days = sorted({d for step, d in zip(playbook.steps, days, strict=True) if step.to == "hire"})
    gaps = [later - sooner for sooner, later in itertools.pairwise(hire_days)]
    assert max(gaps) <= timedelta(weeks=3).days  # nobody is left alone for long


@pytest.mark.parametrize("playbook", SHIPPED.playbooks, ids=lambda playbook: str(playbook.name))
def test_the_newcomer_is_welcomed_first_and_however_late(playbook: Playbook) -> None:
    first = next(step for step in playbook.steps if step.to == "hire")
    assert (first.id, first.when.day) == ("welcome", WorkingDay(n=1))
    assert first.late is not None
    assert first.late.unit is LateUnit.ALWAYS


@pytest.mark.parametrize("playbook", SHIPPED.playbooks, ids=lambda playbook: str(playbook.name))
def test_they_ask_how_it_goes_again_and_again(playbook: Playbook) -> None:
    moods = [step.id for step in playbook.steps if isinstance(step, CheckIn) and step.questions[0].kind == "mood"]
    assert moods == ["first-week", "second-week-check", "day-30", "settling-in", "day-60", "day-90"]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_goes_to_a_role_that_somebody_can_have(step: Step) -> None:
    known = {"hire", "manager", "buddy", *SHIPPED.company.people}
    helpers = {task.help for task in step.tasks} if isinstance(step, Guide) else set()
    assert {step.to} | helpers <= known


@pytest.mark.parametrize("step", STEPS)
def test_what_is_about_the_manager_is_never_told_to_them(step: Step) -> None:
    asked = step.questions if isinstance(step, CheckIn) else ()
    about = [question for question in asked if "my manager" in question.words.lower()]
    assert all(question.seen_by in {SeenBy.COUNTED, SeenBy.HR} for question in about)


@pytest.mark.parametrize("step", STEPS)
def test_texts_are_short_calm_and_plain(step: Step) -> None:
    for text in words(step):
        assert len(text) <= LONGEST
        assert text.count("!") <= 1
        assert not JARGON.search(text)
        assert not GUILT.search(text)


@pytest.mark.parametrize("step", STEPS)
def test_a_missing_manager_or_buddy_stops_no_message_to_the_newcomer(step: Step) -> None:
    for text in words(step):
        unasked = re.sub(r"{% if (\w+)\.first_name %}.*?{% endif %}", "", text, flags=re.DOTALL)
        assert not EMPTY_ROLE.search(unasked)


def test_the_comments_name_no_command_that_is_wrong() -> None:
    text = (FOLDER / "office.yaml").read_text(encoding="utf-8")
    assert "onboardbot check playbooks" in text
    assert "onboardbot preview playbooks/office.yaml --start 2026-03-02 --zone Europe/Berlin" in text
