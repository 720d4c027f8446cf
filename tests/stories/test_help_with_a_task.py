""" "I need help" on a task: whoever helps reads the task, never a feeling; Done or "works now" closes it."""

from pathlib import Path

from tests.helpers.care_story import TASKS, Story, counted, new_words, onboarding
from tests.helpers.world import COMPANY, MAREK, NADIA, PRIYA

IVO, IDA = "ivo@northwind.example", "ida@northwind.example"
TWO_IN_IT = COMPANY.replace("it: it-help@northwind.example", f"it: [{IVO}, {IDA}]")
ASKED = "Nadia Haddad needs help with a task: Pick up your laptop"


async def on_the_first_day(here: Story, *it: str) -> None:
    """Let those of IT be in Slack, and Nadia tap "I need help" at 09:20."""
    for email in it:
        await here.slack.join(email, email.split("@", maxsplit=1)[0].capitalize())
    await here.to("2026-03-02T08:20:00+00:00")
    await here.click(NADIA, "task_help:laptop")


async def test_the_first_of_the_role_is_asked_and_the_guide_says_so_once_it_was_sent(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS, company=TWO_IN_IT) as here:
        await on_the_first_day(here, IVO, IDA)
        assert here.words(IVO)[0].splitlines()[:3] == [
            ASKED,
            "One thing that helps: a short reply or five minutes side by side. Tap “Works now” once it's solved.",
            "[I'll reach out][Works now][Why did I get this?]",
        ]
        assert here.newest(IVO)["text"] == "A note about Nadia's onboarding"
        assert here.words(IDA) == here.words(MAREK) == []
        assert "I've asked Ivo for help." in here.words(NADIA)[0]
        assert here.words(NADIA)[1].startswith("I've asked Ivo to help you with “Pick up your laptop”.")


async def test_the_next_is_asked_after_one_working_day(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS, company=TWO_IN_IT) as here:
        await on_the_first_day(here, IVO, IDA)
        await here.to("2026-03-03T08:19:00+00:00")
        assert here.words(IDA) == []
        await here.to("2026-03-03T08:20:00+00:00")
        assert here.words(IDA)[0].splitlines()[0] == ASKED
        assert "I've asked Ida for help." in here.words(NADIA)[0]


async def test_who_takes_it_is_not_followed_by_the_next(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS, company=TWO_IN_IT) as here:
        await on_the_first_day(here, IVO, IDA)
        await here.click(IVO, "alert_take")
        assert here.words(NADIA)[-1] == "Ivo has seen it and will reach out to you."
        assert "Ivo is reaching out. Thank you.\n[Works now]" in here.words(IVO)[0]
        await here.to("2026-03-04T12:00:00+00:00")
        assert here.words(IDA) == []


async def test_works_now_ticks_it_off_and_nadia_reads_who_says_so(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS, company=TWO_IN_IT) as here:
        await on_the_first_day(here, IVO)
        old = here.held(IVO, "works_now")
        await here.click(IVO, "works_now")
        assert here.words(IVO)[0].splitlines()[:2] == [ASKED, "Done. Nadia is unstuck, thank you!"]
        assert "1 of 2 done" in here.words(NADIA)[0]
        assert here.words(NADIA)[-1] == (
            "Ivo says that “Pick up your laptop” works now, so I've ticked it off. If it doesn't, please tell Ivo."
        )
        before = counted(here)
        await here.tap_held(old)
        assert new_words(here, before) == {}


async def test_done_closes_it_too(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS, company=TWO_IN_IT) as here:
        await on_the_first_day(here, IVO, IDA)
        await here.click(NADIA, "task_done:laptop")
        assert "Done. Nadia is unstuck, thank you!" in here.words(IVO)[0]
        await here.to("2026-03-05T12:00:00+00:00")
        assert here.words(IDA) == here.words(MAREK) == []


async def test_with_nobody_of_the_role_in_slack_hr_is_asked(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS, company=TWO_IN_IT) as here:
        await on_the_first_day(here)
        assert ASKED in "".join(here.words(PRIYA))
        assert "I've asked Priya for help." in here.words(NADIA)[0]


async def test_with_nobody_at_all_nadia_reads_so_and_the_guide_claims_nothing(tmp_path: Path) -> None:
    alone = TWO_IN_IT.replace("hr: [priya@northwind.example]", "hr: [nobody@northwind.example]")
    async with onboarding(tmp_path, playbook=TASKS, company=alone) as here:
        await on_the_first_day(here)
        assert here.words(NADIA)[1].startswith("I couldn't find anybody who helps with “Pick up your laptop”.")
        assert "I've asked" not in here.words(NADIA)[0]


async def test_where_the_message_can_t_be_delivered_the_next_is_asked_at_once(tmp_path: Path) -> None:
    async with onboarding(tmp_path, playbook=TASKS, company=TWO_IN_IT) as here:
        for email in (IVO, IDA):
            await here.slack.join(email, email.split("@", maxsplit=1)[0].capitalize())
        await here.to("2026-03-02T08:20:00+00:00")
        await here.lose(IVO)
        await here.click(NADIA, "task_help:laptop")
        assert here.words(IDA)[0].splitlines()[0] == ASKED
        assert "I've asked Ida for help." in here.words(NADIA)[0]
        assert not [words for words in here.words(NADIA) if "I've asked Ivo" in words]
