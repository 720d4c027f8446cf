"""The listener that is made of rules alone: word lists by people, the button, and what they mean together."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from onboardbot.core.language.heard import Category, Heard, Reason, Topic, Urgency, Wish
from onboardbot.core.language.hearing import hear
from onboardbot.core.language.masking import masks
from onboardbot.core.language.names import people_named
from onboardbot.core.language.requests import asks_for_human
from onboardbot.core.language.tongue import language
from onboardbot.core.language.utterance import Utterance
from onboardbot.core.language.wholes import meant, slipped, whole
from onboardbot.core.language.wishes import asks_for_help, asks_to_pause, asks_to_resume

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

    def hear(self, reply: Utterance) -> Heard:
        return replace(by_rules(hear(reply), reply), lang=language(reply, masks(reply)))

    def rank(self, reply: Utterance) -> float:
        return self.both(reply)[1]

    def both(self, reply: Utterance) -> tuple[Heard, float]:
        heard = self.hear(reply)
        return heard, by_urgency(heard)


def by_rules(heard: Heard, reply: Utterance) -> Heard:
    """Return what was found in a reply, and what the button says where that is nothing."""
    kind = None if heard.topics else whole(reply.reading)
    told = meant(kind, reply.mood) if kind is not None else None
    mood = None if slipped(reply.reading) else reply.mood
    categories = categories_of(heard.topics)
    return replace(
        heard,
        categories=categories or (told[0] if told else _by_the_button(mood),),
        urgency=told[1] if told else _urgency(categories, mood),
        struggling=bool(categories) or (told[0] is Category.OTHER if told else mood is not None and mood <= LOW),
        reasons=tuple(Reason(clause, categories[0]) for clause in heard.clauses),
        names=named_in(reply),
        asks=wishes_in(reply),
    )


def by_urgency(heard: Heard) -> float:
    """Return how rules rank a reply: by nothing else than how soon a human should look."""
    return list(Urgency).index(heard.urgency) / (len(Urgency) - 1)


def categories_of(topics: Collection[Topic]) -> tuple[Category, ...]:
    """Return the categories of what is protected, the most pressing first."""
    found = {OF_TOPIC[topic] for topic in topics}
    return tuple(category for category in Category if category in found)


def named_in(reply: Utterance) -> frozenset[str]:
    """Return whom a reply names of those who are known."""
    return people_named(reply.text, {name: name for name in reply.names})


def wishes_in(reply: Utterance) -> frozenset[Wish]:
    """Return what a reply asks of us."""
    asked = {
        Wish.HUMAN: asks_for_human(reply.text, reply.names),
        Wish.PAUSE: asks_to_pause(reply.text),
        Wish.RESUME: asks_to_resume(reply.text),
        Wish.HELP: asks_for_help(reply.text),
    }
    return frozenset(wish for wish, asks in asked.items() if asks)


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
