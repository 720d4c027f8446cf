"""The page in a real browser: Debian's chromium, as a person would use it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import BrowserContext, Locator, Page
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MAREK, MODAL, NADIA, NADIAS_DM, QUESTION, button, connected

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(browser: BrowserContext, workspace: Workspace) -> Page:
    page = await browser.new_page()
    await page.goto(workspace.base_url)
    return page


async def be(page: Page, name: str) -> None:
    await page.get_by_role("navigation").get_by_role("button", name=name).click()


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Message to the bot").fill(text)
    await page.keyboard.press("Enter")


def said(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("listitem").filter(has_text=text)


@pytest.mark.usefixtures("echo_app")
async def test_a_person_writes_clicks_and_fills_in_a_modal(page: Page, workspace: Workspace) -> None:
    await be(page, "Marek Nowak")
    await write(page, "hello")
    await page.get_by_role("button", name="Tell more").click()

    dialog = page.get_by_role("dialog", name="Your answer")
    await dialog.get_by_role("button", name="Send").click()
    await dialog.get_by_text("Please complete this required field.").wait_for()
    await dialog.get_by_label("What got in the way?").fill("no")
    await dialog.get_by_role("button", name="Send").click()
    await dialog.get_by_text("A little more, please").wait_for()
    assert await dialog.get_by_label("What got in the way?").input_value() == "no"
    await dialog.get_by_label("What got in the way?").fill("My laptop is missing")
    await dialog.get_by_role("button", name="Send").click()
    await dialog.wait_for(state="hidden")

    await page.get_by_role("button", name="Fine", exact=True).click()
    await said(page, "Glad to hear it.").wait_for()
    assert workspace.messages("marek@northwind.example")[0]["text"] == "hello"


SCENE = {"title": "A first morning", "text": "It is five to nine.", "choices": [{"label": "Begin", "do": []}]}
STORY = {"id": "s1", "main": "U0NADIA00", "beside": ["U0MAREK00"], "preparing": "Weeks are played.", "scenes": [SCENE]}


async def test_the_first_words_can_be_read_while_the_rest_is_prepared(
    browser: BrowserContext, workspace: Workspace
) -> None:
    workspace.state.story = STORY
    workspace.state.prepare(0.25)
    page = await browser.new_page()
    await page.goto(workspace.base_url)
    told = page.get_by_role("region", name="Guided story")
    await told.get_by_text("It is five to nine.").wait_for()
    await told.get_by_role("status").get_by_text("Weeks are played.").wait_for()
    assert await told.get_by_role("progressbar", name="How much is in place").get_attribute("value") == "0.25"
    assert await page.locator("#view-workspace").evaluate("node => node.inert")

    workspace.state.prepare(1)
    await told.get_by_role("button", name="Begin").wait_for()
    assert await told.get_by_role("status").count() == 0
    await be(page, "Marek Nowak")
    await page.get_by_role("heading", name="Marek Nowak", exact=True).wait_for()


@pytest.mark.usefixtures("echo_app")
async def test_threads_edits_and_deletions_are_done_in_place(page: Page, workspace: Workspace) -> None:
    await write(page, "Lunch & coffee?")
    await said(page, "How are you?").get_by_role("button", name="Reply in thread").click()
    await page.get_by_text("Replying to “How are you?").wait_for()
    await write(page, "In the thread")
    await said(page, "In the thread").wait_for()
    await page.get_by_label("Message to the bot").press("Escape")
    assert await page.get_by_text("Replying to").is_hidden()

    mine = said(page, "In the thread")
    await mine.get_by_role("button", name="Edit").click()
    await write(page, "Changed in the thread")
    await said(page, "Changed in the thread").get_by_text("edited").wait_for()
    await said(page, "Lunch & coffee?").first.get_by_role("button", name="Delete").click()
    await said(page, "Lunch & coffee?").first.wait_for(state="detached")

    texts = [(message["words"], message.get("thread_ts", "")) for message in workspace.messages(NADIA)]
    parent = next(message["ts"] for message in workspace.messages(NADIA) if message["from_bot"])
    assert ("Changed in the thread", parent) in texts
    assert not any(words == "Lunch & coffee?" for words, _ in texts)


async def test_whoever_got_something_is_marked_until_it_is_seen(page: Page, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=MAREK, text="A note about Nadia", blocks=QUESTION)

    marek = page.get_by_role("navigation").get_by_role("button", name="Marek Nowak")
    await marek.get_by_text("new").wait_for()
    await marek.get_by_text("A note about Nadia").wait_for()  # what a locked phone shows: the fallback text
    await page.reload()
    await marek.get_by_text("new").wait_for()
    await marek.click()
    await said(page, "How are you?").wait_for()
    await page.reload()
    await said(page, "How are you?").wait_for()
    assert await marek.get_by_text("new").count() == 0


async def test_what_only_one_sees_and_what_is_refused_are_told(
    page: Page, client: AsyncWebClient, workspace: Workspace
) -> None:
    await client.conversations_open(users=NADIA)
    await client.chat_postEphemeral(channel=NADIAS_DM, user=NADIA, text="Only HR can onboard someone.")
    await said(page, "Only HR").get_by_text("only visible to you").wait_for()
    await page.get_by_text("No app is connected").wait_for()

    await workspace.deactivate(NADIA)
    await write(page, "hello")
    await page.get_by_role("alert").get_by_text("Nadia Haddad is deactivated").wait_for()


START = {
    "type": "input",
    "block_id": "start",
    "dispatch_action": True,
    "label": {"type": "plain_text", "text": "Start"},
    "element": {"type": "datepicker", "action_id": "start"},
}
HINT = {"type": "section", "block_id": "preview", "text": {"type": "plain_text", "text": "Pick a date"}}
ANSWER: Any = MODAL
DATED = {**MODAL, "blocks": [*ANSWER["blocks"], START, HINT]}
PREVIEWED = {**MODAL, "blocks": [*ANSWER["blocks"], START, QUESTION[0]]}


@pytest.fixture
async def dating_app(workspace: Workspace, client: AsyncWebClient) -> AsyncIterator[None]:
    """An app whose modal shows a preview as soon as a date is picked."""
    app = AsyncApp(client=client, process_before_response=True)

    @app.action("open")
    async def open_(ack: AsyncAck, body: dict[str, str]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=DATED)

    @app.action("start")
    async def start(ack: AsyncAck, body: dict[str, dict[str, str]]) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view=PREVIEWED)

    async with connected(workspace, app):
        yield


@pytest.mark.usefixtures("dating_app")
async def test_a_picked_date_is_sent_and_what_was_typed_stays(
    page: Page, client: AsyncWebClient, workspace: Workspace
) -> None:
    rows = [{"type": "actions", "elements": [button("open", "Open")]}]
    await client.chat_postMessage(channel=NADIA, text="x", blocks=rows)
    await page.get_by_role("button", name="Open").click()
    dialog = page.get_by_role("dialog", name="Your answer")
    await dialog.get_by_label("What got in the way?").fill("half a sen")

    await dialog.get_by_label("Start").fill("2026-12-14")
    await dialog.get_by_text("How are you?").wait_for()

    assert await dialog.get_by_label("What got in the way?").input_value() == "half a sen"
    assert await dialog.get_by_label("Start").evaluate("node => node === document.activeElement")
    values = workspace.views(NADIA)[-1]["state"]["values"]
    assert values["answer"]["text"]["value"] == "half a sen"
    assert values["start"]["start"]["selected_date"] == "2026-12-14"


async def test_a_narrow_page_needs_no_scrolling_sideways(page: Page, client: AsyncWebClient) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await client.chat_postMessage(channel=NADIA, text="x", blocks=[*QUESTION, {"type": "divider"}])
    await page.get_by_role("button", name="Tell more").wait_for()

    width = await page.evaluate("document.documentElement.scrollWidth")

    assert width == 360
    assert await page.get_by_label("Message to the bot").is_visible()


async def test_a_sandbox_that_is_gone_is_told(browser: BrowserContext) -> None:
    async with running() as workspace:
        page = await browser.new_page()
        await page.goto(workspace.base_url)
        await page.get_by_text("Nothing here yet.", exact=True).wait_for()
    await page.get_by_text("The sandbox does not answer.", exact=True).wait_for()
    await write(page, "hello")
    await page.get_by_role("alert").get_by_text("Is it still running?").wait_for()
    assert await page.get_by_label("Message to the bot").input_value() == "hello"


async def test_the_tabs_are_walked_by_arrow_keys(page: Page) -> None:
    await page.get_by_role("tab", name="Messages").focus()
    await page.keyboard.press("ArrowRight")
    await page.get_by_text("An app draws its Home").wait_for()
    assert await page.get_by_role("tab", name="Home").get_attribute("aria-selected") == "true"


@asynccontextmanager
async def clock() -> AsyncIterator[tuple[str, list[dict[str, str]]]]:
    """A bot's clock, and the moves that it was asked for."""
    moves: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        if request.method == "POST":
            moves.append(await request.json())
        if moves and moves[-1].get("to", "") == "2026-03-01T08:00:00.000Z":
            return web.json_response({"error": "time does not go backwards"}, status=400)
        return web.json_response({"now": "2026-03-02T08:00:00Z", "next_due": "2026-03-03T08:30:00Z", "idle": True})

    app = web.Application()
    app.router.add_route("*", "/clock", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/clock", moves
    await runner.cleanup()


async def test_the_clock_shows_the_persons_own_time_and_is_moved(browser: BrowserContext) -> None:
    async with clock() as (url, moves), running(clock_url=url) as workspace:
        page = await browser.new_page()
        await page.goto(workspace.base_url)
        box = page.get_by_role("region", name="Clock")
        await box.get_by_text("Mon, 2 Mar 2026, 09:00").wait_for()
        await box.get_by_text("next: Tue, 3 Mar 2026, 09:30").wait_for()
        await workspace.change_profile(NADIA, tz="America/New_York")
        await box.get_by_text("Mon, 2 Mar 2026, 03:00").wait_for()

        await box.get_by_role("button", name="Next thing due").click()
        await box.get_by_role("button", name="+1 day").click()
        await box.get_by_label("Move the clock to").fill("2026-03-01T03:00")
        await box.get_by_role("button", name="Go").click()

        await page.get_by_role("alert").get_by_text("time does not go backwards").wait_for()
        assert moves == [{"next": True}, {"by": "1 days"}, {"to": "2026-03-01T08:00:00.000Z"}]


OPTION = {"text": {"type": "plain_text", "text": "Leave it"}, "value": "leave"}
SURE = {
    "title": {"type": "plain_text", "text": "Leave it?"},
    "text": {"type": "plain_text", "text": "Nobody will be told."},
    "confirm": {"type": "plain_text", "text": "Yes, leave it"},
    "deny": {"type": "plain_text", "text": "No"},
}
MENU = {"type": "overflow", "action_id": "more", "options": [OPTION], "confirm": SURE}
RARE: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "A *row* with <@U0MAREK00> :tada:"}, "accessory": MENU},
    {"type": "markdown", "text": "# Big\n\n- one **bold**\n- [two](https://example.com)\n\n> quoted `code`"},
    {"type": "section", "fields": [{"type": "plain_text", "text": "Left"}, {"type": "mrkdwn", "text": "~Right~"}]},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "small <javascript:alert(1)|print>"}]},
]


