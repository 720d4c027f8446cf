"""Once a month the duty contact shows that what can't wait would arrive."""

from pathlib import Path

from onboardbot.flows import clockwork
from tests.helpers.care_story import onboarding
from tests.helpers.world import COMPANY, NADIA, PRIYA

DANA = "dana@northwind.example"
DUTY = COMPANY.replace("people:\n", "people:\n  duty: [dana@northwind.example]\n")
ASK = "A short drill, as every month"


async def test_the_duty_contact_taps_and_reads_that_it_arrived(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to("2026-04-01T06:59:00+00:00")
        assert here.words(DANA) == []
        await here.to("2026-04-01T07:00:00+00:00")
        assert here.words(DANA)[-1].startswith(ASK)
        await here.click(DANA, "drill")
        assert here.words(DANA)[-1].startswith("Thank you. My messages reach you.")
        await here.to("2026-04-20T07:00:00+00:00")
        assert not any("hasn't tapped" in words for words in here.words(PRIYA))


async def test_hr_hears_of_a_drill_that_nobody_tapped_for_two_working_days(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to("2026-04-07T06:59:00+00:00")  # Good Friday and Easter Monday lie between
        assert not any("hasn't tapped" in words for words in here.words(PRIYA))
        await here.to("2026-04-07T07:00:00+00:00")
        assert any("hasn't tapped this month's drill" in words for words in here.words(PRIYA))
        await here.click(DANA, "drill")
        assert here.words(DANA)[-1].startswith("Thank you. My messages reach you.")


async def test_the_next_month_is_asked_again(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to("2026-05-04T07:00:00+00:00")
        assert sum(words.startswith(ASK) for words in here.words(DANA)) == 2


async def test_hr_hears_of_a_silent_drill_in_the_hours_of_hr(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.slack.change_profile(PRIYA, tz="America/New_York")
        await here.to("2026-05-06T12:59:00+00:00")  # for the duty contact the second working day began at 07:00
        before = sum("hasn't tapped" in words for words in here.words(PRIYA))
        await here.to("2026-05-06T13:00:00+00:00")
        assert sum("hasn't tapped" in words for words in here.words(PRIYA)) == before + 1


async def test_once_nobody_is_being_onboarded_the_drills_come_to_an_end(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.end(NADIA)
        await here.to("2026-07-10T07:00:00+00:00")
        assert sum(words.startswith(ASK) for words in here.words(DANA)) == 1  # it was planned before
        assert (await clockwork.look(here.bot)).following is None


async def test_whoever_is_no_duty_contact_any_more_is_asked_nothing(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to("2026-03-10T07:00:00+00:00")
        (here.folder / "playbooks" / "company.yaml").write_text(COMPANY, encoding="utf-8")
        await here.to("2026-04-10T07:00:00+00:00")
        assert here.words(DANA) == []
