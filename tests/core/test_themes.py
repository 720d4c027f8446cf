"""Themes: topics counted over ten people or more who wrote; nothing of fewer than five, nothing of all, no secret."""

from collections.abc import Collection
from datetime import date

import pytest

from onboardbot.core.language.heard import Category, Concerns, Heard, Topic
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.questions.mood import Mood
from onboardbot.core.questions.text import Text
from onboardbot.core.themes import (
    THEMES,
    Reply,
    closes,
    group_of,
    may_count,
    month_after,
    month_of,
    themes_in,
)
from onboardbot.core.visibility import Circle

ACCESS, OVERLOAD, POSITIVE = Category.ACCESS, Category.OVERLOAD, Category.POSITIVE
FOR_HR = Circle(seen_by=SeenBy.HR, people=("priya",))


def reply(person: int, *, number: int = 0, day: date = date(2026, 3, 5)) -> Reply:
    return Reply(key=f"{person}/{number}", enrollment=str(person), person=str(person), day=day, text="")


def counts(spoke: dict[int, Collection[Category]], people: int = 12) -> dict[Category, int]:
    group = group_of([reply(n) for n in range(people)], {f"{n}/0": found for n, found in spoke.items()})
    return dict(group.counts)


@pytest.mark.parametrize(("found", "themes"), [
    (Heard(categories=(ACCESS, OVERLOAD)), {ACCESS, OVERLOAD}),
    (Heard(categories=(POSITIVE,), concerns=Concerns.YES), {POSITIVE}),
    (Heard(categories=(OVERLOAD, POSITIVE), concerns=Concerns.YES), {POSITIVE}),  # trouble beside the manager: careful
    (Heard(categories=(Category.NEUTRAL,)), set()),
    (Heard(categories=(Category.MANAGER, OVERLOAD)), set()),
    (Heard(categories=(Category.LEAVING, OVERLOAD)), set()),
    (Heard(categories=(Category.DISTRESS,)), set()),
    (Heard(categories=(Category.HARASSMENT, POSITIVE)), set()),
    (Heard(categories=(OVERLOAD,), topics=frozenset({Topic.SAFETY})), set()),
    (Heard(categories=(OVERLOAD,), retracts=True), set()),
    (Heard(categories=(OVERLOAD,), danger=True), set()),
])  # fmt: skip
def test_a_reply_that_holds_anything_confidential_counts_for_nothing(found: Heard, themes: set[Category]) -> None:
    assert themes_in(found) == themes


def test_no_theme_is_confidential() -> None:
    assert set(Category) - set(THEMES) == {
        Category.DISTRESS, Category.HARASSMENT, Category.MANAGER, Category.LEAVING, Category.NEUTRAL,
    }  # fmt: skip


@pytest.mark.parametrize(("spoke", "shown"), [
    (5, {ACCESS: 5}),
    (4, {}),  # fewer than five
    (11, {ACCESS: 11}),
    (12, {}),  # all of them: the figure would tell it of each
    (0, {}),
])  # fmt: skip
def test_what_fewer_than_five_or_all_wrote_of_is_not_kept(spoke: int, shown: dict[Category, int]) -> None:
    assert counts({n: {ACCESS} for n in range(spoke)}) == shown


def test_somebody_who_writes_of_it_twice_is_one() -> None:
    replies = [reply(n) for n in range(12)] + [reply(n, number=1) for n in range(5)]
    themes = {f"{n}/{number}": {ACCESS} for n in range(4) for number in (0, 1)}
    assert group_of(replies, themes).counts == {}
    assert group_of(replies, themes | {"4/1": {ACCESS, POSITIVE}}).counts == {ACCESS: 5}


def test_a_group_closes_with_the_tenth_person_whatever_they_say() -> None:
    nine = [reply(n % 9, number=n) for n in range(30)]
    assert not closes([])
    assert not closes(nine)
    assert closes([*nine, reply(9)])


def test_a_group_names_its_months_and_no_day() -> None:
    group = group_of([reply(1, day=date(2026, 3, 31)), reply(2, day=date(2026, 1, 2))], {})
    assert (group.since, group.until) == (date(2026, 1, 1), date(2026, 3, 1))
    assert [month_of(date(2026, 12, 31)), month_after(date(2026, 12, 31))] == [date(2026, 12, 1), date(2027, 1, 1)]
    assert month_after(date(2026, 1, 1)) == date(2026, 2, 1)


@pytest.mark.parametrize(("circle", "kind", "counted"), [
    (FOR_HR, "text", True),
    (FOR_HR, "mood", False),
    (Circle(seen_by=SeenBy.MANAGER, people=("marek",)), "text", False),
    (Circle(seen_by=SeenBy.ME), "text", False),
    (Circle(seen_by=SeenBy.HR), "text", False),
])  # fmt: skip
def test_only_words_for_hr_are_counted(circle: Circle, kind: str, counted: bool) -> None:  # noqa: FBT001 - a table
    made = Text if kind == "text" else Mood
    assert may_count(circle, made(id=kind, words="What should HR know?", seen_by=SeenBy.HR)) is counted
