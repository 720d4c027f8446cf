"""Everything that is kept about somebody is in what they get of it, and nothing of it is left once it is erased."""

from pathlib import Path

from onboardbot.sandbox.people import NORTHWIND
from onboardbot.store.tables import Table
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, World, world
from tests.stories.test_rights import command, data_of, rows
from tests.stories.test_who_sees_what import FULL, MORE, PLAYBOOK, in_confidence, week_one

ONBOARDING, PERSON = "onboardings", ""
KEPT = {
    "person": (PERSON, "person"),
    "conversation": (PERSON, "conversation"),
    "inbox": (PERSON, "written"),
    "declined": (PERSON, "done_for_others"),
    "enrollment": (ONBOARDING, "entered"),
    "pause": (ONBOARDING, "pauses"),
    "touchpoint": (ONBOARDING, "steps"),
    "message": (ONBOARDING, "messages_to_me"),
    "failure": (ONBOARDING, "not_sent"),
    "answer": (ONBOARDING, "answers"),
    "counted": (ONBOARDING, "answers"),
    "task": (ONBOARDING, "tasks"),
    "finding": (ONBOARDING, "alerts"),
    "errand": (ONBOARDING, "asked_for_you"),
    "meeting": (ONBOARDING, "meetings"),
}  # where each table stands in what somebody gets of their own data
ABOUT_NOBODY = {
    "workspace": "the team, and the clock of a demo",
    "playbook_version": "what HR wrote",
    "current_file": "what HR wrote",
    "budget": "how fast Slack may be called",
    "watch": "when the bot looks again",
    "figure": "counts of five people or more",
}


def test_every_table_is_in_what_somebody_gets_or_holds_nothing_about_anybody() -> None:
    assert sorted(Table.metadata.tables) == sorted([*KEPT, *ABOUT_NOBODY])


def bytes_of(folder: Path) -> str:
    """Return what stands in the files of the database, journal and all, but for the key."""
    files = [file for file in folder.iterdir() if ".sqlite3" in file.name and file.suffix != ".key"]
    assert files
    return "".join(file.read_bytes().decode("latin-1") for file in files)


async def a_full_life(here: World) -> None:
    """Nadia is asked and told all kinds of things; her colleagues are, too."""
    await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
    await week_one(here)
    await in_confidence(here)
    await here.home(NADIA)
    await here.home(MAREK)
    await here.click(NADIA, "met:yes", value=f"{await here.enrollment_id(NADIA)}/manager")
    await here.hold(NADIA)
    await here.release(NADIA)
    await here.to("2026-03-16T16:00:00+00:00")
    await here.say(NADIA, "I don't want to live any more, these are DISTRESS-WORDS.")
    await here.click(NADIA, "danger:yes")


async def test_after_all_of_it_was_read_and_erased_no_trace_is_left(tmp_path: Path) -> None:
    files, everybody = {"company.yaml": FULL, "first.yaml": PLAYBOOK}, (*NORTHWIND, *MORE)
    start = "2026-02-25T06:00:00+00:00"
    async with world(tmp_path, start=start, files=files, people=everybody, nudges=True) as here:
        other = {"email": OTTO, "name": "Otto Weiss", "start_date": "2026-03-12", "manager_email": MAREK}
        await here.enroll(**other)  # a second newcomer of the same manager: digests are about both
        await a_full_life(here)
        found = await data_of(here)
        (onboarding,) = found["onboardings"]
        for place, key in KEPT.values():
            assert key in (onboarding if place else found), key
        assert {"asks_for_human", "about_manager", "distress"} <= {one["signal"] for one in onboarding["alerts"]}
        assert "Nadia" in bytes_of(tmp_path)
        assert "Hello Nadia" in here.home_words(NADIA)
        assert any("What waits for you this week:" in words and "Nadia" in words for words in here.words(MAREK))

        assert (await command(here, "erase", NADIA)).exit_code == 0
        await here.settle()
        left = await rows(here)
        for trace in ("nadia", "Nadia", "Haddad", "U0NADIA", "-WORDS", "TO-BUDDY", "OPTION-MINE", "coffee"):
            assert trace not in left.replace(PLAYBOOK, ""), trace
        for who in (MAREK, BEA, PRIYA):
            assert not any("Nadia" in words for words in here.words(who)), who
        assert "Nadia" not in here.home_words(NADIA)  # emptied though nobody opened it
        assert any("Otto" in words for words in here.words(MAREK))  # what is about others stays
    left_in_files = bytes_of(tmp_path)
    assert [trace for trace in ("nadia", "Nadia", "Haddad", "U0NADIA") if trace in left_in_files] == []
