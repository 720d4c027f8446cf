"""Tasks of guides: done, or help was asked."""

from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.when import Value
from onboardbot.store.tables import TaskRow


class TaskState(Value):
    """What became of one task of one guide that was sent."""

    touchpoint_id: int
    task_id: str
    due: date | None = None
    done_at: datetime | None = None
    help_asked_at: datetime | None = None


def _task(row: TaskRow) -> TaskState:
    return TaskState.model_validate(row.model_dump(include=set(TaskState.model_fields)))


async def of_touchpoint(session: AsyncSession, touchpoint_id: int) -> dict[str, TaskState]:
    rows = await session.exec(select(TaskRow).where(TaskRow.touchpoint_id == touchpoint_id))
    return {row.task_id: _task(row) for row in rows}


async def of_enrollment(session: AsyncSession, enrollment_id: str) -> list[TaskState]:
    found = select(TaskRow).where(TaskRow.enrollment_id == enrollment_id).order_by(col(TaskRow.id))
    return [_task(row) for row in await session.exec(found)]


async def mark(session: AsyncSession, enrollment_id: str, touchpoint_id: int, task_id: str, **values: object) -> None:
    """Set what became of a task."""
    found = select(TaskRow).where(TaskRow.touchpoint_id == touchpoint_id, TaskRow.task_id == task_id)
    row = (await session.exec(found)).one_or_none()
    row = row or TaskRow(enrollment_id=enrollment_id, touchpoint_id=touchpoint_id, task_id=task_id)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
