"""All that is known of one hire's onboarding when something is to be decided."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field

from onboardbot.core.finding import Finding
from onboardbot.core.language.listener import Mode
from onboardbot.core.language.remark import Remark
from onboardbot.core.when import Value


class AnswerKind(StrEnum):
    """A question's kind, or `message`: a DM that answers nothing."""

    MOOD = "mood"
    TEXT = "text"
    CHOICE = "choice"
    MESSAGE = "message"


class Answer(Value):
    """What the hire said; `circle` are the person ids at the time of answering, the hire not among them.

    `kept`: the hire said "keep it between us" to what was drawn from it. `remarks`: what optional listeners heard in
    its text besides, when it came.
    """

    id: str
    kind: AnswerKind
    at: AwareDatetime
    circle: frozenset[str] = frozenset()
    mood: int | None = None
    text: str | None = None
    check_in: str | None = None
    kept: bool = False
    remarks: tuple[Remark, ...] = ()


class CheckIn(Value):
    """A check-in that was sent; answered when one of its questions is.

    `circle` is that of the question that was sent (the first), as named in it.
    """

    id: str
    sent_at: AwareDatetime
    circle: frozenset[str] = frozenset()
    answered_at: AwareDatetime | None = None


class Task(Value):
    """A task of a guide that was sent; `help` is the role that is asked when the hire needs help."""

    id: str
    sent_at: AwareDatetime
    due: date | None = None
    help: str = "manager"
    done_at: AwareDatetime | None = None
    help_asked_at: AwareDatetime | None = None


class Item(Value):
    """One thing that was put before the hire and can be passed over: a question of a check-in, a task of a guide.

    `name` is the same where the same is asked again, `of` is the check-in or the guide; `words`: it asks for words.
    """

    id: str
    name: str
    of: str
    sent_at: AwareDatetime
    answered_at: AwareDatetime | None = None
    words: bool = False


class Meeting(Value):
    """A talk with the manager or a meeting with the buddy that either side confirmed; both confirm the `number`-th."""

    role: str
    number: int
    at: AwareDatetime


class Word(Value):
    """A gentle word that the hire got from the bot: the rule, and what it rested on."""

    key: str
    evidence: tuple[str, ...]
    at: AwareDatetime


class Pause(Value):
    """A time in which the hire gets nothing unasked; an open one has no `until`, which is not part of it."""

    since: AwareDatetime
    until: AwareDatetime | None = None


class Team(Value):
    """Who stands around a hire now; the hire is in no role, roles of several are in the order of asking.

    `reachable`: whoever is in Slack with a living account. `roles`: those of company.yaml beside hr and duty.
    """

    hire: str
    manager: str | None = None
    buddy: str | None = None
    hr: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    reports_to: Mapping[str, str] = Field(default_factory=dict)
    reachable: frozenset[str] = frozenset()


class History(Value):
    """Everything in the order in which it happened; only what was sent counts as a check-in or a task.

    `names`: person id to name of everybody who can be named in a text. `listener`: who hears what texts say. `off`:
    signals that the company switched off. Leave is in the hire's calendar. `reminded`: the numbers of the meetings of
    which the buddy was reminded; `words` are gentle ones, the newest last.
    """

    team: Team
    start: date
    check_ins: tuple[CheckIn, ...] = ()
    answers: tuple[Answer, ...] = ()
    tasks: tuple[Task, ...] = ()
    pauses: tuple[Pause, ...] = ()
    ended_at: AwareDatetime | None = None
    findings: tuple[Finding, ...] = ()
    names: Mapping[str, str] = Field(default_factory=dict)
    listener: Mode = Mode.RULES_AND_MODEL
    off: frozenset[str] = frozenset()
    items: tuple[Item, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    reminded: tuple[int, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def moods(self) -> tuple[Answer, ...]:
        """The answers that are moods, the newest last."""
        return tuple(answer for answer in self.answers if answer.mood is not None)

    @property
    def texts(self) -> tuple[Answer, ...]:
        """The answers in the hire's own words, the newest last."""
        return tuple(answer for answer in self.answers if answer.text is not None)

    def pieces(self, finding: Finding) -> tuple[Answer, ...]:
        """Return the answers that a finding rests on, as they are now."""
        return tuple(answer for answer in self.answers if answer.id in finding.evidence)

    def of_signal(self, key: str) -> tuple[Finding, ...]:
        """Return what a rule found so far."""
        return tuple(finding for finding in self.findings if finding.signal == key)

    @property
    def sealed(self) -> frozenset[str]:
        """The check-ins that hold something confidential: nothing is drawn from them for anybody else."""
        return frozenset(check_in for finding in self.findings for check_in in finding.sealed)

    def merged(self, finding: Finding) -> tuple[Finding, ...]:
        """Return what was added to an alert."""
        return tuple(other for other in self.findings if other.merged_into == finding.id)

    def with_finding(self, finding: Finding) -> "History":
        """Return the history with this finding in place of its older self, or added."""
        known = any(other.id == finding.id for other in self.findings)
        findings = tuple(finding if other.id == finding.id else other for other in self.findings)
        return self.model_copy(update={"findings": findings if known else (*findings, finding)})
