"""The demo as whoever runs it meets it: the story click by click, then the same page by other means."""

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Locator, Page

from tests.helpers.processes import ONBOARDBOT, ask

pytestmark = pytest.mark.browser

CLICKS = 12  # at most, for the whole story
LONG = 120_000  # milliseconds that a move over months, or a new start, may take on a busy machine
VIEWS = ("Workspace", "Timeline", "Journal", "Faults", "Log")


class Demo:
    """The demo as a process of its own, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = self._start(stderr=subprocess.DEVNULL)
        assert self.process.stdout is not None
        self.base = self.process.stdout.readline().split()[4]

    def _start(self, stderr: int) -> "subprocess.Popen[str]":
        command = [*ONBOARDBOT, "demo", "--port", "0", "--no-browser", "--keep", str(self.folder)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)

    def second(self) -> str:
        """Start it once more on the same folder, and return what it complains of."""
        with self._start(stderr=subprocess.PIPE) as process:
            return process.communicate(timeout=60)[1]

    def end(self) -> None:
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.communicate(timeout=10)
        assert self.process.returncode == 0

    def messages(self) -> list[str]:
        shown = ask(f"{self.base}/control/messages?user=nadia@northwind.example")[1]["messages"]
        return [message["words"] for message in shown]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = Demo(tmp_path_factory.mktemp("demo") / "kept")
    yield demo
    demo.end()


@pytest.fixture
def base(demo: Demo) -> str:
    return demo.base


def story(page: Page) -> Locator:
    return page.get_by_role("region", name="Guided story")


async def opened(browser: BrowserContext, base: str) -> Page:
    page = await browser.new_page()
    page.set_default_timeout(LONG)
    await page.goto(base)
    await story(page).get_by_role("heading").wait_for()
    return page


class Reader:
    """Somebody who follows the story with the mouse, and counts the clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    async def go(self, choice: str, heading: str) -> None:
        """Click, and wait for the next scene."""
        self.clicks += 1
        await story(self.page).get_by_role("button", name=choice).click()
        await story(self.page).get_by_role("heading", name=heading).wait_for()

    async def sees(self, words: str) -> None:
        await self.page.get_by_role("log").get_by_text(words).last.wait_for()

    def screen(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"What {name} sees")


async def test_the_story_is_told_in_twelve_clicks_and_begins_again(browser: BrowserContext, base: str) -> None:
    page = await opened(browser, base)
    reader = Reader(page)
    marek, priya = reader.screen("Marek Nowak"), reader.screen("Priya Rao")
    await _a_good_start(reader)
    await _a_hard_second_week(reader)
    await priya.get_by_text("nothing new").wait_for()
    await marek.get_by_text("nothing new").wait_for()
    await _an_alert(reader, marek)
    await priya.get_by_text("nothing new").wait_for()
    await _a_hand_off(reader, priya)
    assert await marek.get_by_text("would like to talk").count() == 0
    await _a_happy_end(reader, marek, priya)
    assert reader.clicks <= CLICKS

    await story(page).get_by_role("button", name="Begin again").click()
    await story(page).get_by_role("heading", name="Nadia's first morning at Northwind").wait_for()
    await reader.sees("Nothing here yet.")


async def _a_good_start(reader: Reader) -> None:
    await reader.go("Begin", "A good start")
    await reader.sees("Good morning Nadia, and welcome to Northwind.")
    await reader.go("ticks off", "One thing a day")
    await reader.sees("3 of 6 done")
    await reader.go("Friday", "How was the first week?")
    await reader.sees("How was your first week, all in all?")
    await reader.go("Good", "Heard, and left in peace")
    await reader.sees("Good to hear, Nadia")


async def _a_hard_second_week(reader: Reader) -> None:
    await reader.go("second week", "A hard second week")
    await reader.go("Not great", "She is asked first")
    await reader.sees("Shall I ask Marek, Bea or Priya to help, or keep it between us?")


async def _an_alert(reader: Reader, marek: Locator) -> None:
    await reader.go("deploy scripts", "Her words stay hers")
    await reader.sees("Only if you like, I can add these words of yours:")
    await reader.go("ask Marek", "Marek knows why, and what helps")
    await marek.get_by_text("in Thursday's check-in.").wait_for()
    await marek.get_by_text("The deploy scripts.").wait_for()
    await reader.go("I'll reach out", "Somebody comes")
    await reader.sees("Marek has seen it and will reach out to you.")


async def _a_hand_off(reader: Reader, priya: Locator) -> None:
    await reader.go("talk to a person", "Handed over to a human")
    await priya.get_by_text("would like to talk to you").wait_for()
    assert await priya.get_by_text("contract?").count() == 0
    await reader.go("Priya", "Did it help?")
    await reader.sees("A few days ago I asked Marek to help. Did it help?")


async def _a_happy_end(reader: Reader, marek: Locator, priya: Locator) -> None:
    await reader.go("Yes, it helped", "A happy end")
    await reader.sees("You sent this to Priya, for the next newcomer. Thank you!")
    await priya.get_by_text("would tell the next newcomer:").wait_for()
    await priya.get_by_text("Ask early. People here like to explain.").wait_for()
    await reader.sees("90 days are behind you")
    await reader.sees("Ask early. People here like to explain.")
    await marek.get_by_text("Nadia says it helped. Thank you!").wait_for()
    assert await priya.get_by_text("hasn't tapped this month's drill").count() == 0


