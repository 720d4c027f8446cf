"""What comes unasked says why: the step or the rule, its author, who sees an answer, and how to get fewer."""

from pathlib import Path

from onboardbot.flows.drawing import KINDS
from onboardbot.flows.drawing.why import ANSWERS, NEWS
from onboardbot.flows.why import OF_A_FINDING, SEES, STEPS
from onboardbot.flows.why import why as explain
from tests.helpers.care_story import FRIDAY, MONDAY_NOON, hard_first_week, onboarding
from tests.helpers.pulse import pulse
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA, World, words_of
from tests.stories.test_check_in import message

IT = "it-help@northwind.example"
LABEL = "Why did I get this?"


def shown(here: World, who: str) -> list[str]:
    """Return the paragraphs of the modal that somebody sees, none where there is no modal."""
    stack = here.slack.state.views.stack(here.slack.person(who).id)
    return (
        [words_of(block) for block in stack[-1].slack(here.slack.state.identity.of_view())["blocks"]] if stack else []
    )


async def why(here: World, who: str, words: str) -> list[str]:
    """Tap the button under the newest message that holds these words."""
    found = [one for one in here.slack.messages(who) if one["from_bot"] and words in words_of(one)]
    await here.click(who, "why", ts=found[-1]["ts"])
    return shown(here, who)


async def test_a_question_says_its_step_who_wrote_it_who_sees_the_answer_and_how_to_get_fewer(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        assert await why(here, NADIA, "How was yesterday?") == [
            "Why: it is a step of the playbook “First days”, planned for Tuesday at 10:00.",
            "Who wrote it: HR at Northwind. I only send it.",
            "Who sees it: Besides you, only Marek may be told of it, and only if it sounds as if help is needed.",
            "How to get fewer: write “pause” and I go quiet, or pick a slower pace on my Home tab.",
        ]
        assert len(here.words(NADIA)) == 2  # the modal is the answer, and no message comes of it


async def test_answers_to_taps_and_words_have_no_such_button(tmp_path: Path) -> None:
    async with pulse(tmp_path) as here:
        before = len(here.words(NADIA))
        await here.say(NADIA, "hello")
        await here.click(NADIA, "task_help:laptop")
        await here.click(NADIA, "mood:4", ts=message(here, "How was yesterday?")["ts"])
        fresh = here.words(NADIA)[before:]
        assert len(fresh) == 3
        assert not any(LABEL in words for words in fresh)
        assert LABEL in here.words(IT)[0]


async def test_an_offer_and_an_alert_say_their_rule_and_never_more_than_the_reader_may_know(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        offered = await why(here, NADIA, "Shall I ask")
        assert offered[0] == "Why: a mood in a check-in was one of the two lowest. Then I ask, and tell nobody before."
        assert "no person decided it" in offered[1]
        await here.to(MONDAY_NOON)
        told = await why(here, MAREK, "A note about Nadia")
        assert told[0].startswith("Why: a mood in a check-in")
        assert told[2].startswith("Who sees it: Nadia can read this note word for word")
        assert told[3].startswith("How to get fewer: ask Priya Rao to change the playbook or to name somebody else,")
        await here.to("2026-03-13T17:00:00+00:00")
        escalated = await why(here, PRIYA, "Marek has not been able to respond about Nadia")
        assert escalated[0].startswith("Why: somebody could not respond to a note of mine")
        assert not any(word in " ".join(escalated) for word in ("mood", "lowest", "check-in"))
        assert escalated[3].startswith("How to get fewer: change the playbooks")


async def test_who_was_picked_reads_that_she_wanted_it(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.click(NADIA, "offer:buddy")
        assert (await why(here, BEA, "Nadia asked me"))[0] == "Why: Nadia asked me to tell you."


async def test_what_has_closed_is_one_sentence_without_a_button(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path) as here:
        await here.click(NADIA, "offer:keep")
        assert "All right, this stays between us." in here.words(NADIA)


async def test_only_whose_message_it_is_is_told(tmp_path: Path) -> None:
    async with onboarding(tmp_path) as here:
        await here.to(FRIDAY)
        button = here.held(NADIA, "why")
        assert await explain(here.bot, button.channel, button.ts, slack_user=button.user) is not None
        for who in (OTTO, MAREK):
            user = here.slack.person(who).id
            assert await explain(here.bot, button.channel, button.ts, slack_user=user) is None
        assert await explain(here.bot, None, None, slack_user=button.user) is None


def test_every_kind_of_message_is_an_answer_or_explains_itself() -> None:
    explained = STEPS | OF_A_FINDING | SEES.keys()
    of_their_own = {
        "ask_helped",
        "farewell",
        "advice",
        "failures",
        "choose_playbook",
        "problems",
        "still_right",
        "about_hire",
        "correction",
        "drill",
        "drill_silent",
    }
    assert KINDS.keys() == explained | of_their_own | ANSWERS | NEWS
