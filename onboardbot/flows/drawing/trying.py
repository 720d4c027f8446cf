"""A step as somebody of HR tries it on themselves: what the hire would read, marked as a try, with dead buttons.

It is a step of a hire's own plan, or of a playbook that is tried on an invented newcomer.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from onboardbot.core.message import Button, Buttons, Message, Note, Part, Title, Words
from onboardbot.core.personalise import FillError, RoleEmpty, ValueEmpty, fill
from onboardbot.core.plainwords import plain_words
from onboardbot.core.questions import Question
from onboardbot.core.steps import Step
from onboardbot.core.visibility import circle_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.drawing.steps import MOODS, who_sees
from onboardbot.flows.example import example, planned_steps, when
from onboardbot.flows.roles import role_in_words
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.store import touchpoints


async def draw_try(sheet: Sheet) -> Message:
    """All of a step at once: a check-in with each of its questions, whatever is asked on a condition."""
    return await (_draw_example(sheet) if "playbook" in sheet.args else _draw_of_hire(sheet))


async def _draw_of_hire(sheet: Sheet) -> Message:
    current = await sheet.scene()
    touchpoint = await touchpoints.by_id(sheet.session, sheet.args["touchpoint"])
    person = current.first(touchpoint.recipient)
    whom = person.first_name if person else role_in_words(sheet.voice, touchpoint.recipient)
    mark = sheet.voice.plain("tried.mark", step=touchpoint.step_id, name=whom)
    return _message(sheet, current, current.step_of(touchpoint), mark)


async def _draw_example(sheet: Sheet) -> Message:
    """Draw a step of a playbook as it would read on its own day; it may have gone from the file since it was chosen."""
    playbook = sheet.bot.library.playbooks.get(sheet.args["playbook"])
    steps = {step.id: step for step in playbook.steps} if playbook else {}
    step = steps.get(sheet.args["step"])
    if playbook is None or step is None:
        return Message(parts=(Words(markdown=sheet.voice.words("tryout.gone")),))
    current = await example(sheet.bot, sheet.session, playbook, sheet.voice, now=sheet.now)
    planned = next(one for one in planned_steps(current, now=sheet.now) if one.step_id == step.id)
    mark = sheet.voice.plain(
        "tryout.mark",
        step=step.id,
        playbook=playbook.title,
        name=current.hire.first_name,
        whom=role_in_words(sheet.voice, step.to),
        when=when(current, planned, sheet.voice),
    )
    return _message(replace(sheet, now=planned.due_at), current, step, mark)


def _message(sheet: Sheet, current: Scene, step: Step, mark: str) -> Message:
    """Return the marked step, or why it could not be sent: that is what trying is for, and no failure."""
    try:
        parts = _parts(sheet, current, step)
    except RoleEmpty as error:
        parts = [Words(markdown=sheet.voice.words("tried.role_empty", role=role_in_words(sheet.voice, error.role)))]
    except ValueEmpty as error:
        parts = [Words(markdown=sheet.voice.words("tried.value_empty", value=error.placeholder))]
    except FillError:
        parts = [Words(markdown=sheet.voice.words("tried.not_filled"))]
    return Message(parts=(Note(text=mark), *parts), fallback=sheet.voice.plain("tried.fallback", step=step.id))


def _parts(sheet: Sheet, current: Scene, step: Step) -> list[Part]:
    values = current.values(sheet.now)
    if step.kind == "message":
        return [Words(markdown=fill(step.message, values, markup_safe=True))]
    if step.kind == "check_in":
        return [part for question in step.questions for part in _question(sheet, current, question)]
    parts: list[Part] = [Title(text=plain_words(step.title, values))]
    for task in step.tasks:
        words = fill(task.text, values, markup_safe=True)
        parts.append(Words(markdown=f"{sheet.voice.words('guide.open_task')} {words}"))
        parts.append(_dead(sheet, ("button.task_done", "button.task_help")))
    return parts


def _question(sheet: Sheet, current: Scene, question: Question) -> list[Part]:
    words = Words(markdown=fill(question.words, current.values(sheet.now), markup_safe=True))
    seen = Note(text=who_sees(sheet, current, circle_of(question.seen_by, team_of(current)), question))
    if question.kind == "mood":
        return [words, _dead(sheet, [f"mood.{n}" for n in MOODS]), seen]
    if question.kind == "choice":
        return [words, _buttons(question.options), seen]
    return [words, _dead(sheet, ["button.answer"]), seen]


def _dead(sheet: Sheet, keys: Sequence[str]) -> Buttons:
    return _buttons([sheet.voice.plain(key) for key in keys])


def _buttons(labels: Sequence[str]) -> Buttons:
    """Return buttons of which a tap says that this is a try; ids differ, as Slack wants within a block."""
    numbers = count(1)
    return Buttons(buttons=tuple(Button(action_id=f"try:{next(numbers)}", label=label, value="-") for label in labels))


KINDS = {"try": draw_try}
