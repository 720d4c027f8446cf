"""What HR sees of steps: as the playbook has them, as a check-in that came sooner would say how somebody answered."""

from datetime import datetime

from onboardbot.core.plan import TouchpointState
from onboardbot.store.touchpoints import Touchpoint

WENT = frozenset({TouchpointState.SENDING, TouchpointState.RETRY, TouchpointState.SENT})


def as_planned(row: Touchpoint, *, now: datetime) -> Touchpoint:
    """Return a step with its date in the playbook; until then it reads as one that is still to come."""
    if row.eased_from is None:
        return row
    state = TouchpointState.PLANNED if row.state in WENT and row.eased_from > now else row.state
    return row.model_copy(update={"due_at": row.eased_from, "eased_from": None, "state": state})
