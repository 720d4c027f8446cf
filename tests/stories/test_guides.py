"""A guide: done and help, drawn where it stands, and whoever helps hears of both."""

from pathlib import Path

from tests.helpers.pulse import BEFORE, GUIDE, pulse
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, world
from tests.stories.test_check_in import styles

IT = "it-help@northwind.example"


async def test_done_and_help_are_drawn_in_place_and_told_to_whoever_helps(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        (guide,) = here.slack.messages(NADIA)
        assert guide["words"].startswith(
            "Your first day, Nadia\n0 of 2 done\n⬜ To do: Pick up your laptop\n[Done] [I need help]"
        )
        assert list(styles(guide)) == [
            "task_done:laptop", "task_help:laptop", "task_done:badge", "task_help:badge", "why", "talk",
        ]  # fmt: skip
        spoken = [
            one["accessibility_label"]
            for block in guide["blocks"]
            for one in block.get("elements", ())
            if "accessibility_label" in one
        ]
        assert spoken[0] == "Done: Pick up your laptop"

        await here.click(NADIA, "task_help:laptop")
        (asked,) = here.words(IT)
        assert "Nadia Haddad needs help with a task: Pick up your laptop" in asked
        assert "I've asked IT for help." in here.words(NADIA)[0]
        (told,) = here.words(NADIA)[1:]
        assert told.startswith("I've asked IT to help you with “Pick up your laptop”.")
        await here.slack.state.emit(
            {"type": "app_home_opened", "user": here.slack.person(NADIA).id, "tab": "home"}
        ).answer

        await here.click(NADIA, "task_done:laptop", ts=guide["ts"])
        assert "1 of 2 done\n✅ Done: Pick up your laptop\n⬜ To do: Get a badge" in here.words(NADIA)[0]
        assert "Done. Nadia is unstuck, thank you!" in here.words(IT)[0]
        await here.click(NADIA, "task_help:badge")
        assert "Nadia Haddad needs help with a task: Get a badge" in here.words(MAREK)[0]
        await here.click(MAREK, "works_now")
        assert "2 of 2 done" in here.words(NADIA)[0]
        assert "That's everything, Nadia. Well done, and thank you!" in here.words(NADIA)[0]
        assert (here.words(PRIYA), here.words(BEA), here.words(OTTO)) == ([], [], [])


async def test_a_second_tap_does_nothing(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        for _ in range(2):
            await here.slack.click(NADIA, "task_help:laptop")
        await here.settle()
        assert len(here.words(IT)) == 1
        for _ in range(2):
            await here.slack.click(NADIA, "task_done:laptop")
        await here.settle()
        assert here.words(NADIA)[0].count("✅ Done:") == 1
        assert len(here.words(NADIA)) == 2


async def test_nobody_is_said_to_be_asked_where_nobody_helps(tmp_path: Path) -> None:
    company = COMPANY.replace("it-help@", "nobody-here@").replace("  hr: [priya@northwind.example]\n", "")
    async with pulse(tmp_path, GUIDE, company=company, manager="gone@northwind.example") as here:
        await here.click(NADIA, "task_help:laptop")
        assert "I couldn't find anybody who helps with “Pick up your laptop”." in here.words(NADIA)[-1]
        assert not any("I've asked" in words for words in here.words(NADIA))


async def test_twenty_long_tasks_with_help_asked_for_each_fit_into_one_message(tmp_path: Path) -> None:
    tasks = "".join(f'        - {{id: t{n}, text: "Task {n} {"word " * 100}"}}\n' for n in range(20))
    head = "title: T\nsteps:\n  - id: g\n    when: day 1 at 09:15\n    guide:\n      title: All of it\n      tasks:\n"
    async with world(tmp_path, start=BEFORE, files={"first.yaml": head + tasks}) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK)
        await here.to(GUIDE)
        for n in range(20):
            await here.slack.click(NADIA, f"task_help:t{n}")
        await here.settle()
        assert here.words(NADIA)[0].count("I've asked Marek for help.") == 20
        assert "I'm onboardbot, a bot" in here.words(NADIA)[0]
        for n in range(20):
            await here.slack.click(NADIA, f"task_done:t{n}")
        await here.settle()
        assert "20 of 20 done" in here.words(NADIA)[0]
