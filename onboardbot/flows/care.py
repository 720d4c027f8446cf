"""Findings and what follows: the core decides, this stores what it decided and hands the words to the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import alert, effect, onward, signals
from onboardbot.core.finding import CONFIDENTIAL, UNTOLD, Finding, Level, Signal, State
from onboardbot.core.gentle import next_word
from onboardbot.core.history import Answer as Said
from onboardbot.core.history import AnswerKind
from onboardbot.core.language.remark import Remark
from onboardbot.core.moment import Moment
from onboardbot.core.outbox import Envelope, MessageState, Priority
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import Scene, Scenes
from onboardbot.flows.team import GENTLE, history_of
from onboardbot.store import answers, findings, outbox, watches
from onboardbot.store.answers import Answer
from onboardbot.store.people import new_id
from onboardbot.store.touchpoints import STEP_KINDS

DRAWN_FROM_FINDING = (
    "offer", "announce", "tell", "remind", "told_hire", "took", "ask_helped", "help_ask", "handoff_ask", "resources",
    "handoff_plan", "proposal", "proposal_answer",
)  # fmt: skip
URGENT = frozenset({"tell", "remind", "escalate", "help_ask", "handoff_ask"})
TOLD = frozenset({"tell", "help_ask", "handoff_ask"})  # with what follows if it can't be delivered
REDRAWS = {"update_alert": "tell", "update_help": "help_ask", "update_handoff": "handoff_ask"}
QUESTIONS: dict[str, type[effect.Offer | effect.Announce]] = {"offer": effect.Offer, "announce": effect.Announce}
DOUBLE_CLICK = timedelta(minutes=1)


async def moment_of(session: AsyncSession, current: Scene, *, now: datetime, naming: bool = False) -> Moment:
    """Return all that is known of a hire now, for the core to decide upon; `naming`: words will be looked at."""
    marks = await outbox.marks(session, current.enrollment.id, (*STEP_KINDS, *QUESTIONS, GENTLE))
    history = await history_of(session, current, marks, naming=naming)
    calendars = {person.id: current.calendar_of(person) for found in current.roles.values() for person in found}
    states = {mark.subject: mark.state for mark in marks if mark.kind in QUESTIONS}  # of the newest
    unread = frozenset(finding for finding, state in states.items() if state != MessageState.SENT)
    return Moment(history=history, calendar=current.calendar, now=now, calendars=calendars, unread=unread)


async def apply(session: AsyncSession, current: Scene, outcome: effect.Outcome, *, now: datetime) -> None:
    """Store a finding that moved and hand what is to be said to the outbox, in the caller's transaction."""
    finding, effects = outcome
    await findings.put(session, current.enrollment.id, finding)
    for one in effects:
        if isinstance(one, effect.Widen):
            await _widen(session, one)
        elif isinstance(one, effect.KeepAnswers):
            for answer in one.answers:
                await answers.change(session, answer, kept=True)
        elif isinstance(one, effect.Seal):
            for answer in one.answers:
                await _seal(session, answer, one.told)
        elif isinstance(one, effect.Redrawn):
            await _redraw(session, one)
        else:
            await _say(session, current, one, _priority(finding, one, current, now=now), now=now)
    await outbox.refresh(session, DRAWN_FROM_FINDING, finding.id)


def _priority(finding: Finding, one: effect.Message, current: Scene, *, now: datetime) -> Priority:
    """Return what a message may overtake: what somebody waits for at this moment goes first of all."""
    asked_by_tap = one.at <= now and one.to == current.hire.id
    if finding.level in CONFIDENTIAL:
        return Priority.CLICK if asked_by_tap else Priority.PROTECTED
    return Priority.CLICK if asked_by_tap and one.kind not in URGENT else Priority.ALERT


async def _say(
    session: AsyncSession, current: Scene, one: effect.Message, priority: Priority, *, now: datetime
) -> None:
    await outbox.post(
        session,
        one.kind,
        one.to,
        subject=one.finding,
        enrollment_id=current.enrollment.id,
        args=one.model_dump_json(),
        due_at=max(one.at, now),
        priority=priority,
        dedupe_key=one.key,
        after=one.after if isinstance(one, effect.ToldHire) else None,
    )


async def _redraw(session: AsyncSession, one: effect.UpdateAlert | effect.UpdateHelp | effect.UpdateHandoff) -> None:
    """Change what somebody's message says; it is drawn anew if it was sent."""
    kind = REDRAWS[one.kind]
    for envelope in await outbox.about(session, kind, one.finding):
        if envelope.person_id != one.to:
            continue
        if isinstance(one, effect.UpdateAlert):
            told = effect.Tell.model_validate_json(envelope.args or "{}")
            args = told.model_copy(update={"reasons": one.reasons}).model_dump_json()
            await outbox.change(session, envelope.id, args=args, stale=True)
        else:
            await outbox.change(session, envelope.id, stale=True)


