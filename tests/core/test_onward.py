"""What happens next for one hire: each outcome comes with the moment after it."""

from dataclasses import replace
from datetime import date
from itertools import count

from onboardbot.core import alert, onward
from onboardbot.core.course import Course
from onboardbot.core.finding import Choice, State
from onboardbot.core.history import Answer, AnswerKind, Task
from tests.helpers.history_play import Play, at

FRIDAY, NEXT_MONDAY = 4, 7


def walk() -> Course:
    return Course(replace(Play().moment, now=at(FRIDAY)))


def test_a_yes_in_words_to_whether_they_are_in_danger_is_told_at_once_and_once() -> None:
    course = walk()
    for number, words in enumerate(("I want to die.", "yes", "yes")):
        course.answer(Answer(id=f"a{number}", kind=AnswerKind.MESSAGE, at=at(FRIDAY), text=words))
    assert [(one.message.kind, one.message.to) for one in course.spoken] == [
        ("resources", "nadia"),
        ("tell", "dana"),
        ("told_hire", "nadia"),
    ]
    assert [one.state for one in course.findings] == [State.OPEN]


def test_whoever_is_chosen_may_see_the_answers_that_it_rests_on() -> None:
    course = walk()
    priya_only = frozenset({"priya"})
    for name, mood in (("before", 4), ("low", 2)):
        course.answer(Answer(id=name, kind=AnswerKind.MOOD, at=at(FRIDAY), mood=mood, circle=priya_only))
    course.move(course.findings[0], lambda finding, moment: alert.choose(finding, Choice.BUDDY, moment))
    assert {one.id: one.circle for one in course.history.answers} == {"before": priya_only, "low": {"priya", "bea"}}


def test_what_did_not_happen_is_found_once_and_begins_at_that_moment() -> None:
    course = walk()
    laptop = Task(id="laptop", sent_at=at(0), due=date(2026, 3, 6))
    course.change(tasks=(laptop,))
    ids = count()
    early = replace(course.moment, now=at(NEXT_MONDAY, "11:59"))
    assert list(onward.sweep(early, lambda: f"s{next(ids)}")) == []
    noon = replace(course.moment, now=at(NEXT_MONDAY, "12:00"))
    ((finding, _), then), *others = onward.sweep(noon, lambda: f"s{next(ids)}")
    assert (finding.id, finding.signal, finding.evidence, finding.found_at) == ("s0", "stuck", ("laptop",), noon.now)
    assert (then.history.findings, others) == ((finding,), [])
    assert list(onward.sweep(then, lambda: f"s{next(ids)}")) == []
