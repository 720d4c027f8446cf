"""Answers: what was tapped or written is kept with its circle, acknowledged, and followed up."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.checkin import next_question
from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.language.remark import Remark
from onboardbot.core.outbox import Envelope, Priority
from onboardbot.core.plainwords import plain_words
from onboardbot.core.questions import KINDS, Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.replied import Piece, older, with_piece, words_of
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.flows import care, easing, figures, thanking, themes
from onboardbot.flows.bot import Bot
from onboardbot.flows.circles import circle_now
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.drawing.steps import MOODS, question_of
from onboardbot.flows.scene import Scene
from onboardbot.flows.thanking import Thanks
from onboardbot.store import answers, outbox, touchpoints
from onboardbot.store.answers import Answer
from onboardbot.store.touchpoints import Touchpoint
from onboardbot.texts.acknowledging import library, took_as
from onboardbot.texts.catalogue import Voice


@dataclass(frozen=True)
class Given:
    """What somebody tapped or wrote; `ts` is Slack's, `plain` a direct message, `place` an option by its number.

    `file`: something came with it that is never looked at. `remarks`: what optional listeners heard in it besides.
    """

    raw: str
    ts: str | None = None
    plain: bool = False
    place: bool = False
    file: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question as it was asked, and the answer there is."""

    envelope: Envelope
    touchpoint: Touchpoint
    question: Question
    known: Answer | None

    @property
    def touchpoint_id(self) -> int:
        return self.touchpoint.id


async def question(session: AsyncSession, current: Scene, envelope: Envelope) -> Question:
    """Return the question that a message asks."""
    touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
    return question_of(current, envelope, touchpoint)


async def take(
    bot: Bot, session: AsyncSession, current: Scene, envelope: Envelope, given: Given, *, now: datetime
) -> bool:
    """Keep an answer, acknowledge it, ask what comes next, and see what it means; False: it was none.

    In distress, and where somebody is told at once, the fixed words are all that is said.
    The newest answer to a question counts. A second tap on the same one, or one that is older, changes nothing.
    """
    touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
    found = question_of(current, envelope, touchpoint)
    known = await answers.of_question(session, touchpoint.id, found.id)
    asked = Asked(envelope, touchpoint, found, known)
    value = meant(voice_of(bot, current.hire), found, given)
    if value is None:
        return False
    pieces = _pieces(asked, value, given)
    text = words_of(pieces) if found.kind == "text" else value
    if known is not None and (text == known.value or older(given.ts, known.source)):
        return True
    answer = await keep(session, current, asked, text, pieces=pieces, source=given.ts, now=now)
    outcomes = await care.led_to(session, current, now=now)
    if not care.said_in_fixed_words(outcomes):
        await _acknowledge(bot, session, current, asked, answer, given, now=now)
    await care.take(session, current, answer, outcomes, now=now)
    await easing.follow(session, current, (known, answer), now=now)
    return True


def meant(voice: Voice, question: Question, given: Given) -> str | None:
    """Return the answer that was meant, None where it is none; a mood or an option may be written out."""
    raw = given.raw
    if question.kind == "choice" and given.place:
        raw = question.options[int(raw)] if raw.isdecimal() and int(raw) < len(question.options) else ""
    if question.kind == "mood" and given.plain:
        words = raw.strip(" .!").casefold()
        labels = {n: voice.plain(f"mood.{n}").casefold() for n in MOODS}
        raw = next((str(n) for n, label in labels.items() if words in {label, label.partition(" ")[2]}), raw.strip())
    value = KINDS[question.kind].parse(question, raw)
    return None if value is None else str(value)


def _pieces(asked: Asked, value: str, given: Given) -> tuple[Piece, ...]:
    """Return the messages that make the answer: a plain reply adds to the ones before, a modal replaces them."""
    if not given.plain:
        return (Piece(ts="", text=value, remarks=given.remarks),) if asked.question.kind == "text" else ()
    before = asked.known.pieces if asked.known is not None and asked.question.kind == "text" else ()
    return with_piece(before, Piece(ts=given.ts or "", text=value, remarks=given.remarks))


