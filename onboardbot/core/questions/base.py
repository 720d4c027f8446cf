"""What every question of a check-in has: an id, words, a circle, and maybe a condition."""

from enum import StrEnum

from onboardbot.core.when import Value


class SeenBy(StrEnum):
    """The circle of an answer, as HR writes it."""

    ME = "me"
    BUDDY = "buddy"
    MANAGER = "manager"
    HR = "hr"
    COUNTED = "counted"


class Operator(StrEnum):
    """How `if` compares an earlier answer."""

    AT_MOST = "<="
    AT_LEAST = ">="
    BELOW = "<"
    ABOVE = ">"
    IS = "is"
    IS_NOT = "is not"


class Condition(Value):
    """`if: mood <= 2`: ask only where an earlier answer of the same check-in fits."""

    question: str
    operator: Operator
    value: str


class BaseQuestion(Value):
    """The parts that all kinds share; `seen_by` is resolved, so each question carries its own."""

    id: str
    words: str
    seen_by: SeenBy
    condition: Condition | None = None
