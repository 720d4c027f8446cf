"""HR tries any step of a playbook on themselves, before or beside real hires: nothing is kept, nobody else is told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.outbox import Priority
from onboardbot.core.person import Person
from onboardbot.core.plan import Planned
from onboardbot.core.playbook import Playbook
from onboardbot.core.steps import Step
from onboardbot.flows.bot import Bot
from onboardbot.flows.enrolling import Field, refusal
from onboardbot.flows.example import example, planned_steps, when
from onboardbot.flows.hires.desk import Desk, desk
from onboardbot.flows.roles import is_hr
from onboardbot.flows.scene import Scene
from onboardbot.store import outbox

CALLBACK = "tryout"
PLAYBOOK, STEP = "playbook", "step"


@dataclass(frozen=True)
class Tryout:
    """The modal: which playbook, if there are several, and which of its steps; `note` says what was sent just now."""

    title: str
    submit: str
    close: str
    words: str
    playbook: str
    fields: tuple[Field, ...]
    note: str | None = None


async def tryout(bot: Bot, *, slack_user: str, playbook: str | None = None, sent: str | None = None) -> Tryout | None:
    """Return what can be tried of a playbook, of the first where none is named.

    None for whoever is not HR, and where there is no playbook. `sent` is the step that went out just now.
    """
    async with desk(bot, slack_user) as at:
        playbooks = bot.library.playbooks
        if at is None or not playbooks:
            return None
        chosen = playbooks.get(playbook or "") or next(iter(playbooks.values()))
        current = await example(bot, at.session, chosen, at.voice, now=at.now)
        say = at.voice.plain
        return Tryout(
            title=say("tryout.title"),
            submit=say("tryout.submit"),
            close=say("hires.close"),
            words=say("tryout.words", name=current.hire.first_name),
            playbook=chosen.name,
            fields=(*_playbooks(at, chosen), _steps(at, current)),
            note=say("tryout.sent", step=sent) if sent else None,
        )


def _playbooks(at: Desk, chosen: Playbook) -> tuple[Field, ...]:
    options = tuple((playbook.name, playbook.title) for playbook in at.bot.library.playbooks.values())
    label = at.voice.plain("enroll_modal.playbook")
    return (Field(PLAYBOOK, label, False, options, chosen.name),) if len(options) > 1 else ()


def _steps(at: Desk, current: Scene) -> Field:
    steps = planned_steps(current, now=at.now)
    options = tuple((one.step_id, _option(at, current, one)) for one in steps)
    return Field(STEP, at.voice.plain("tryout.step"), False, options)


def _option(at: Desk, current: Scene, one: Planned) -> str:
    words = when(current, one, at.voice)
    return at.voice.plain("tryout.option", step=one.step_id, whom=at.role(one.recipient), when=words)


async def check(bot: Bot, playbook: str, step: str | None, *, slack_user: str) -> dict[str, str]:
    """Return what is wrong with a wish to try a step: its playbook may have changed since the modal was opened."""
    if refused := await refusal(bot, slack_user=slack_user):
        return {STEP: refused}
    async with desk(bot, slack_user) as at:
        if at is None or any(one.id == step for one in _steps_of(bot, playbook)):
            return {}
        return {STEP: at.voice.plain("tryout.gone")}


def _steps_of(bot: Bot, playbook: str) -> Sequence[Step]:
    found = bot.library.playbooks.get(playbook)
    return found.steps if found is not None else ()


async def send(
    bot: Bot, session: AsyncSession, payload: Mapping[str, Any], person: Person, *, key: str, now: datetime
) -> None:
    """Send a step to whoever asks, marked as a try-out; the same submission is the same message."""
    if not is_hr(bot, person):
        return
    await outbox.post(
        session,
        "try",
        person.id,
        subject=f"{CALLBACK}/{key}",
        args=json.dumps({"playbook": payload["metadata"].get(PLAYBOOK), "step": payload["values"].get(STEP)}),
        due_at=now,
        priority=Priority.CLICK,
    )
