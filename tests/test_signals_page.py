"""docs/signals.md says what the code does: every rule with its level, its example played, and how to switch it off."""

import importlib
import re
from pathlib import Path

import pytest

from onboardbot.core.finding import Level
from onboardbot.core.signals import OVER_TIME, RULES, SWITCHABLE, few_meetings, no_one_to_one, silent_buddy, weak_hints
from onboardbot.core.signals.base import Mode
from onboardbot.texts.catalogue import Voice, sentences
from tests.helpers.simulated import as_lines

PAGE = (Path(__file__).parent.parent / "docs" / "signals.md").read_text(encoding="utf-8")
SECTIONS = {
    key: words for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:] for key, _, words in [part.partition("\n")]
}
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
LEVELS = {
    Level.OPERATIONAL: "operational",
    Level.CARE: "care",
    Level.HANDOFF: "hand-off",
    Level.PROTECTED: "protected",
    Level.DISTRESS: "distress",
}
MODES = {
    Mode.ASKED: "the newcomer is asked first",
    Mode.ANNOUNCED: "the newcomer reads it first and can stop it",
    Mode.OWNER: "it goes to its owner",
    Mode.CONFIDENTIAL: "in confidence",
}
SAID = ("Rule", "Why so", "Told to", "Says", "Kept silent by", "Switched off by")


def fact(key: str, name: str) -> str:
    """Return what the page says of a signal under a name."""
    return next(line for line in SECTIONS[key].splitlines() if line.startswith(f"- **{name}:** "))


def block(words: str, language: str) -> str:
    return next(found["text"] for found in FENCE.finditer(words) if found["language"] == language)


def test_every_rule_has_its_heading_and_no_other() -> None:
    assert sorted(SECTIONS) == sorted({**RULES, **OVER_TIME})
    assert LEVELS.keys() == set(Level)
    assert MODES.keys() == set(Mode) - {Mode.NUDGE}


@pytest.mark.parametrize("key", RULES)
def test_a_rule_says_its_level_and_all_that_one_asks_about_it(key: str) -> None:
    rule = RULES[key]
    assert f"\nLevel: {LEVELS[rule.level]}; {MODES[rule.mode]}.\n" in SECTIONS[key]
    assert all(len(fact(key, name).split()) > 3 for name in SAID)
    holds = getattr(importlib.import_module(f"onboardbot.core.signals.{key}"), "HOLDS", None)
    assert holds is None or f"holds for {holds} working days" in fact(key, "Rule")


@pytest.mark.parametrize("key", RULES)
def test_a_rule_can_be_switched_off_or_says_that_it_can_t_be(key: str) -> None:
    off = fact(key, "Switched off by")
    assert (f"`ONBOARDBOT_SIGNALS_OFF={key}`" in off) is (key in SWITCHABLE)
    assert ("it can't be switched off" in off) is (key not in SWITCHABLE)


@pytest.mark.parametrize("key", RULES)
def test_the_example_of_a_rule_leads_to_what_the_page_shows(key: str) -> None:
    said = [
        line for line in as_lines(block(PAGE, "json") + block(SECTIONS[key], "json")) if line["signal"] or line["level"]
    ]
    shown = [f"{line['at'][5:16].replace('T', ' ')}  {line['kind']}  to {line['to']}" for line in said]
    assert shown == block(SECTIONS[key], "text").splitlines()
    assert {line["signal"] for line in said} >= {key}
    says = fact(key, "Says").partition("“")[2].rpartition("”")[0]
    assert any(says in line["text"].replace("**", "") for line in said if line["signal"] == key)


CAST = {"hire": "Nadia", "buddy": "Bea", "item": "It", "hints": "one"}
SPOKEN = (
    "nudge.one_to_one",
    "nudge.fading",
    "nudge.pick_another",
    "nudge.item_few_meetings",
    "gentle.skipped",
    "gentle.weak",
)
ROLES = {"hire": "the newcomer alone", "manager": "the manager"}
NUMBERS = {
    "weak_hints": (weak_hints.HINTS, weak_hints.KINDS, weak_hints.OCCASIONS, weak_hints.WINDOW, weak_hints.LATER),
    "no_one_to_one": (no_one_to_one.BY,),
    "silent_buddy": (silent_buddy.SILENT, silent_buddy.SINCE),
    "few_meetings": (few_meetings.MISSED, few_meetings.PLANNED, few_meetings.GOAL),
}


@pytest.mark.parametrize("key", OVER_TIME)
def test_a_rule_over_time_says_to_whom_it_speaks_and_all_that_one_asks_about_it(key: str) -> None:
    assert f"\nTo: {ROLES[OVER_TIME[key].to]}.\n" in SECTIONS[key]
    assert all(len(fact(key, name).split()) > 3 for name in SAID)
    assert "`ONBOARDBOT_NUDGES=false`" in fact(key, "Switched off by")
    said = [int(number) for number in re.findall(r"\b\d+\b", fact(key, "Rule"))]
    assert set(NUMBERS.get(key, ())) <= set(said)


@pytest.mark.parametrize("key", [key for key in OVER_TIME if "```json" in SECTIONS[key]])
def test_the_example_of_a_reminder_leads_to_what_the_page_shows(key: str) -> None:
    said = [one for one in as_lines(block(PAGE, "json") + block(SECTIONS[key], "json")) if one["kind"] == "reminder"]
    shown = [f"{line['at'][5:16].replace('T', ' ')}  {line['kind']}  to {line['to']}" for line in said]
    assert shown == block(SECTIONS[key], "text").splitlines()
    says = fact(key, "Says").partition("“")[2].rpartition("”")[0]
    assert any(says in line["text"] for line in said)


@pytest.mark.parametrize("key", OVER_TIME)
def test_what_a_rule_over_time_says_stands_in_the_catalogue(key: str) -> None:
    says = fact(key, "Says").partition("“")[2].rpartition("”")[0]
    voice = Voice("en")
    texts = (voice.plain(name, **CAST).replace("**", "") for name in sentences("en") if name.startswith(SPOKEN))
    assert any(says in text for text in texts)
