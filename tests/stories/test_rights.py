"""What a person may ask of us: to have all of it, and to have it go, in messages to others too."""

import asyncio
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import select

from onboardbot.cli import main
from onboardbot.store import answers
from onboardbot.store.tables import Table
from tests.helpers.databases import on_each, settings_in
from tests.helpers.processes import ONBOARDBOT
from tests.helpers.pulse import pulse
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, World, words_of
from tests.stories.test_check_in import message


def environment(here: World) -> dict[str, str]:
    named = settings_in(here.folder) | {"playbooks": str(here.folder / "playbooks")}
    return {f"ONBOARDBOT_{name.upper()}": value for name, value in named.items()}


async def command(here: World, *arguments: str) -> Result:
    """Run a command of onboardbot beside the running bot."""
    return await asyncio.to_thread(CliRunner(env=environment(here)).invoke, main, list(arguments))


async def at_a_terminal(here: World, *arguments: str, typed: str) -> tuple[int, str]:
    """Run one as somebody does who sits before it, and return its exit code and what it said."""
    ours, theirs = os.openpty()
    os.write(ours, typed.encode())
    whole, env = [*ONBOARDBOT, *arguments], os.environ | environment(here)
    process = await asyncio.create_subprocess_exec(*whole, stdin=theirs, stdout=subprocess.PIPE, env=env)
    said, _ = await process.communicate()
    os.close(ours)
    os.close(theirs)
    return process.returncode or 0, said.decode()


