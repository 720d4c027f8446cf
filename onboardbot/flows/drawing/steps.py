"""Steps of playbooks: messages, guides and the questions of check-ins."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.message import Button, Buttons, Choices, Message, Note, Part, Title, Words
from onboardbot.core.outbox import Envelope
from onboardbot.core.personalise import fill
from onboardbot.core.questions import Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.core.steps.guide import Guide, Task
from onboardbot.core.visibility import circle_of
from onboardbot.flows import scene
from onboardbot.flows.bot import Bot
from onboardbot.flows.drawing.evidence import helpers_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.store import answers, outbox, people, tasks, touchpoints, watches
from onboardbot.store.tasks import TaskState

MOODS = (1, 2, 3, 4, 5)


async def draw_message(sheet: Sheet) -> Message:
    current, touchpoint = await sheet.scene(), await _touchpoint(sheet)
    step = current.step(touchpoint.step_id)
    text = step.message if step.kind == "message" else ""
    return Message(parts=(Words(markdown=fill(text, current.values(sheet.now), markup_safe=True)),))


async def draw_guide(sheet: Sheet) -> Message:
    """A title, the progress, and a line with its buttons for each task."""
    current, touchpoint = await sheet.scene(), await _touchpoint(sheet)
    step = current.step(touchpoint.step_id)
    if not isinstance(step, Guide):
        raise TypeError(step.kind)
    states = await tasks.of_touchpoint(sheet.session, touchpoint.id)
    helpers = await helpers_of(sheet, current)
    values = current.values(sheet.now)
    done = sum(1 for task in step.tasks if task.id in states and states[task.id].done_at)
    parts: list[Part] = [Title(text=fill(step.title, values))]
    parts.append(Note(text=sheet.voice.plain("guide.progress", done=done, all=len(step.tasks))))
    for task in step.tasks:
        helper = helpers.get(f"{touchpoint.id}/{task.id}")
        parts += _task(sheet, task, states.get(task.id), values, touchpoint.id, helper)
    if done == len(step.tasks):
        parts.append(Words(markdown=sheet.voice.words("guide.finished", hire=current.hire.first_name)))
    return Message(parts=tuple(parts))


def _task(
    sheet: Sheet,
    task: Task,
    state: TaskState | None,
    values: dict[str, object],
    touchpoint_id: int,
    helper: str | None,
) -> list[Part]:
    text = fill(task.text, values, markup_safe=True)
    if state is not None and state.done_at is not None:
        return [Words(markdown=sheet.voice.words("guide.done_task") + f" {text}")]
    parts: list[Part] = [Words(markdown=sheet.voice.words("guide.open_task") + f" {text}")]
    asked = state is not None and state.help_asked_at is not None
    if asked:
        parts.append(Note(text=sheet.voice.plain("guide.help_asked", helper=helper)))
    value = f"{touchpoint_id}/{task.id}"
    buttons = [Button(action_id=f"task_done:{task.id}", label=sheet.voice.plain("button.task_done"), value=value)]
    if not asked:
        label = sheet.voice.plain("button.task_help")
        buttons.append(Button(action_id=f"task_help:{task.id}", label=label, value=value))
    return [*parts, Buttons(buttons=tuple(buttons))]


async def draw_question(sheet: Sheet) -> Message:
    """One question, who will see the answer, and the way to answer; afterwards the answer."""
    current = await sheet.scene()
    touchpoint = await _touchpoint(sheet)
    question = question_of(current, sheet.envelope, touchpoint.step_id)
    parts: list[Part] = []
    if ack := sheet.args.get("ack"):
        parts.append(Words(markdown=ack))
    parts.append(Words(markdown=fill(question.words, current.values(sheet.now), markup_safe=True)))
    answer = await answers.of_question(sheet.session, touchpoint.id, question.id)
    if answer is not None:
        said = await _said(sheet, question, answer)
        return Message(parts=(*parts, said))
    parts.append(_way_to_answer(sheet, question))
    parts.append(Note(text=who_sees(sheet, current, question)))
    return Message(parts=tuple(parts))


def question_of(current: Scene, envelope: Envelope, step_id: str) -> Question:
    """Return the question that a message asks."""
    step = current.step(step_id)
    if not isinstance(step, CheckIn):
        raise TypeError(step.kind)
    wanted = envelope.subject.partition("/")[2]
    return next(question for question in step.questions if question.id == wanted)


def _way_to_answer(sheet: Sheet, question: Question) -> Part:
    value = sheet.envelope.id
    if question.kind == "mood":
        return Buttons(
            buttons=tuple(
                Button(action_id=f"mood:{n}", label=sheet.voice.plain(f"mood.{n}"), value=value) for n in MOODS
            )
        )
    if question.kind == "choice":
        return Choices(action_id="answer", block_id=f"choice:{value}", options=question.options)
    return Buttons(buttons=(Button(action_id="answer", label=sheet.voice.plain("button.answer"), value=value),))


async def _said(sheet: Sheet, question: Question, answer: answers.Answer) -> Part:
    value = sheet.voice.plain(f"mood.{answer.value}") if question.kind == "mood" else answer.value
    circle = await people.by_ids(sheet.session, answer.circle)
    return Note(
        text=sheet.voice.plain(
            "question.answered",
            answer=value,
            names=join(sheet, [person.first_name for person in circle.values()]),
            counted=answer.counted,
        )
    )


def who_sees(sheet: Sheet, current: Scene, question: Question) -> str:
    """Say before typing who will see the answer, by name."""
    circle = circle_of(question.seen_by, team_of(current))
    names = {person.id: person.first_name for found in current.roles.values() for person in found}
    if question.seen_by is SeenBy.COUNTED:
        return sheet.voice.plain("seen_by.counted")
    if not circle.people:
        return sheet.voice.plain("seen_by.me")
    known = join(sheet, [names[i] for i in sorted(circle.people, key=list(names).index)])
    return sheet.voice.plain("seen_by.named", names=known)


def join(sheet: Sheet, names: list[str]) -> str:
    """Return names as a list in words: `Marek, Bea and Priya`."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return sheet.voice.plain("and", first=", ".join(names[:-1]), last=names[-1])


async def _touchpoint(sheet: Sheet) -> touchpoints.Touchpoint:
    return await touchpoints.by_id(sheet.session, sheet.envelope.touchpoint_id or 0)


async def keep_circle(bot: Bot, session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """Keep who was named in a question when it was sent: a later manager is in no earlier circle."""
    current = await scene.load(bot, session, envelope.enrollment_id or "")
    touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
    question = question_of(current, envelope, touchpoint.step_id)
    circle = circle_of(question.seen_by, team_of(current))
    await outbox.change(session, envelope.id, circle=sorted(circle.people))
    await look_again(bot, session, envelope, now)


async def look_again(bot: Bot, session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """A check-in or a guide that went out may grow silent or stuck: look at the hire's days anew."""
    del bot
    if envelope.enrollment_id is not None:
        await watches.look(session, envelope.enrollment_id, now)


KINDS = {"message": draw_message, "guide": draw_guide, "question": draw_question}
AFTER = {"guide": look_again, "question": keep_circle}
