"""Who hears what a reply says: one small interface, so that a better listener can take the place of another."""

from enum import StrEnum
from functools import cache
from typing import Protocol

from onboardbot.core.language.heard import Heard
from onboardbot.core.language.utterance import Utterance


class Mode(StrEnum):
    """Which listener hears: what people wrote as rules, or also the small model that was trained beside them."""

    RULES_ONLY = "rules-only"
    RULES_AND_MODEL = "rules-and-model"


class Listener(Protocol):
    """Hears one reply at a time, by itself: no network, no clock, nothing kept."""

    def hear(self, reply: Utterance) -> Heard:
        """Return what a reply says; a finding of the rules for what is protected or distress always stays."""

    def rank(self, reply: Utterance) -> float:
        """Return 0 to 1, which ranks one text among others in tests; never kept, and never shown of a person."""

    def both(self, reply: Utterance) -> tuple[Heard, float]:
        """Return what a reply says and how it ranks, at the cost of one."""


@cache
def listener(mode: Mode = Mode.RULES_AND_MODEL) -> Listener:
    """Return who hears, loaded at the first call."""
    if mode is Mode.RULES_ONLY:
        from onboardbot.core.language.rules import Rules  # noqa: PLC0415 - so that what never hears stays quick

        return Rules()
    from onboardbot.core.language.learned import RulesAndModel  # noqa: PLC0415 - the same

    return RulesAndModel()
