"""The guided story of the demo, with its days turned into instants of Nadia's calendar."""

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Any

from onboardbot.cli.demo_people import EVERYBODY
from onboardbot.core.calendar import Calendar, at_local_time

DAY = re.compile(r"day (\d+) (\d\d:\d\d)")
AFTER = re.compile(r"(\d+) days(?: and (\d+) workdays)? (\d\d:\d\d)")
HER, BESIDE = "nadia", ("marek", "priya")
IDS: Mapping[str, str] = {person.email.split("@", maxsplit=1)[0]: person.id for person in EVERYBODY}

Story = dict[str, Any]


def story(run: str, monday: date, calendar: Calendar) -> Story:
    """Return what the page plays: whose screen is shown, whose stand beside it, the scenes, and what is said before."""
    text = (resources.files("onboardbot") / "cli" / "demo_story.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    scenes = [_scene(scene, monday, calendar) for scene in told["scene"]]
    beside = [IDS[who] for who in BESIDE]
    return {"id": run, "main": IDS[HER], "beside": beside, "preparing": told["preparing"], "scenes": scenes}


def _scene(scene: Story, monday: date, calendar: Calendar) -> Story:
    return scene | {"choices": [_choice(choice, monday, calendar) for choice in scene["choices"]]}


def _choice(choice: Story, monday: date, calendar: Calendar) -> Story:
    who = {"as": IDS[choice["as"]]} if "as" in choice else {}
    return choice | who | {"do": [_step(step, monday, calendar) for step in choice["do"]]}


def _step(step: Story, monday: date, calendar: Calendar) -> Story:
    if "to" in step:
        return {"to": instant(step["to"], monday, calendar).isoformat().replace("+00:00", "Z")}
    return step | {"user": IDS[step["user"]]}


def instant(written: str, monday: date, calendar: Calendar) -> datetime:
    """Return when "day 5 15:01", "30 days 10:01" or "90 days and 5 workdays 17:31" is, for who starts on `monday`.

    Raises:
        ValueError: it is none of these.
    """
    if found := DAY.fullmatch(written):
        day = calendar.nth_workday(monday, int(found[1]))
    elif found := AFTER.fullmatch(written):
        day = calendar.nth_workday(monday + timedelta(days=int(found[1])), 1 + int(found[2] or 0))
    else:
        raise ValueError(f"{written!r} is no moment of the story")
    return at_local_time(day, time.fromisoformat(found.groups()[-1]), calendar.zone).astimezone(UTC)
