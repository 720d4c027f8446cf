"""Several notes for Marek within an hour are one message; each newcomer reads what he got about them, and no more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from onboardbot.core.person import Person as Known
from onboardbot.flows import erasing
from onboardbot.sandbox.people import NORTHWIND, Person
from onboardbot.store import findings, people
from tests.helpers.care_story import CHECK_INS, EARLY, FRIDAY, MONDAY_NOON
from tests.helpers.world import BEA, MAREK, NADIA, PRIYA, World, words_of, world

TOM, ANA, LUC = (f"{name}@northwind.example" for name in ("tom", "ana", "luc"))
OTHERS = tuple(
    Person(id=f"U0{name}000", email=f"{name.lower()}@northwind.example", name=f"{name.title()} Neu", role="x")
    for name in ("TOM", "ANA", "LUC")
)


@asynccontextmanager
async def first_friday(folder: Path) -> AsyncIterator[World]:
    """Four newcomers of Marek are asked how their week was, and all tap "Not great"."""
    files = {"first.yaml": CHECK_INS}
    async with world(folder, start=EARLY, files=files, people=(*NORTHWIND, *OTHERS)) as here:
        for who in (NADIA, TOM, ANA, LUC):
            name = who.partition("@")[0].title()
            row = {"email": who, "name": f"{name} Neu", "start_date": "2026-03-02", "manager_email": MAREK}
            await here.enroll(**row, buddy_email=BEA)
        await here.to(FRIDAY)
        for who in (NADIA, TOM, ANA, LUC):
            await here.click(who, "mood:2")
        yield here


def told(here: World, who: str) -> list[str]:
    return [words for words in here.words(who) if words.startswith("I've asked Marek to get in touch with you.")]


async def test_the_second_is_added_to_the_first_as_long_as_he_has_not_touched_it(tmp_path: Path) -> None:
    async with first_friday(tmp_path) as here:
        await here.click(NADIA, "offer:manager")
        await here.to("2026-03-06T14:40:00+00:00")
        here.slack.fault("rate_limited", methods=["chat.update"], user=MAREK, seconds=1)
        await here.click(TOM, "offer:manager")
        assert told(here, TOM) == []  # it is not there yet, so nobody says so
        assert "Tom" not in "".join(here.words(MAREK))
        here.slack.clear_faults()
        await here.to("2026-03-06T14:41:00+00:00")
        (note,) = here.words(MAREK)
        assert note.index("Nadia asked me to tell you.") < note.index("Tom asked me to tell you.")
        assert note.count("For helping only") == 2
        assert here.slack.messages(MAREK)[0]["text"] == "A note about Nadia's onboarding"
        for who, other in ((NADIA, "Tom"), (TOM, "Nadia")):
            (read,) = told(here, who)
            assert f"{who.partition('@')[0].title()} tapped “🙁 Not great”" in read
            assert other not in read
        calls = here.slack.calls("chat.postMessage")
        assert len([one for one in calls if one["arguments"].get("text") == "A note about Tom's onboarding"]) == 0

        await here.click(MAREK, "why", value=whys(here)[1])
        assert "Tom asked me to tell you." in str(here.slack.views(MAREK)[-1])
        await here.slack.close(MAREK)
        await here.click(MAREK, "alert_take", value=await finding_of(here, TOM))
        assert here.words(TOM)[-1] == "Marek has seen it and will reach out to you."
        assert here.words(NADIA)[-1] != here.words(TOM)[-1]
        assert "Marek is reaching out. Thank you." in here.words(MAREK)[0]

        await here.click(ANA, "offer:manager")  # he has looked at the first, and may not again
        assert ["Ana" in words for words in here.words(MAREK)] == [False, True]
        await here.to("2026-03-06T15:50:00+00:00")
        await here.click(LUC, "offer:manager")  # more than an hour later
        assert len(here.words(MAREK)) == 3


async def test_where_slack_lets_nothing_be_added_it_is_a_message_of_its_own(tmp_path: Path) -> None:
    async with first_friday(tmp_path) as here:
        await here.click(NADIA, "offer:manager")
        here.slack.fault("error", methods=["chat.update"], error="message_not_found", user=MAREK, times=0)
        await here.click(TOM, "offer:manager")
        here.slack.clear_faults()
        assert ["Tom" in words for words in here.words(MAREK)] == [False, True]
        assert len(told(here, TOM)) == 1
        await here.click(ANA, "offer:manager")
        await here.click(LUC, "offer:hr")
        assert ["Ana" in words for words in here.words(MAREK)] == [True, False]
        assert len(here.words(PRIYA)) == 1  # another reader, another message
        await here.say(TOM, "My boss shouts at me.")
        await here.click(TOM, "offer:hr")
        assert len(here.words(PRIYA)) == 2  # what is confidential stands alone


async def test_what_is_taken_back_or_erased_goes_from_its_own_part_alone(tmp_path: Path) -> None:
    async with first_friday(tmp_path) as here:
        await here.to(MONDAY_NOON)  # nobody picked anybody, so all are told at once
        (note,) = here.words(MAREK)
        assert note.count("tapped “🙁 Not great”") == 4
        await here.click(TOM, "mood:4", ts=message_of(here, TOM))
        note = here.words(MAREK)[0]
        assert "Tom has changed or taken back the answer that this was about." in note
        assert note.count("tapped “🙁 Not great”") == 3
        async with here.bot.database.write() as session:
            await erasing.erase(session, await person(here, NADIA), here.bot.library.company)
        await here.settle()
        (note,) = here.words(MAREK)
        assert "Nadia" not in note
        assert "Ana tapped “🙁 Not great”" in note
        await here.click(MAREK, "alert_take", value=await finding_of(here, ANA))
        assert here.words(ANA)[-1] == "Marek has seen it and will reach out to you."


async def finding_of(here: World, who: str) -> str:
    async with here.bot.database.read() as session:
        (found,) = await findings.of_enrollment(session, await here.enrollment_id(who))
    return found.id


def message_of(here: World, who: str) -> str:
    found = [one for one in here.slack.messages(who) if "How was your first week" in words_of(one)]
    return str(found[0]["ts"])


def whys(here: World) -> list[str]:
    """Return the values of the buttons that say why, in Marek's first message."""
    blocks = here.slack.messages(MAREK)[0]["blocks"]
    elements = [element for block in blocks for element in block.get("elements", [])]
    return [str(one["value"]) for one in elements if one.get("action_id") == "why"]


async def person(here: World, who: str) -> Known:
    async with here.bot.database.read() as session:
        found = await people.by_email(session, who)
    assert found is not None
    return found
