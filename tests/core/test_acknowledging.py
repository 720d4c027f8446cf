"""Which acknowledgement fits a reply: the sentence counts and not the button, and what is confidential stays unsaid."""

import time
from dataclasses import replace
from typing import Any

import pytest

from onboardbot.core.acknowledging import Fitting, Kind, fitting, together, understood
from onboardbot.core.history import Team
from onboardbot.core.language.heard import UNKNOWN, Category, Concerns, Heard, Reason, Topic, Urgency
from onboardbot.core.language.listener import Mode

NAMES = ("Nadia Rossi", "Marek Nowak", "Bea Blum")


def heard(*categories: Category, because: str = "", **values: Any) -> Heard:
    reasons = (Reason(because, categories[0]),) if because else ()
    found = Heard(urgency=Urgency.ACT, categories=categories or (Category.NEUTRAL,), reasons=reasons, lang="en")
    return replace(found, **values)


CALM = heard(urgency=Urgency.NONE)


@pytest.mark.parametrize(("found", "kind"), [
    (heard(Category.ACCESS), Kind.ACCESS),
    (heard(Category.ACCESS, urgency=Urgency.WATCH), Kind.ACCESS_WATCH),
    (heard(Category.OVERLOAD, Category.POSITIVE), Kind.OVERLOAD),  # trouble is taken up before what is good
    (heard(Category.POSITIVE, Category.ISOLATION), Kind.ISOLATION),
    (heard(Category.CONFUSION), Kind.CONFUSION),
    (heard(Category.OTHER, urgency=Urgency.WATCH), Kind.OTHER_WATCH),
    (heard(Category.LEAVING), Kind.LEAVING),
    (heard(Category.POSITIVE, urgency=Urgency.NONE), Kind.POSITIVE),
    (CALM, Kind.NEUTRAL),
    (heard(urgency=Urgency.WATCH), Kind.SO_SO),
    (heard(Category.MANAGER, Category.OVERLOAD), Kind.CAREFUL),
    (heard(Category.DISTRESS), Kind.CAREFUL),
    (heard(Category.OVERLOAD, topics=frozenset({Topic.SAFETY})), Kind.CAREFUL),
    (heard(retracts=True, urgency=Urgency.NONE), Kind.CAREFUL),
    (heard(danger=True), Kind.CAREFUL),
])  # fmt: skip
def test_each_category_has_its_own_thanks_and_what_is_confidential_the_plainest(found: Heard, kind: Kind) -> None:
    assert fitting("one two three", found).kind is kind


@pytest.mark.parametrize(("found", "mood", "kind", "human"), [
    (heard(Category.POSITIVE, urgency=Urgency.NONE), 1, Kind.AFTER_LOW, True),  # "all good, just a cold"
    (heard(Category.POSITIVE, urgency=Urgency.NONE), 3, Kind.POSITIVE, False),
    (heard(Category.ISOLATION, struggling=True), 5, Kind.ISOLATION, True),  # a good mood hides nothing
    (CALM, 2, Kind.SO_SO, True),
    (CALM, 5, Kind.NEUTRAL, False),
    (heard(Category.DISTRESS), None, Kind.CAREFUL, True),
])  # fmt: skip
def test_the_sentence_is_answered_and_not_the_button(found: Heard, mood: int, kind: Kind, human: bool) -> None:  # noqa: FBT001 - a table
    fits = fitting("one two three", found, mood=mood)
    assert (fits.kind, fits.human) == (kind, human)


@pytest.mark.parametrize(("text", "kind"), [
    ("😄", Kind.GLAD_SIGN), ("👍🏽 ❤️", Kind.GLAD_SIGN), (":tada: :+1::skin-tone-3:", Kind.GLAD_SIGN),
    ("😢", Kind.SAD_SIGN), (":cry:!", Kind.SAD_SIGN), ("😄😢", Kind.SAD_SIGN),
    ("🦄", Kind.SIGN), (":llama:", Kind.SIGN),
    ("ok 👍", Kind.NEUTRAL), ("?!", Kind.NEUTRAL), ("", Kind.NEUTRAL),
])  # fmt: skip
def test_a_reply_of_signs_alone_is_a_sign_and_no_more(text: str, kind: Kind) -> None:
    assert fitting(text, CALM).kind is kind


@pytest.mark.parametrize(("text", "kind"), [
    ("мне очень тяжело", Kind.UNREADABLE),
    ("קשה לי", Kind.UNREADABLE),
    ("힘들어요", Kind.UNREADABLE),
    ("我很累，没有人帮助我", Kind.UNREADABLE),
    ("በጣም ደክሞኛል", Kind.UNREADABLE),
    ("jest mi bardzo trudno", Kind.UNREADABLE),
    ("hmm ja", Kind.NEUTRAL),  # too short to say that it is another language
    ("https://example.com/one/two/three", Kind.NEUTRAL),
    ("```\nSELECT one FROM two WHERE three\n```", Kind.NEUTRAL),
    ("> cytat z kogos innego", Kind.NEUTRAL),
])  # fmt: skip
def test_a_language_that_nobody_knows_is_said_to_be_so_and_a_human_is_offered(text: str, kind: Kind) -> None:
    fits = fitting(text, heard(lang=UNKNOWN, urgency=Urgency.NONE))
    assert (fits.kind, fits.lang, fits.human) == (kind, None, kind is Kind.UNREADABLE)


