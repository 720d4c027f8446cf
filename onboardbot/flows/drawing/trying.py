"""A step as somebody of HR tries it on themselves: what the hire would read, marked as a try, with dead buttons."""

from collections.abc import Sequence
from itertools import count

from onboardbot.core.message import Button, Buttons, Message, Note, Part, Title, Words
from onboardbot.core.personalise import RoleEmpty, fill
from onboardbot.core.plainwords import plain_words
from onboardbot.core.questions import Question
from onboardbot.core.steps import Step
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.drawing.steps import MOODS, who_sees
from onboardbot.flows.scene import Scene
from onboardbot.store import touchpoints


async def draw_try(sheet: Sheet) -> Message:
    """All of a step at once: a check-in with each of its questions, whatever is asked on a condition."""
    current = await sheet.scene()
    touchpoint = await touchpoints.by_id(sheet.session, sheet.args["touchpoint"])
    person = current.first(touchpoint.recipient)
    whom = person.first_name if person else touchpoint.recipient
    mark = Note(text=sheet.voice.plain("tried.mark", step=touchpoint.step_id, name=whom))
    try:
        parts = _parts(sheet, current, current.step_of(touchpoint))
    except RoleEmpty as error:
        parts = [Words(markdown=sheet.voice.words("tried.role_empty", role=error.role))]
    return Message(parts=(mark, *parts), fallback=sheet.voice.plain("tried.fallback", step=touchpoint.step_id))


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
    seen = Note(text=who_sees(sheet, current, question))
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
