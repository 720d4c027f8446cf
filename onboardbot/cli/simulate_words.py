"""The lines that `onboardbot simulate` writes: what a message is, and its words from the bot's own catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from onboardbot.core import effect, handoff
from onboardbot.core.acknowledging import Fitting, understood
from onboardbot.core.course import Spoken
from onboardbot.core.finding import CONFIDENTIAL, Choice, Level
from onboardbot.core.history import History
from onboardbot.core.language.wishes import thanks
from onboardbot.core.plainwords import unmarked
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.signals import STILL_SAID
from onboardbot.core.telling import newest_mood
from onboardbot.texts.acknowledging import Acknowledged, acknowledge, language_for, nothing_in
from onboardbot.texts.catalogue import Voice, pick
from onboardbot.texts.confidential import (
    question_in_words,
    reminder,
    resources_in_words,
    suggestion,
    told_in_confidence,
)

NAMELESS = frozenset({"it"})  # roles that a history may ask for help without saying who that is
SOON = timedelta(days=6)  # within it a weekday names one day


@dataclass(frozen=True)
class Told:
    """What stands in a line beside hire, instant and addressee."""

    kind: str
    text: str
    signal: str | None = None
    level: str | None = None
    quote: str | None = None


@dataclass(frozen=True)
class Teller:
    """Puts messages into words for one hire, in their language; `seen_by` is what their check-ins said."""

    voice: Voice
    hire: str
    language: str | None = None
    seen_by: dict[str, SeenBy] = field(default_factory=dict)

    @classmethod
    def speaking(cls, language: str | None, hire: str) -> "Teller":
        return cls(Voice(pick(language)), hire, language)

    def line(self, spoken: Spoken) -> Told | None:
        """Return what a message says; None where one that is there already only is drawn anew without new words."""
        words = WORDS.get(type(spoken.message))
        told = words(self, spoken) if words else None
        return told if told is None or told.kind == "escalation" else self._about(told, spoken)

    def thanks(self, key: str) -> str:
        return self.voice.plain(key, hire=first_name(self.hire))

    def about(self, key: str, buddy: str | None = None) -> str:
        """Return a sentence about the hire, and the buddy where one is named."""
        return unmarked(self.voice.words(key, hire=first_name(self.hire), buddy=self.name(buddy)))

    def answer_to(self, text: str, history: History, *, mood: int | None, seed: str, before: str) -> Acknowledged:
        """Return the thanks for words, which take up what was said."""
        found = _fitting(text, history, mood=mood)
        language = language_for(found, self.language)
        return acknowledge(found, language, hire=first_name(self.hire), seed=f"{self.hire}/{seed}", before=before)

    def reply_to(self, text: str, history: History) -> str | None:
        """Return the key of the reply to words that lead to nothing; None where there is something to take up."""
        if thanks(text):
            return "help.thanks"
        return "help.hire" if nothing_in(_fitting(text, history), self.language) else None

    def name(self, person: str | None) -> str | None:
        """Return what somebody is called in a sentence; a role that nobody is named for as the texts call it."""
        if person is None:
            return None
        return self.voice.plain(f"role.{person}") if person in NAMELESS else first_name(person)

    def reason(self, reason: effect.Reason, spoken: Spoken) -> str:
        """Return one sentence that says what a finding rests on."""
        values: dict[str, Any] = {"hire": first_name(self.hire)}
        if reason.signal in STILL_SAID:
            known = {one.id: one for one in spoken.moment.history.moods}
            moods = [known[one] for one in reason.evidence if one in known]
            newest = newest_mood(reason.signal, moods, spoken.message.to, hire=spoken.finding.hire)
            if newest is None:
                return self.voice.plain("reason.taken_back", **values)
            local = newest.at.astimezone(spoken.moment.calendar.zone)
            values |= {"mood": self.voice.plain(f"mood.{newest.mood}"), "day": self.voice.weekday(local)}
        if reason.signal == "stuck":
            values |= {"tasks": "; ".join(reason.evidence), "count": len(reason.evidence)}
        return self.voice.plain(f"reason.{reason.signal}", **values)

    def when(self, instant: datetime | None, spoken: Spoken) -> str | None:
        if instant is None:
            return None
        local = instant.astimezone(spoken.moment.calendar.zone)
        day = self.voice.weekday(local) if abs(instant - spoken.at) < SOON else self.voice.day(local)
        return self.voice.plain("at", day=day, time=self.voice.clock(local))

    def _about(self, told: Told, spoken: Spoken) -> Told:
        finding = spoken.finding
        level = None if finding.level is Level.HANDOFF else str(finding.level)
        return Told(told.kind, told.text, finding.signal, level, told.quote)


def _fitting(text: str, history: History, *, mood: int | None = None) -> Fitting:
    return understood(text, history.team, history.names, history.listener, mood=mood)


def first_name(name: str) -> str:
    """Return the first word of a name, of an e-mail what stands before its sign."""
    return name.partition("@")[0].split(" ")[0] or name


def _offer(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    voice, finding = teller.voice, spoken.finding
    if finding.level is Level.PROTECTED:
        return _protected_offer(teller, spoken)
    names = [name for option in said.options if (name := teller.name(option.person))]
    key = "offer.alone" if not names else "offer.nobody" if said.nobody else f"offer.{said.signal}"
    duty = any(option.choice is Choice.DUTY for option in said.options)
    without = {"no_hr": handoff.no_hr(said.options, spoken.moment.team), "duty": duty}
    lines = [voice.plain(key, names=voice.either(names), **without)]
    if finding.level is Level.CARE and finding.told:
        lines.insert(0, voice.plain("offer.not_helped"))
    elif finding.level is Level.CARE and said.again:
        lines.insert(0, voice.plain("offer.again"))
    if finding.level is Level.CARE and names:
        reason = effect.Reason(signal=finding.signal, level=finding.level, evidence=finding.evidence)
        lines += [voice.plain("offer.reads", shared=False), teller.reason(reason, spoken)]
    if finding.level is Level.HANDOFF and names:
        lines += _beforehand(teller, spoken)
    if said.default is not None:
        name, when = teller.name(said.default), teller.when(said.by, spoken)
        lines.append(voice.plain("offer.default", name=name, when=when))
    return Told("offer", "\n".join(lines))


def _beforehand(teller: Teller, spoken: Spoken) -> list[str]:
    """Return what whoever is picked will read, and who is asked if they don't take it."""
    said: Any = spoken.message
    voice, finding, lines = teller.voice, spoken.finding, []
    ask = voice.plain("handoff.ask", hire=first_name(teller.hire), when=teller.when(finding.until, spoken))
    moment = spoken.moment
    for then, persons in handoff.afterwards(finding, moment.team, said.options, moment.history.findings).items():
        names = voice.either([name for one in persons if (name := teller.name(one))])
        lines.append(voice.plain("handoff.then", names=names, then=teller.name(then)))
    return [voice.plain("handoff.reads"), ask, *lines]


