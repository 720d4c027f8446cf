"""A question as its modal shows it."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Envelope
from onboardbot.core.personalise import fill
from onboardbot.flows import farewell
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.drawing.steps import question_of, who_will_see
from onboardbot.flows.scene import HR, Scenes
from onboardbot.store import answers, outbox, people, touchpoints
from onboardbot.texts.catalogue import Voice


@dataclass(frozen=True)
class Asked:
    """The words of a modal; `options` is empty for a free answer, `chosen` what was answered before."""

    message_id: str
    title: str
    markdown: str
    label: str
    send: str
    cancel: str
    who_sees: str
    options: tuple[str, ...]
    chosen: str | None


async def asked(bot: Bot, channel: str | None, ts: str | None, *, slack_user: str) -> Asked | None:
    """Return what to show for the question at a place; None where it is none, or not the tapper's own."""
    async with bot.database.read() as session:
        envelope = await outbox.at_place(session, channel, ts) if channel and ts else None
        person = await people.by_slack_id(session, slack_user)
        if envelope is None or person is None or envelope.person_id != person.id:
            return None
        if envelope.kind == farewell.FAREWELL:
            return await _last_question(bot, session, envelope, voice_of(bot, person))
        if envelope.kind != "question":
            return None
        scenes = Scenes(bot, session)
        current = await scenes.of(envelope.enrollment_id)
        touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
        question = question_of(current, envelope, touchpoint)
        if question.kind == "mood":  # has buttons of its own, and no modal
            return None
        known = await answers.of_question(session, touchpoint.id, question.id)
        voice, now = voice_of(bot, person), envelope.sent_at or bot.clock.now()
        sheet = Sheet(bot, session, envelope, person, voice, now, scenes)
        return Asked(
            message_id=envelope.id,
            title=voice.plain("answer_modal.title"),
            markdown=fill(question.words, current.values(now), markup_safe=True),
            label=voice.plain("answer_modal.label" if question.kind == "text" else "answer_modal.pick"),
            send=voice.plain("answer_modal.send"),
            cancel=voice.plain("answer_modal.cancel"),
            who_sees=await who_will_see(sheet, current, touchpoint, question),
            options=question.options if question.kind == "choice" else (),
            chosen=known.value if known else None,
        )


async def _last_question(bot: Bot, session: AsyncSession, envelope: Envelope, voice: Voice) -> Asked:
    """Return what is asked for the next newcomer's sake, at the end."""
    hr = (await Scenes(bot, session).of(envelope.enrollment_id)).reachable(HR)
    return Asked(
        message_id=envelope.id,
        title=voice.plain("answer_modal.title"),
        markdown=voice.words("farewell.question"),
        label=voice.plain("answer_modal.label"),
        send=voice.plain("answer_modal.send"),
        cancel=voice.plain("answer_modal.cancel"),
        who_sees=voice.plain("farewell.who_sees", name=hr.first_name if hr else None),
        options=(),
        chosen=farewell.given(envelope).get("words"),
    )
