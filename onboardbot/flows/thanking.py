"""Thank for words: one sentence that takes up what was said, in the language in which it was said."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.acknowledging import UNREAD, Fitting, understood
from onboardbot.core.history import AnswerKind
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import Scene
from onboardbot.flows.team import team_of
from onboardbot.store import answers, outbox, people
from onboardbot.store.answers import Answer
from onboardbot.texts.acknowledging import Acknowledged, acknowledge, language_for, library, nothing_in

THANKED_IN = ("acknowledgement", "question", "help")  # the messages in which a reply is acknowledged
LOOK_BACK = 20  # messages; what was said longer ago may be said again


@dataclass(frozen=True)
class Thanks:
    """A sentence as Markdown; `human`: the way to one stands below. Without `said` it is not of the library."""

    words: str
    human: bool = False
    said: Acknowledged | None = None

    @property
    def args(self) -> Mapping[str, object]:
        """What a message is posted with beside the words."""
        said = self.said
        chosen = {"lang": said.language, "said": said.key, "quiet": said.quiet} if said else {}
        return chosen | ({"talk": True} if self.human else {})


async def for_answer(bot: Bot, session: AsyncSession, current: Scene, answer: Answer, seed: str) -> Thanks:
    """Return the thanks for an answer in words; `seed` says which of the sentences that fit."""
    kept = await answers.of_enrollment(session, current.enrollment.id)
    moods = (one for one in kept if one.touchpoint_id == answer.touchpoint_id and one.kind == AnswerKind.MOOD)
    mood = next((int(one.value) for one in moods), None)
    found = await _fitting(session, current, answer.value, mood=mood)
    return await _thanks(bot, session, current, found, seed)


async def for_message(
    bot: Bot, session: AsyncSession, current: Scene, text: str, seed: str, *, file: bool
) -> Thanks | None:
    """Return the thanks for words that answer nothing; None where there is nothing in them to take up.

    `file`: something came with them that is never looked at.
    """
    found = await _fitting(session, current, text, mood=None)
    if nothing_in(found, *_wishes(bot, current)) and not file:
        return None
    thanks = await _thanks(bot, session, current, found, seed)
    further = library(language_for(found, *_wishes(bot, current)))
    left = [further.file] if file else []
    return Thanks(" ".join((thanks.words, *left, further.message)), thanks.human, thanks.said)


async def _fitting(session: AsyncSession, current: Scene, text: str, *, mood: int | None) -> Fitting:
    """Hear words, unless their writer does not want them to be read: then what is neutral fits."""
    if current.enrollment.words_stopped_at is not None:
        return UNREAD
    names = await people.names(session)
    return understood(text, team_of(current), names, current.listener, mood=mood)


async def _thanks(bot: Bot, session: AsyncSession, current: Scene, found: Fitting, seed: str) -> Thanks:
    language = language_for(found, *_wishes(bot, current))
    before = await _before(session, current.hire.id)
    said = acknowledge(
        found, language, hire=current.hire.first_name, seed=f"{current.hire.email}/{seed}", before=before
    )
    return Thanks(said.words, found.human, said)


async def _before(session: AsyncSession, person_id: str) -> str | None:
    """Return which sentence they read last."""
    recent = await outbox.recent(session, THANKED_IN, person_id, most=LOOK_BACK)
    said = (json.loads(one.args).get("said") for one in recent if one.args)
    return next((str(one) for one in said if one), None)


def _wishes(bot: Bot, current: Scene) -> tuple[str | None, ...]:
    return (current.hire.language, current.hire.locale, bot.library.company.language)