async def _widen(session: AsyncSession, one: effect.Widen) -> None:
    """By the newcomer's own tap one more person may see these answers."""
    for answer_id in one.answers:
        answer = await answers.by_id(session, answer_id)
        await answers.change(session, answer_id, circle=sorted({*answer.circle, one.person}))


async def _seal(session: AsyncSession, answer_id: str, told: frozenset[str]) -> None:
    """Nobody may see an answer any more but the newcomer, and who was told of it; where it was asked it says so."""
    answer = await answers.find(session, answer_id)
    if answer is not None:
        await answers.change(session, answer_id, circle=sorted(told & set(answer.circle)))
        await outbox.refresh(session, "question", f"{answer.touchpoint_id}/{answer.question_id}")


async def after_answer(bot: Bot, session: AsyncSession, current: Scene, answer: Answer, *, now: datetime) -> None:
    """See what an answer leads to, and what it ends: an answered check-in is no silence any more."""
    del bot
    await take(session, current, answer, await led_to(session, current, now=now), now=now)


async def led_to(session: AsyncSession, current: Scene, *, now: datetime) -> Sequence[effect.Outcome]:
    """Return what the newest answer leads to."""
    return [one for one, _ in onward.after_reply(await moment_of(session, current, now=now), new_id)]


def said_in_fixed_words(outcomes: Sequence[effect.Outcome]) -> bool:
    """Say whether there is distress among it, or what is told at once: nothing else is said to that."""
    confidential = (one for finding, effects in outcomes if finding.level in CONFIDENTIAL for one in effects)
    return any(isinstance(one, effect.Resources | effect.Tell) for one in confidential)


async def take(
    session: AsyncSession, current: Scene, answer: Answer, outcomes: Sequence[effect.Outcome], *, now: datetime
) -> None:
    """Store what an answer led to, and let everything that is open follow."""
    for outcome in outcomes:
        await apply(session, current, outcome, now=now)
    await changed(session, current, now=now)
    if answer.kind == AnswerKind.TEXT:
        await words_came(session, current.enrollment.id)


