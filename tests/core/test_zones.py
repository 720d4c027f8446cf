from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest

from onboardbot.core.zones import first_zone, zone_named, zone_names


def test_a_zone_is_the_same_object_each_time() -> None:
    assert zone_named("Europe/Berlin") is zone_named("Europe/Berlin")
    assert zone_named("Europe/Berlin").key == "Europe/Berlin"


def test_every_zone_of_the_locked_data_can_be_used() -> None:
    noon = datetime(2026, 7, 1, 12)  # noqa: DTZ001 - the wall clock of each
    assert all(noon.replace(tzinfo=zone_named(name)).utcoffset() is not None for name in sorted(zone_names()))


@pytest.mark.parametrize("name", ["", "Berlin", "europe/berlin", "localtime", "Factory", "../zones", "zone.tab"])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        zone_named(name)


def test_the_first_zone_that_exists_counts() -> None:
    assert first_zone(None, "Slack/Invented", "Asia/Tokyo", "UTC") is zone_named("Asia/Tokyo")
    assert first_zone(None, "Slack/Invented") is None
