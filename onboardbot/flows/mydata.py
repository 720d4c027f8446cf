"""What is kept about a hire, in words, for the hire alone."""

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.flows.scene import Scene
from onboardbot.store import answers, people
from onboardbot.texts.catalogue import Voice


async def summary(session: AsyncSession, current: Scene, voice: Voice) -> str:
    """Return the hire's own data as Markdown: what HR entered, each answer, and who may be told of it."""
    hire = current.enrollment.hire
    lines = [
        voice.words("my_data.intro", hire=hire.first_name),
        voice.words("my_data.entered", name=hire.name, email=hire.email, start=hire.start_date.isoformat()),
    ]
    kept = await answers.of_enrollment(session, current.enrollment.id)
    names = await people.by_ids(session, {i for answer in kept for i in answer.circle})
    for answer in kept:
        circle = ", ".join(names[i].first_name for i in answer.circle)
        value = voice.plain(f"mood.{answer.value}") if answer.kind == "mood" else answer.value
        day = answer.answered_at.astimezone(current.calendar.zone).date().isoformat()
        lines.append("- " + voice.words("my_data.answer", day=day, value=value, names=circle, counted=answer.counted))
    if not kept:
        lines.append(voice.words("my_data.no_answers"))
    return "\n\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:])
