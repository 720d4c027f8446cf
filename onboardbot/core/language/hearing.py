"""What a reply says that must not go the ordinary ways: rules by people, which nothing else can lower.

Unsure means careful: whether it concerns the manager is yes, no or unsure, and unsure is treated like yes.
"""

from collections.abc import Collection, Mapping

from onboardbot.core.language.clauses import plain, said, sentences
from onboardbot.core.language.heard import Concerns, Heard, Topic
from onboardbot.core.language.lexicon import signs
from onboardbot.core.language.names import mentions_superior


def hear(text: str, superiors: Collection[str] = (), others: Collection[str] = ()) -> Heard:
    """Return what a text says; `superiors` are the names of the manager and all above, `others` everybody else's."""
    parts = sentences(plain(text))
    about = _concerns(" . ".join(parts), superiors, others)
    found = {topic: tuple(part for part in parts if _says(topic, part, about)) for topic in PATTERNS}
    troubled = tuple(part for part in parts if _troubled(part, about))
    if about is not Concerns.NO and troubled:
        found[Topic.ABOUT_MANAGER] = troubled
    danger = _danger(parts)
    if danger:
        found[Topic.DISTRESS] = (*found[Topic.DISTRESS], *danger)
    minors = tuple(part for part in parts if _minor_at_risk(part, found))
    if minors and not any(found.get(topic) for topic in Topic if topic is not Topic.DISTRESS):
        found[Topic.SAFETY] = minors
    topics = frozenset(topic for topic, clauses in found.items() if clauses)
    return Heard(
        topics=topics,
        concerns=about,
        immediate=bool(minors) or any(_immediate(part) for part in parts),
        danger=bool(danger),
        retracts=any(said(signs("retracted"), part) for part in parts),
        clauses=tuple(dict.fromkeys(clause for topic in Topic for clause in found.get(topic, ()))),
    )


def _concerns(text: str, superiors: Collection[str], others: Collection[str]) -> Concerns:
    """Say whether a text speaks of the manager or someone above: by role, by name, or of somebody not told apart."""
    if mentions_superior(text, superiors):
        return Concerns.YES
    if signs("perhaps_above").search(text):
        return Concerns.UNSURE
    if signs("somebody_else").search(text) or mentions_superior(text, others, roles=False):
        return Concerns.NO
    return Concerns.UNSURE


def _says(topic: Topic, part: str, about: Concerns) -> bool:
    """Say whether a sentence speaks of a topic, and not only of what a course teaches about it."""
    if topic is Topic.DISTRESS:
        return signs("despair").search(part) is not None  # a denial lowers nothing here
    if not any(said(signs(name), part) for name in PATTERNS[topic]) and not _abused(topic, part, about):
        return False
    return not (signs("only_taught").search(part) and not signs("of_oneself").search(part))


def _abused(topic: Topic, part: str, about: Concerns) -> bool:
    """Say whether somebody shouts, insults or threatens; of the manager that is trouble with the manager."""
    return topic is Topic.HARASSMENT and about is not Concerns.YES and said(signs("abuse"), part)


def _troubled(part: str, about: Concerns) -> bool:
    """Say whether a sentence tells of trouble with whoever is above; "he" counts where nobody else is named."""
    if not said(signs("trouble_with"), part):
        return False
    return about is Concerns.YES or bool(signs("perhaps_above").search(part) or signs("he_or_she").search(part))


def _immediate(part: str) -> bool:
    return said(signs("violence"), part) or said(signs("hazard"), part)


def _minor_at_risk(part: str, found: Mapping[Topic, Collection[str]]) -> bool:
    protected = any(clauses for topic, clauses in found.items() if topic is not Topic.DISTRESS)
    return said(signs("minor"), part) and (protected or signs("at_risk").search(part) is not None)


def _danger(parts: Collection[str]) -> tuple[str, ...]:
    """Return the sentences that tell of danger now: said outright, or an intent with a time or a means."""
    means = any(said(signs("means"), part) for part in parts)
    despair = any(signs("despair").search(part) for part in parts)
    return tuple(
        part
        for part in parts
        if said(signs("in_danger"), part)
        or (
            _intends(part, despair=despair)
            and (means or signs("time").search(part))
            and not signs("not_meant").search(part)
        )
    )


def _intends(part: str, *, despair: bool) -> bool:
    """Say whether somebody means to do something to themselves; "I'll do it" is that beside despair alone."""
    found = signs("intent").search(part), signs("announced").search(part) if despair else None
    return any(one is not None for one in found)


PATTERNS = {
    Topic.HARASSMENT: ("harassment", "violence"),
    Topic.DISCRIMINATION: ("discrimination",),
    Topic.SAFETY: ("safety", "hazard"),
    Topic.DISTRESS: ("despair",),
}  # the words of each topic
