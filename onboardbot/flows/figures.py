"""Figures: what newcomers let be counted, in groups of five people or more, for HR and the operator."""

from collections.abc import Mapping, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.figures import Asked, Figure, asked_of, closed, figure, group_of
from onboardbot.core.questions import Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.flows.library import Library
from onboardbot.flows.scene import Scene
from onboardbot.store import figures
from onboardbot.store.touchpoints import Touchpoint


def asked(current: Scene, touchpoint: Touchpoint, question: Question) -> Asked:
    """Return a question as a hire was asked it."""
    playbook = current.playbook_of(touchpoint)
    return asked_of(playbook.name if playbook else "", touchpoint.step_id, question)


async def count(session: AsyncSession, one: Asked) -> None:
    """Close the next group of a question as soon as it has its people, in the transaction of the last one's answer."""
    answers = closed(await figures.waiting(session, one.pool))
    if answers:
        await figures.close(session, one, group_of(answers), [answer.key for answer in answers])


async def all_figures(session: AsyncSession, library: Library) -> Sequence[Figure]:
    """Return the figure of each question that is counted by its playbook or was by the wish of those who answered."""
    groups = await figures.everything(session)
    names: Mapping[Asked, None] = dict.fromkeys((*_counted_in(library), *groups))
    return [figure(one, groups.get(one, ())) for one in sorted(names, key=lambda one: one.playbook)]


def _counted_in(library: Library) -> list[Asked]:
    return [
        asked_of(playbook.name, step.id, question)
        for playbook in library.playbooks.values()
        for step in playbook.steps
        if isinstance(step, CheckIn)
        for question in step.questions
        if question.seen_by is SeenBy.COUNTED
    ]