async def changed(session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Something around the hire changed: let every live finding follow, and look again when the next may come."""
    moment, _ = await follow(session, current, await moment_of(session, current, now=now))
    at = signals.next_check(moment.history, calendar=current.calendar)
    word_at = next_word(moment.history, calendar=current.calendar, now=now)
    await watches.look(session, current.enrollment.id, min(filter(None, (at, word_at)), default=None))


async def follow(session: AsyncSession, current: Scene, moment: Moment) -> tuple[Moment, bool]:
    """Let every live finding follow; return the moment after that, and whether any moved."""
    any_moved = False
    before = {finding.id: finding for finding in moment.history.findings}
    for (moved, effects), then in onward.follow(moment):
        if moved != before[moved.id] or effects:
            await apply(session, current, (moved, effects), now=moment.now)
            any_moved = True
        moment = then
        await _offer_those_of_today(session, moved, moment)
    return moment, any_moved


def asked(envelope: Envelope) -> effect.Offer | effect.Announce | None:
    """Return the question to the newcomer that a message asks, as it was last drawn."""
    kind = QUESTIONS.get(envelope.kind)
    return kind.model_validate_json(envelope.args or "{}") if kind else None


async def _offer_those_of_today(session: AsyncSession, finding: Finding, moment: Moment) -> None:
    """Draw the buttons of an open question anew where somebody else fills a role by now."""
    if finding.state not in UNTOLD:
        return
    options = alert.options(finding, moment)
    for envelope in await outbox.about(session, tuple(QUESTIONS), finding.id):
        said = asked(envelope)
        if said is not None and said.options != options:
            args = said.model_copy(update={"options": options}).model_dump_json()
            await outbox.change(session, envelope.id, args=args, stale=True)


async def delivered(scenes: Scenes, envelope: Envelope, *, now: datetime) -> None:
    """The newcomer can read a question now, or a helper knows of a task."""
    session = scenes.session
    found = await findings.by_id(session, envelope.subject) if envelope.kind in (*QUESTIONS, "help_ask") else None
    if found is None:
        return
    if envelope.kind == "help_ask":
        await outbox.refresh(session, "guide", found[1].evidence[0].partition("/")[0])
        return
    current = await scenes.of(found[0])
    moved, effects = alert.shown(found[1], await moment_of(session, current, now=now))
    if moved != found[1]:
        await apply(session, current, (moved, effects), now=now)


async def not_delivered(scenes: Scenes, envelope: Envelope, *, now: datetime) -> bool:
    """What was to be said to somebody never can be: go on without them; True if the message is void by that."""
    session = scenes.session
    found = await findings.by_id(session, envelope.subject) if envelope.kind in TOLD else None
    if found is None:
        return False
    current = await scenes.of(found[0])
    moment = await moment_of(session, current, now=now)
    outcome = alert.unreached(found[1], moment, envelope.person_id)
    if outcome[0] == found[1]:
        return False
    await apply(session, current, outcome, now=now)
    return True


async def heard(
    session: AsyncSession, current: Scene, text: str, remarks: tuple[Remark, ...] = (), *, now: datetime
) -> bool:
    """See what words lead to that answer nothing; they bar whoever they are about, and are not kept.

    `remarks`: what optional listeners heard in them besides.

    Returns:
        False where nothing follows from them.
    """
    moment = await moment_of(session, current, now=now, naming=True)
    said = Said(id=f"message:{new_id()}", kind=AnswerKind.MESSAGE, at=now, text=text, remarks=remarks)
    history = moment.history.model_copy(update={"answers": (*moment.history.answers, said)})
    outcomes = [outcome for outcome, _ in onward.after_reply(moment.with_history(history), new_id)]
    for outcome in outcomes:
        await apply(session, current, outcome, now=now)
    if any(finding.level in CONFIDENTIAL for finding, _ in outcomes):
        await changed(session, current, now=now)
    return any(effects for _, effects in outcomes)


async def talk(bot: Bot, session: AsyncSession, current: Scene, *, now: datetime) -> None:
    """Offer whom the newcomer can talk to; nobody is told unless they pick somebody."""
    del bot
    moment = await moment_of(session, current, now=now)
    if _just_asked(moment):
        return
    signal = Signal(key="asks_for_human", level=Level.HANDOFF, evidence=(), circle=frozenset())
    await apply(session, current, alert.open_finding(signal, moment, new_id()), now=now)


def _just_asked(moment: Moment) -> bool:
    """Say whether the question whom to talk to was asked a moment ago: the button was tapped twice."""
    open_ones = (f for f in moment.history.of_signal("asks_for_human") if f.state is State.OFFERED and f.presented_at)
    return any(moment.now - (finding.presented_at or moment.now) < DOUBLE_CLICK for finding in open_ones)


async def need_help(bot: Bot, session: AsyncSession, current: Scene, task: str, *, now: datetime) -> None:
    """Ask whoever helps with a task."""
    del bot
    await outbox.refresh(session, "guide", task.partition("/")[0])
    moment = await moment_of(session, current, now=now)
    signal = Signal(key="need_help", level=Level.OPERATIONAL, evidence=(task,), circle=frozenset())
    await apply(session, current, alert.open_finding(signal, moment, new_id()), now=now)


async def task_done(bot: Bot, session: AsyncSession, current: Scene, task: str, *, now: datetime) -> None:
    """A task is done: the guide shows it, and whatever waited for it closes."""
    del bot
    await outbox.refresh(session, "guide", task.partition("/")[0])
    await changed(session, current, now=now)


async def withdrawn(session: AsyncSession, current: Scene, answer: Answer, *, now: datetime) -> None:
    """An answer was none: what was drawn from it and not told yet is taken back, and so are words that were shared."""
    moment = await moment_of(session, current, now=now)
    for finding in moment.history.findings:
        if finding.live and answer.id in finding.evidence:
            await apply(session, current, alert.keep(finding, moment), now=now)
    await unshared(session, current, answer, now=now)
    await redraw_drawn_from(session, current, answer.id)


async def unshared(session: AsyncSession, current: Scene, answer: Answer, *, now: datetime) -> None:
    """Words that changed or were taken back are not shared any more: they go from the message of whoever has them."""
    moment = await moment_of(session, current, now=now)
    for finding in moment.history.findings:
        if finding.quote is not None and finding.quote.answer == answer.id:
            outcome = alert.unshare(finding, moment)
            await apply(session, current, outcome, now=now)
            moment = moment.with_finding(outcome[0])


async def redraw_drawn_from(session: AsyncSession, current: Scene, answer_id: str) -> None:
    """An answer changed: what says something about it is drawn anew, as far as its reader may know of it still."""
    for finding in await findings.of_enrollment(session, current.enrollment.id):
        if answer_id in finding.evidence:
            await outbox.refresh(session, ("tell", "announce", "offer"), finding.merged_into or finding.id)


async def words_came(session: AsyncSession, enrollment_id: str) -> None:
    """New words can be shared, or none any more: draw what offers to share them anew."""
    for finding in await findings.of_enrollment(session, enrollment_id):
        if finding.live and finding.level is Level.CARE:
            await outbox.refresh(session, ("offer", "announce", "told_hire"), finding.id)