@pytest.mark.parametrize(("text", "lang", "sure"), [
    ("je suis vraiment bien ici", "fr", "fr"),
    ("ok super", "fr", None),
    ("順調です", "ja", "ja"),
    ("bu dil nedir acaba", "tr", None),
])  # fmt: skip
def test_a_language_is_sure_only_where_there_are_words_enough(text: str, lang: str, sure: str | None) -> None:
    assert fitting(text, heard(lang=lang, urgency=Urgency.NONE)).lang == sure


@pytest.mark.parametrize(("text", "found", "within"), [
    ("It's week two. I still have no laptop.", heard(Category.ACCESS, because="still have"),
     ("I still have no laptop",)),
    ("Marek forgot my laptop", heard(Category.ACCESS, because="forgot my laptop"), ()),
    ("my boss says no laptop", heard(Category.ACCESS, because="no laptop"), ()),
    ("no laptop, ask Zygmunt Zet", heard(Category.ACCESS, because="no"), ()),  # a name that nobody knows
    ("no laptop", heard(Category.ACCESS, Category.OVERLOAD), ()),
    ("I want out", heard(Category.LEAVING, because="I want out"), ()),
    ("my aunt died", heard(Category.OTHER, because="aunt died"), ()),
    ("he hit me", heard(Category.HARASSMENT, because="hit me"), ()),
    ("the team is great", heard(Category.POSITIVE, because="great", urgency=Urgency.NONE),
     ("the team is great",)),
    ("no laptop", heard(Category.ACCESS, because="of something else"), ()),
    ("no laptop", heard(Category.ACCESS, because="no laptop", concerns=Concerns.YES), ()),
])  # fmt: skip
def test_a_word_is_repeated_only_from_what_was_heard_and_names_nobody(
    text: str, found: Heard, within: tuple[str, ...]
) -> None:
    assert fitting(text, found, names=NAMES).within == within


WORDS = heard(Category.ISOLATION, because="alone")


@pytest.mark.parametrize(("alone", "beside", "taken_up"), [
    (WORDS, WORDS, {Category.ISOLATION}),
    (CALM, heard(Category.OTHER), {Category.NEUTRAL}),  # by the button alone
    (CALM, heard(Category.POSITIVE), {Category.NEUTRAL}),
    (CALM, WORDS, {Category.NEUTRAL}),
    (WORDS, CALM, {Category.NEUTRAL}),  # unsure: the gentlest
    (WORDS, heard(Category.POSITIVE), {Category.NEUTRAL}),
    (WORDS, heard(Category.ISOLATION, Category.OVERLOAD), {Category.ISOLATION}),
    (heard(Category.POSITIVE), heard(Category.OTHER), {Category.POSITIVE}),  # "wrong button, sorry"
    (heard(Category.MANAGER), CALM, {Category.MANAGER}),
    (CALM, heard(Category.MANAGER), {Category.MANAGER}),
])  # fmt: skip
def test_the_button_never_speaks_for_the_words(alone: Heard, beside: Heard, taken_up: set[Category]) -> None:
    assert set(together(alone, beside).categories) == taken_up


def test_what_either_hears_as_confidential_or_hard_stays_so() -> None:
    safety = replace(CALM, topics=frozenset({Topic.SAFETY}))
    assert together(safety, CALM).topics == together(CALM, safety).topics == {Topic.SAFETY}
    hard = replace(CALM, struggling=True)
    assert together(hard, CALM).struggling
    assert together(CALM, hard).struggling


@pytest.mark.parametrize(("text", "mood", "kind", "human"), [
    ("we had lunch in the office", None, Kind.NEUTRAL, False),
    ("we had lunch in the office", 1, Kind.SO_SO, True),
    ("we had lunch in the office", 5, Kind.NEUTRAL, False),  # a button is no good news in words
    ("Marek shouts at me", 5, Kind.CAREFUL, True),
    ("jest mi bardzo trudno tutaj", None, Kind.UNREADABLE, True),
])  # fmt: skip
def test_the_words_are_heard_alone_and_the_button_shows_the_way_to_a_human(
    text: str,
    mood: int | None,
    kind: Kind,
    human: bool,  # noqa: FBT001 - a table
) -> None:
    names = {"nadia": "Nadia Rossi", "marek": "Marek Nowak"}
    fits = understood(text, Team(hire="nadia", manager="marek"), names, Mode.RULES_ONLY, mood=mood)
    assert (fits.kind, fits.human) == (kind, human)


@pytest.mark.parametrize(
    "text", ["😄" * 40_000, ":" * 40_000, "`" * 40_000, "a" * 40_000, "> " * 20_000, "a.b" * 13_000]
)
def test_forty_thousand_characters_take_no_time(text: str) -> None:
    before = time.process_time()
    assert isinstance(fitting(text, heard(lang=UNKNOWN, urgency=Urgency.NONE)), Fitting)
    assert time.process_time() - before < 5
