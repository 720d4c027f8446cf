"""A question as its modal shows it."""

from dataclasses import dataclass

from onboardbot.core.personalise import fill
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing import voice_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.drawing.steps import question_of, who_sees
from onboardbot.store import outbox, people, touchpoints


@dataclass(frozen=True)
class Asked:
    """The words of a modal; `options` is empty for a free answer."""

    title: str
    markdown: str
    label: str
    send: str
    cancel: str
    who_sees: str
    options: tuple[str, ...]


async def asked(bot: Bot, message_id: str, *, slack_user: str) -> Asked | None:
    """Return what to show for a question message; None where it is not the tapper's own."""
    async with bot.database.read() as session:
        envelope = await outbox.by_id(session, message_id)
        person = await people.by_slack_id(session, slack_user)
        if envelope is None or person is None or envelope.person_id != person.id or envelope.kind != "question":
            return None
        current = await scene.load(bot, session, envelope.enrollment_id or "")
        touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
        question = question_of(current, envelope, touchpoint.step_id)
        voice, now = voice_of(bot, person), envelope.sent_at or bot.clock.now()
        sheet = Sheet(bot, session, envelope, person, voice, now)
        return Asked(
            title=voice.plain("answer_modal.title"),
            markdown=fill(question.words, current.values(now), markup_safe=True),
            label=voice.plain("answer_modal.label"),
            send=voice.plain("answer_modal.send"),
            cancel=voice.plain("answer_modal.cancel"),
            who_sees=who_sees(sheet, current, question),
            options=question.options if question.kind == "choice" else (),
        )