async def test_every_kind_of_block_is_drawn_and_a_menu_asks_before_it_acts(
    page: Page, client: AsyncWebClient, workspace: Workspace
) -> None:
    app = AsyncApp(client=client, process_before_response=True)
    picked: list[str] = []

    @app.action("more")
    async def more(ack: AsyncAck, action: dict[str, Any]) -> None:
        await ack()
        picked.append(action["selected_option"]["value"])

    async with connected(workspace, app):
        await client.chat_postMessage(channel=NADIA, text="x", blocks=RARE)
        row = said(page, "A row with @Marek Nowak 🎉")
        await row.get_by_role("heading", name="Big").wait_for()
        assert await row.get_by_role("link", name="two").get_attribute("href") == "https://example.com"
        assert await row.get_by_role("link", name="print").count() == 0
        for answer in ("No", "Yes, leave it"):
            await row.get_by_label("More options").click()
            await row.get_by_role("button", name="Leave it").click()
            dialog = page.get_by_role("dialog", name="Leave it?")
            await dialog.get_by_role("button", name=answer).click()
            await dialog.wait_for(state="hidden")
        await workspace.until(lambda: picked)
    assert picked == ["leave"]


async def test_the_colours_are_those_of_the_device_or_of_choice(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    await page.emulate_media(color_scheme="dark")
    dark = await page.evaluate(ground)
    await page.get_by_role("button", name="Theme: auto").click()
    light = await page.evaluate(ground)
    assert light != dark
    await page.reload()
    await page.get_by_role("button", name="Theme: light").click()
    assert await page.evaluate(ground) == dark


LONG = {"text": {"type": "plain_text", "text": "A long step for somebody at a time " * 2}, "value": "long"}
PICK = {
    "type": "input",
    "block_id": "step",
    "label": {"type": "plain_text", "text": "Step"},
    "element": {"type": "static_select", "action_id": "step", "options": [LONG]},
}


async def test_what_is_wrong_stays_shown_and_a_long_option_stays_within_the_modal(
    page: Page, client: AsyncWebClient, workspace: Workspace
) -> None:
    app = AsyncApp(client=client, process_before_response=True)
    asked = {**MODAL, "blocks": [*ANSWER["blocks"], START, PICK]}
    sent: list[str] = []

    @app.action("open")
    async def open_(ack: AsyncAck, body: dict[str, str]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=asked)

    @app.action("start")
    async def start(ack: AsyncAck) -> None:
        await ack()
        sent.append("start")

    @app.view(ANSWER["callback_id"])
    async def submitted(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"start": "That is a Sunday."})

    async with connected(workspace, app):
        rows = [{"type": "actions", "elements": [button("open", "Open")]}]
        await client.chat_postMessage(channel=NADIA, text="x", blocks=rows)
        await page.get_by_role("button", name="Open").click()
        dialog = page.get_by_role("dialog", name="Your answer")
        select = dialog.get_by_label("Step")
        await select.select_option(value="long")
        box, frame = await select.bounding_box(), await dialog.bounding_box()
        assert box is not None
        assert frame is not None
        assert box["x"] + box["width"] < frame["x"] + frame["width"]
        await dialog.get_by_label("What got in the way?").fill("no")
        await dialog.get_by_label("Start").fill("2026-12-13")
        await dialog.get_by_role("button", name="Send").click()  # before the date has settled
        await dialog.get_by_text("That is a Sunday.").wait_for()
        await page.wait_for_timeout(800)
        assert sent == []
        assert await dialog.get_by_text("That is a Sunday.").is_visible()


