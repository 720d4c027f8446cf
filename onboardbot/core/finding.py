"""A signal's finding and its whole life: who is asked, who is told, what came of it."""

from enum import StrEnum

from pydantic import AwareDatetime

from onboardbot.core.when import Value


class Level(StrEnum):
    """Operational goes to its owner, care is offered to the newcomer first, a hand-off is their own wish.

    Protected never reaches the manager, those above, or anyone named in it; distress gets fixed words and a human.
    """

    OPERATIONAL = "operational"
    CARE = "care"
    HANDOFF = "handoff"
    PROTECTED = "protected"
    DISTRESS = "distress"


CONFIDENTIAL = frozenset({Level.PROTECTED, Level.DISTRESS})


class State(StrEnum):
    """Where a finding stands; the later ones are ends.

    offered: the newcomer was asked. announced: they read what will be said, 15 minutes long.
    waiting: for the budget. open: told to somebody. taken: somebody looks after it.
    resolved: the newcomer says it helped, or it is done. set_aside: not useful. lapsed: asked twice, ten
    working days. ended: does not hold any more, or the onboarding ended. kept: between the newcomer and us.
    cancelled: the announcement was taken back. merged: added to the alert `merged_into`.
    """

    OFFERED = "offered"
    ANNOUNCED = "announced"
    WAITING = "waiting"
    OPEN = "open"
    TAKEN = "taken"
    RESOLVED = "resolved"
    SET_ASIDE = "set_aside"
    LAPSED = "lapsed"
    ENDED = "ended"
    KEPT = "kept"
    CANCELLED = "cancelled"
    MERGED = "merged"


UNTOLD = frozenset({State.OFFERED, State.ANNOUNCED, State.WAITING})
STANDING = frozenset({State.OPEN, State.TAKEN})
LIVE = UNTOLD | STANDING
OUTCOMES = STANDING | {State.RESOLVED, State.SET_ASIDE, State.LAPSED}  # what whoever was told may read of it


class Choice(StrEnum):
    """What the newcomer can answer to an offer."""

    MANAGER = "manager"
    BUDDY = "buddy"
    HR = "hr"
    DUTY = "duty"
    KEEP = "keep"


class Within(StrEnum):
    """How soon the newcomer wants to be talked to; without it: the end of the next working day."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "this week"


class Helped(StrEnum):
    """What the newcomer answers to "did it help?"."""

    YES = "yes"
    BIT = "bit"
    NO = "no"


class NotUseful(StrEnum):
    """Why an alert was not useful: about the alert, never about the newcomer."""

    DID_NOT_FIT = "did_not_fit"
    KNOWN_ALREADY = "known_already"
    TOO_LATE = "too_late"
    NOT_FOR_ME = "not_for_me"


class Danger(StrEnum):
    """What the newcomer answers to "are you in danger right now?"."""

    YES = "yes"
    NO = "no"


class Signal(Value):
    """What a rule found: `evidence` are ids of answers, check-ins or tasks, `circle` whoever may know of it.

    Of what is confidential: `barred` are those whom it is or may be about, `sealed` the check-ins from which nothing
    else is drawn, `unsure` whether it concerns the manager is not known, `urgent` it is told without asking,
    `settled` the newcomer took it back.
    """

    key: str
    level: Level
    evidence: tuple[str, ...]
    circle: frozenset[str]
    barred: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()
    unsure: bool = False
    urgent: bool = False
    settled: bool = False


class Quote(Value):
    """Words that the newcomer shared, and with whom; nobody else gets them."""

    answer: str
    words: str
    person: str

    @property
    def circle(self) -> frozenset[str]:
        """The one with whom they were shared."""
        return frozenset({self.person})


class Finding(Value):
    """One signal of one hire from being found to its end; persons are opaque ids.

    `circle`: whoever may know of it; only the newcomer's own tap adds to it. `addressee`: who is told if the
    newcomer chooses nothing (None: nobody), then who was told last by that or by choice. `chosen`: the newcomer's
    own choice, which needs no budget and goes at any hour; `unasked_at`: when it went without one. `told`: all
    whom it was sent to, in order. `unreached`: whom it did not reach last. `heard`: what the newcomer answered
    to the last "did it help?". `talked_at`: when whoever was told said that they had talked already. `passed`: who
    passed it on. `closed_by`: who set it aside, for the `reason`. Of a hand-off: `until` is its promise, `within`
    how soon the newcomer wants it, `barred` whom it may be about, `proposed` the time that was suggested last of
    `proposals`, and `fits` what the newcomer said to that. `sealed` and `unsure`: see `Signal`. `due_at`: when time
    alone changes it next (None: never).
    """

    id: str
    hire: str
    signal: str
    level: Level
    evidence: tuple[str, ...]
    circle: frozenset[str]
    found_at: AwareDatetime
    state: State
    addressee: str | None = None
    chosen: bool = False
    presented: int = 0
    presented_at: AwareDatetime | None = None
    quote: Quote | None = None
    told: tuple[str, ...] = ()
    told_at: AwareDatetime | None = None
    unreached: str | None = None
    unasked_at: AwareDatetime | None = None
    barred: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()
    unsure: bool = False
    until: AwareDatetime | None = None
    within: Within | None = None
    proposed: AwareDatetime | None = None
    proposals: int = 0
    fits: bool | None = None
    reminders: int = 0
    reminded_at: AwareDatetime | None = None
    snoozed_at: AwareDatetime | None = None
    escalated_to: str | None = None
    taken_by: str | None = None
    taken_at: AwareDatetime | None = None
    talked_at: AwareDatetime | None = None
    passed: tuple[str, ...] = ()
    asked_helped: int = 0
    heard: Helped | None = None
    closed_at: AwareDatetime | None = None
    closed_by: str | None = None
    reason: str | None = None
    merged_into: str | None = None
    due_at: AwareDatetime | None = None

    @property
    def live(self) -> bool:
        """Something may still come of it."""
        return self.state in LIVE

    @property
    def unasked(self) -> bool:
        """Told without a choice of the newcomer: what the budget counts, what rests on leave and in a pause."""
        return self.level is Level.CARE and not self.chosen

    @property
    def pressing(self) -> bool:
        """Confidential and told without a choice of the newcomer, as it can't wait."""
        return self.level in CONFIDENTIAL and not self.chosen

    def outcome_for(self, reader: str) -> State:
        """Return what became of it as far as one of those who were told may know; `ended` says no more than that.

        That the newcomer turned to somebody else is the newcomer's alone, and so is an answer other than "it helped".
        Whoever passed a hand-off on has nothing more to do with it.
        """
        turned_away = self.level is Level.CARE and reader not in {self.addressee, self.escalated_to}
        passed_on = self.level is Level.HANDOFF and reader in self.passed
        unhelped = self.state is State.RESOLVED and self.heard is not Helped.YES
        return State.ENDED if turned_away or passed_on or unhelped or self.state not in OUTCOMES else self.state
