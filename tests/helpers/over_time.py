"""Histories for the rules that look back over weeks."""

from collections.abc import Sequence
from datetime import datetime

from onboardbot.core.calendar import Calendar
from onboardbot.core.history import Answer, AnswerKind, CheckIn, History, Item, Meeting, Task
from tests.helpers.history_play import BERLIN, MONDAY, TEAM, at

CALENDAR = Calendar(zone=BERLIN)


def asked(day: int, *names: str, answered: Sequence[str] = ()) -> tuple[Item, ...]:
    """Return the questions of a check-in of a day; those in `answered` were answered at once."""
    return tuple(
        Item(
            id=f"c{day}/{name}",
            name=name,
            of=f"c{day}",
            sent_at=at(day),
            answered_at=at(day) if name in answered else None,
            words=name.startswith("text"),
        )
        for name in names
    )


def mood(day: int, value: int, *, after: int = 0) -> tuple[Answer, CheckIn]:
    """Return a mood and its check-in, answered some days after it was sent."""
    check_in = CheckIn(id=f"c{day}", sent_at=at(day), answered_at=at(day + after))
    said = Answer(id=f"m{day}", kind=AnswerKind.MOOD, at=at(day + after), mood=value, check_in=check_in.id)
    return said, check_in


def past(
    *moods: tuple[Answer, CheckIn],
    items: Sequence[Item] = (),
    tasks: Sequence[Task] = (),
    meetings: Sequence[Meeting] = (),
    reminded: Sequence[int] = (),
) -> History:
    return History(
        team=TEAM,
        start=MONDAY,
        answers=tuple(sorted((one for one, _ in moods), key=lambda one: one.at)),
        check_ins=tuple(one for _, one in moods),
        items=tuple(items),
        tasks=tuple(tasks),
        meetings=tuple(meetings),
        reminded=tuple(reminded),
    )


def met(role: str, number: int, when: datetime) -> Meeting:
    return Meeting(role=role, number=number, at=when)
