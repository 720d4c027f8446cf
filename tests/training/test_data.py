"""The labelled replies: whole, spread over languages and topics, and split so that twins stay together."""

from collections import Counter

from onboardbot.core.language.heard import LANGUAGES, Category, Urgency
from training.data import KEPT, load

ALL = load()


def test_every_language_and_topic_has_replies_of_both_kinds() -> None:
    for lang in LANGUAGES:
        assert {one.struggling for one in ALL if one.lang == lang} == {True, False}
    assert {category for one in ALL for category in one.categories} == set(Category)


def test_no_reply_stands_there_twice_and_none_contradicts_itself() -> None:
    assert max(Counter(one.id for one in ALL).values()) == 1
    assert not [one.id for one in ALL if one.urgency in {Urgency.ACT, Urgency.IMMEDIATE} and not one.struggling]
    assert not [one.id for one in ALL if one.urgency is Urgency.NONE and one.struggling]


def test_about_a_fifth_is_kept_and_twins_are_kept_together() -> None:
    assert abs(sum(one.kept for one in ALL) / len(ALL) - KEPT) < 0.03
    assert not {one.group for one in ALL if one.kept} & {one.group for one in ALL if not one.kept}
