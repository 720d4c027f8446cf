"""Histories that hold nothing but moods."""

from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding, Signal, State
from onboardbot.core.history import Answer, AnswerKind, History
from onboardbot.core.signals import RULES, evaluate
from onboardbot.core.signals.base import Rule
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, at

CALENDAR = Calendar(zone=BERLIN)
MAREK = frozenset({"marek"})


def mood(number: int, value: int | None, circle: frozenset[str] = MAREK, *, kept: bool = False) -> Answer:
    """Return the weekly answer with this number; None is one of another kind."""
    kind = AnswerKind.CHOICE if value is None else AnswerKind.MOOD
    return Answer(id=f"m{number}", kind=kind, at=at(number * 7), mood=value, circle=circle, kept=kept)


def history(*answers: Answer, findings: tuple[Finding, ...] = ()) -> History:
    return History(team=TEAM, start=MONDAY, answers=answers, findings=findings)


def of_values(*values: int | None) -> History:
    return history(*(mood(number, value) for number, value in enumerate(values)))


def found_key(past: History) -> str | None:
    """Return which of the rules speaks after the newest answer."""
    signal = evaluate(past, calendar=CALENDAR, now=at(100))
    return signal.key if signal else None


def detect(rule: Rule, past: History) -> Signal | None:
    return rule.detect(past, calendar=CALENDAR, now=at(100))


def finding_of(signal: Signal, *, state: State = State.OPEN, day: int = 4) -> Finding:
    """Return what was found in the afternoon of a day; told if it stands."""
    return Finding(
        id="f",
        hire="nadia",
        signal=signal.key,
        level=signal.level,
        evidence=signal.evidence,
        circle=signal.circle,
        found_at=at(day),
        state=state,
    )


def holds(key: str, finding: Finding, past: History, day: int, clock: str = "15:00") -> bool:
    return RULES[key].holds(finding, past, calendar=CALENDAR, now=at(day, clock))
