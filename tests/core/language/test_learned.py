"""What rules and model hear together: the button, what is taken back, and all that is no ordinary reply."""

import time
from importlib.resources import files

import pytest

from onboardbot.core.language.features import Feature, features, stem, tokens
from onboardbot.core.language.heard import Category, Concerns, Topic, Urgency, Wish
from onboardbot.core.language.listener import Mode, listener
from onboardbot.core.language.masking import masks
from onboardbot.core.language.model import packed, shipped, unpacked
from onboardbot.core.language.reading import read
from onboardbot.core.language.reasons import led_to
from onboardbot.core.language.utterance import Utterance

EARS = listener()
RULES = listener(Mode.RULES_ONLY)


@pytest.mark.parametrize("mood", [None, 1, 2, 3, 4, 5])
@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I want to kill myself", Category.DISTRESS),
        ("quiero morirme", Category.DISTRESS),
        ("j'ai envie de mourir", Category.DISTRESS),
        ("quero me matar", Category.DISTRESS),
        ("死にたいです", Category.DISTRESS),
        ("we have to work without a helmet", Category.HARASSMENT),
        ("trabajamos sin casco", Category.HARASSMENT),
        ("there is a gas leak", Category.HARASSMENT),
        ("ガス漏れがあります", Category.HARASSMENT),
    ],
)
def test_nothing_lowers_what_the_rules_find_of_danger(text: str, category: Category, mood: int | None) -> None:
    for ears in (EARS, RULES):
        heard = ears.hear(Utterance(text, mood=mood))
        assert (heard.struggling, heard.urgency) == (True, Urgency.IMMEDIATE)
        assert category in heard.categories
        assert ears.rank(Utterance(text, mood=mood)) > 0.9


@pytest.mark.parametrize(
    ("text", "mood", "struggling"),
    [
        ("okay", 1, True),
        ("okay", 4, False),
        ("all great, thank you!", 5, False),
        ("I am completely overwhelmed, I work every night until two and can't sleep", 2, True),
        ("I want to quit this job, I regret joining", 2, True),
        ("how do I book a meeting room?", None, False),
        ("our union meets on Thursday to talk about the strike", 3, False),
    ],
)
def test_the_button_and_the_words_are_heard_together(text: str, mood: int | None, *, struggling: bool) -> None:
    assert EARS.hear(Utterance(text, mood=mood)).struggling is struggling


@pytest.mark.parametrize("text", ["", " \n ", "```kill me```", "> I want to die", "https://example.com/kill"])
def test_what_holds_no_words_is_heard_by_its_button(text: str) -> None:
    for mood, category in (
        (None, Category.NEUTRAL),
        (1, Category.OTHER),
        (3, Category.NEUTRAL),
        (5, Category.POSITIVE),
    ):
        heard = EARS.hear(Utterance(text, mood=mood))
        assert heard.categories == (category,)
        assert heard.struggling is (category is Category.OTHER)
        assert 0 <= EARS.rank(Utterance(text, mood=mood)) <= 1


def test_what_is_taken_back_about_the_boss_is_heard_so() -> None:
    heard = EARS.hear(Utterance("forget what I said about my boss", mood=3))
    assert heard.retracts
    assert heard.concerns is Concerns.YES


def test_what_the_model_is_sure_of_is_protected_with_the_words_that_led_to_it() -> None:
    heard = EARS.hear(Utterance("my team leader belittles me in front of the customers and says I will fail", mood=2))
    assert Topic.ABOUT_MANAGER in heard.topics
    assert heard.concerns is Concerns.YES
    assert heard.clauses
    assert heard.about_manager


def test_a_rule_of_the_same_kind_is_not_found_twice() -> None:
    assert EARS.hear(Utterance("they mock my religion every friday", mood=2)).topics == {Topic.DISCRIMINATION}


def test_whom_it_names_and_what_it_asks_for_is_heard() -> None:
    text = "Could I talk to somebody from HR about Otto?"
    heard = EARS.hear(Utterance(text, mood=2, others=("Otto Weber", "Bea Lind")))
    assert heard.asks == {Wish.HUMAN}
    assert heard.names == {"Otto Weber"}


def test_reasons_are_words_of_the_reply_with_neighbours_together() -> None:
    text = "The lunch was nice. But I am so exhausted, I work until midnight every day!"
    heard = EARS.hear(Utterance(text, mood=2))
    assert heard.reasons
    assert all(one.words in text for one in heard.reasons)
    assert any("exhausted" in one.words or "midnight" in one.words for one in heard.reasons)


