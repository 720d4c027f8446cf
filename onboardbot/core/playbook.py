"""A playbook: what a kind of hire gets, and when."""

from onboardbot.core.steps import Step
from onboardbot.core.when import Value, When


class Audience(Value):
    """Whom a playbook is for: every given field must match, a tuple means any of, case ignored."""

    department: tuple[str, ...] = ()
    location: tuple[str, ...] = ()
    employment: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    country: tuple[str, ...] = ()


class Playbook(Value):
    """One file; `name` is its file name without `.yaml`, `version` the SHA-256 of its bytes in hex.

    `ends` is None where the file says nothing: then five working days after the last step.
    """

    name: str
    version: str
    title: str
    audience: Audience = Audience()
    ends: When | None = None
    steps: tuple[Step, ...]
