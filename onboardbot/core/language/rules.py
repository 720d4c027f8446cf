"""The listener that is made of rules alone: word lists by people, the button, and what they mean together."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from onboardbot.core.language.heard import LANGUAGES, UNKNOWN, Category, Heard, Reason, Topic, Urgency, Wish
from onboardbot.core.language.hearing import hear
from onboardbot.core.language.requests import asks_for_human
from onboardbot.core.language.wishes import asks_for_help, asks_to_pause, asks_to_resume

FEW = 3  # words from which too little can be told
SMALL_WORDS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:the|i|i'm|is|are|was|my|me|and|to|of|it|it's|that|this|for|with|you|we|they|not|no|more|have|has|so|what"
        r"|where|how|do|don't|there|on|at|be|too|everything|everybody|nobody|still)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:der|die|das|ich|ist|sind|und|zu|mit|nicht|kein\w*|ein\w*|mir|mich|mein\w*|es|wir|auf|für|von|alles|noch|wie"
        r"|wo|was|hier|mehr|habe|hat|sehr)\b",
        re.IGNORECASE,
    ),
}
LOW, HIGH = 2, 4  # moods up to and from which the button alone says something
OF_TOPIC: Mapping[Topic, Category] = {
    Topic.DISTRESS: Category.DISTRESS,
    Topic.HARASSMENT: Category.HARASSMENT,
    Topic.DISCRIMINATION: Category.HARASSMENT,
    Topic.SAFETY: Category.HARASSMENT,
    Topic.ABOUT_MANAGER: Category.MANAGER,
}
PRESSING = frozenset({Category.DISTRESS, Category.HARASSMENT})


class Rules:
    """Hears by word lists, and by the button where the words say nothing."""

    def hear(
        self,
        text: str,
        *,
        mood: int | None = None,
        lang: str | None = None,
        superiors: Collection[str] = (),
        others: Collection[str] = (),
    ) -> Heard:
        heard = hear(text, superiors, others)
        categories = tuple(dict.fromkeys(OF_TOPIC[topic] for topic in Topic if topic in heard.topics))
        return replace(
            heard,
            lang=_language(text, lang),
            categories=categories or (_by_the_button(mood),),
            urgency=_urgency(categories, mood),
            struggling=bool(categories) or (mood is not None and mood <= LOW),
            reasons=tuple(Reason(clause, categories[0]) for clause in heard.clauses),
            asks=wishes_in(text),
        )

    def rank(
        self,
        text: str,
        *,
        mood: int | None = None,
        lang: str | None = None,
        superiors: Collection[str] = (),
        others: Collection[str] = (),
    ) -> float:
        urgency = self.hear(text, mood=mood, lang=lang, superiors=superiors, others=others).urgency
        return list(Urgency).index(urgency) / (len(Urgency) - 1)


def _language(text: str, hint: str | None) -> str:
    """Return the language whose small words stand in a text; a few words may be of any, so there the hint counts."""
    counts = {language: len(words.findall(text)) for language, words in SMALL_WORDS.items()}
    if any(counts.values()):
        return max(counts, key=lambda one: (counts[one], one == hint))
    few = len(text.split()) <= FEW and text.isascii()
    return hint if hint in LANGUAGES else LANGUAGES[0] if few else UNKNOWN


def wishes_in(text: str) -> frozenset[Wish]:
    """Return what a reply asks of us."""
    asked = {
        Wish.HUMAN: asks_for_human,
        Wish.PAUSE: asks_to_pause,
        Wish.RESUME: asks_to_resume,
        Wish.HELP: asks_for_help,
    }
    return frozenset(wish for wish, asks in asked.items() if asks(text))


def _by_the_button(mood: int | None) -> Category:
    if mood is None or LOW < mood < HIGH:
        return Category.NEUTRAL
    return Category.OTHER if mood <= LOW else Category.POSITIVE


def _urgency(categories: Collection[Category], mood: int | None) -> Urgency:
    if PRESSING.intersection(categories):
        return Urgency.IMMEDIATE
    if categories:
        return Urgency.ACT
    return Urgency.WATCH if mood is not None and mood <= LOW else Urgency.NONE