async def test_a_fault_is_asked_for_seen_and_cleared(page: Page, workspace: Workspace, client: AsyncWebClient) -> None:
    client.retry_handlers.clear()
    await page.get_by_role("button", name="Faults", exact=True).click()
    view = page.get_by_role("region", name="Faults")
    await view.get_by_label("What").select_option("An error code")
    await view.get_by_role("button", name="Let it happen").click()
    await view.get_by_text("an error needs its code in `error`, such as user_disabled").wait_for()
    await view.get_by_role("textbox", name="Code").fill("user_disabled")
    await view.get_by_label("For").select_option("Nadia Haddad")
    await view.get_by_label("Only these").fill("chat.postMessage")
    await view.get_by_role("button", name="Let it happen").click()
    await view.get_by_text(
        "F1: An error code · user_disabled · chat.postMessage · for Nadia Haddad · 1 more"
    ).wait_for()

    await client.chat_postMessage(channel=MAREK, text="taken")
    with pytest.raises(SlackApiError, match="user_disabled"):
        await client.chat_postMessage(channel=NADIA, text="refused")
    await view.get_by_text("struck 1").wait_for()
    await page.get_by_role("button", name="Journal").click()
    await page.get_by_text("error (200)").wait_for()

    await page.get_by_role("button", name="Faults", exact=True).click()
    await view.get_by_role("button", name="Clear F1").click()
    await view.get_by_text("Nothing goes wrong on purpose.").wait_for()
    assert workspace.clear_faults() == 0
