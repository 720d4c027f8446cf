"""What a look into a conversation decides about a message of which nobody knows whether it went out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from onboardbot.core.delivery import FIRST_PAUSE, DeliveryError, Posted
from onboardbot.core.outbox import LONGEST_PAUSE, SHUT_OUT, Cause, Envelope, MessageState, Priority

LOOKS = 2
APART = timedelta(seconds=30)  # Slack may still be taking what it was given when the first look finds nothing
TRIES = 5  # failed looks until the history counts as unreadable
ANYWAY = frozenset({Priority.CLICK, Priority.PROTECTED})  # twice is better than never where somebody waits for it


@dataclass(frozen=True)
class Verdict:
    """What becomes of the message; while it is `sending`, it is looked for again at `look_at`, in machine time."""

    state: MessageState
    looks: int = 0
    failed_looks: int = 0
    look_at: datetime | None = None


def judge(envelope: Envelope, seen: Posted | DeliveryError | None, *, machine: datetime) -> Verdict:
    """Return what follows from a look: `seen` is where it stands, None if it is not there, or why nobody can tell."""
    if isinstance(seen, Posted):
        return Verdict(MessageState.SENT)
    if isinstance(seen, DeliveryError):
        return _unread(envelope, seen, machine)
    looks = envelope.looks + 1
    if looks < LOOKS:
        return Verdict(MessageState.SENDING, looks, envelope.failed_looks, machine + APART)
    return Verdict(MessageState.RETRY)


def _unread(envelope: Envelope, error: DeliveryError, machine: datetime) -> Verdict:
    """A Slack that is away, asks to wait or shuts us out says nothing about the history, so that it is asked again."""
    if error.cause in {Cause.UNREACHABLE, Cause.RATE_LIMITED, *SHUT_OUT}:
        pause = min(error.retry_after or APART, LONGEST_PAUSE)
        return Verdict(MessageState.SENDING, envelope.looks, envelope.failed_looks, machine + pause)
    failed = envelope.failed_looks + 1
    if not error.permanent and failed < TRIES:
        pause = FIRST_PAUSE * 2 ** (failed - 1)
        return Verdict(MessageState.SENDING, envelope.looks, failed, machine + pause)
    if envelope.priority in ANYWAY:
        return Verdict(MessageState.RETRY)
    return Verdict(MessageState.UNSURE)