async def data_of(here: World, email: str = NADIA) -> dict[str, Any]:
    done = await command(here, "my-data", email, "--format", "json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


async def a_hard_day(here: World) -> None:
    """Nadia answers, shares words with Marek, asks IT for help, and says something outside of all questions."""
    await here.click(NADIA, "task_help:laptop")
    await here.click(NADIA, "mood:2", ts=message(here, "How was yesterday?")["ts"])
    await here.say(NADIA, "The *laptop* is missing.")
    await here.click(NADIA, "offer:manager")
    await here.click(NADIA, "share_words")
    await here.say(NADIA, "something BESIDE the question")


async def test_my_data_holds_all_of_it_as_json_and_as_words(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await a_hard_day(here)
        found = await data_of(here)
        (onboarding,) = found["onboardings"]
        assert found["person"]["email"] == NADIA
        assert onboarding["entered"]["manager_email"] == MAREK
        mood, words = onboarding["answers"]
        assert (mood["question"], mood["answer"], mood["may_be_told"]) == ("How was yesterday?", 2, [MAREK])
        assert words["answer"] == "The *laptop* is missing."
        assert onboarding["tasks"][0]["task"] == "Pick up your laptop"
        help_, low = onboarding["alerts"]
        assert (help_["level"], [one["name"] for one in help_["told"]]) == ("operational", ["IT help desk"])
        assert low["reason"] == "Nadia tapped “🙁 Not great” in Tuesday's check-in."
        assert (low["signal"], low["shared_words"]) == ("low_mood", "The *laptop* is missing.")
        (told,) = low["told"]
        assert (told["to"], told["opened_at"]) == (MAREK, None)
        assert "Nadia asked me to tell you." in told["words"][0]
        assert any("BESIDE" in one["text"] for one in found["written"])
        assert any("How was yesterday?" in one["words"] for one in onboarding["messages_to_me"])

        await here.home(MAREK)  # his Home shows the note
        (told,) = (await data_of(here))["onboardings"][0]["alerts"][1]["told"]
        assert told["opened_at"].startswith("2026-03-03T09:")
        assert (await data_of(here, MAREK))["roles"] == [{"role": "manager", "of": NADIA}]
        plain = await command(here, "my-data", NADIA)
        assert "reason: Nadia tapped “🙁 Not great” in Tuesday's check-in." in plain.stdout
        nobody = await command(here, "my-data", "nobody@northwind.example", "--format", "json")
        assert (nobody.exit_code, nobody.stdout) == (1, "")
        assert "nothing is kept about nobody@northwind.example" in nobody.stderr


async def rows(here: World) -> str:
    """Return all that the database holds, as it reads with its key."""
    async with here.bot.database.read() as session:
        connection = await session.connection()
        found = [str((await connection.execute(select(table))).all()) for table in Table.metadata.sorted_tables]
    return "\n".join(found)


@on_each
async def test_erased_is_erased_and_what_colleagues_got_says_so(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await a_hard_day(here)
        count = {who: len(here.words(who)) for who in (NADIA, MAREK, PRIYA)}
        assert (await command(here, "erase", "nobody@northwind.example")).exit_code == 1
        declined, told = await at_a_terminal(here, "erase", NADIA, typed="n\n")
        assert declined == 1
        assert "onboardings: 1, with 2 answers, 1 tasks of guides, 2 findings" in told
        assert "2 of them to colleagues" in told
        assert (await data_of(here))["onboardings"] != []

        done = await command(here, "erase", NADIA)
        assert done.exit_code == 0, done.output
        await here.settle()
        gone = "What stood here has been erased."
        assert {words.splitlines()[0] for who in (NADIA, MAREK) for words in here.words(who)} == {gone}
        assert not any("laptop" in words or "great" in words for words in here.words(MAREK))
        assert {who: len(here.words(who)) for who in count} == count  # nothing new was said to anybody
        assert (await command(here, "my-data", NADIA)).exit_code == 1
        assert (await here.status()) == []
        kept = await rows(here)
        for trace in ("nadia", "Nadia", "U0NADIA", "laptop", "BESIDE"):
            assert trace not in kept, trace

        await here.to("2026-03-20T16:00:00+00:00")
        assert {who: len(here.words(who)) for who in count} == count
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-04-01", manager_email=MAREK)
        assert len(await here.status(NADIA)) == 3  # who comes back is a new person to us
        await here.say(NADIA, "help")
        assert "I can get you a human" in here.words(NADIA)[-1]


async def test_whoever_others_need_keeps_a_name(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await a_hard_day(here)
        done = await command(here, "erase", MAREK, "--yes")
        assert f"The name and e-mail stay, as others need them: manager of {NADIA}." in done.stdout
        assert "“🙁 Not great”" in here.words(MAREK)[0]  # it is about Nadia, and hers
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=BEA)
        assert (await command(here, "erase", MAREK, "--yes")).exit_code == 0
        await here.settle()
        assert {words.splitlines()[0] for words in here.words(MAREK)} == {"What stood here has been erased."}
        priya = await command(here, "erase", PRIYA, "--yes")
        assert "as others need them: hr." in priya.stdout
        assert here.words(OTTO) == []


def newest(here: World, action_id: str) -> str:
    """Return where the newest message with this button stands."""
    found = [
        one["ts"]
        for one in here.slack.messages(NADIA)
        for block in one.get("blocks", [])
        for element in block.get("elements", [])
        if element.get("action_id") == action_id
    ]
    return str(found[-1])


async def ask(here: World, how: str = "") -> str:
    before = len(here.words(NADIA))
    await here.slack.command(NADIA, "/my-data", how)
    await here.settle()
    return "\n".join(here.words(NADIA)[before:])


async def test_a_newcomer_asks_by_command_and_deletes_one_answer_or_all(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await a_hard_day(here)
        choice = message(here, "Who helped you most?")["ts"]
        await here.click(NADIA, "answer", ts=choice, selected="Nobody yet")
        words = await ask(here)
        assert "I told Marek." in words
        assert "Marek has not tapped anything on it yet" in words
        await here.click(MAREK, "alert_take")
        assert "Marek opened it on Tuesday, 3 March 2026." in await ask(here)
        as_json = await ask(here, "json")
        assert '"signal": "low_mood"' in as_json
        assert "messages_to_me" not in as_json
        assert "I keep your name (Bea Lindqvist)" in await other(here, BEA)
        assert "There's nothing you need to do here" in await other(here, OTTO)

        count = {who: len(here.words(who)) for who in (MAREK, BEA, PRIYA)}
        text_id = next(id_ for id_, value in await answers_of(here) if "laptop" in value)
        await here.click(NADIA, "forget", value=text_id)
        assert here.words(NADIA)[-1].startswith("That answer is gone, with everything")
        assert "laptop is missing" not in "\n".join(here.words(MAREK))
        assert "Nadia tapped “🙁 Not great”" in here.words(MAREK)[0]
        assert "The *laptop*" not in await rows(here)

        await ask(here)
        await here.click(NADIA, "forget:all", ts=newest(here, "forget:all"))
        assert here.words(NADIA)[-1].startswith("All your answers are gone")
        assert here.words(MAREK)[0].startswith("Nadia has taken this back, so what stood here is gone.")
        assert not any("🙁 Not great” in" in one for who in (NADIA, MAREK) for one in here.words(who))
        assert await answers_of(here) == []
        assert [one["signal"] for one in (await data_of(here))["onboardings"][0]["alerts"]] == ["need_help"]
        left = await rows(here)
        assert not any(word in left for word in ("low_mood", "noted “Nobody yet”"))
        assert {who: len(here.words(who)) for who in count} == count  # nobody heard of it
        await here.tap(MAREK, "alert_not_useful", "", here.slack.messages(MAREK)[0]["ts"])
        await here.to("2026-03-20T16:00:00+00:00")
        assert not any("check-ins" in one for one in here.words(MAREK))  # no silence is made of it


async def answers_of(here: World) -> list[tuple[str, str]]:
    async with here.bot.database.read() as session:
        kept = await answers.of_enrollment(session, await here.enrollment_id(NADIA))
    return [(one.id, one.value) for one in kept]


async def other(here: World, who: str) -> str:
    await here.slack.command(who, "/my-data", "")
    await here.settle()
    return here.words(who)[-1]


async def test_no_words_are_read_and_no_check_ins_sent_once_a_newcomer_says_so(tmp_path: Path) -> None:
    async with pulse(tmp_path, "2026-03-02T09:00:00+00:00") as here:
        assert "[Don't read my words][No more check-ins]" in await here.home(NADIA)
        sure = "I hear nothing in your words, also if you write that you are in danger, or of harassment"
        assert sure in str(here.slack.home(NADIA))  # asked before it counts
        await here.click(NADIA, "stop:words")
        assert sure not in str(here.slack.home(NADIA))
        assert "I don't read what you write" in here.words(NADIA)[-1]
        assert "[Read my words again]" in here.home_words(NADIA)
        await here.to("2026-03-03T09:00:00+00:00")
        await here.click(NADIA, "mood:2")
        assert not any("What got in the way?" in one for one in here.words(NADIA))
        assert any("Who helped you most?" in one for one in here.words(NADIA))
        await here.say(NADIA, "I would like to talk to somebody about the laptop")
        assert here.words(NADIA)[-1].startswith("Thanks for writing, Nadia. You asked me not to read your words")
        await here.to("2026-03-06T09:30:00+00:00")
        assert not any("What would you change?" in one for one in here.words(NADIA))  # it asks for words alone
        await here.say(NADIA, "pause")
        assert "I'm quiet now" in here.words(NADIA)[-1]
        await here.say(NADIA, "go on")
        await ask(here)
        await here.click(NADIA, "start:words", ts=newest(here, "start:words"))
        await here.say(NADIA, "I want to talk to somebody")
        assert "Whom would you like to talk to?" in here.words(NADIA)[-1]


async def test_nobody_can_tell_that_a_newcomer_wants_no_check_ins(tmp_path: Path) -> None:
    async with pulse(tmp_path, "2026-03-02T09:00:00+00:00") as here:
        await ask(here)
        await here.click(NADIA, "stop:check_ins")
        assert "Nobody is told that you want it so." in here.words(NADIA)[-1]
        await here.to("2026-03-20T16:00:00+00:00")
        assert not any("How was yesterday?" in one or "change?" in one for one in here.words(NADIA))
        assert here.words(MAREK) == here.words(PRIYA) == []
        await here.slack.command(PRIYA, "/onboard", "list")
        await here.slack.click(PRIYA, "hire", value=await here.enrollment_id(NADIA))
        page = words_of(here.slack.views(PRIYA)[-1])
        assert page.count("Its time has passed") == 2
        assert "Left out" not in page
        await here.home(NADIA)
        await here.click(NADIA, "start:check_ins", ts=newest(here, "start:check_ins"))
        assert "the next check-in comes" in here.words(NADIA)[-1]


async def test_what_hr_entered_is_corrected_by_asking_them_in_words_of_ones_own(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        await ask(here)
        await here.click(NADIA, "correct")
        assert "Priya from HR gets these words, and nothing else." in words_of(here.slack.views(NADIA)[-1])
        await here.submit(NADIA, {"answer": "My last name is Hadid."})
        assert here.words(NADIA)[-1] == "I've sent it to Priya."
        assert here.words(PRIYA)[-1].startswith(
            "Nadia Haddad asks you to correct what was entered:\nMy last name is Hadid.\n[Open Nadia]"
        )
        assert "Hadid" not in here.slack.messages(PRIYA)[-1]["text"]
