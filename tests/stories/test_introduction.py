"""Under the first message that anybody gets stands what the bot is; and names stay names."""

from pathlib import Path
from typing import Any

from tests.helpers.pulse import GUIDE, pulse
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, OTTO, PRIYA, World

IT = "it-help@northwind.example"
FILE = """\
title: To everybody
steps:
  - {id: hire, when: day 1 at 09:00, message: "Hello {{ hire.name }} from {{ manager.mention }} and {{ buddy.name }}!"}
  - {id: manager, to: manager, when: day 1 at 09:00, message: "{{ hire.name }} starts today."}
  - {id: buddy, to: buddy, when: day 1 at 09:00, message: "{{ hire.first_name }} starts today."}
  - {id: hr, to: hr, when: day 1 at 09:00, message: "{{ hire.name }} starts today."}
  - {id: hire-2, when: day 1 at 09:30, message: "Again, {{ hire.name }}."}
  - {id: manager-2, to: manager, when: day 1 at 09:30, message: Again.}
"""


def context(here: World, who: str) -> list[list[str]]:
    """Return the context blocks of each message of the bot, as texts."""
    found: list[dict[str, Any]] = [one for one in here.slack.messages(who) if one["from_bot"]]
    return [
        [block["elements"][0]["text"] for block in message["blocks"] if block["type"] == "context"] for message in found
    ]


async def test_everybodys_first_message_says_what_the_bot_is_once(tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks" / "second.yaml").write_text(FILE.replace("title:", "audience: {title: Chef}\ntitle:"))
    async with pulse(tmp_path, "2026-03-02T06:30:00+00:00") as here:
        await here.enroll(
            email=BEA,
            name="Bea Lindqvist",
            start_date="2026-03-02",
            manager_email=MAREK,
            buddy_email=NADIA,
            title="Chef",
        )
        await here.to("2026-03-02T08:31:00+00:00")
        for who in (BEA, MAREK, PRIYA, NADIA):
            introductions = [texts for texts in context(here, who) if any("I'm onboardbot" in text for text in texts)]
            assert len(introductions) == 1, who
            (text,) = [text for text in introductions[0] if "I'm onboardbot" in text]
            assert context(here, who)[0][-1] == text
            for sign in ("a bot that Northwind runs", "I'm not a person", "pause", "read"):
                assert sign in text
            assert ("whoever set me up" if who == PRIYA else "Priya Rao") in text


async def test_names_are_shown_as_typed_and_mention_nobody(tmp_path: Path) -> None:
    name = "*Nadia* <!channel> <@U1> :tada: & Söhne"
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks" / "second.yaml").write_text(FILE.replace("title:", "audience: {title: Chef}\ntitle:"))
    async with pulse(tmp_path, "2026-03-02T06:30:00+00:00", name="Nadia Haddad") as here:
        await here.enroll(email=NADIA, name=name, start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
        await here.enroll(
            email=PRIYA, name=name, start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA, title="Chef"
        )
        await here.to(GUIDE)
        (hello,) = [one for one in here.slack.messages(PRIYA) if "Hello" in one["words"]]
        assert hello["words"].startswith(f"Hello {name} from <@U0MAREK00> and Bea Lindqvist!")
        assert hello["text"].startswith(
            "Hello *Nadia* &lt;!channel&gt; &lt;@U1&gt; :tada: &amp; Söhne from <@U0MAREK00> and Bea Lindqvist!"
        )
        kinds = [
            one["type"]
            for block in hello["blocks"]
            for part in block.get("elements", ())
            for one in part.get("elements", ())
        ]
        assert set(kinds) == {"text", "user"}
        (guide,) = [one for one in here.slack.messages(NADIA) if "first day" in one["words"]]
        assert guide["blocks"][0]["text"]["text"] == "Your first day, *Nadia*"
        posts = here.slack.calls("chat.postMessage")
        assert posts
        assert all(call["arguments"]["text"].strip() and call["arguments"]["mrkdwn"] is False for call in posts)


async def test_without_hr_the_introduction_names_nobody(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE, company=COMPANY.replace("  hr: [priya@northwind.example]\n", "")) as here:
        (note,) = [text for text in context(here, NADIA)[0] if "I'm onboardbot" in text]
        assert note.endswith("Write “talk to a person” and I'll ask someone for you.")


async def introductions(here: World) -> dict[str, str]:
    """Return what stands under everybody's first message."""
    return {who: context(here, who)[0][-1] for who in (NADIA, MAREK, BEA, PRIYA, IT)}


async def test_each_reads_what_they_will_get_and_what_not(tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks" / "second.yaml").write_text(FILE.replace("title:", "audience: {title: Chef}\ntitle:"))
    async with pulse(tmp_path, "2026-03-02T06:30:00+00:00") as here:
        row = {"start_date": "2026-03-02", "manager_email": MAREK, "buddy_email": BEA, "title": "Chef"}
        await here.enroll(email=OTTO, name="Otto Brandt", **row)
        await here.to(GUIDE)
        await here.click(NADIA, "task_help:laptop")
        said = await introductions(here)
        for who in (MAREK, BEA, PRIYA, IT):
            assert "ewcomers can read what I tell you about them" in said[who], who
        assert "I send you what helps your newcomers start well, and a note" in said[MAREK]
        assert "I send no lists of their answers and no scores" in said[MAREK]
        assert [line for line in said[BEA].splitlines() if line.startswith("• ")] == [
            "• Say hello on the first day, and have a coffee or lunch together.",
            "• Be there for the questions that feel too small for anybody else.",
            "• Meet for a few minutes each week of the first three months.",
        ]
        assert "a note when a newcomer needs your help with a task, never what they answer" in said[IT]
        assert "I send what your playbooks say" in said[PRIYA]
        assert said[NADIA].startswith("I'm onboardbot")


async def test_hr_can_onboard_someone_from_the_first_message(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        await here.say(PRIYA, "hello")
        assert here.words(PRIYA)[0].endswith("[Onboard someone]")
        await here.click(PRIYA, "onboard")
        (modal,) = here.slack.state.views.stack(here.slack.person(PRIYA).id)
        assert modal.slack(here.slack.state.identity.of_view())["callback_id"] == "enroll"
        await here.say(PRIYA, "hello again")
        assert "onboard someone" not in here.words(PRIYA)[1].lower().replace("to onboard someone", "")


async def test_who_is_hr_no_more_gets_no_form(tmp_path: Path) -> None:
    async with pulse(tmp_path, GUIDE) as here:
        await here.say(PRIYA, "hello")
        company = here.folder / "playbooks" / "company.yaml"
        company.write_text(COMPANY.replace("priya@", "otto@"), encoding="utf-8")
        await here.settle()
        await here.click(PRIYA, "onboard")
        (view,) = here.slack.views(PRIYA)
        assert view["callback_id"] == ""
        assert "If somebody new is joining your team, please ask Otto" in view["blocks"][0]["text"]["text"]