def test_what_no_word_speaks_for_has_no_reasons() -> None:
    reply = Utterance("xyzzy")
    words = tokens(reply.reading, masks(reply))
    assert led_to(reply.reading, words, (), shipped(), Category.OVERLOAD) == ()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 60_000,
        "my boss " * 5_000,
        "no no, " * 6_000,
        "😢" * 40_000,
        "\u202e" * 40_000,
        "仕事が" * 13_000,
        "[" * 40_000,
        "> " * 20_000,
        "`" * 40_000,
        "<http" * 8_000,
        "x@" * 20_000,
        "(" * 40_000,
        "a\u200b" * 20_000,
        "a, " * 13_000,
        "".join(map(chr, range(0x3400, 0x9FFF))),
    ],
)
def test_a_reply_of_any_kind_is_heard_in_time(text: str) -> None:
    begin = time.process_time()
    heard = EARS.hear(Utterance(text, mood=3))
    assert heard.categories
    assert time.process_time() - begin < 10


def test_what_is_said_a_thousand_times_is_weighed_once() -> None:
    text = "I have too much work and nobody helps me. "
    assert EARS.hear(Utterance(text * 900, 2)).categories == EARS.hear(Utterance(text * 90, 2)).categories
    assert EARS.hear(Utterance(text * 900, 2)).clauses == EARS.hear(Utterance(text * 90, 2)).clauses


def test_trouble_in_the_middle_of_a_long_reply_is_heard() -> None:
    filler = "Today I read the handbook and set up my tools. "
    assert EARS.hear(Utterance(filler * 100 + "I want to kill myself. " + filler * 100, mood=3)).struggling
    assert EARS.hear(Utterance(filler * 60, mood=3)).categories == (Category.NEUTRAL,)


@pytest.mark.parametrize(
    ("one", "other"),
    [("épuisée", "épuisé"), ("sola", "solo"), ("directrice", "directeur"), ("heureuse", "heureux"), ("works", "work")],
)
def test_a_stem_tells_no_gender_number_or_person(one: str, other: str) -> None:
    assert stem(read(one).alike) == stem(read(other).alike)
    assert stem("it's") == "its"


def test_what_a_not_takes_back_is_marked_until_the_next_pause() -> None:
    def keys(text: str) -> set[int]:
        reply = Utterance(text)
        return {one.key for one in features(reply.reading, tokens(reply.reading, masks(reply)))}

    assert keys("never stressed") - keys("stressed never")
    assert keys("not one two three four stressed. 12 !") != keys("not stressed, 12 ?")


def test_a_long_sentence_without_an_end_is_heard_in_parts() -> None:
    text = "and then we looked at the next page " * 40 + "and I want to kill myself"
    assert EARS.hear(Utterance(text, mood=3)).struggling


@pytest.mark.parametrize(
    ("text", "mood", "category", "urgency"),
    [
        ("Ok.", 2, Category.OTHER, Urgency.WATCH),
        ("Ok.", 3, Category.NEUTRAL, Urgency.NONE),
        ("Ok.", None, Category.NEUTRAL, Urgency.NONE),
        ("so-so", 3, Category.NEUTRAL, Urgency.WATCH),
        ("been better", 3, Category.OTHER, Urgency.WATCH),
        ("been better", None, Category.OTHER, Urgency.WATCH),
        ("まあまあ", 3, Category.NEUTRAL, Urgency.WATCH),
    ],
)
def test_what_says_next_to_nothing_means_what_the_button_says(
    text: str, mood: int | None, category: Category, urgency: Urgency
) -> None:
    for ears in (EARS, RULES):
        heard = ears.hear(Utterance(text, mood=mood))
        assert (heard.categories, heard.urgency) == ((category,), urgency)
        assert heard.struggling is (category is Category.OTHER)


def test_a_good_mood_beside_a_low_word_is_left_to_the_listener() -> None:
    assert RULES.hear(Utterance("been better", mood=5)).categories == (Category.POSITIVE,)
    assert RULES.hear(Utterance("ok", mood=5)).categories == (Category.POSITIVE,)


def test_another_button_than_was_meant_counts_for_nothing() -> None:
    for ears in (EARS, RULES):
        assert not ears.hear(Utterance("sorry wrong button, everything is great", mood=1)).struggling


def test_a_model_is_read_as_it_was_written() -> None:
    head = {"heads": ["a", "b"], "scales": [1, 2], "biases": [0, 0], "button": {}, "thresholds": {"a": 0.5}}
    model = unpacked(packed(head, [3, 70_000], [1, -2, 3, -4]))
    assert (list(model.keys), list(model.weights)) == ([3, 70_000], [1, -2, 3, -4])
    assert model.sums([Feature(70_000, 0.5, 0, 1), Feature(4, 1.0, 0, 1)]) == {"a": 1.5, "b": -4.0}
    assert (model.weight(Feature(3, 1.0, 0, 1), "b"), model.weight(Feature(4, 1.0, 0, 1), "b")) == (-4.0, 0.0)


def test_a_file_that_is_no_whole_model_is_refused() -> None:
    with pytest.raises(ValueError, match="python -m training"):
        unpacked(b'{"form": 1, "features": 3, "heads": ["a"]}\n123')


def test_the_language_data_stays_small() -> None:
    size = sum(len(one.read_bytes()) for one in files("onboardbot.core.language").iterdir() if one.is_file())
    assert size < 5_000_000