def _protected_offer(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    names = {option.choice: teller.name(option.person) for option in said.options if option.person}
    question = question_in_words(teller.voice, names, unsure=spoken.finding.unsure, again=said.again)
    reason = effect.Reason(signal=said.signal, level=spoken.finding.level, evidence=spoken.finding.evidence)
    reads = teller.voice.plain("offer.reads", shared=False)
    return Told("offer", "\n".join((question, reads, teller.reason(reason, spoken))))


def _resources(teller: Teller, spoken: Spoken) -> Told:
    """Return the fixed words; a history names no help outside of the company."""
    said: Any = spoken.message
    above, below = resources_in_words(teller.voice, said, first_name(teller.hire), ())
    question = [teller.voice.plain("resources.question")] if said.danger else []
    return Told("resources", "\n".join((*above, *below, *question)))


def _announce(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    voice, finding = teller.voice, spoken.finding
    name, when = teller.name(said.addressee), teller.when(said.goes_at, spoken)
    reason = effect.Reason(signal=finding.signal, level=finding.level, evidence=finding.evidence)
    intro = voice.plain("announce.joins" if said.joins else "announce.intro", name=name, when=when)
    note = voice.plain("announce.note", shared=finding.quote is not None)
    return Told("offer", "\n".join((intro, teller.reason(reason, spoken), note)))


def _tell(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    hire, about = first_name(teller.hire), teller.name(said.about)
    if spoken.finding.level in CONFIDENTIAL:
        return _reasons(teller, spoken, [teller.voice.plain(f"alert.{_manner(chosen=said.chosen)}", hire=hire)])
    intro = teller.voice.plain("alert.intro", hire=hire, chosen=said.chosen, about=about)
    told = _reasons(teller, spoken, [intro])
    return Told("escalation", told.text) if said.about else told


def _manner(*, chosen: bool) -> str:
    return "confided" if chosen else "urgent"


def _reasons(teller: Teller, spoken: Spoken, lines: list[str]) -> Told:
    said: Any = spoken.message
    voice, hire, quotes = teller.voice, first_name(teller.hire), []
    for reason in said.reasons:
        lines.append(voice.plain("alert.reason", reason=teller.reason(reason, spoken)))
        if reason.quote is not None:
            quotes.append(reason.quote.words)
            lines += [voice.plain("alert.shared", hire=hire), reason.quote.words]
    besides = [name for one in spoken.finding.told if one != said.to and (name := teller.name(one))]
    lines += [
        voice.plain(suggestion(spoken.finding), hire=hire),
        voice.plain("alert.besides", names=voice.both(besides)),
        voice.plain("alert.note", hire=hire),
    ]
    return Told("alert", "\n".join(lines), quote=next(iter(quotes), None))


def _update(teller: Teller, spoken: Spoken) -> Told | None:
    """Say what somebody reads in the message that they have once words were shared; else it is no new line."""
    said: Any = spoken.message
    if not said.cause.startswith("words:"):
        return None
    hire, chosen = first_name(teller.hire), spoken.finding.chosen
    if spoken.finding.level in CONFIDENTIAL:
        return _reasons(teller, spoken, [teller.voice.plain(f"alert.{_manner(chosen=chosen)}", hire=hire)])
    return _reasons(teller, spoken, [teller.voice.plain("alert.intro", hire=hire, chosen=chosen)])


def _remind(teller: Teller, spoken: Spoken) -> Told:
    return Told("reminder", teller.voice.plain(reminder(spoken.finding), hire=first_name(teller.hire)))


def _escalate(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    words = teller.voice.plain("escalate", name=teller.name(said.about), hire=first_name(teller.hire))
    return Told("escalation", words)


def _told_hire(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    finding, name = spoken.finding, teller.name(said.person)
    if finding.level is Level.OPERATIONAL:
        return Told("acknowledgement", teller.voice.plain("told_hire.help", name=name, task=finding.evidence[0]))
    if finding.level in CONFIDENTIAL and finding.escalated_to != said.person:
        return Told("acknowledgement", "\n".join(told_in_confidence(teller.voice, finding, name)))
    if finding.escalated_to == said.person:
        about = teller.name(finding.addressee)
        key = "told_hire.passed" if finding.addressee in finding.passed else "told_hire.escalated"
        return Told("acknowledgement", teller.voice.plain(key, name=name, about=about))
    return Told("acknowledgement", teller.voice.plain("told_hire.asked", name=name))


def _person(key: str) -> "Words":
    def words(teller: Teller, spoken: Spoken) -> Told:
        said: Any = spoken.message
        return Told("acknowledgement", teller.voice.plain(key, name=teller.name(said.person)))

    return words


def _help_ask(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    return Told("alert", teller.voice.plain("help_ask.ask", hire=first_name(teller.hire), task=said.task))


def _handoff_ask(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    when = teller.when(said.until, spoken)
    return Told("handoff", teller.voice.plain("handoff.ask", hire=first_name(teller.hire), when=when))


def _handoff_plan(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    if said.person is None:
        return Told("acknowledgement", teller.voice.plain("handoff.nobody"))
    name, afterwards, passed = (teller.name(one) for one in (said.person, said.afterwards, said.passed_by))
    when = teller.when(said.until, spoken)
    words = teller.voice.plain("handoff.plan", name=name, when=when, afterwards=afterwards, passed=passed)
    return Told("acknowledgement", words)


def _nobody_to_help(teller: Teller, spoken: Spoken) -> Told:
    said: Any = spoken.message
    return Told("acknowledgement", teller.voice.plain("help_ask.nobody", task=said.task))


Words = Callable[[Teller, Spoken], Told | None]
WORDS: Mapping[type, Words] = {
    effect.Offer: _offer,
    effect.Announce: _announce,
    effect.Tell: _tell,
    effect.UpdateAlert: _update,
    effect.Remind: _remind,
    effect.Escalate: _escalate,
    effect.ToldHire: _told_hire,
    effect.Took: _person("took"),
    effect.TookBack: _person("took_back"),
    effect.AskHelped: _person("ask_helped.ask"),
    effect.HelpAsk: _help_ask,
    effect.HandoffAsk: _handoff_ask,
    effect.HandoffPlan: _handoff_plan,
    effect.NobodyToHelp: _nobody_to_help,
    effect.Resources: _resources,
}
