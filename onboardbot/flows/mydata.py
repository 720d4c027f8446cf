"""What is kept about a hire, in words, for the hire alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core import effect
from onboardbot.core.finding import Finding, Level
from onboardbot.core.message import Message, Quote, Words
from onboardbot.core.outbox import Envelope, MessageState
from onboardbot.core.pace import Pace
from onboardbot.core.template import escaped
from onboardbot.flows import farewell
from onboardbot.flows.drawing.evidence import reason_in_words
from onboardbot.flows.held import ABOUT_ME, sheet_for
from onboardbot.flows.scene import BUDDY, MANAGER, Scene, Scenes
from onboardbot.store import answers, findings, meetings, outbox, people, tasks, touchpoints
from onboardbot.store.answers import Answer
from onboardbot.texts.catalogue import Voice

SHOWN = 280  # characters of one answer; more would make the message too long to read
NEWEST = 10  # notes to others
LONGEST = 6000  # characters of one message; Slack refuses blocks of some 13 000 together
MOST = 18  # answers in one message: each has a button, and Slack takes 50 blocks
Item = tuple[str, str | None]  # words, and the answer that can be deleted beside them


async def summary(scenes: Scenes, current: Scene, voice: Voice, *, now: datetime) -> list[list[Item]]:
    """Return the hire's own data as Markdown: what HR entered, answers and who may be told, what was found and told.

    It is as many messages as Slack needs for it.
    """
    session = scenes.session
    items: list[Item] = [
        (voice.words("my_data.intro", hire=current.hire.first_name), None),
        *((words, None) for words in _reader(scenes, current, voice)),
        *((words, None) for words in _entered(current, voice)),
        *await _answers(session, current, voice),
        *((words, None) for words in await _tasks(session, current, voice)),
        *((words, None) for words in await _course(session, current, voice)),
        *((words, None) for words in await _noticed(scenes, current, voice, now=now)),
        *((words, None) for words in await _told(session, current, voice)),
        (voice.words("my_data.rest"), None),
    ]
    return _messages(items)


def _messages(items: Sequence[Item]) -> list[list[Item]]:
    messages: list[list[Item]] = [[]]
    for item in items:
        length = sum(len(words) for words, _ in messages[-1])
        buttons = sum(1 for _, answer in messages[-1] if answer)
        if messages[-1] and (length + len(item[0]) > LONGEST or buttons >= MOST):
            messages.append([])
        messages[-1].append(item)
    return messages


def _reader(scenes: Scenes, current: Scene, voice: Voice) -> list[str]:
    """Return what else reads the hire's words, as long as they let words be read."""
    host = scenes.bot.ears.reader
    stopped = current.enrollment.words_stopped_at is not None
    return [] if host is None or stopped else [voice.words("introduction.reader", host=host)]


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


async def _answers(session: AsyncSession, current: Scene, voice: Voice) -> list[Item]:
    kept = await answers.of_enrollment(session, current.enrollment.id)
    last: list[Item] = [(words, None) for words in await _last_word(session, current, voice)]
    if not kept:
        return last or [(voice.words("my_data.no_answers"), None)]
    names = {
        i: one.first_name for i, one in (await people.by_ids(session, {i for a in kept for i in a.circle})).items()
    }
    return [*((_answer(answer, current, voice, names), answer.id) for answer in kept), *last]


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


async def _course(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    """Return how many steps were planned and came, which talks were confirmed, and what the hire switched off."""
    rows = await touchpoints.of_enrollment(session, current.enrollment.id)
    sent = await touchpoints.sent_states(session, current.enrollment.id)
    came = sum(1 for row in rows if row.id in sent and sent[row.id].state == MessageState.SENT)
    met = Counter(one.role for one in await meetings.of_enrollment(session, current.enrollment.id))
    enrollment = current.enrollment
    return [
        voice.words("my_data.steps", all=len(rows), came=came, manager=met[MANAGER], buddy=met[BUDDY]),
        voice.words(
            "my_data.wishes",
            words=enrollment.words_stopped_at is None,
            check_ins=enrollment.check_ins_stopped_at is None,
            slower=enrollment.pace is Pace.SLOWER,
        ),
    ]


async def _noticed(scenes: Scenes, current: Scene, voice: Voice, *, now: datetime) -> list[str]:
    """Return what was found about the hire, each with its reason, and who was told of it."""
    found = await findings.of_enrollment(scenes.session, current.enrollment.id)
    names = await people.by_ids(scenes.session, {person for one in found for person in one.told})
    sheet = await sheet_for(scenes, current, now=now)
    lines = []
    for finding in found:
        if finding.level is not Level.HANDOFF or finding.told:
            reason = effect.Reason(signal=finding.signal, level=finding.level, evidence=finding.evidence)
            words = await reason_in_words(sheet, current, reason)
            told = voice.both([names[person].first_name for person in dict.fromkeys(_told_of(finding, found))])
            day = _day(current, voice, finding.found_at)
            lines.append("- " + voice.words("my_data.noticed", day=day, reason=words, names=told))
    return lines


def _told_of(finding: Finding, found: Sequence[Finding]) -> tuple[str, ...]:
    """Return whom a finding was told to, in its own note or in the one that it was added to."""
    host = next((one for one in found if one.id == finding.merged_into), finding)
    return host.told


async def _told(session: AsyncSession, current: Scene, voice: Voice) -> list[str]:
    """Return the newest notes that others got about the hire, in exactly the words that they read."""
    sent = await outbox.to_others(session, current.enrollment.id, current.hire.id, ABOUT_ME)
    names = await people.by_ids(session, {envelope.person_id for envelope in sent})
    found = []
    for envelope in sent[:NEWEST]:
        day = _day(current, voice, envelope.sent_at or envelope.due_at)
        opened = _day(current, voice, envelope.opened_at) if envelope.opened_at else None
        name = names[envelope.person_id].first_name
        head = voice.words("my_data.told", day=day, name=name)
        found.append(f"{head}\n{_quoted(envelope, voice)}\n\n{voice.words('my_data.opened', day=opened, name=name)}")
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
