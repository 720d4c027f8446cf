"""What every step has: an id, a timing, a recipient and a patience."""

from onboardbot.core.when import Late, Value, When

HIRE = "hire"


class BaseStep(Value):
    """The parts that all kinds share.

    `to` is a role: hire, manager, buddy, hr, or one of `people` in company.yaml.
    `late` is None where the file says nothing; then the kind's own default counts.
    """

    id: str
    when: When
    to: str = HIRE
    late: Late | None = None
