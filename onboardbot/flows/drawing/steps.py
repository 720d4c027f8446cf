"""Steps of playbooks: messages, guides and the questions of check-ins."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.enrollment import EnrollmentState
from onboardbot.core.message import Button, Buttons, Choices, Message, Note, Part, Title, Words
from onboardbot.core.outbox import Envelope
from onboardbot.core.personalise import fill
from onboardbot.core.plainwords import plain_words
from onboardbot.core.questions import Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.core.steps.guide import Guide, Task
from onboardbot.core.visibility import Circle, too_small
from onboardbot.flows import circles, themes
from onboardbot.flows.drawing.evidence import helpers_of
from onboardbot.flows.drawing.replies import way_to_human
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.store import answers, outbox, people, tasks, touchpoints, watches
from onboardbot.store.tasks import TaskState

MOODS = (1, 2, 3, 4, 5)
SHOWN = 500  # characters of an answer under its question


async def draw_message(sheet: Sheet) -> Message:
    current, touchpoint = await sheet.scene(), await _touchpoint(sheet)
    step = current.step_of(touchpoint)
    text = step.message if step.kind == "message" else ""
    return Message(parts=(Words(markdown=fill(text, current.values(sheet.now), markup_safe=True)),))


async def draw_guide(sheet: Sheet) -> Message:
    """A title, the progress, and a line with its buttons for each task."""
    current, touchpoint = await sheet.scene(), await _touchpoint(sheet)
    step = current.step_of(touchpoint)
    if not isinstance(step, Guide):
        raise TypeError(step.kind)
    states = await tasks.of_touchpoint(sheet.session, touchpoint.id)
    helpers = await helpers_of(sheet, current)
    values = current.values(sheet.now)
    done = sum(1 for task in step.tasks if task.id in states and states[task.id].done_at)
    parts: list[Part] = [Title(text=plain_words(step.title, values))]
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
    """Return a task and its buttons: two parts at most, so that twenty tasks fit into one message."""
    text = fill(task.text, values, markup_safe=True)
    if state is not None and state.done_at is not None:
        return [Words(markdown=f"{sheet.voice.words('guide.done_task')} {text}")]
    asked = state is not None and state.help_asked_at is not None
    note = f"  \n*{sheet.voice.words('guide.help_asked', helper=helper)}*" if asked else ""
    words = Words(markdown=f"{sheet.voice.words('guide.open_task')} {text}{note}")
    named = plain_words(task.text, values)
    actions = ("task_done",) if asked else ("task_done", "task_help")
    buttons = (_task_button(sheet, action, task.id, named, f"{touchpoint_id}/{task.id}") for action in actions)
    return [words, Buttons(buttons=tuple(buttons))]


def _task_button(sheet: Sheet, action: str, task_id: str, named: str, value: str) -> Button:
    """Return a button that a screen reader tells from those of the other tasks."""
    label = sheet.voice.plain(f"button.{action}")
    return Button(action_id=f"{action}:{task_id}", label=label, value=value, spoken=f"{label}: {named}")


async def draw_question(sheet: Sheet) -> Message:
    """One question, the way to answer, and who will see the answer; afterwards the answer, which can be changed."""
    current = await sheet.scene()
    touchpoint = await _touchpoint(sheet)
    question = question_of(current, sheet.envelope, touchpoint)
    values = current.values(sheet.now)
    words = Words(markdown=fill(question.words, values, markup_safe=True))
    answer = await answers.of_question(sheet.session, touchpoint.id, question.id)
    foot = await _foot(sheet, current, touchpoint, question, answer)
    quiet = answer is not None or sheet.args.get("said") is not None  # no answer, and nothing of one, on a locked phone
    fallback = plain_words(question.words, values) if quiet else None
    return Message(parts=(*_thanks(sheet), words, *foot), fallback=fallback)


def _thanks(sheet: Sheet) -> list[Part]:
    """Return the thanks for the answer before, with a way to a human where that fits."""
    if not sheet.args.get("ack"):
        return []
    human = way_to_human(sheet)
    return [Words(markdown=sheet.args["ack"]), *([Buttons(buttons=human)] if human else [])]


async def _foot(
    sheet: Sheet,
    current: Scene,
    touchpoint: touchpoints.Touchpoint,
    question: Question,
    answer: answers.Answer | None,
) -> list[Part]:
    """Return the way to answer and who will see it, the answer that there is, or that there can be none any more."""
    if current.enrollment.state is EnrollmentState.ENDED:
        said = sheet.voice.plain("question.closed") if answer is None else await _said(sheet, question, answer)
        return [Note(text=said)]
    circle = circles.circle_now(current, touchpoint, question)
    way = _way_to_answer(sheet, question, answer)
    themed = themes.counts(current, circle, question)
    seen = Note(text=await who_will_see(sheet, current, touchpoint, question), themes=themed)
    if answer is None:
        return [way, seen, *_choices(sheet, current, touchpoint, question)]
    same = set(answer.circle) == set(circle.people) and answer.counted is (circle.seen_by is SeenBy.COUNTED)
    said = await _said(sheet, question, answer, open_=True)
    return [Note(text=said), way] if same else [Note(text=said), way, seen]


def _choices(sheet: Sheet, current: Scene, touchpoint: touchpoints.Touchpoint, question: Question) -> list[Part]:
    """Return the buttons for a smaller circle, none where nobody but the hire sees the answer anyway."""
    offered = circles.choices(current, touchpoint, question)
    if not offered:
        return []
    buttons = (
        Button(action_id=f"circle:{one}", label=sheet.voice.plain(f"button.circle_{one}"), value=sheet.envelope.id)
        for one in offered
    )
    return [Buttons(buttons=tuple(buttons))]


def question_of(current: Scene, envelope: Envelope, touchpoint: touchpoints.Touchpoint) -> Question:
    """Return the question that a message asks."""
    step = current.step_of(touchpoint)
    if not isinstance(step, CheckIn):
        raise TypeError(step.kind)
    wanted = envelope.subject.partition("/")[2]
    return next(question for question in step.questions if question.id == wanted)


def _way_to_answer(sheet: Sheet, question: Question, answer: answers.Answer | None) -> Part:
    """Return what to tap; what was chosen is marked, as another one may be."""
    value, chosen = sheet.envelope.id, answer.value if answer else None
    if question.kind == "mood":
        return Buttons(
            buttons=tuple(
                Button(action_id=f"mood:{n}", label=label, value=value, primary=str(n) == chosen)
                for n in MOODS
                for label in (sheet.voice.plain(f"mood.{n}"),)
            )
        )
    if question.kind == "choice":
        place = question.options.index(chosen) if chosen in question.options else None
        return Choices(action_id="answer", block_id=f"choice:{value}", options=question.options, chosen=place)
    label = sheet.voice.plain("button.answer" if answer is None else "button.change_answer")
    return Buttons(buttons=(Button(action_id="answer", label=label, value=value),))


async def _said(sheet: Sheet, question: Question, answer: answers.Answer, *, open_: bool = False) -> str:
    value = sheet.voice.plain(f"mood.{answer.value}") if question.kind == "mood" else shortened(answer.value)
    circle = await people.by_ids(sheet.session, answer.circle)
    return sheet.voice.plain(
        "question.answered",
        answer=value,
        names=sheet.voice.both([person.first_name for person in circle.values()]),
        counted=answer.counted,
        open=open_,
    )


def shortened(text: str) -> str:
    """Return the beginning of a long answer; all of it is kept."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


