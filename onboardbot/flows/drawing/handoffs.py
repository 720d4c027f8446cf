"""What is said when a newcomer wants to talk to a human: beforehand, to whoever is asked, and of a time that fits."""

from onboardbot.core import effect, handoff
from onboardbot.core.finding import Finding, State, Within
from onboardbot.core.message import Button, Buttons, Message, Note, Part, Words
from onboardbot.flows.drawing.lines import EFFECTS, finding_of, local, name_of, outcome_of, row
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.store import findings

SOON = {"today": Within.TODAY, "tomorrow": Within.TOMORROW, "week": Within.WEEK}


async def beforehand(sheet: Sheet, finding: Finding, said: effect.Offer, current: Scene) -> list[Part]:
    """Return what whoever is picked will read, how soon it is to be, and who is asked if they don't take it."""
    if finding.until is None:
        return []
    voice, when = sheet.voice, local(sheet, current, finding.until)
    ask = voice.words("handoff.ask", hire=current.hire.first_name, when=when)
    wanted = finding.within or Within.TOMORROW
    buttons = tuple(
        Button(
            action_id=f"within:{word}", label=voice.plain(f"button.within_{word}"), value=finding.id,
            primary=within is wanted,
        )
        for word, within in SOON.items()
    )  # fmt: skip
    reads = Note(text=voice.plain("handoff.reads"))
    soon = Note(text=voice.plain("handoff.soon"))
    return [
        reads,
        Words(markdown=f"> {ask}"),
        soon,
        Buttons(buttons=buttons),
        await _then(sheet, finding, said, current),
    ]


async def _then(sheet: Sheet, finding: Finding, said: effect.Offer, current: Scene) -> Note:
    """Say who comes after whom, those with the same one after them together."""
    lines = []
    known = await findings.of_enrollment(sheet.session, current.enrollment.id)
    for then, persons in handoff.afterwards(finding, team_of(current), said.options, known).items():
        names = sheet.voice.either([name for one in persons if (name := await name_of(sheet, one))])
        lines.append(sheet.voice.plain("handoff.then", names=names, then=await name_of(sheet, then)))
    return Note(text=" ".join(lines))


async def draw_handoff_plan(sheet: Sheet) -> Message:
    """Who is asked, until when, and who comes next; the newcomer may call it off, and nobody else."""
    said: effect.HandoffPlan = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    if said.person is None or said.until is None:
        words = voice.words("handoff.nobody")
    else:
        words = voice.words(
            "handoff.plan",
            name=await name_of(sheet, said.person),
            when=local(sheet, current, said.until),
            afterwards=await name_of(sheet, said.afterwards),
            passed=await name_of(sheet, said.passed_by),
        )
    parts: list[Part] = [Words(markdown=words)]
    if said.count >= len(finding.told):  # the newest
        settled = Words(markdown=voice.words("handoff.settled"))
        parts.append(row(sheet, finding, "handoff_close") if finding.live else settled)
    return Message(parts=tuple(parts))


async def draw_handoff_ask(sheet: Sheet) -> Message:
    """Somebody wants to talk: until when, and nothing about what."""
    said: effect.HandoffAsk = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    hire = current.hire.first_name
    when = local(sheet, current, said.until)
    parts: list[Part] = [Words(markdown=voice.words("handoff.ask", hire=hire, when=when))]
    parts += await _theirs(sheet, finding, current)
    parts.append(Note(text=voice.plain("alert.note", hire=hire)))
    return Message(parts=tuple(parts), fallback=voice.plain("handoff.fallback", hire=hire))


async def _theirs(sheet: Sheet, finding: Finding, current: Scene) -> list[Part]:
    """Return what the reader can do, or what became of it."""
    voice, hire, reader = sheet.voice, current.hire.first_name, sheet.reader.id
    if reader in finding.passed:
        name = await name_of(sheet, finding.told[finding.told.index(reader) + 1])
        return [Words(markdown=voice.words("handoff.passed", name=name))]
    if not handoff.is_with(finding, reader):
        return [await outcome_of(sheet, finding, hire)]
    if finding.state is State.OPEN:
        suggested = Words(markdown=voice.words("suggest.asks_for_human", hire=hire))
        actions = ("handoff_accept", "handoff_propose", "handoff_pass")
        return [suggested, row(sheet, finding, *actions, primary="handoff_accept")]
    parts: list[Part] = [await outcome_of(sheet, finding, hire)]
    if finding.proposed is not None:
        answer = "open" if finding.fits is None else "fits" if finding.fits else "other"
        when = local(sheet, current, finding.proposed)
        parts.append(Words(markdown=voice.words(f"handoff.proposed_{answer}", hire=hire, when=when)))
    return [*parts, row(sheet, finding, "handoff_propose", "handoff_pass")]


async def draw_proposal(sheet: Sheet) -> Message:
    """A time that somebody suggests, by the newcomer's own clock, and whether it fits."""
    said: effect.Proposal = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    name = await name_of(sheet, said.person)
    words = voice.words("handoff.suggests", name=name, when=local(sheet, current, said.time))
    newest = said.count == finding.proposals and finding.state is State.TAKEN and finding.proposed == said.time
    parts: list[Part] = [Words(markdown=words)]
    if newest and finding.fits is None:
        parts.append(_answers(sheet, f"{finding.id}/{said.count}"))
    else:
        key = ("fits" if finding.fits else "other") if newest else "over"
        parts.append(Words(markdown=voice.words(f"handoff.answered_{key}", name=name)))
    return Message(parts=tuple(parts), fallback=voice.plain("handoff.suggests_fallback", name=name))


def _answers(sheet: Sheet, value: str) -> Buttons:
    return Buttons(
        buttons=tuple(
            Button(action_id=action, label=sheet.voice.plain(f"button.{action}"), value=value)
            for action in ("time_fits", "time_other")
        )
    )


async def draw_proposal_answer(sheet: Sheet) -> Message:
    """Whether the time that was suggested fits; if not, the next suggestion is one tap away."""
    said: effect.ProposalAnswer = EFFECTS.validate_python(sheet.args)
    finding, current, voice = await finding_of(sheet), await sheet.scene(), sheet.voice
    hire, when = current.hire.first_name, local(sheet, current, said.time)
    key = "fits" if said.fits else "other"
    parts: list[Part] = [Words(markdown=voice.words(f"handoff.says_{key}", hire=hire, when=when))]
    newest = said.count == finding.proposals
    if newest and not said.fits and handoff.is_with(finding, sheet.reader.id):
        parts.append(row(sheet, finding, "handoff_propose"))
    return Message(parts=tuple(parts), fallback=voice.plain("handoff.says_fallback", hire=hire))


KINDS = {
    "handoff_plan": draw_handoff_plan,
    "handoff_ask": draw_handoff_ask,
    "proposal": draw_proposal,
    "proposal_answer": draw_proposal_answer,
}
