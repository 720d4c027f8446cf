"""Whether something waits in the messages of somebody whose Home has nothing else to show."""

import json

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.finding import State
from onboardbot.core.nudges import Nudge
from onboardbot.core.outbox import Envelope, MessageState
from onboardbot.core.routes import BUDDY
from onboardbot.flows.home.page import Page
from onboardbot.store import enrollments, findings, meetings, outbox

NOTES = ("tell", "help_ask", "handoff_ask")  # what is said about a newcomer to somebody else
NEWEST = 20  # older ones have had their reminders


async def waits(page: Page) -> bool:
    """Say whether a note to the reader is open, or the newest meeting of which they were reminded not confirmed."""
    for envelope in await outbox.recent(page.session, NOTES, page.reader.id, most=NEWEST):
        found = await findings.by_id(page.session, envelope.subject)
        arrived = envelope.state is MessageState.SENT
        if arrived and found is not None and found[1].outcome_for(page.reader.id) is State.OPEN:
            return True
    reminded = await outbox.newest(page.session, Nudge.MEETING, page.reader.id)
    return reminded is not None and reminded.state is MessageState.SENT and await _unconfirmed(page, reminded)


async def _unconfirmed(page: Page, reminded: Envelope) -> bool:
    enrollment = await enrollments.find(page.session, reminded.enrollment_id or "")
    if enrollment is None or enrollment.state is not EnrollmentState.ACTIVE:
        return False
    number = json.loads(reminded.args or "{}").get("number")
    kept = await meetings.of_enrollment(page.session, enrollment.id)
    confirmed = any(one.role == BUDDY and one.number == number for one in kept)
    return enrollment.buddy_id == page.reader.id and not confirmed
