"""All sentences of the bot, read: in each language the same ones, short, plain, and kind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboardbot import flows
from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.finding import OUTCOMES, Choice, Danger, Helped, NotUseful, State
from onboardbot.core.language.requests import asks_for_human
from onboardbot.core.language.wishes import asks_to_pause, asks_to_resume
from onboardbot.core.outbox import Cause
from onboardbot.core.personalise import fill
from onboardbot.core.questions import KINDS as QUESTIONS
from onboardbot.core.signals import RULES
from onboardbot.flows.drawing import KINDS
from onboardbot.texts.catalogue import Voice, languages, sentences

CODE = Path(flows.__file__).parent.parent
PLACEHOLDER = re.compile(r"\{[{%]-?\s*(.*?)\s*-?[%}]\}")
NAMED = re.compile(r"[a-z_]+(?:\.[a-z_]+)?")
LIQUID = {"if", "elsif", "else", "endif", "unless", "endunless"}
BUTTON, MODAL_WORD, LONGEST = 75, 24, 460  # characters: the first two are Slack's, the last a phone's
MODAL_WORDS = {
    *(f"answer_modal.{word}" for word in ("title", "send", "cancel")),
    *(f"enroll_modal.{word}" for word in ("title", "submit", "close")),
    *(f"why.{word}" for word in ("title", "close")),
}
INTRODUCTION = 900  # it is read once, and says four things
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b1b\u2b1c]")
JARGON = re.compile(
    r"\b(?:enrollment|touchpoint|workflow|payload|sentiment|ticket|user|KPI|SLA|null|timestamp|leverag\w+|engagement"
    r"|stakeholder|resource|compliance|Mitarbeitende?|Ressource|Datensatz|User|Nutzer\w*|Prozess\w*)\b"
)
GUILT = re.compile(
    r"(?<!nothing )\b(?:you (?:still )?(?:should|must|have to|need to|failed|forgot|ignored|missed)|overdue"
    r"|why (?:haven't|didn't)|finally|du (?:musst|solltest|hast vergessen)"
    r"|überfällig|versäumt|warum hast du nicht|endlich|bitte endlich)\b",
    re.IGNORECASE,
)
CHEER = re.compile(r"!|\b(?:great|awesome|super|toll|prima|klasse|lovely|schön|freut|glad|happy)\b", re.IGNORECASE)
AFTER_A_LOW = ("ack.mood_1", "ack.mood_2", "offer.low_mood", "offer.two_lows", "offer.falling", "offer.kept")
NEVER_EMPTY = ("hr", "name", "names", "manager", "buddy", "afterwards", "about", "helper")  # roles that may be missing


def names_in(text: str) -> set[str]:
    """Return the placeholders of a text, those in its conditions too."""
    found = {name for inner in PLACEHOLDER.findall(text) for name in NAMED.findall(re.sub(r'"[^"]*"', "", inner))}
    return found - LIQUID


def by_hand(text: str) -> str:
    """Return what a person reads, with a word in each placeholder."""
    return re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "Nadia", text))


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_same_things_with_the_same_values(language: str) -> None:
    english, other = sentences("en"), sentences(language)
    assert other.keys() == english.keys()
    assert {key for key in english if names_in(other[key]) != names_in(english[key])} == set()


@pytest.mark.parametrize("language", languages())
def test_only_names_and_loanwords_are_the_same_in_two_languages(language: str) -> None:
    same = {key for key, text in sentences(language).items() if text == sentences("en")[key]}
    loanwords = {"alert.reason", "button.pause", "enroll_modal.name", "enroll_modal.playbook"}
    values_alone = {"home.next_step", "hire_modal.move", "hire_modal.change", "home.newcomer", "failed.whose"}
    assert language == "en" or same <= {*loanwords, *values_alone, "mood.3"}


@pytest.mark.parametrize("language", languages())
def test_a_sentence_is_short_plain_and_without_guilt(language: str) -> None:
    for key, text in sentences(language).items():
        said = by_hand(text)
        assert len(said) <= _longest(key), key
        assert not JARGON.search(said), key
        assert not GUILT.search(said), key
        assert "  " not in text, key
        assert text.strip() == text, key


def _longest(key: str) -> int:
    if key in MODAL_WORDS:
        return MODAL_WORD
    return BUTTON if key.startswith("button.") else INTRODUCTION if key.startswith("introduction.") else LONGEST


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", AFTER_A_LOW)
def test_nothing_cheers_after_a_low_answer(language: str, key: str) -> None:
    assert not CHEER.search(sentences(language)[key])


@pytest.mark.parametrize("language", languages())
def test_an_emoji_never_stands_without_words(language: str) -> None:
    with_emoji = [text for text in sentences(language).values() if EMOJI.search(text)]
    assert with_emoji
    assert all(re.search(r"[^\W\d_]{2,}", EMOJI.sub("", by_hand(text))) for text in with_emoji)


@pytest.mark.parametrize("language", languages())
def test_a_role_that_nobody_fills_leaves_no_hole(language: str) -> None:
    """Fill each sentence that asks whether somebody is there with nobody."""
    for key, text in sentences(language).items():
        asked = {name for name in NEVER_EMPTY if re.search(rf"\b(?:if|elsif) {name}\b", text)}
        if asked:
            values = {name.partition(".")[0]: "Nadia" for name in names_in(text)} | dict.fromkeys(asked)
            values |= {"company": {"name": "Northwind"}} if "company.name" in text else {}
            said = fill(text, values)
            assert not re.search(r"  | [.,;?!]|„“|“”|\(\)", said), (key, said)


@pytest.mark.parametrize("language", languages())
def test_each_family_of_words_is_complete(language: str) -> None:
    known = sentences(language).keys()
    wanted = {
        *(f"mood.{n}" for n in range(1, 6)),
        *(f"ack.mood_{n}" for n in range(1, 6)),
        *(f"ack.{kind}" for kind in QUESTIONS if kind not in {"mood", "text"}),
        *(f"cause.{cause}" for cause in Cause),
        *(f"reason.{signal}" for signal in RULES),
        *(f"{family}.{rule.family}" for family in ("suggest", "why") for rule in RULES.values()),
        *(f"offer.{rule.family}" for rule in RULES.values() if rule.level not in {"operational", "distress"}),
        *(f"button.danger_{choice}" for choice in Danger),
        *(f"ask_helped.{heard}" for heard in Helped),
        *(f"home.note_{state}" for state in (*OUTCOMES, State.ENDED)),
        *(f"button.helped_{heard}" for heard in Helped),
        *(f"button.alert_not_useful_{reason}" for reason in NotUseful),
        *(f"button.offer_{'keep' if choice is Choice.KEEP else 'person'}" for choice in Choice),
        *(f"help.{word}" for word in ("paused", "going_on", "waiting", "ended")),
    }
    assert len(EnrollmentState) == 4
    assert wanted - known == set()


def parts_of_code() -> Iterator[str]:
    for path in sorted(CODE.rglob("*.py")):
        if "sandbox" not in path.parts:
            yield path.read_text(encoding="utf-8")


WRITTEN = re.compile(r"""f?(["'])((?:[a-z_]+\.)?[a-z_{][\w{}:.\[\]()', ]*?)\1""")
FILLED_IN = re.compile(r"\{[^}]*\}")


def test_every_sentence_is_used_somewhere_in_the_code() -> None:
    """A key stands in the code, or a part of it that is put together with the name of a signal, a kind, a state."""
    literal = {text for code in parts_of_code() for _, text in WRITTEN.findall(code)}
    literal |= {key for code in parts_of_code() for key in re.findall(r"\('([a-z_.]+)'\)", code)}  # within a string
    made = [text for text in literal if "{" in text and "." in text and not text.startswith("{")]
    patterns = [re.compile(r"[\w]+".join(map(re.escape, FILLED_IN.split(text)))) for text in made]
    unused = {key for key in sentences("en") if key not in literal and not any(one.fullmatch(key) for one in patterns)}
    assert unused == set()
    families = {rule.family for rule in RULES.values()}
    reasons = {key.removeprefix("why.") for key in sentences("en") if key.startswith("why.")}
    assert {word for word in reasons if f"why.{word}" not in literal} <= {
        *families,
        *KINDS,
        "step_author",
        "rule_author",
    }


def test_every_sentence_that_the_code_asks_for_is_there() -> None:
    asked = {
        key
        for code in parts_of_code()
        for key in re.findall(r'\b(?:words|plain)\(\s*"([a-z_.]+)"', code)
        + re.findall(r'"((?:help|why|offer|announce|ack|home|question|farewell)\.[a-z_]+)"', code)
    }
    assert len(asked) > 50
    assert asked - sentences("en").keys() == set()


@pytest.mark.parametrize(("language", "pause", "talk"), [("en", 0, 1), ("de", 0, 1)])
def test_the_words_that_a_newcomer_is_told_to_write_do_what_is_said(language: str, pause: int, talk: int) -> None:
    quoted = re.findall("[“„]([^”“]+)[”“]", sentences(language)["introduction.hire"])
    assert asks_to_pause(quoted[pause])
    assert asks_for_human(quoted[talk])
    for key in ("help_ask.nobody",):
        assert any(asks_for_human(words) for words in re.findall("[“„]([^”“]+)[”“]", sentences(language)[key]))
    assert asks_to_pause(re.findall("[“„]([^”“]+)[”“]", sentences(language)["why.fewer_hire"])[0])
    tapped, written = re.findall("[“„]([^”“]+)[”“]", sentences(language)["help.paused"])
    assert tapped == sentences(language)["button.resume"]
    assert asks_to_resume(written)
    assert asks_to_pause(sentences(language)["button.pause"])
    assert asks_for_human(sentences(language)["button.talk"])


def test_buttons_that_texts_name_are_called_so() -> None:
    for language in languages():
        voice = Voice(language)
        assert voice.plain("button.alert_take") in voice.plain("alert.act", hire="Nadia")
        assert voice.plain("button.alert_not_useful") in voice.plain("alert.act", hire="Nadia")
        for key in ("alert.act", "alert.act_confided"):
            assert voice.plain("button.alert_take") in voice.plain(key, hire="Nadia")
            assert voice.plain("button.alert_already") in voice.plain(key, hire="Nadia")
        assert voice.plain("button.works_now") in voice.plain("suggest.need_help")
        assert voice.plain("button.task_help") in voice.plain("why.sees_guide")
        assert voice.plain("button.offer_keep") in voice.plain("why.sees_offer")
        assert voice.plain("button.pace_normal") in voice.plain("home.paused", when=None)
        assert voice.plain("answer_modal.cancel") in voice.plain("answer_modal.empty")
