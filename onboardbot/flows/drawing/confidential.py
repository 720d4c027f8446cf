"""What is said to the newcomer of what is confidential: fixed words, help outside of the company, who can be told."""

from onboardbot.core import effect, protected
from onboardbot.core.company import Resource
from onboardbot.core.finding import Danger, Finding, State
from onboardbot.core.message import Button, Buttons, Message, Note, Part, Words
from onboardbot.flows.drawing.lines import EFFECTS, finding_of, name_of
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.texts.confidential import question_in_words, resources_in_words


async def protected_question(sheet: Sheet, said: effect.Offer, finding: Finding) -> str:
    """Return the question whom to tell; where it may be about the manager it names no suspicion."""
    names = {option.choice: await name_of(sheet, option.person) for option in said.options if option.person}
    return question_in_words(sheet.voice, names, unsure=finding.unsure, again=said.again)


def resources_of(scene: Scene) -> tuple[Resource, ...]:
    """Return the help of the newcomer's country; a number of another one may lead nowhere from there."""
    return scene.company.resources.get(scene.calendar.country or "", ())


async def draw_resources(sheet: Sheet) -> Message:
    """Fixed words and where help is; in distress the question whether they are in danger, and a human."""
    said: effect.Resources = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    above, below = resources_in_words(voice, said, current.hire.first_name, resources_of(current))
    parts: list[Part] = [Words(markdown=above[0])]
    if above[1:]:
        parts.append(Words(markdown="\n".join(f"• {line}" for line in above[1:])))
    parts += [Note(text=line) for line in below]
    if said.danger:
        parts += await _danger(sheet, finding, current)
    talk = Button(action_id="talk", label=voice.plain("button.talk"), value=sheet.envelope.enrollment_id or "")
    parts.append(Buttons(buttons=(talk,)))
    return Message(parts=tuple(parts), fallback=voice.plain("resources.fallback"))


async def _danger(sheet: Sheet, finding: Finding, current: Scene) -> list[Part]:
    """Ask whether they are in danger, or say what became of the answer; a yes counts after a no, too."""
    voice = sheet.voice
    name = await name_of(sheet, protected.first_free(finding, team_of(current)))
    if finding.told:
        told = await name_of(sheet, finding.told[-1])
        return [Words(markdown=voice.words("resources.telling", name=told))]
    if finding.state is State.ENDED:
        return [Words(markdown=voice.words("resources.nobody_distress"))]
    asked = voice.words("resources.told_nobody" if finding.state is State.KEPT else "resources.question")
    choices = [Danger.YES] if finding.state is State.KEPT else list(Danger)
    buttons = tuple(
        Button(action_id=f"danger:{choice}", label=voice.plain(f"button.danger_{choice}"), value=finding.id)
        for choice in choices
    )
    then = voice.plain("resources.then", name=name) if name else voice.plain("resources.then_nobody")
    return [Words(markdown=asked), Buttons(buttons=buttons), Note(text=then)]


async def draw_drill(sheet: Sheet) -> Message:
    """A tap shows that what can't wait would arrive."""
    if sheet.args.get("tapped"):
        return Message(parts=(Words(markdown=sheet.voice.words("drill.done")),))
    button = Button(action_id="drill", label=sheet.voice.plain("button.drill"), value=sheet.envelope.id, primary=True)
    return Message(parts=(Words(markdown=sheet.voice.words("drill.ask")), Buttons(buttons=(button,))))


async def draw_drill_silent(sheet: Sheet) -> Message:
    """Nobody tapped: HR asks, or names somebody else, before it matters."""
    return Message(parts=(Words(markdown=sheet.voice.words("drill.silent", name=sheet.args["name"])),))


KINDS = {"resources": draw_resources, "drill": draw_drill, "drill_silent": draw_drill_silent}
