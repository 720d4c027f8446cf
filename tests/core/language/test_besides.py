"""What is heard besides is added, and nothing that the rules heard ever goes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.language.besides import LEAST, Besides, category_of, raised
from onboardbot.core.language.heard import Category, Concerns, Heard, Reason, Topic, Urgency
from onboardbot.core.language.listener import Listener, Mode, listener
from onboardbot.core.language.remark import ABOUT, Remark
from onboardbot.core.language.utterance import Utterance

RULES = listener(Mode.RULES_ONLY)
REPLIES = (
    "all good, thanks",
    "my boss shouts at me",
    "I want to kill myself tonight",
    "forget what I said about my boss",
    "someone hit me",
    "he touched me and I said no",
)
REMARKS = st.lists(
    st.builds(Remark, about=st.sampled_from(ABOUT), words=st.sampled_from(["some words", "more words"]), superior=...)
)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(REPLIES), REMARKS, st.sampled_from([None, 1, 5]))
def test_nothing_that_the_rules_heard_is_lowered(text: str, remarks: list[Remark], mood: int | None) -> None:
    before = RULES.hear(Utterance(text, mood=mood))
    after = Besides(RULES, remarks).hear(Utterance(text, mood=mood))
    assert after.topics >= before.topics
    assert set(after.categories) >= set(before.categories) - {Category.NEUTRAL}
    assert list(Urgency).index(after.urgency) >= list(Urgency).index(before.urgency)
    assert (after.struggling, after.about_manager) >= (before.struggling, before.about_manager)
    assert after.concerns is before.concerns or before.concerns is Concerns.NO
    assert after.clauses[: len(before.clauses)] == before.clauses
    assert after.reasons[: len(before.reasons)] == before.reasons
    assert (after.immediate, after.danger, after.retracts) == (before.immediate, before.danger, before.retracts)


def test_without_remarks_nothing_changes() -> None:
    heard = Heard()
    assert raised(heard, ()) is heard


@pytest.mark.parametrize(
    ("about", "category", "urgency"),
    [
        (Topic.HARASSMENT, Category.HARASSMENT, Urgency.IMMEDIATE),
        (Topic.DISCRIMINATION, Category.HARASSMENT, Urgency.IMMEDIATE),
        (Topic.SAFETY, Category.HARASSMENT, Urgency.IMMEDIATE),
        (Topic.DISTRESS, Category.DISTRESS, Urgency.IMMEDIATE),
        (Topic.ABOUT_MANAGER, Category.MANAGER, Urgency.ACT),
        (Category.OVERLOAD, Category.OVERLOAD, Urgency.ACT),
    ],
)
def test_a_remark_adds_its_category(about: Any, category: Category, urgency: Urgency) -> None:
    remark = Remark(about=about, words="on Sundays")
    heard = raised(Heard(), [remark])
    assert category_of(remark) is category
    assert (heard.categories, heard.urgency, heard.struggling) == ((category,), urgency, True)
    assert heard.reasons == (Reason("on Sundays", category),)
    assert heard.topics == (frozenset({about}) if isinstance(about, Topic) else frozenset())
    assert heard.clauses == (("on Sundays",) if isinstance(about, Topic) else ())


@pytest.mark.parametrize(
    ("remark", "before", "after"),
    [
        (Remark(about=Topic.ABOUT_MANAGER, words="he lies"), Concerns.NO, Concerns.UNSURE),
        (Remark(about=Category.OVERLOAD, words="he lies", superior=True), Concerns.NO, Concerns.UNSURE),
        (Remark(about=Category.OVERLOAD, words="he lies"), Concerns.NO, Concerns.NO),
        (Remark(about=Topic.ABOUT_MANAGER, words="he lies"), Concerns.YES, Concerns.YES),
    ],
)
def test_that_it_concerns_the_manager_is_unsure_at_most(remark: Remark, before: Concerns, after: Concerns) -> None:
    assert raised(Heard(concerns=before), [remark]).concerns is after


def test_good_words_stay_beside_the_bad_ones() -> None:
    heard = raised(Heard(categories=(Category.POSITIVE,)), [Remark(about=Category.ISOLATION, words="I eat alone")])
    assert heard.categories == (Category.ISOLATION, Category.POSITIVE)


def test_a_reply_with_a_remark_ranks_high() -> None:
    remark = Remark(about=Category.OVERLOAD, words="Sundays")
    assert Besides(RULES, [remark]).rank(Utterance("I work on Sundays")) == LEAST
    assert Besides(RULES, ()).rank(Utterance("I work on Sundays")) == RULES.rank(Utterance("I work on Sundays"))


def test_what_was_remarked_is_heard_beside_what_the_rules_hear() -> None:
    said = Utterance("My boss shouts at me on Sundays.")
    heard = Besides(RULES, [Remark(about=Category.OVERLOAD, words="on Sundays")]).hear(said)
    assert heard.topics == RULES.hear(said).topics == {Topic.ABOUT_MANAGER}
    assert Category.OVERLOAD in heard.categories
    assert Besides(RULES, ()).hear(said) == RULES.hear(said)


@pytest.mark.parametrize("ears", [RULES, listener(), Besides(RULES, [Remark(about=Category.ISOLATION, words="eat")])])
@pytest.mark.parametrize("text", ["I eat alone", "My boss shouts at me", "", "ok"])
def test_what_is_said_and_how_it_ranks_is_the_same_together_as_one_by_one(ears: Listener, text: str) -> None:
    reply = Utterance(text, 2)
    assert ears.both(reply) == (ears.hear(reply), ears.rank(reply))
