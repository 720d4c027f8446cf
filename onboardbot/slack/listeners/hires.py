"""HR's modals: opened at once wherever the button stands, as a trigger is never replayed, and drawn anew in place."""

import json
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows.bot import Bot
from onboardbot.flows.hires import doing
from onboardbot.slack.errors import in_time
from onboardbot.slack.modals import hires, opening, tryout
from onboardbot.slack.richtext import Block

Body = dict[str, Any]


def register(app: AsyncApp, bot: Bot) -> None:
    """Attach the listeners of the list and of a hire's page."""

    @app.action("onboard")
    async def onboard(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await _show(client, body, await opening.enroll_view(bot, _user(body)), push=False)

    @app.action(tryout.ACTION)
    async def try_out(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await _show(client, body, await opening.tryout_view(bot, _user(body)), push=True)

    @app.action("hires")
    async def under_way(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await _show(client, body, await opening.list_view(bot, _user(body)), push=False)

    @app.action("hire")
    async def one(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        await _show(client, body, await opening.hire_view(bot, _user(body), action.get("value") or ""), push=True)

    @app.action(re.compile("hires_page:(back|on)"))
    async def page(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        search = _metadata(body).get("search") or ""
        await _redraw(client, body, await opening.list_view(bot, _user(body), search, int(action["value"])))

    @app.action(re.compile("steps_page:(back|on)"))
    async def steps(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        known = {**_metadata(body), "skip": int(action["value"])}
        await _redraw(client, body, await opening.as_seen(bot, _user(body), known))

    @app.action(re.compile("hire_do:(pause|resume|end)"))
    async def deed(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        known, user = _metadata(body), _user(body)
        wish = action["action_id"].partition(":")[2]
        mark = await doing.whole(bot, known.get("hire", ""), wish, mark=known.get("mark", ""), slack_user=user)
        await ack()
        await _redraw(client, body, await opening.as_seen(bot, user, {**known, "mark": mark}))

    @app.action(re.compile(r"step:\d+"))
    async def step(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        known, user = _metadata(body), _user(body)
        wish, _, number = str((action.get("selected_option") or {}).get("value")).partition("/")
        key = str(action.get("action_ts") or body.get("trigger_id"))
        told = await doing.one_step(bot, known.get("hire", ""), wish, int(number or 0), key=key, slack_user=user)
        await ack()
        await _redraw(client, body, await opening.as_seen(bot, user, known, told))

    @app.view(hires.CALLBACK)
    async def looked_for(ack: AsyncAck, body: Body, view: Body) -> None:
        held = view["state"]["values"].get(hires.SEARCH, {}).get(hires.SEARCH, {})
        found = await opening.list_view(bot, body["user"]["id"], held.get("value") or "")
        await ack(response_action="update", view=found)


def _user(body: Body) -> str:
    return str(body["user"]["id"])


def _metadata(body: Body) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((body.get("view") or {}).get("private_metadata") or "{}")
    return found


async def _show(client: AsyncWebClient, body: Body, view: Block, *, push: bool) -> None:
    """Open the modal; where one is open it is laid upon it, or takes its place."""
    if (body.get("view") or {}).get("type") != "modal":
        await in_time(client.views_open(trigger_id=body["trigger_id"], view=view), "views.open")
    elif push:
        await in_time(client.views_push(trigger_id=body["trigger_id"], view=view), "views.push")
    else:
        await _redraw(client, body, view)


async def _redraw(client: AsyncWebClient, body: Body, view: Block) -> None:
    await in_time(client.views_update(view_id=body["view"]["id"], view=view), "views.update")
