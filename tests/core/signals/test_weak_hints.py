from datetime import timedelta

import pytest

from onboardbot.core.history import Answer, CheckIn, Item, Pause, Task, Word
from onboardbot.core.signals import falling, weak_hints
from tests.core.signals.moods import finding_of
from tests.helpers.history_play import MONDAY, at
from tests.helpers.over_time import CALENDAR, asked, mood, past

Mood = tuple[Answer, CheckIn]
HABIT = (mood(1, 5), mood(2, 4))
LATE = Task(id="g0/laptop", sent_at=at(0), due=MONDAY, done_at=at(11))
IN_TIME = Task(id="g0/badge", sent_at=at(0), due=MONDAY, done_at=at(0))
LEFT_OUT = asked(9, "mood/a", "text/x", answered=["mood/a"])


def found(*moods: Mood, items: tuple[Item, ...] = (), tasks: tuple[Task, ...] = (), day: int = 18, **more: object) -> (
    tuple[str, ...] | None
):  # fmt: skip
    history = past(*moods, items=items, tasks=tasks).model_copy(update=more)
    noticed = weak_hints.detect(history, calendar=CALENDAR, now=at(day))
    return noticed.evidence if noticed else None


@pytest.mark.parametrize(
    ("moods", "items", "tasks", "evidence"),
    [
        ((mood(10, 4),), LEFT_OUT, (LATE,), None),  # 4 is no full point below 4.5
        ((mood(10, 3),), LEFT_OUT, (LATE,), ("below_usual:m10", "left_out:c9/text/x", "late_task:g0/laptop")),
        ((mood(10, 3),), LEFT_OUT, (), None),  # two are none
        ((mood(10, 3),), asked(9, "mood/a", "choice/x", answered=["mood/a"]), (LATE,), None),  # no words were asked for
        ((mood(10, 3),), LEFT_OUT, (IN_TIME,), None),
        ((mood(10, 3), mood(14, 3)), (), (LATE,), ("below_usual:m10", "late_task:g0/laptop", "below_usual:m14",
                                                   "okay_again:m14")),
        ((mood(10, 3), mood(14, 3), mood(17, 3)), (), (), ("below_usual:m10", "below_usual:m14", "okay_again:m14",
                                                          "okay_again:m17")),
        ((mood(10, 2),), LEFT_OUT, (LATE,), None),  # a low mood has a rule of its own
        ((mood(10, 3, after=4),), LEFT_OUT, (), ("left_out:c9/text/x", "late_answer:c10", "below_usual:m10")),
        ((mood(10, 3, after=1),), LEFT_OUT, (), None),  # a day later than usual is nothing
        ((mood(10, 3, after=4),), (), (), None),  # all of it from one check-in
        ((mood(10, 3), mood(17, 4)), LEFT_OUT, (LATE,), None),  # a good mood since
        ((), asked(9, "text/x", "mood/a"), (LATE,), None),
        ((), (), (), None),
    ],
)  # fmt: skip
def test_three_small_things_of_two_kinds_from_two_occasions(
    moods: tuple[Mood, ...], items: tuple[Item, ...], tasks: tuple[Task, ...], evidence: tuple[str, ...] | None
) -> None:
    assert found(*HABIT, *moods, items=items, tasks=tasks) == evidence


def test_what_is_three_weeks_old_counts_no_more() -> None:
    hints = {"items": LEFT_OUT, "tasks": (LATE,)}
    assert found(*HABIT, mood(10, 3), day=30, **hints) is not None  # type: ignore[arg-type]
    assert found(*HABIT, mood(10, 3), day=33, **hints) is None  # type: ignore[arg-type]


def test_what_led_to_something_before_is_no_hint_again() -> None:
    hints = {"items": LEFT_OUT, "tasks": (LATE,)}
    word = Word(key="weak_hints", evidence=("below_usual:m10", "late_task:g0/laptop"), at=at(12))
    assert found(*HABIT, mood(10, 3), words=(word,), **hints) is None  # type: ignore[arg-type]
    signal = falling.detect(past(mood(1, 5), mood(2, 5), mood(10, 3)), calendar=CALENDAR, now=at(10))
    assert signal is not None
    finding = finding_of(signal, day=10)
    assert found(*HABIT, mood(10, 3), findings=(finding,), **hints) is None  # type: ignore[arg-type]


def test_an_answer_is_late_by_the_persons_own_habit_and_a_pause_on_it_is_no_delay() -> None:
    slow = (mood(1, 5, after=3), mood(8, 5, after=3))
    hints = {"items": LEFT_OUT, "tasks": (LATE,)}
    assert found(*slow, mood(14, 5, after=3), **hints) is None  # type: ignore[arg-type]
    late = (*slow, mood(14, 4, after=8))
    evidence = found(*late, day=25, **hints)  # type: ignore[arg-type]
    assert evidence is not None
    assert "late_answer:c14" in evidence
    paused = (Pause(since=at(15), until=at(16)),)
    calm = found(*late, day=25, pauses=paused, **hints)  # type: ignore[arg-type]
    assert "late_answer:c14" not in (calm or ())
    inside = (Pause(since=at(0), until=at(22) + timedelta(days=1)),)
    assert "late_answer:c14" not in (found(*late, day=25, pauses=inside, **hints) or ())  # type: ignore[arg-type]
