"""Time zones from the package `tzdata`, which the lock file names, and never from the machine.

`ZoneInfo(name)` prefers the machine's own data, so two machines could date one onboarding differently.
"""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NO_PLACE = frozenset({"Factory"})  # stands for "not set up" in the data


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all zones, old names included."""
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split()) - NO_PLACE


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return the zone of that IANA name, the same object each time.

    Raises:
        ZoneInfoNotFoundError: there is no such zone.
    """
    if name not in zone_names():
        raise ZoneInfoNotFoundError(f"there is no time zone {name}")
    with (files("tzdata") / "zoneinfo").joinpath(*name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def first_zone(*names: str | None) -> ZoneInfo | None:
    """Return the first zone that exists: Slack may know names that the locked data lacks."""
    return next((zone_named(name) for name in names if name in zone_names()), None)
