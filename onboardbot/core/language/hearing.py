"""What a reply says that must not go the ordinary ways: rules by people, which nothing else can lower.

Unsure means careful: whether it concerns the manager is yes, no or unsure, and unsure is treated like yes.
"""

import re
from collections.abc import Collection, Mapping

from onboardbot.core.language.clauses import Sentence, denied, said, sentences
from onboardbot.core.language.heard import Concerns, Heard, Topic
from onboardbot.core.language.lexicon import signs
from onboardbot.core.language.names import mentions_superior
from onboardbot.core.language.reading import read
from onboardbot.core.language.utterance import Utterance


def hear(reply: Utterance) -> Heard:
    """Return what a reply says that must not go the ordinary ways."""
    parts = tuple(dict.fromkeys(sentences(reply.reading)))  # what is said again says no more
    about = _concerns(parts, reply)
    found = {topic: tuple(part for part in parts if _says(topic, part.read, about)) for topic in PATTERNS}
    troubled = tuple(part for part in parts if _troubled(part.read, about))
    if about is not Concerns.NO and troubled:
        found[Topic.ABOUT_MANAGER] = troubled
    danger = _danger(parts)
    if danger:
        found[Topic.DISTRESS] = (*found[Topic.DISTRESS], *danger)
    minors = tuple(part for part in parts if _minor_at_risk(part.read, found))
    if minors and not any(found.get(topic) for topic in Topic if topic is not Topic.DISTRESS):
        found[Topic.SAFETY] = minors
    topics = frozenset(topic for topic, clauses in found.items() if clauses)
    return Heard(
        topics=topics,
        concerns=about,
        immediate=bool(minors) or any(_immediate(part.read) for part in parts),
        danger=bool(danger),
        retracts=any(said(signs("retracted"), part.read) for part in parts),
        clauses=tuple(dict.fromkeys(clause.words for topic in Topic for clause in found.get(topic, ()))),
    )


def announces(text: str) -> bool:
    """Say whether words that follow despair tell of danger now: outright, by a means, or by an intent with a time."""
    parts = sentences(read(text))
    told = (one for one in parts if said(signs("means"), one.read) or _means_it(one.read, means=False, despair=True))
    return bool(_danger(parts)) or any(not signs("not_meant").search(one.read) for one in told)


def _concerns(parts: Collection[Sentence], reply: Utterance) -> Concerns:
    """Say whether a reply speaks of the manager or someone above: by role, by name, or of somebody not told apart."""
    written, text = (" . ".join(texts) for texts in ([part.words for part in parts], [part.read for part in parts]))
    if mentions_superior(written, reply.superiors):
        return Concerns.YES
    if signs("perhaps_above").search(text):
        return Concerns.UNSURE
    if signs("somebody_else").search(text) or mentions_superior(written, reply.others, roles=False):
        return Concerns.NO
    return Concerns.UNSURE


def _says(topic: Topic, part: str, about: Concerns) -> bool:
    """Say whether a sentence speaks of a topic, and not only of what a course teaches about it."""
    found = [one for name in PATTERNS[topic] for one in signs(name).finditer(part)]
    if topic is not Topic.DISTRESS:  # where a denial lowers nothing
        found = [one for one in found if not denied(part, one)]
    if not found and not _abused(topic, part, about):
        return False
    return not (_only_taught(part) and all(signs("named").fullmatch(one.group()) for one in found))


def _only_taught(part: str) -> bool:
    """Say whether a sentence speaks of a course, a book or a film, and not of the writer."""
    return bool(signs("only_taught").search(part)) and not signs("of_oneself").search(part)


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


def _minor_at_risk(part: str, found: Mapping[Topic, Collection[Sentence]]) -> bool:
    protected = any(clauses for topic, clauses in found.items() if topic is not Topic.DISTRESS)
    return said(signs("minor"), part) and (protected or signs("at_risk").search(part) is not None)


def _danger(parts: Collection[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences that tell of danger now: said outright, or an intent with a time or a means."""
    means = any(said(signs("means"), part.read) for part in parts)
    despair = any(signs("despair").search(part.read) for part in parts)
    return tuple(
        part
        for part in parts
        if said(signs("in_danger"), part.read)
        or (_means_it(part.read, means=means, despair=despair) and not signs("not_meant").search(part.read))
    )


def _means_it(part: str, *, means: bool, despair: bool) -> bool:
    """Say whether an intent has a means, or a time in its own clause: "today was awful" is no time for another one."""
    fragments = [one for one in FRAGMENTS.split(part) if one.strip()]
    for index, one in enumerate(fragments):
        beside = (next_to for next_to in fragments[max(index - 1, 0) : index + 2] if len(next_to.split()) <= BARE)
        if _intends(one, despair=despair) and (means or any(signs("time").search(at) for at in (one, *beside))):
            return True
    return False


def _intends(part: str, *, despair: bool) -> bool:
    """Say whether somebody means to do something to themselves; "I'll do it" is that beside despair alone."""
    found = signs("intent").search(part), signs("announced").search(part) if despair else None
    return any(one is not None for one in found)


FRAGMENTS = re.compile(r"[,:]|\b(?:and|but|so|und|aber|y|pero|et|mais|e|mas)\b")
BARE = 2  # words of a fragment that says nothing else than when: ", tonight,"
PATTERNS = {
    Topic.HARASSMENT: ("harassment", "violence"),
    Topic.DISCRIMINATION: ("discrimination",),
    Topic.SAFETY: ("safety", "hazard"),
    Topic.DISTRESS: ("despair",),
}  # the words of each topic
