"""What is to be said to whom because a finding moved; each becomes one outbox message, or one change of rows."""

from typing import Literal

from pydantic import AwareDatetime

from onboardbot.core.finding import Choice, Finding, Level, Quote
from onboardbot.core.when import Value


class Said(Value):
    """A message to a person; `at` is the earliest instant to send it, `count` tells it from its older likes."""

    finding: str
    to: str
    at: AwareDatetime
    count: int = 1

    @property
    def key(self) -> str:
        """The dedupe key: the same effect is one message, however often it is handed over."""
        return f"{self.finding}:{type(self).__name__}:{self.count}"


class Redrawn(Said):
    """A message that `to` already has is drawn anew; no new message, nothing at all if it never was sent.

    `cause` names what changed, so that the same change is drawn once.
    """

    cause: str

    @property
    def key(self) -> str:
        """The dedupe key: one for each reader and change."""
        return f"{self.finding}:{type(self).__name__}:{self.to}:{self.cause}"


class Option(Value):
    """One choice of an offer and the person it names; `keep` names nobody."""

    choice: Choice
    person: str | None = None


class Reason(Value):
    """One thing that an alert says: the signal, what it rests on, and words if they were shared with the reader."""

    signal: str
    level: Level
    evidence: tuple[str, ...]
    quote: Quote | None = None


class Offer(Said):
    """To the newcomer: shall I ask one of these? `default` is told without words if nothing is chosen by `by`.

    `default` None: nobody is told unless the newcomer says so (with `nobody` because nobody but the newcomer is
    in the circle, which the offer says). `by` None with a default: once they are back from a pause.
    """

    kind: Literal["offer"] = "offer"
    signal: str
    options: tuple[Option, ...]
    default: str | None = None
    by: AwareDatetime | None = None
    nobody: bool = False
    again: bool = False


class Announce(Said):
    """To the newcomer: this will be said to `addressee` at `goes_at`, unless changed or cancelled.

    `joins`: added to that finding's alert instead of a new message.
    """

    kind: Literal["announce"] = "announce"
    signal: str
    addressee: str
    options: tuple[Option, ...]
    goes_at: AwareDatetime
    joins: str | None = None
    again: bool = False


class Tell(Said):
    """The alert itself; `chosen`: the newcomer asked for it.

    `about`: who has not been able to respond, if it comes to HR because of that.
    """

    kind: Literal["tell"] = "tell"
    reasons: tuple[Reason, ...]
    chosen: bool = False
    about: str | None = None


class UpdateAlert(Redrawn):
    """The alert that `to` has, with these reasons now."""

    kind: Literal["update_alert"] = "update_alert"
    reasons: tuple[Reason, ...]


class Remind(Said):
    """To whom the alert went: nobody has taken it yet."""

    kind: Literal["remind"] = "remind"


class Escalate(Said):
    """To HR, who may not read the alert: `about` has not been able to respond. No reason, no quote, no signal."""

    kind: Literal["escalate"] = "escalate"
    about: str


class ToldHire(Said):
    """To the newcomer: `person` was told. Only once the message with the key `after` is sent."""

    kind: Literal["told_hire"] = "told_hire"
    person: str
    after: str

    @property
    def key(self) -> str:
        """The dedupe key: one for each message that it speaks of."""
        return f"{self.finding}:{type(self).__name__}:{self.after}"


class Took(Said):
    """To the newcomer: `person` said that they will reach out."""

    kind: Literal["took"] = "took"
    person: str


class TookBack(Said):
    """To the newcomer: `person` had said that they will reach out, and won't after all."""

    kind: Literal["took_back"] = "took_back"
    person: str


class AskHelped(Said):
    """To the newcomer: did it help?

    `talked`: `person` says that the two have talked. `told`: the how-manieth who was told looked after it.
    """

    kind: Literal["ask_helped"] = "ask_helped"
    person: str
    talked: bool = False
    told: int = 1

    @property
    def key(self) -> str:
        """The dedupe key: whoever was asked after somebody else is asked about anew."""
        return super().key if self.told == 1 else f"{super().key}:{self.told}"


class HelpAsk(Said):
    """To whoever helps with a task: the newcomer needs help with it. The task, never a feeling."""

    kind: Literal["help_ask"] = "help_ask"
    task: str


class UpdateHelp(Redrawn):
    """The request for help that `to` has: taken, or done."""

    kind: Literal["update_help"] = "update_help"
    task: str


class HandoffAsk(Said):
    """To the human whom the newcomer wants to talk to, by `until`; no reason.

    `afterwards` is who is asked when nobody took it by then; the newcomer read so beforehand.
    """

    kind: Literal["handoff_ask"] = "handoff_ask"
    until: AwareDatetime
    afterwards: str | None


class UpdateHandoff(Redrawn):
    """The hand-off that `to` has: taken, passed on, or closed."""

    kind: Literal["update_handoff"] = "update_handoff"


class HandoffPlan(Said):
    """To the newcomer: who is asked, until when, and who is asked if nobody took it in time.

    `person` None: nobody is left to ask, and the newcomer reads so. `passed_by`: who passed it on.
    """

    kind: Literal["handoff_plan"] = "handoff_plan"
    person: str | None
    until: AwareDatetime | None
    afterwards: str | None
    passed_by: str | None = None


class Proposal(Said):
    """To the newcomer: `person` suggests a time for the talk that they asked for."""

    kind: Literal["proposal"] = "proposal"
    person: str
    time: AwareDatetime


class ProposalAnswer(Said):
    """To whoever suggested a time: whether it fits the newcomer."""

    kind: Literal["proposal_answer"] = "proposal_answer"
    time: AwareDatetime
    fits: bool


class NobodyToHelp(Said):
    """To the newcomer: nobody fills the role that helps with this task."""

    kind: Literal["nobody_to_help"] = "nobody_to_help"
    task: str


class Resources(Said):
    """To the newcomer: fixed words, and where help is to be had outside of the company, at any hour.

    `danger`: with the question whether they are in danger now. `nobody`: nobody here can be told, which it says.
    """

    kind: Literal["resources"] = "resources"
    signal: str
    danger: bool
    nobody: bool


class Widen(Value):
    """A change, not a message: by the newcomer's own tap `person` may now see these answers."""

    kind: Literal["widen"] = "widen"
    answers: tuple[str, ...]
    person: str


class KeepAnswers(Value):
    """A change, not a message: these answers are kept between the newcomer and the bot."""

    kind: Literal["keep"] = "keep"
    answers: tuple[str, ...]


class Seal(Value):
    """A change, not a message: these answers hold or lie beside something confidential; nobody else may see them.

    `told`: whoever was told of them before may, as what they have must not change by it.
    """

    kind: Literal["seal"] = "seal"
    answers: tuple[str, ...]
    told: frozenset[str] = frozenset()


Message = (
    Offer
    | Announce
    | Tell
    | UpdateAlert
    | Remind
    | Escalate
    | ToldHire
    | Took
    | TookBack
    | AskHelped
    | HelpAsk
    | UpdateHelp
    | HandoffAsk
    | UpdateHandoff
    | HandoffPlan
    | Proposal
    | ProposalAnswer
    | NobodyToHelp
    | Resources
)
Change = Widen | KeepAnswers | Seal
Effect = Message | Change
Outcome = tuple[Finding, tuple[Effect, ...]]
