"""What is kept about a hire, in words, for the hire alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.message import Message, Quote, Words
from onboardbot.core.outbox import Envelope
from onboardbot.core.template import escaped
from onboardbot.flows import farewell
from onboardbot.flows.scene import BUDDY, MANAGER, Scene
from onboardbot.store import answers, outbox, people, tasks
from onboardbot.store.answers import Answer
from onboardbot.texts.catalogue import Voice

ABOUT_ME = ("tell", "remind", "escalate", "help_ask", "handoff_ask")
SHOWN = 280  # characters of one answer; more would make the message too long to read
NEWEST = 10  # notes to others
LONGEST = 6000  # characters of one message; Slack refuses blocks of some 13 000 together


async def summary(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    """Return the hire's own data as Markdown: what HR entered, answers and who may be told, tasks, notes to others.

    It is as many messages as Slack needs for it.
    """
    parts = [
        voice.words("my_data.intro", hire=current.hire.first_name),
        *_entered(current, voice),
        *await _answers(session, current, voice),
        *await _tasks(session, current, voice),
        *await _told(session, current, voice),
        voice.words("my_data.rest"),
    ]
    return _messages(parts)


def _messages(parts: Sequence[str]) -> list[str]:
    messages = [""]
    for part in parts:
        if len(messages[-1]) + len(part) > LONGEST:
            messages.append("")
        messages[-1] += f"\n\n{part}" if messages[-1] else part
    return messages


def _entered(current: Scene, voice: Voice) -> list[str]:
    hire, columns = current.enrollment.hire, current.enrollment.hire.extra
    roles = {role: person.name for role in (MANAGER, BUDDY) if (person := current.first(role)) is not None}
    facts = {"department": hire.department, "location": hire.location, "title": hire.title}
    zone = str(current.calendar.zone)
    words = voice.words(
        "my_data.entered",
        name=hire.name,
        email=hire.email,
        start=voice.day(hire.start_date),
        zone=zone,
        **facts,
        **roles,
    )
    more = [f"- {escaped(f'{name}: {_shortened(value)}')}" for name, value in columns.items() if value.strip()]
    return [words, *more]


async def _answers(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    kept = await answers.of_enrollment(session, current.enrollment.id)
    last = await _last_word(session, current, voice)
    if not kept:
        return last or [voice.words("my_data.no_answers")]
    names = {
        i: one.first_name for i, one in (await people.by_ids(session, {i for a in kept for i in a.circle})).items()
    }
    return [*(_answer(answer, current, voice, names) for answer in kept), *last]


async def _last_word(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    """Return what the hire would tell the next newcomer, and to whom it was sent."""
    found = []
    for envelope in await outbox.about(session, farewell.FAREWELL, current.enrollment.id):
        said = farewell.given(envelope)
        if "words" in said:
            sent_to = await people.by_id(session, said["sent_to"]) if "sent_to" in said else None
            values = {"value": _shortened(said["words"]), "names": sent_to.first_name if sent_to else ""}
            day = _day(current, voice, envelope.sent_at or envelope.due_at)
            found.append("- " + voice.words("my_data.answer", day=day, counted=False, **values))
    return found


def _answer(answer: Answer, current: Scene, voice: Voice, names: dict[str, str]) -> str:
    value = voice.plain(f"mood.{answer.value}") if answer.kind == "mood" else answer.value
    return "- " + voice.words(
        "my_data.answer",
        day=_day(current, voice, answer.answered_at),
        value=_shortened(value),
        names=voice.both([names[i] for i in answer.circle]),
        counted=answer.counted,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


async def _tasks(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    states = await tasks.of_enrollment(session, current.enrollment.id)
    if not states:
        return []
    done, asked = sum(1 for one in states if one.done_at), sum(1 for one in states if one.help_asked_at)
    return [voice.words("my_data.tasks", done=done, asked=asked)]


async def _told(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    """Return the newest notes that others got about the hire, in exactly the words that they read."""
    sent = await outbox.to_others(session, current.enrollment.id, current.hire.id, ABOUT_ME)
    names = await people.by_ids(session, {envelope.person_id for envelope in sent})
    found = []
    for envelope in sent[:NEWEST]:
        day = _day(current, voice, envelope.sent_at or envelope.due_at)
        head = voice.words("my_data.told", day=day, name=names[envelope.person_id].first_name)
        found.append(f"{head}\n{_quoted(envelope, voice)}")
    older = len(sent) - len(found)
    return [*found, voice.words("my_data.more", count=older)] if older else found


def _quoted(envelope: Envelope, voice: Voice) -> str:
    message = Message.model_validate_json(envelope.body or '{"parts": []}')
    lines = [
        part.markdown if isinstance(part, Words) else voice.words("my_data.quote", words=part.text)
        for part in message.parts
        if isinstance(part, Words | Quote)
    ]
    return "\n".join(f"> {line}" for text in lines for line in text.splitlines() if line.strip())


def _day(current: Scene, voice: Voice, instant: datetime) -> str:
    return voice.day(instant.astimezone(current.calendar.zone))
