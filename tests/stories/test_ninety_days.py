"""A hire's first 90 days in three cities: every message, its local time, its words, and what the manager saw."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.databases import on_postgresql
from tests.helpers.diary import GETS, Entry, read
from tests.helpers.story import Got, Story
from tests.helpers.world import World, world
from tests.stories.ninety_days import berlin, new_york, tel_aviv
from tests.stories.ninety_days.cast import CAST, DUTY, ROW, people_in
from tests.stories.ninety_days.in_the_end import IN_THE_END
from tests.stories.ninety_days.words import MEANWHILE, TO_NADIA, TO_OTHERS, WHAT_I_AM, WORDS

GOOD = Path(__file__).parent.parent / "playbooks" / "good"


@dataclass(frozen=True)
class City:
    name: str
    zone: str
    start: str
    opens: str  # when the bot is started
    diary: str

    def words(self, entry: Entry) -> str:
        return self._filled(entry, WORDS | MEANWHILE)

    def in_the_end(self, entry: Entry) -> str:
        return self._filled(entry, WORDS | IN_THE_END)

    def _filled(self, entry: Entry, said: dict[str, str]) -> str:
        words = said[entry.name].format(*entry.fields, city=self.name, start=self.start)
        return f"{words}\n{introduction(entry.who)}" if entry.introduces else words


def introduction(who: str) -> str:
    """Return what stands under somebody's first message; whoever is HR is not sent to themselves."""
    if who == "Nadia":
        return WHAT_I_AM + TO_NADIA
    human = "whoever set me up.\n[Try it on myself] [Onboard someone]" if who == "Priya" else "Priya Rao."
    return WHAT_I_AM + TO_OTHERS[who] + human


CITIES = (
    City("New York", "America/New_York", "2026-03-02", "2026-02-12T13:00:00+00:00", new_york.DIARY),
    City("Berlin", "Europe/Berlin", "2026-03-16", "2026-02-26T08:00:00+00:00", berlin.DIARY),
    City("Tel Aviv", "Asia/Jerusalem", "2026-03-08", "2026-02-20T08:00:00+00:00", tel_aviv.DIARY),
)


def of(who: str, got: Iterable[Got]) -> list[tuple[str, str]]:
    """Return when a person got what, in order."""
    return [(one.local, one.words) for one in got if one.who == who]


@pytest.mark.parametrize("city", CITIES, ids=lambda city: str(city.name))
async def test_the_first_ninety_days(city: City, tmp_path: Path) -> None:
    await live(city, tmp_path)


@on_postgresql
async def test_the_first_ninety_days_on_postgresql(tmp_path: Path) -> None:
    await live(CITIES[0], tmp_path)


async def live(city: City, tmp_path: Path) -> None:
    diary = list(read(city.diary))
    expected = [entry for entry in diary if entry.verb == GETS]
    async with world(tmp_path, start=city.opens, playbooks=GOOD, people=people_in(city.zone)) as here:
        row = ROW | {"start_date": city.start, "location": city.name}
        story = Story(here, CAST, row, city.words, habits={DUTY: "drill"})
        await story.live(diary)
        for who in CAST:
            theirs = [entry for entry in expected if entry.who == who]
            assert of(who, story.got.values()) == [(e.local, city.words(e)) for e in theirs]
            assert story.reads(who) == [city.in_the_end(e) for e in theirs]
        drilled = {"Dana Weiss"}  # the duty contact, who taps a drill each month and reads nothing else
        assert {one.who for one in story.got.values()} == {*CAST, *drilled}
        drills = sum(one.who in drilled for one in story.got.values())
        assert_each_went_out_once(here, len(expected) + drills)
        assert_everybody_read_once_what_the_bot_is(story)
        await assert_each_step_was_sent(here)


def assert_each_went_out_once(here: World, count: int) -> None:
    posts = here.slack.calls("chat.postMessage")
    assert len(posts) == count
    assert len({post["arguments"]["metadata"]["event_payload"]["id"] for post in posts}) == count


def assert_everybody_read_once_what_the_bot_is(story: Story) -> None:
    introduced = [one.who for one in story.got.values() if one.who in CAST and introduction(one.who) in one.words]
    assert sorted(introduced) == sorted(CAST)


async def assert_each_step_was_sent(here: World) -> None:
    lines = await here.status()
    steps = [step.id for step in here.bot.library.playbooks["ninety-days"].steps]
    assert sorted(str(line.step) for line in lines) == sorted(steps)
    assert {line.state for line in lines} == {"sent"}
