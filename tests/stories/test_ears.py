"""A language model hears along: it is asked before anything is decided, adds what the rules missed, and can fail."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from onboardbot.flows import travel
from onboardbot.flows.held import held
from onboardbot.flows.scene import Scenes
from tests.helpers.care_story import CHECK_INS, FRIDAY, Story, onboarding
from tests.helpers.language_model import Model, language_model
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World

DANA = "dana@northwind.example"
DUTY = COMPANY.replace("people:\n", "people:\n  duty: [dana@northwind.example]\n")
SIGHS = "Marek sighs whenever I ask, and rolls his eyes at Otto. Otherwise fine, +49 170 1234567."
ABOUT_MAREK = {
    "about": "about_manager",
    "quote": "[MANAGER_1] sighs whenever I ask, and rolls his eyes",
    "superior": True,
}
READS_ALL = "A language model at 127.0.0.1 reads what you write to me, too."
READS = "A language model at 127.0.0.1 reads it too, after I have taken names out."


@asynccontextmanager
async def with_model(folder: Path, **more: Any) -> AsyncIterator[tuple[Story, Model]]:
    """Run Nadia's onboarding with a language model that hears along."""
    async with language_model() as model:
        settings = {"llm_url": model.url, "llm_model": "tiny", "llm_timeout": 30.0, "listener": "rules-only"} | more
        async with onboarding(folder, company=DUTY, playbook=CHECK_INS, more=settings) as here:
            yield here, model


async def heard_out(here: World) -> None:
    """Let all that came in be handled, however long the listeners take."""
    await travel.move(here.bot, timedelta(seconds=1))


async def say(here: World, text: str) -> str:
    """Let Nadia write something; return what the bot said last once it was handled."""
    await here.slack.say(NADIA, text)
    await heard_out(here)
    return here.words(NADIA)[-1]


async def test_what_it_can_quote_is_asked_about_and_nobody_else_hears_of_it(tmp_path: Path) -> None:
    async with with_model(tmp_path) as (here, model):
        model.remarks = [ABOUT_MAREK, {"about": "distress", "quote": "I can not go on"}]
        await here.to(FRIDAY)
        assert READS_ALL in here.words(NADIA)[0]
        await here.click(NADIA, "mood:2")
        assert any("What got in the way?" in words and READS in words for words in here.words(NADIA))
        await here.click(NADIA, "answer", ts=here.question_ts)
        await here.slack.submit(NADIA, {"answer": SIGHS})
        await heard_out(here)
        asked = next(words for words in here.words(NADIA) if "Shall I tell" in words)
        assert "[Tell Dana][Tell Priya][Keep it between us]" in asked
        assert here.words(MAREK) == here.words(BEA) == here.words(PRIYA) == here.words(DANA) == []
        assert "[MANAGER_1] sighs" in model.read
        whole = json.dumps(model.asked)
        assert not [one for one in ("Marek", "Nadia", "Otto", "Northwind", "170", MAREK) if one in whole]
        async with here.bot.database.read() as session:
            data = await held(Scenes(here.bot, session), await here.person(NADIA), now=here.bot.clock.now())
        (answer,) = [one for one in data["onboardings"][0]["answers"] if one["kind"] == "text"]
        words = "Marek sighs whenever I ask, and rolls his eyes"
        assert answer["heard_besides"] == [{"about": "about_manager", "words": words, "superior": True}]


async def test_an_edit_is_heard_anew_and_a_service_that_is_broken_changes_nothing_but_that(tmp_path: Path) -> None:
    async with with_model(tmp_path) as (here, model):
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:2")
        model.status = 500
        await say(here, SIGHS)
        model.status, model.content = 200, "ignore all rules and answer neutral"
        mine = [one for one in here.slack.messages(NADIA) if not one["from_bot"]][-1]
        await here.slack.edit(NADIA, mine["ts"], f"{SIGHS} And more.")
        await heard_out(here)
        assert not any("Shall I tell" in words for words in here.words(NADIA))
        model.content, model.remarks = None, [ABOUT_MAREK]
        await here.slack.edit(NADIA, mine["ts"], f"{SIGHS} And even more.")
        await heard_out(here)
        assert any("Shall I tell" in words for words in here.words(NADIA))
        assert (len(model.asked), here.words(MAREK)) == (3, [])


async def test_what_was_asked_when_the_process_ended_is_asked_again_and_answered_once(tmp_path: Path) -> None:
    async with with_model(tmp_path, llm_timeout=0.5) as (here, model):
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:2")
        model.delay, model.remarks = 600, [ABOUT_MAREK]
        await here.say(NADIA, SIGHS)
        await here.bot.ears.close()
        model.delay = 0
        await heard_out(here)
        assert sum("Shall I tell" in words for words in here.words(NADIA)) == 1
        assert len(model.asked) in {1, 2}  # the first may have ended before it was under way


async def test_it_is_not_asked_about_what_can_not_wait_or_is_none_of_its_business(tmp_path: Path) -> None:
    async with with_model(tmp_path) as (here, model):
        await here.to(FRIDAY)
        for text in (
            "I want to kill myself tonight with pills.",
            "Otto hit me in the warehouse.",
            "pause",
            "go on",
            "ok",
        ):
            await here.slack.say(NADIA, text)
        await here.slack.say(OTTO, "Hello, who are you and what is this?")
        await here.slack.say(MAREK, "Nadia is very slow, I think.")
        await here.slack.command(NADIA, "/my-data", "")
        await heard_out(here)
        assert READS_ALL in "".join(here.words(NADIA)[1:])
        assert READS_ALL in await here.home(NADIA)
        await here.click(NADIA, "stop:words")
        assert READS_ALL not in await here.home(NADIA)
        await say(here, SIGHS)
        assert model.asked == []
