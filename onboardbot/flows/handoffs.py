"""Whoever was asked to talk to a newcomer suggests a time, or passes it on to somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import alert, handoff
from onboardbot.core.calendar import Calendar
from onboardbot.core.finding import Finding
from onboardbot.core.moment import Moment
from onboardbot.core.outbox import Envelope
from onboardbot.core.person import Person
from onboardbot.flows import care, directory, scene
from onboardbot.flows.bot import Bot, Profile
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.scene import Scene
from onboardbot.store import findings, outbox, people
from onboardbot.texts.catalogue import Voice

PROPOSE, PASS = "handoff_propose", "handoff_pass"  # actions, and the modals that they open
TIME, PERSON = "time", "person"  # what is filled in
KINDS = frozenset({"handoff_ask", "proposal_answer"})  # the messages that have these buttons
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Asked:
    """What a modal needs: the message that it was opened from, whom it is about, and a time to begin with."""

    message_id: str
    voice: Voice
    hire: str
    time: datetime


async def asked(bot: Bot, channel: str | None, ts: str | None, *, slack_user: str) -> Asked | None:
    """Return what to show; None for whoever has nothing to say to it any more."""
    async with bot.database.read() as session:
        envelope = await outbox.at_place(session, channel, ts) if channel and ts else None
        person = await people.by_slack_id(session, slack_user)
        found = await _theirs(session, envelope, person)
        if envelope is None or person is None or found is None:
            return None
        current = await scene.load(bot, session, found[0])
        begin = _next_hour(current.calendar_of(person), bot.clock.now())
        return Asked(envelope.id, voice_of(bot, person), current.hire.first_name, begin)


def _next_hour(calendar: Calendar, now: datetime) -> datetime:
    """Return a full hour in somebody's working hours, one hour ahead at least."""
    soon = calendar.next_working_instant(now + HOUR)
    full = soon.replace(minute=0, second=0, microsecond=0)
    return full if full == soon else full + HOUR


async def _theirs(
    session: AsyncSession, envelope: Envelope | None, person: Person | None
) -> tuple[str, Finding] | None:
    """Return the onboarding and the hand-off that a message asks somebody for, while it is theirs to answer."""
    if envelope is None or person is None or envelope.kind not in KINDS or envelope.person_id != person.id:
        return None
    found = await findings.by_id(session, envelope.subject)
    return found if found is not None and handoff.is_with(found[1], person.id) else None


async def check_time(
    bot: Bot, metadata: Mapping[str, Any], values: Mapping[str, str | None], *, slack_user: str
) -> dict[str, str]:
    """Return what is wrong with a time that somebody suggests."""
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
        found = await _theirs(session, await outbox.by_id(session, metadata.get("message", "")), person)
        time, say = _instant(values), voice_of(bot, person).plain
        if found is None:
            return {TIME: say("propose.over")}
        return {} if time is not None and time > bot.clock.now() else {TIME: say("propose.past")}


def _instant(values: Mapping[str, str | None]) -> datetime | None:
    seconds = values.get(TIME) or ""
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None


async def proposed(
    bot: Bot, session: AsyncSession, payload: Mapping[str, Any], person: Person, *, key: str, now: datetime
) -> None:
    """Ask the newcomer whether the time fits."""
    del key
    envelope = await outbox.by_id(session, payload["metadata"].get("message", ""))
    found, time = await _theirs(session, envelope, person), _instant(payload["values"])
    if found is None or time is None:
        return
    current = await scene.load(bot, session, found[0])
    moment = await care.moment_of(session, current, now=now)
    await care.apply(session, current, alert.propose(found[1], moment, person.id, time), now=now)
    await care.changed(session, current, now=now)


async def check_person(bot: Bot, message_id: str, picked: Profile | None, *, slack_user: str) -> dict[str, str]:
    """Return what is wrong with the one to whom it is passed: one sentence, whatever the reason is."""
    async with bot.database.read() as session:
        person = await people.by_slack_id(session, slack_user)
        found = await _theirs(session, await outbox.by_id(session, message_id), person)
        say = voice_of(bot, person).plain
        if found is None:
            return {PERSON: say("propose.over")}
        to = await people.by_email(session, picked.email) if picked else None
        known = await findings.of_enrollment(session, found[0])
        free = to is None or handoff.may_be_asked(found[1], to.id, known)
        return {} if picked and not picked.deactivated and free else {PERSON: say("pass.not_this_one")}


async def passed(bot: Bot, session: AsyncSession, payload: Mapping[str, Any], now: datetime) -> None:
    """Ask the one who was picked; the newcomer reads to whom it went."""
    person = await people.by_slack_id(session, payload["user"])
    found = await _theirs(session, await outbox.by_id(session, payload["message"]), person)
    if found is None or person is None:
        return
    profile = Profile.model_validate(payload["profile"])
    to = await people.ensure(session, profile.email)
    await directory.take(bot, session, [profile])
    current = await scene.load(bot, session, found[0])
    moment = await _with(session, current, to.id, now=now)
    await care.apply(session, current, alert.pass_on(found[1], moment, person.id, to.id), now=now)
    await care.changed(session, current, now=now)


async def _with(session: AsyncSession, current: Scene, person_id: str, *, now: datetime) -> Moment:
    """Return what is known now, with somebody in Slack who may stand beside the newcomer in no role."""
    moment = await care.moment_of(session, current, now=now)
    team = moment.team.model_copy(update={"reachable": moment.team.reachable | {person_id}})
    return replace(moment, history=moment.history.model_copy(update={"team": team}))
