"""What follows from a look: found, looked for again, sent again, or nobody can tell."""

from datetime import UTC, datetime, timedelta

import pytest

from onboardbot.core.delivery import DeliveryError, Posted
from onboardbot.core.lookup import APART, TRIES, Verdict, judge
from onboardbot.core.outbox import Cause, Envelope, MessageState, Priority

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENDING, RETRY, UNSURE = MessageState.SENDING, MessageState.RETRY, MessageState.UNSURE
LOST = DeliveryError(Cause.UNSURE, "HTTP 500", lost=True)
FORBIDDEN = DeliveryError(Cause.MISSING_SCOPE, "missing_scope", permanent=True)
AWAY = DeliveryError(Cause.UNREACHABLE, "connection refused")
SHUT_OUT = DeliveryError(Cause.TOKEN_REVOKED, "token_revoked")
BUSY = DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=timedelta(seconds=7))


def envelope(**values: object) -> Envelope:
    usual = {"id": "1", "kind": "message", "person_id": "nadia", "enrollment_id": None, "touchpoint_id": None}
    more = {"subject": "1", "dedupe_key": "1", "due_at": NOW, "priority": Priority.DUE, "state": SENDING}
    return Envelope.model_validate(usual | more | values)


@pytest.mark.parametrize(
    ("before", "seen", "verdict"),
    [
        ({}, Posted(channel="D1", ts="1.000000"), Verdict(MessageState.SENT)),
        ({}, None, Verdict(SENDING, looks=1, look_at=NOW + APART)),
        ({"looks": 1}, None, Verdict(RETRY)),
        ({"looks": 1}, Posted(channel="D1", ts="1.000000"), Verdict(MessageState.SENT)),
        ({}, FORBIDDEN, Verdict(UNSURE)),
        ({"priority": Priority.CLICK}, FORBIDDEN, Verdict(RETRY)),
        ({"priority": Priority.PROTECTED}, FORBIDDEN, Verdict(RETRY)),
        ({"priority": Priority.ALERT}, FORBIDDEN, Verdict(UNSURE)),
        ({"looks": 1}, LOST, Verdict(SENDING, looks=1, failed_looks=1, look_at=NOW + timedelta(seconds=5))),
        ({"failed_looks": 2}, LOST, Verdict(SENDING, failed_looks=3, look_at=NOW + timedelta(seconds=20))),
        ({"failed_looks": TRIES - 1}, LOST, Verdict(UNSURE)),
        ({"failed_looks": TRIES - 1, "priority": Priority.CLICK}, LOST, Verdict(RETRY)),
        ({"failed_looks": TRIES - 1}, AWAY, Verdict(SENDING, failed_looks=TRIES - 1, look_at=NOW + APART)),
        ({"failed_looks": TRIES - 1}, SHUT_OUT, Verdict(SENDING, failed_looks=TRIES - 1, look_at=NOW + APART)),
        ({"looks": 1}, BUSY, Verdict(SENDING, looks=1, look_at=NOW + timedelta(seconds=7))),
    ],
)
def test_what_follows_from_a_look(
    before: dict[str, object], seen: Posted | DeliveryError | None, verdict: Verdict
) -> None:
    assert judge(envelope(**before), seen, machine=NOW) == verdict
