"""What the protected signals and distress have in common: the newest words are heard, and whom they may be about."""

from collections.abc import Mapping
from datetime import datetime

from onboardbot.core import routes
from onboardbot.core.absence import REST
from onboardbot.core.barred import barred as barred_by
from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import CONFIDENTIAL, Finding, Level, Signal, State
from onboardbot.core.history import Answer, History, Team
from onboardbot.core.language.besides import raised
from onboardbot.core.language.heard import Concerns, Heard, Topic
from onboardbot.core.language.hearing import announces
from onboardbot.core.language.listener import Mode, listener
from onboardbot.core.language.quotes import clause
from onboardbot.core.language.utterance import Utterance
from onboardbot.core.language.wishes import says_yes

PROTECTED = (Topic.HARASSMENT, Topic.DISCRIMINATION, Topic.SAFETY, Topic.ABOUT_MANAGER)


def complaint(topic: Topic, history: History) -> Signal | None:
    """Return what is protected in the newest words; what takes an older complaint back is one, too, and is settled."""
    newest = _newest(history)
    if newest is None:
        return None
    heard = _heard(newest, history)
    topics = set(heard.topics) & set(PROTECTED)
    settled = heard.retracts and not heard.immediate
    if settled and not topics and _speaks_of_it(history, heard):
        topics = {Topic.ABOUT_MANAGER}
    if topic not in topics or _known(newest, history, Level.PROTECTED, urgent=heard.immediate):
        return None
    barred = barred_by(newest.text or "", history.team, history.names)
    return Signal(
        key=topic,
        level=Level.PROTECTED,
        evidence=(newest.id,),
        circle=frozenset(),
        barred=barred | line(history.team),
        sealed=_sealed(newest),
        unsure=heard.concerns is Concerns.UNSURE,
        urgent=heard.immediate,
        settled=settled,
    )


def in_distress(history: History) -> Signal | None:
    """Return distress in the newest words; only those whom it is about are barred."""
    newest = _newest(history)
    heard = _heard(newest, history) if newest else Heard()
    if newest is None or Topic.DISTRESS not in heard.topics:
        return None
    if _known(newest, history, Level.DISTRESS, urgent=heard.danger):
        return None
    return Signal(
        key=Topic.DISTRESS,
        level=Level.DISTRESS,
        evidence=(newest.id,),
        circle=frozenset(),
        barred=_about(newest, heard, history),
        sealed=_sealed(newest),
        urgent=heard.danger,
    )


def in_danger(history: History, now: datetime) -> Finding | None:
    """Return the distress in which the newest words tell that they are in danger right now.

    That is a "yes", or words that beside the ones before name a means or an intent with a time; such are part of it
    from now on. What tells of danger all by itself is distress of its own.
    """
    newest = _newest(history)
    asked = next((one for one in reversed(history.findings) if one.level is Level.DISTRESS), None)
    if newest is None or asked is None or not _is_asked(asked, now):
        return None
    words, heard = newest.text or "", _heard(newest, history)
    more, yes = announces(words), says_yes(words)
    if not more or (heard.danger and not yes):
        return asked if yes else None
    return asked.model_copy(
        update={
            "evidence": tuple(dict.fromkeys((*asked.evidence, newest.id))),
            "barred": asked.barred | _about(newest, heard, history),
            "sealed": asked.sealed | _sealed(newest),
        }
    )


def holds(finding: Finding, history: History, *, calendar: Calendar, now: datetime) -> bool:  # noqa: ARG001
    """What is confidential stays so, whatever is said later."""
    return True


def clause_of(answer: Answer, history: History) -> str:
    """Return the clause that led to something confidential, never the whole of a long reply."""
    return next(iter(_heard(answer, history).clauses), clause(answer.text or ""))


def line(team: Team) -> frozenset[str]:
    """Return the manager and everybody above, and whoever the company says that the hire reports to."""
    own = (team.manager, *routes.above(team, team.manager)) if team.manager else ()
    return frozenset({*own, *routes.above(team, team.hire)} - {team.hire})


def heard_in(
    text: str,
    team: Team,
    names: Mapping[str, str],
    mode: Mode,
    *,
    mood: int | None = None,
    lang: str | None = None,
) -> Heard:
    """Return what words say, by themselves or with what was tapped beside them; `names`: everybody's, by person id."""
    superiors = line(team)
    theirs = tuple(name for person, name in names.items() if person in superiors)
    others = tuple(name for person, name in names.items() if person not in superiors and person != team.hire)
    return listener(mode).hear(Utterance(text, mood, lang, theirs, others))


def _newest(history: History) -> Answer | None:
    newest = history.answers[-1] if history.answers else None
    return newest if newest is not None and newest.text else None


def _heard(answer: Answer, history: History) -> Heard:
    heard = heard_in(answer.text or "", history.team, history.names, history.listener, mood=answer.mood)
    return raised(heard, answer.remarks)


def _is_asked(distress: Finding, now: datetime) -> bool:
    """Say whether nobody knows of a distress, and it can still be answered whether they are in danger."""
    waits = distress.state in (State.OFFERED, State.KEPT) and not distress.told
    return waits and now - distress.found_at < REST


def _about(answer: Answer, heard: Heard, history: History) -> frozenset[str]:
    """Return whom words of distress are or may be about."""
    barred = barred_by(answer.text or "", history.team, history.names)
    about = heard.topics - {Topic.DISTRESS} and heard.concerns is not Concerns.NO
    return barred | (line(history.team) if about else frozenset())


def _sealed(answer: Answer) -> frozenset[str]:
    return frozenset() if answer.check_in is None else frozenset({answer.check_in})


def _known(answer: Answer, history: History, level: Level, *, urgent: bool) -> bool:
    """Say whether this answer led to it before; what has become urgent since is heard anew, if somebody can be told."""
    found = [one for one in history.findings if one.level is level and answer.id in one.evidence]
    return bool(found) and (not urgent or any(one.told or one.state is State.ENDED for one in found))


def _speaks_of_it(history: History, heard: Heard) -> bool:
    """Say whether what is taken back is a complaint: there was one, or the words name who is above."""
    before = any(one.level in CONFIDENTIAL for one in history.findings)
    return before or heard.concerns is Concerns.YES
