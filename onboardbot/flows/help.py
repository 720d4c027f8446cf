"""Say what the bot can do, with the ways to a human, to a pause, and to what is kept: a DM is never met by silence."""

import json
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.flows.bot import Bot
from onboardbot.flows.roles import is_hr
from onboardbot.flows.thanking import Thanks
from onboardbot.store import enrollments, outbox

UNKNOWN = "unknown.invalid"  # the domain of whoever wrote without standing in a file (RFC 2606: no such address)


async def say(
    session: AsyncSession,
    person: Person,
    key: str,
    *,
    subject: str,
    now: datetime,
    enrollment: Enrollment | None = None,
    said: Thanks | None = None,
) -> None:
    """Answer with the sentence under `key` or with `said`, as the reader speaks; a hire gets the buttons with it."""
    await outbox.post(
        session,
        "help",
        person.id,
        subject=subject,
        enrollment_id=enrollment.id if enrollment else None,
        args=json.dumps({"key": key} | ({"words": said.words, **said.args} if said else {})),
        due_at=now,
        priority=Priority.CLICK,
    )


async def say_words(
    session: AsyncSession, person: Person, words: str, *, subject: str, now: datetime, about: str | None = None
) -> None:
    """Answer with words that were chosen already; `about` is the onboarding whose page HR gets the way to."""
    args = json.dumps({"words": words, "about": about})
    await outbox.post(session, "words", person.id, subject=subject, args=args, due_at=now, priority=Priority.CLICK)


async def help_hire(
    session: AsyncSession,
    enrollment: Enrollment,
    person: Person,
    *,
    subject: str,
    now: datetime,
    key: str = "help.hire",
    said: Thanks | None = None,
) -> None:
    """Answer a hire; `said`: what takes up their words, while there is something to pause or to go on with."""
    ended = enrollment.state is EnrollmentState.ENDED and key == "help.hire"
    fitting, said = ("help.ended", None) if ended else (key, said)
    await say(session, person, fitting, subject=subject, now=now, enrollment=enrollment, said=said)


async def help_other(bot: Bot, session: AsyncSession, person: Person, *, subject: str, now: datetime) -> None:
    """Answer somebody who is not being onboarded, as what they are."""
    await say(session, person, await _role(bot, session, person), subject=subject, now=now)


async def _role(bot: Bot, session: AsyncSession, person: Person) -> str:
    if is_hr(bot, person):
        return "help.hr"
    if await enrollments.of_helper(session, person.id):
        return "help.team"
    return "help.stranger" if person.email.endswith(f"@{UNKNOWN}") else "help.other"