async def who_will_see(sheet: Sheet, current: Scene, touchpoint: touchpoints.Touchpoint, question: Question) -> str:
    """Say before typing who will see the answer, by name, whether the hire chose so, and what reads along."""
    circle = circles.circle_now(current, touchpoint, question)
    group = await circles.group_of(sheet.session, current, circle)
    words = who_sees(sheet, current, circle, question, group=group)
    chosen = circles.AS_ASKED in circles.choices(current, touchpoint, question)
    more = [sheet.voice.plain("seen_by.chosen")] if chosen else []
    reader = sheet.bot.ears.reader
    if question.kind == "text" and reader is not None and current.enrollment.words_stopped_at is None:
        more.append(sheet.voice.plain("seen_by.reader", host=reader))
    return " ".join((words, *more))


def who_sees(sheet: Sheet, current: Scene, circle: Circle, question: Question, *, group: int | None = None) -> str:
    """Say who will see an answer, by name, and what of it may count; `group`: among how many it would be counted."""
    names = {person.id: person.first_name for found in current.roles.values() for person in found}
    if circle.seen_by is SeenBy.COUNTED:
        few = group if group is not None and too_small(group) else None
        return sheet.voice.plain("seen_by.counted", few=few)
    if not circle.people:
        return sheet.voice.plain("seen_by.me")
    known = sheet.voice.both([names[i] for i in sorted(circle.people, key=list(names).index)])
    named = sheet.voice.plain("seen_by.named", names=known)
    return f"{named} {sheet.voice.plain('seen_by.themes')}" if themes.counts(current, circle, question) else named


async def _touchpoint(sheet: Sheet) -> touchpoints.Touchpoint:
    return await sheet.scenes.touchpoint(sheet.envelope.touchpoint_id or 0)


async def keep_circle(session: AsyncSession, envelope: Envelope, current: Scene) -> None:
    """Keep who is named in a question when it is sent: a later manager is in no earlier circle."""
    touchpoint = await touchpoints.by_id(session, envelope.touchpoint_id or 0)
    question = question_of(current, envelope, touchpoint)
    circle = circles.circle_now(current, touchpoint, question)
    await outbox.change(session, envelope.id, circle=sorted(circle.people))


async def look_again(session: AsyncSession, envelope: Envelope, now: datetime) -> None:
    """A check-in or a guide that went out may grow silent or stuck: look at the hire's days anew."""
    if envelope.enrollment_id is not None:
        await watches.look(session, envelope.enrollment_id, now)


KINDS = {"message": draw_message, "guide": draw_guide, "question": draw_question}
BEFORE = {"question": keep_circle}
AFTER = {"guide": look_again, "question": look_again}
