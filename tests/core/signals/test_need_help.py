from datetime import datetime

from onboardbot.core.finding import State
from onboardbot.core.history import History, Task
from onboardbot.core.signals import need_help
from tests.core.signals.moods import CALENDAR, finding_of
from tests.helpers.history_play import MONDAY, TEAM, at


def asked(*tasks: Task) -> History:
    return History(team=TEAM, start=MONDAY, tasks=tasks)


def task(name: str, asked_at: datetime | None, *, done: bool = False, asks: str = "it") -> Task:
    done_at = at(9) if done else None
    return Task(id=name, sent_at=at(0), help=asks, help_asked_at=asked_at, done_at=done_at)


def detect(past: History) -> tuple[tuple[str, ...], frozenset[str]] | None:
    signal = need_help.detect(past, calendar=CALENDAR, now=at(10))
    return (signal.evidence, signal.circle) if signal else None


def test_it_is_found_when_help_was_asked_and_goes_to_the_role_of_the_task() -> None:
    assert detect(asked(task("laptop", at(1)), task("badge", None))) == (("laptop",), frozenset({"ivo", "ida"}))
    assert detect(asked(task("badge", at(1), asks="buddy"))) == (("badge",), frozenset({"bea"}))


def test_nothing_is_found_where_nobody_asked_or_it_is_done() -> None:
    assert detect(asked(task("laptop", None))) is None
    assert detect(asked(task("laptop", at(1), done=True))) is None


def test_a_second_tap_finds_nothing_new_while_somebody_is_asked_but_does_afterwards() -> None:
    signal = need_help.detect(asked(task("laptop", at(1))), calendar=CALENDAR, now=at(1))
    assert signal is not None
    waiting = finding_of(signal, day=1)
    assert detect(asked(task("laptop", at(2))).with_finding(waiting)) is None
    solved = waiting.model_copy(update={"state": State.RESOLVED})
    assert detect(asked(task("laptop", at(0))).with_finding(solved)) is None
    assert detect(asked(task("laptop", at(3))).with_finding(solved)) is not None


def test_it_holds_until_the_task_is_done() -> None:
    signal = need_help.detect(asked(task("laptop", at(1))), calendar=CALENDAR, now=at(1))
    assert signal is not None
    finding = finding_of(signal)
    assert need_help.holds(finding, asked(task("laptop", at(1))), calendar=CALENDAR, now=at(60))
    assert not need_help.holds(finding, asked(task("laptop", at(1), done=True)), calendar=CALENDAR, now=at(60))
