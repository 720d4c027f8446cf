"""Figures, and that no sequence of looks at them tells what one person answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.figures import Asked, Figure, Group, Waiting, asked_of, closed, figure, group_of
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.questions.choice import Choice
from onboardbot.core.questions.mood import Mood

MOOD = asked_of(
    "office", "week-one", Mood(id="mood", words="How **was** it, {{ hire.first_name }}?", seen_by=SeenBy.ME)
)
MOODS, HIRES = "12345", [f"hire-{n}" for n in range(12)]
Act = tuple[str, str, str]  # what a hire does with their answer, who, and what they say where they say something
ACTS = st.tuples(
    st.sampled_from(("answer", "answer", "delete", "keep")), st.sampled_from(HIRES), st.sampled_from(MOODS)
)


class Played:
    """What the bot keeps: who waits to be counted, who is counted, and the groups; with a look after each act."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.waiting: dict[str, str] = {}
        self.members: list[dict[str, str]] = []
        self.looks: list[Figure] = []
        for act in acts:
            self._do(*act)
            self.looks.append(figure(MOOD, [group_of(_waiting(group)) for group in self.members]))

    def _do(self, deed: str, who: str, value: str) -> None:
        self.waiting.pop(who, None)
        if deed == "answer" and not any(who in group for group in self.members):
            self.waiting[who] = value
        group = closed(_waiting(self.waiting))
        if group:
            self.members.append({one.person: one.value for one in group})
            self.waiting.clear()


def _waiting(said: Mapping[str, str]) -> list[Waiting]:
    return [Waiting(key=f"answer of {who}", person=who, value=value) for who, value in said.items()]


def swapped(acts: Sequence[Act], changed: Mapping[str, str]) -> list[Act]:
    """Return the same acts, but for what some people say."""
    return [(deed, who, changed.get(who, value)) for deed, who, value in acts]


@settings(max_examples=200, deadline=None)
@given(st.lists(ACTS, max_size=40))
def test_two_looks_differ_by_whole_groups_of_five_people(acts: list[Act]) -> None:
    for before, after in pairwise(Played(acts).looks):
        more = after.answers + after.left_out - before.answers - before.left_out
        assert more in {0, 5}
        assert (before == after) is (more == 0)


@settings(max_examples=200, deadline=None)
@given(st.lists(ACTS, max_size=40))
def test_whatever_one_person_said_all_looks_would_be_the_same_had_they_said_something_else(acts: list[Act]) -> None:
    """For each who is counted, find others whose answers changed places with theirs: nothing that is shown changes."""
    newest = {who: value for _, who, value in acts}
    played = Played(swapped(acts, newest))  # an answer that changed before it was counted was never shown
    for group in played.members:
        for who, value in group.items():
            other = next((one for one, said in group.items() if said != value), None)
            changed = {who: group[other], other: value} if other else dict.fromkeys(group, "1" if value != "1" else "2")
            assert Played(swapped(acts, newest | changed)).looks == played.looks
            assert changed[who] != value


@pytest.mark.parametrize(("people", "answers"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_no_figure_is_about_fewer_than_five_people(people: int, answers: int) -> None:
    look = Played(("answer", f"hire-{n}", MOODS[n % 5]) for n in range(people)).looks[-1:]
    assert [(one.answers, one.empty) for one in look] == ([(answers, answers == 0)] if people else [])


def test_one_person_who_answers_often_is_one() -> None:
    again = [Waiting(key=str(n), person="nadia", value=str(n)) for n in range(1, 6)]
    assert closed(again) == ()
    group = closed([*again, *_waiting(dict(zip(HIRES, "4444", strict=False)))])
    assert Counter(one.value for one in group) == {"4": 4, "5": 1}  # her newest


def test_a_group_that_says_one_thing_is_left_out_and_never_joined_with_another() -> None:
    alike, mixed = Group(counts={"4": 5}, people=5), Group(counts={"3": 1, "4": 4}, people=5)
    assert alike.telling
    assert not mixed.telling
    found = figure(MOOD, [alike, mixed])
    assert (found.answers, found.left_out, found.counts["4"], found.counts["3"]) == (5, 5, 4, 1)
    alone = figure(MOOD, [alike])
    assert (alone.answers, alone.left_out, dict(alone.counts), alone.empty) == (0, 5, {}, False)


def test_a_group_of_four_that_came_from_elsewhere_is_not_shown() -> None:
    assert figure(MOOD, [Group(counts={"3": 1, "4": 3}, people=4)]).empty


def test_other_words_or_other_options_make_another_question() -> None:
    assert MOOD.words == "How **was** it, …?"
    choice = Choice(id="who", words="Who helped?", seen_by=SeenBy.COUNTED, options=("Team", "Nobody"))
    asked = asked_of("office", "week-one", choice)
    more = asked_of("office", "week-one", choice.model_copy(update={"options": ("Team", "Buddy", "Nobody")}))
    other = asked_of("remote", "week-one", choice)
    assert len({one.pool for one in (MOOD, asked, more, other)}) == 4
    assert Asked.model_validate(asked.model_dump()) == asked
    assert list(figure(asked, [Group(counts={"Nobody": 2, "Team": 3}, people=5)]).counts.items()) == [
        ("Team", 3),
        ("Nobody", 2),
    ]
