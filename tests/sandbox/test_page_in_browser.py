"""The page in a real browser: Debian's chromium, as a person would use it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

from onboardbot.sandbox.workspace import Workspace

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium; apt-get install chromium"),
]


@pytest.fixture
async def page(workspace: Workspace) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = await browser.new_page()
        await page.goto(workspace.base_url)
        yield page
        await browser.close()


@pytest.mark.usefixtures("echo_app")
async def test_a_person_writes_clicks_and_fills_in_a_modal(page: Page, workspace: Workspace) -> None:
    await page.get_by_role("button", name="Marek Nowak").click()
    await page.get_by_label("Message to the bot").fill("hello")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Tell more").click()

    dialog = page.get_by_role("dialog", name="Your answer")
    await dialog.get_by_label("What got in the way?").fill("no")
    await dialog.get_by_role("button", name="Send").click()
    await dialog.get_by_text("A little more, please").wait_for()
    await dialog.get_by_label("What got in the way?").fill("My laptop is missing")
    await dialog.get_by_role("button", name="Send").click()
    await dialog.wait_for(state="hidden")

    await page.get_by_role("button", name="Fine", exact=True).click()
    await page.get_by_role("log").get_by_text("Glad to hear it.").wait_for()
    assert workspace.messages("marek@northwind.example")[0]["text"] == "hello"
