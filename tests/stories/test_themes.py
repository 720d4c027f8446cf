"""What newcomers wrote to HR about: said before typing, counted over ten people once a month is over, never changed."""

from datetime import date
from pathlib import Path

from onboardbot.core.language.heard import Category
from onboardbot.core.themes import Group
from onboardbot.sandbox.people import NORTHWIND, Person
from onboardbot.store import themes
from tests.helpers.world import MAREK, NADIA, OTTO, PRIYA, World, world
from tests.stories.test_check_in import kept, message
from tests.stories.test_rights import command

TO_HR = """\
title: Office
ends: 3 months after start
steps:
  - id: to-hr
    when: day 2 at 10:00
    check_in: {seen_by: hr, questions: [{text: What should HR know?}]}
  - id: to-manager
    when: day 4 at 10:00
    check_in: {seen_by: manager, questions: [{text: What should Marek know?}]}
"""
OTHERS = [f"hire{n}@northwind.example" for n in range(10)]
PEOPLE = (*NORTHWIND, *(Person(id=f"U0HIRE{n}", email=OTHERS[n], name=f"Hire {n}", role="x") for n in range(10)))
SAID = "may be counted for HR once a month, over ten people or more"
NOTHING = (
    "What newcomers wrote to HR about\n{} · nothing that five people or more wrote of\nSo many people wrote of it."
)


async def begun(here: World) -> None:
    for who in (NADIA, *OTHERS):
        await here.enroll(email=who, name=who.partition("@")[0].title(), start_date="2026-03-02", manager_email=MAREK)
    await here.to("2026-03-03T09:00:00+00:00")


async def test_words_to_hr_are_counted_over_ten_people_when_their_month_is_over(tmp_path: Path) -> None:
    files = {"office.yaml": TO_HR}
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files=files, people=PEOPLE) as here:
        await begun(here)
        asked = message(here, "What should HR know?")
        assert SAID in asked["words"]
        await here.click(NADIA, "circle:me", ts=asked["ts"])
        assert SAID not in message(here, "What should HR know?")["words"]
        await here.say(NADIA, "I keep this one to myself")
        for who in OTHERS:
            await here.say(who, "The days are full.")
        await here.say(OTHERS[9], "help")
        await here.click(OTHERS[9], "my_data")
        await here.click(OTHERS[9], "stop:words")
        await here.to("2026-03-05T09:30:00+00:00")
        assert SAID not in message(here, "What should Marek know?")["words"]
        await here.say(NADIA, "My manager reads this one")
        assert [one.themed for one in (await kept(here)).values()] == [False]  # the newest; both questions have one id
        await here.to("2026-04-01T08:00:00+00:00")
        assert "wrote to HR about" not in await here.home(PRIYA)  # nine whose words may be read wait for a later month

        await here.click(OTHERS[9], "start:words")  # the tenth, whose words may be read again
        assert "wrote to HR about" not in await here.home(PRIYA)
        await here.to("2026-05-01T08:00:00+00:00")
        assert NOTHING.format("March 2026") in await here.home(PRIYA)
        for who in (NADIA, MAREK, OTTO):
            assert "wrote to HR about" not in await here.home(who)

        await here.say(OTHERS[8], "help")
        await here.click(OTHERS[8], "my_data")
        await here.click(OTHERS[8], "forget:all")
        assert (await command(here, "erase", OTHERS[0])).exit_code == 0
        await here.settle()
        assert NOTHING.format("March 2026") in await here.home(PRIYA)


async def test_hr_reads_how_many_wrote_of_what_the_newest_month_first(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={"office.yaml": TO_HR}) as here:
        async with here.bot.database.write() as session:
            for month in range(1, 5):
                found = {Category.OVERLOAD: 4 + month, Category.ACCESS: 5}
                day = date(2026, month, 1)
                await themes.close(session, Group(since=day, until=day, counts=found), [])
        shown = (await here.home(PRIYA)).splitlines()
        place = shown.index("What newcomers wrote to HR about")
        assert shown[place + 1 : place + 4] == [
            "April 2026 · workload: 8 · access and tools: 5",
            "March 2026 · workload: 7 · access and tools: 5",
            "February 2026 · workload: 6 · access and tools: 5",
        ]
        assert shown[place + 4].startswith("So many people wrote of it.")
