"""The fixed words of what is confidential, put together: the question whom to tell, and where help is."""

from collections.abc import Mapping, Sequence

from onboardbot.core.company import Resource
from onboardbot.core.effect import Resources
from onboardbot.core.finding import CONFIDENTIAL, Choice, Finding
from onboardbot.core.signals import RULES, safety
from onboardbot.texts.catalogue import Voice

ALWAYS = "always"  # as company.yaml says that a number is answered at any hour


def question_in_words(voice: Voice, names: Mapping[Choice, str | None], *, unsure: bool, again: bool) -> str:
    """Return the question as Markdown."""
    duty, hr = names.get(Choice.DUTY), names.get(Choice.HR)
    either = voice.either([name for name in ((hr, duty) if unsure else (duty, hr)) if name])
    if again:
        return voice.words("offer.protected_again", names=either)
    if unsure:
        return voice.words("offer.protected_unsure", names=either)
    return voice.words("offer.protected", duty=duty, hr=hr)


def suggestion(finding: Finding) -> str:
    """Return the key of the next step that whoever reads a note may take: what can't wait has other ones."""
    rule = RULES[finding.signal]
    if rule.family == "protected" and finding.pressing:
        return "suggest.pressing"
    said = safety.KEY if finding.signal == safety.KEY else rule.family
    return f"suggest.{said}"


def reminder(finding: Finding) -> str:
    """Return the key of a reminder: a short hello is too little for what is confidential."""
    return "remind.confided" if finding.level in CONFIDENTIAL else "remind.open"


def told_in_confidence(voice: Voice, finding: Finding, name: str | None) -> list[str]:
    """Return as Markdown what the newcomer reads once somebody was told; unasked it comes with where help is at once.

    In distress that stands above already.
    """
    told = [voice.words("told_hire.confided", name=name)]
    if RULES[finding.signal].family != "protected" or not finding.pressing:
        return told
    return [*told, voice.words("told_hire.pressing"), voice.words("resources.emergency")]


def resources_in_words(
    voice: Voice, said: Resources, hire: str, found: Sequence[Resource]
) -> tuple[list[str], list[str]]:
    """Return the fixed words before the buttons as Markdown, and those below them as plain text."""
    return [_beginning(voice, said, hire, found), *(_line(voice, one) for one in found)], _ending(voice, said)


def _beginning(voice: Voice, said: Resources, hire: str, found: Sequence[Resource]) -> str:
    if RULES[said.signal].family == "protected":
        return voice.words("resources.nobody_protected" if found else "resources.nobody_outside", hire=hire)
    return voice.words("resources.distress" if found else "resources.alone", hire=hire)


def _line(voice: Voice, one: Resource) -> str:
    hours = voice.plain("resources.always") if one.hours == ALWAYS else one.hours
    return voice.words("resources.help", name=one.name, phone=one.phone, url=one.url, hours=hours)


def _ending(voice: Voice, said: Resources) -> list[str]:
    if RULES[said.signal].family == "protected":
        return []
    emergency = voice.plain("resources.emergency")
    return [voice.plain("resources.nobody_distress"), emergency] if said.nobody else [emergency]