async def test_what_is_tapped_by_hand_counts_as_the_step_of_the_story(browser: BrowserContext, base: str) -> None:
    page = await opened(browser, base)
    for _ in range(3):
        await story(page).locator("button.reply").first.click()
        await page.wait_for_function("() => !document.querySelector('#story').hasAttribute('aria-busy')")
    await page.get_by_role("log").get_by_role("button", name=re.compile("Great")).last.click()
    await story(page).get_by_role("heading", name="Heard, and left in peace").wait_for()
    await page.reload()
    await story(page).get_by_role("heading", name="Heard, and left in peace").wait_for()


def test_the_newcomers_before_her_are_under_way_in_three_places(base: str) -> None:
    people = {person["name"]: person for person in ask(f"{base}/control/people")[1]["people"]}
    zones = {people[name]["tz"] for name in ("Yael Cohen", "Jo Rivera", "Tomás Silva")}
    assert zones == {"Asia/Jerusalem", "America/New_York", "Europe/Lisbon"}
    sent = [entry for entry in ask(f"{base}/timeline")[1]["entries"] if entry["state"] == "sent"]
    assert {"Yael Cohen", "Jo Rivera", "Tomás Silva"} <= {entry["name"] for entry in sent if entry["to"] == "hire"}
    failed = [entry for entry in ask(f"{base}/timeline")[1]["entries"] if entry["state"] in {"failed", "missed"}]
    assert not failed


async def test_the_timeline_says_why_the_journal_what_and_the_log_how(browser: BrowserContext, base: str) -> None:
    page = await opened(browser, base)
    await page.get_by_role("button", name="Timeline", exact=True).click()
    await page.get_by_role("combobox", name="Whose").select_option("Nadia Haddad")
    await page.get_by_text("office.yaml says “day 9 at 15:00”, by the clock of Nadia Haddad.").wait_for()

    await page.get_by_role("button", name="Journal", exact=True).click()
    await page.get_by_role("combobox", name="Method").select_option("chat.postMessage")
    await page.locator("ol.calls code").filter(has_not_text="chat.postMessage").first.wait_for(state="detached")
    await page.locator("summary").first.click()
    await page.get_by_label("What was asked").first.get_by_text('"metadata"').wait_for()

    await page.get_by_role("button", name="Log", exact=True).click()
    await page.get_by_text("Sent: a question.").first.wait_for()
    await page.get_by_label("Only what someone should look at").check()
    await page.get_by_text("Sent: a question.").first.wait_for(state="detached")


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_axe_finds_nothing_serious(browser: BrowserContext, base: str, colours: Any) -> None:
    page = await opened(browser, base)
    await page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    for view in VIEWS:
        await page.get_by_role("button", name=view, exact=True).click()
        await _quiet(page)
        assert await _serious(page) == [], (colours, view)
    await page.get_by_role("button", name="Workspace", exact=True).click()
    await page.get_by_role("tab", name="Home").click()
    assert await _serious(page) == [], (colours, "Home")
    await page.get_by_role("tab", name="Messages").click()
    await page.get_by_role("navigation").get_by_role("button", name="Priya Rao").click()
    await page.get_by_label("Message to the bot").fill("/onboard")
    await page.keyboard.press("Enter")
    await page.locator("#modal[open]").wait_for()
    assert await _serious(page) == [], (colours, "modal")
    await page.keyboard.press("Escape")
    await page.locator("#modal[open]").wait_for(state="detached")


async def _quiet(page: Page) -> None:
    await page.wait_for_function("() => document.querySelector('#view-' + document.body.dataset.view).children.length")


async def _serious(page: Page) -> list[str]:
    found = (await Axe().run(page)).response["violations"]
    return [
        f"{one['id']}: {node['html']} {node['failureSummary']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


async def test_a_phone_needs_no_scrolling_sideways(browser: BrowserContext, base: str) -> None:
    page = await opened(browser, base)
    await page.set_viewport_size({"width": 360, "height": 740})
    for view in VIEWS:
        await page.get_by_role("button", name=view, exact=True).click()
        await _quiet(page)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360, view
    await page.get_by_role("button", name="Workspace", exact=True).click()
    reply = await story(page).locator("button.reply").first.bounding_box()
    assert reply is not None
    assert reply["y"] + reply["height"] < 740  # the next step is there without scrolling
    assert await page.get_by_role("region", name="What Marek Nowak sees").is_visible()


async def test_the_story_is_followed_by_keyboard_alone(browser: BrowserContext, base: str) -> None:
    page = await opened(browser, base)
    before = await story(page).get_by_role("heading").inner_text()
    await story(page).locator("button.reply").first.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_function(
        "was => !document.querySelector('#story').hasAttribute('aria-busy') "
        "&& document.activeElement.matches('#story h2') && document.activeElement.textContent !== was",
        arg=before,
    )
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.matches('#story button.reply')")


def test_a_demo_that_is_kept_goes_on_where_it_was(demo: Demo) -> None:
    """The last here, as it ends the demo that the others look at."""
    assert "works on" in demo.second()
    ask(f"{demo.base}/clock", {"next": True})
    now, told, run = ask(f"{demo.base}/clock")[1]["now"], demo.messages(), _run(demo)
    assert told
    demo.end()

    again = Demo(demo.folder)
    assert again.messages() == told
    assert now <= ask(f"{again.base}/clock")[1]["now"] < now[:13] + ":59"
    assert _run(again) == run
    ask(f"{again.base}/control/say", {"user": "nadia@northwind.example", "text": "Good to be back"})
    again.end()


def _run(demo: Demo) -> str:
    return str(ask(f"{demo.base}/story")[1]["story"]["id"])