async def keep(
    session: AsyncSession,
    current: Scene,
    asked: Asked,
    value: str,
    *,
    pieces: tuple[Piece, ...],
    source: str | None,
    now: datetime,
) -> Answer:
    """Store an answer with its circle; what shows it is drawn anew."""
    circle = circle_now(current, asked.touchpoint, asked.question)
    counted = figures.asked(current, asked.touchpoint, asked.question) if circle.seen_by is SeenBy.COUNTED else None
    answer = await answers.put(
        session,
        pieces=pieces,
        enrollment_id=current.enrollment.id,
        touchpoint_id=asked.touchpoint_id,
        question_id=asked.question.id,
        kind=asked.question.kind,
        value=value,
        circle=sorted(circle.people),
        counted=counted is not None,
        pool=counted.pool if counted else None,
        themed=themes.counted(current, circle, asked.question, asked.envelope, asked.known),
        answered_at=now,
        source=source,
    )
    if counted is not None:
        await figures.count(session, counted)
    await outbox.refresh(session, "question", asked.envelope.subject)
    if asked.known is not None:
        await care.redraw_drawn_from(session, current, answer.id)
    return answer


async def _acknowledge(
    bot: Bot, session: AsyncSession, current: Scene, asked: Asked, answer: Answer, given: Given, *, now: datetime
) -> None:
    """Thank in one sentence; the next question carries it, unless a plain reply must be named, or there is none."""
    thanks = await _thanks(bot, session, current, asked, answer, given, now=now)
    following = await _following(session, current, asked)
    posted = {"words": thanks.words, **thanks.args}
    if given.plain:
        await _post_words(session, current, answer, {**posted, "answer": answer.id, "ts": given.ts}, now=now)
    carried = None if given.plain else json.dumps({"ack": thanks.words, **thanks.args})
    asked_now = following is not None and await _ask(session, current, asked, following, carried, now=now)
    if not given.plain and not asked_now:
        await _post_words(session, current, answer, posted, now=now)


async def _post_words(
    session: AsyncSession, current: Scene, answer: Answer, args: Mapping[str, object], *, now: datetime
) -> None:
    await outbox.post(
        session,
        "acknowledgement",
        current.hire.id,
        subject=f"{answer.id}/{answer.source or now.isoformat()}",
        enrollment_id=current.enrollment.id,
        args=json.dumps(args),
        due_at=now,
        priority=Priority.CLICK,
    )


async def _ask(
    session: AsyncSession, current: Scene, asked: Asked, following: Question, args: str | None, *, now: datetime
) -> bool:
    """Ask the next question; False where it was asked before, as when an answer changed."""
    posted = await outbox.post(
        session,
        "question",
        current.hire.id,
        subject=f"{asked.touchpoint_id}/{following.id}",
        enrollment_id=current.enrollment.id,
        touchpoint_id=asked.touchpoint_id,
        args=args,
        due_at=now,
        priority=Priority.CLICK,
    )
    return posted is not None


async def _thanks(
    bot: Bot, session: AsyncSession, current: Scene, asked: Asked, answer: Answer, given: Given, *, now: datetime
) -> Thanks:
    """Return the sentence; after a plain reply it says as an answer to what that was taken."""
    if asked.question.kind == "text":
        seed = f"{asked.touchpoint.step_id}/{asked.question.id}"
        thanks = await thanking.for_answer(bot, session, current, answer, seed)
    else:
        thanks = Thanks(_tapped(voice_of(bot, current.hire), current, asked.question, answer))
    if not given.plain:
        return thanks
    language = thanks.said.language if thanks.said else voice_of(bot, current.hire).language
    words = plain_words(asked.question.words, current.values(now))
    left = [library(language).file] if given.file else []
    return replace(thanks, words=" ".join((thanks.words, took_as(language, words), *left)))


def _tapped(voice: Voice, current: Scene, question: Question, answer: Answer) -> str:
    key = f"ack.mood_{answer.value}" if question.kind == "mood" else f"ack.{question.kind}"
    option = answer.value if question.kind == "choice" else None
    return voice.words(key, hire=current.hire.first_name, answer=option)


async def _following(session: AsyncSession, current: Scene, asked: Asked) -> Question | None:
    """Return the next question; none after the end, as nothing new is asked then."""
    step = current.step_of(asked.touchpoint)
    if not isinstance(step, CheckIn) or current.enrollment.state is EnrollmentState.ENDED:
        return None
    kept = await answers.of_enrollment(session, current.enrollment.id)
    said = {answer.question_id: answer.value for answer in kept if answer.touchpoint_id == asked.touchpoint_id}
    return next_question(step, said, asked.question.id, words=current.enrollment.words_stopped_at is None)
