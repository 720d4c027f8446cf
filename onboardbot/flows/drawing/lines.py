"""What the messages about findings are put together from: names, times, rows of buttons, what was said to others."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from onboardbot.core import effect
from onboardbot.core.finding import Finding, State
from onboardbot.core.message import Button, Buttons, Message, Note, Part, Quote, Words
from onboardbot.core.outbox import MessageState
from onboardbot.flows.drawing.sheet import Sheet
from onboardbot.flows.scene import Scene
from onboardbot.store import findings, outbox, people

EFFECTS: TypeAdapter[Any] = TypeAdapter(effect.Message)
SOON = timedelta(days=6)  # within it a weekday names one day


async def finding_of(sheet: Sheet) -> Finding:
    """Return the finding that a message is about, as it is now."""
    found = await findings.by_id(sheet.session, sheet.envelope.subject)
    if found is None:
        raise LookupError(sheet.envelope.subject)
    return found[1]


async def name_of(sheet: Sheet, person_id: str | None) -> str | None:
    """Return what a person is called; None: nobody."""
    if person_id is None:
        return None
    known = (await sheet.scene()).person(person_id) if sheet.envelope.enrollment_id else None
    return (known or await people.by_id(sheet.session, person_id)).first_name


def row(sheet: Sheet, finding: Finding, *actions: str, primary: str | None = None) -> Buttons:
    """Return buttons whose labels have the key of their action."""
    return Buttons(
        buttons=tuple(
            Button(
                action_id=action,
                label=sheet.voice.plain(f"button.{action.replace(':', '_')}"),
                value=finding.id,
                primary=action == primary,
            )
            for action in actions
        )
    )


async def outcome_of(sheet: Sheet, finding: Finding, hire: str) -> Words:
    """Return what became of a note, as far as its reader may know."""
    outcome, name = finding.outcome_for(sheet.reader.id), await name_of(sheet, finding.taken_by)
    key = "talked" if outcome is State.TAKEN and finding.talked_at else outcome
    return Words(markdown=sheet.voice.words(f"alert.{key}", hire=hire, name=name))


def local(sheet: Sheet, current: Scene, instant: datetime) -> str:
    """Return a local time as the reader writes it, with the date where the weekday alone is not clear."""
    there = instant.astimezone(current.calendar_of(sheet.reader).zone)
    near = abs(instant - sheet.now) < SOON
    day = sheet.voice.weekday(there) if near else sheet.voice.day(there)
    return sheet.voice.plain("at", day=day, time=sheet.voice.clock(there))


async def words_got(sheet: Sheet, key: str) -> tuple[Part, ...]:
    """Return exactly the words that another person got by the message with this key, each as a quote."""
    envelope = await outbox.by_key(sheet.session, key)
    if envelope is None or envelope.state is not MessageState.SENT or envelope.body is None:
        return ()
    parts = Message.model_validate_json(envelope.body).parts
    return tuple(quoted for part in parts if (quoted := _quoted(part)) is not None)


def _quoted(part: Part) -> Part | None:
    if isinstance(part, Words):
        return Words(markdown="> " + part.markdown.replace("\n", "\n> "))
    if isinstance(part, Note) and not part.introduces:  # what the bot is stands under the first message of each
        return Quote(text=part.text)
    return part if isinstance(part, Quote) else None
