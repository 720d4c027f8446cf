"""The working day before the start: the manager says whether it is still right; IT and HR hear of a missing account."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from onboardbot.flows import clockwork
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World, world

PLAYBOOK = """\
title: First days
steps:
  - {id: hello, when: day 1 at 09:00, late: always, message: "Hello {{ hire.first_name }}"}
"""
ZOE = "zoe@northwind.example"
ROW = {"email": NADIA, "name": "Nadia Haddad", "start_date": "2026-03-03", "manager_email": MAREK}
EVE_NINE, EVE_NOON = "2026-03-02T08:00:00+00:00", "2026-03-02T11:00:00+00:00"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    company = COMPANY.replace("it: it-help@northwind.example", f"it: {OTTO}")
    files = {"first.yaml": PLAYBOOK, "company.yaml": company}
    async with world(tmp_path, start="2026-02-25T08:00:00+00:00", files=files) as here:
        yield here


async def due(here: World) -> dict[str | None, str]:
    return {line.state: f"{line.due_at:%m-%d %H:%M}" for line in await here.status(NADIA) if line.due_at}


async def asked(here: World, **more: str) -> None:
    await here.enroll(**(ROW | more))
    await here.to("2026-03-02T09:00:00+00:00")


async def test_the_manager_is_asked_when_their_day_begins_and_that_counts_for_the_clock(here: World) -> None:
    await here.enroll(**ROW)
    following = await clockwork.next_due(here.bot, now=here.bot.clock.now())
    assert following is not None
    assert following.isoformat() == EVE_NINE
    await here.to("2026-03-02T07:59:00+00:00")
    assert here.words(MAREK) == []
    await here.to(EVE_NINE)
    (words,) = here.words(MAREK)
    assert words.startswith("Nadia starts tomorrow at 09:00. Still right?\n[Yes][The date moved][Not coming]")
    await here.to("2026-03-05T12:00:00+00:00")
    assert len(here.words(MAREK)) == 1


async def test_before_a_weekend_the_day_is_named(here: World) -> None:
    await here.enroll(**(ROW | {"start_date": "2026-03-07"}))
    await here.to("2026-03-06T09:00:00+00:00")
    assert here.words(MAREK)[0].startswith("Nadia starts on Monday at 09:00. Still right?")


async def test_somebody_elsewhere_is_named_with_their_own_time(here: World) -> None:
    await asked(here, time_zone="America/New_York")
    assert here.words(MAREK)[0].startswith("Nadia starts tomorrow at 09:00 in their own time. Still right?")


async def test_in_place_of_a_manager_who_is_not_in_slack_hr_is_asked(here: World) -> None:
    await asked(here, manager_email="ghost@northwind.example")
    assert here.words(PRIYA)[-1].startswith("Nadia starts tomorrow at 09:00. Still right?")


async def test_without_a_manager_nobody_is_asked(here: World) -> None:
    await asked(here, manager_email="")
    assert here.words(PRIYA) == []


async def test_yes_is_thanked_for_and_changes_nothing(here: World) -> None:
    await asked(here)
    await here.click(MAREK, "still_right:yes")
    assert here.words(MAREK)[0].startswith("Thank you! Nadia starts the next day at 09:00")
    assert "[" not in here.words(MAREK)[0].split("\n")[1]
    await here.to("2026-03-03T09:00:00+00:00")
    assert here.words(NADIA)[0].startswith("Hello Nadia")
    assert here.words(PRIYA) == []


async def test_another_date_moves_everything_and_hr_hears_of_it(here: World) -> None:
    await asked(here)
    await here.slack.click(MAREK, "still_right:moved")
    await here.submit(MAREK, {"start_date": "2026-03-10"})
    assert here.words(MAREK)[0].startswith("Thank you. Nadia starts on Tuesday, 10 March 2026 now, and HR knows.")
    assert here.words(PRIYA)[0].startswith(
        "Marek says that Nadia Haddad starts on Tuesday, 10 March 2026 instead of Tuesday, 3 March 2026."
    )
    assert "[Open Nadia]" in here.words(PRIYA)[0]
    assert await due(here) == {"planned": "03-10 08:00"}
    await here.to("2026-03-09T09:00:00+00:00")  # the new date has a day before, too
    assert here.words(MAREK)[-1].startswith("Nadia starts tomorrow at 09:00. Still right?")


async def test_the_same_date_is_a_yes(here: World) -> None:
    await asked(here)
    await here.slack.click(MAREK, "still_right:moved")
    await here.submit(MAREK, {"start_date": "2026-03-03"})
    assert here.words(MAREK)[0].startswith("Thank you! Nadia starts")
    assert here.words(PRIYA) == []


async def test_a_date_that_can_t_be_is_told_at_its_input(here: World) -> None:
    await asked(here)
    await here.slack.click(MAREK, "still_right:moved")
    done = await here.slack.submit(MAREK, {"start_date": "1999-03-10"})
    assert done.payload is not None
    assert "is not between 2000 and 2100" in done.payload["errors"]["start_date"]


async def test_not_coming_rests_until_hr_decides(here: World) -> None:
    await asked(here)
    await here.click(MAREK, "still_right:not_coming")
    assert "rests until HR has decided" in here.words(MAREK)[0]
    assert here.words(PRIYA)[0].startswith("Marek says that Nadia Haddad is not coming.")
    await here.to("2026-03-03T12:00:00+00:00")
    assert here.words(NADIA) == []
    await here.slack.click(PRIYA, "hire")
    await here.click(PRIYA, "hire_do:end")
    assert set(await due(here)) == {"cancelled"}
    assert here.words(MAREK)[0].startswith("The onboarding of Nadia has ended since I asked.")


async def test_not_coming_rests_also_where_the_newcomer_was_quiet_for_some_days_only(here: World) -> None:
    await asked(here)
    await here.home(NADIA)
    await here.click(NADIA, "pace:quiet")
    await here.click(MAREK, "still_right:not_coming")
    await here.to("2026-03-10T12:00:00+00:00")
    assert here.words(NADIA) == []


async def test_a_date_that_hr_moved_meanwhile_is_said_and_an_old_button_does_nothing(here: World) -> None:
    await asked(here)
    ts = here.slack.messages(MAREK)[0]["ts"]
    await here.slack.click(MAREK, "still_right:moved")
    await here.enroll(**(ROW | {"start_date": "2026-03-12"}))
    assert here.words(MAREK)[0].startswith("The start of Nadia has moved since I asked: it is Thursday, 12 March 2026")
    done = await here.slack.submit(MAREK, {"start_date": "2026-03-10"})
    assert done.payload is not None
    assert "settled already" in done.payload["errors"]["start_date"]
    await here.tap(MAREK, "still_right:not_coming", "x", ts)
    assert await due(here) == {"planned": "03-12 08:00"}


async def test_a_manager_of_before_can_t_answer_any_more(here: World) -> None:
    await asked(here)
    await here.enroll(**(ROW | {"manager_email": BEA}))
    await here.click(MAREK, "still_right:not_coming")
    assert await due(here) == {"planned": "03-03 08:00"}
    assert here.words(PRIYA) == []


async def test_a_button_of_long_ago_pauses_nobody(here: World) -> None:
    await asked(here)
    await here.to("2026-03-04T09:00:00+00:00")
    await here.click(MAREK, "still_right:not_coming")
    assert here.words(MAREK)[-1] == "This question is settled already, so nothing was changed."
    assert (await due(here)).keys() == {"sent"}


async def test_in_a_pause_nobody_is_asked_and_afterwards_if_there_is_still_time(here: World) -> None:
    await here.enroll(**ROW)
    await here.hold(NADIA)
    await here.to("2026-03-02T09:30:00+00:00")
    assert here.words(MAREK) == []
    await here.release(NADIA)
    assert here.words(MAREK)[0].startswith("Nadia starts tomorrow")


async def test_without_an_account_at_noon_it_and_hr_are_told_once(here: World) -> None:
    await here.enroll(**(ROW | {"email": ZOE, "name": "Zoe Zander"}))
    await here.to("2026-03-02T10:59:00+00:00")
    assert here.words(OTTO) == here.words(PRIYA) == []
    await here.to(EVE_NOON)
    for who in (OTTO, PRIYA):
        assert here.words(who)[0].startswith(
            f"Zoe Zander starts tomorrow at 09:00 and has no Slack account under {ZOE}"
        )
    assert "I'm writing to Otto, too" in here.words(PRIYA)[0]
    assert "[Open Zoe]" in here.words(PRIYA)[0]
    assert "[Open Zoe]" not in here.words(OTTO)[0]
    await here.to("2026-03-02T20:00:00+00:00")
    assert (len(here.words(OTTO)), len(here.words(PRIYA))) == (1, 1)


async def test_an_account_that_is_closed_before_noon_is_told_too(here: World) -> None:
    await here.enroll(**ROW)
    await here.to(EVE_NINE)
    await here.slack.deactivate(NADIA)
    await here.settle()
    await here.to(EVE_NOON)
    assert here.words(OTTO)[0].startswith("Nadia Haddad starts tomorrow at 09:00 and has no Slack account")


async def test_with_an_account_nobody_is_told(here: World) -> None:
    await here.enroll(**ROW)
    await here.to("2026-03-02T20:00:00+00:00")
    assert here.words(OTTO) == here.words(PRIYA) == []


async def test_where_it_is_not_in_slack_hr_reads_so(tmp_path: Path) -> None:
    company = COMPANY.replace("it-help@northwind.example", "nobody@northwind.example")
    files = {"first.yaml": PLAYBOOK, "company.yaml": company}
    async with world(tmp_path, start="2026-02-25T08:00:00+00:00", files=files) as here:
        await here.enroll(**(ROW | {"email": ZOE, "name": "Zoe Zander"}))
        await here.to(EVE_NOON)
        assert "I can't reach IT in Slack, so please ask them" in here.words(PRIYA)[0]


async def test_who_never_shows_up_waits_and_is_ended_or_moved_by_hr(here: World) -> None:
    await here.enroll(**(ROW | {"email": ZOE, "name": "Zoe Zander"}))
    await here.to("2026-03-03T12:00:00+00:00")
    assert "[Open Zoe]" in here.words(PRIYA)[-1]
    await here.slack.click(PRIYA, "hire", ts=here.slack.messages(PRIYA)[-1]["ts"])
    await here.click(PRIYA, "hire_do:end")
    assert {line.state for line in await here.status(ZOE)} == {"cancelled"}
    assert "Zoe Zander, step “hello”: it is on its way now, or nobody needs it any more." in here.words(PRIYA)[-1]
