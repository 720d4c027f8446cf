"""Taps: stored, then acknowledged; what needs a trigger opens its modal at once."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import buddies, correcting, eve_taps, handoffs, inbox, questions
from onboardbot.flows import why as explaining
from onboardbot.flows.bot import Bot
from onboardbot.slack.modals import answer, buddy, correct, handoff, moved, why
from onboardbot.slack.richtext import Block

MOVED = "still_right:moved"
ANY = re.compile(".*")
Modal = Callable[[Bot, dict[str, Any]], Awaitable[Block | None]]


def register(app: AsyncApp, bot: Bot) -> None:
    @app.action(ANY)
    async def tapped(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient) -> None:
        channel, ts = _place(body)
        if opens := _opens(action):
            await ack()
            if (modal := await opens(bot, body)) is not None:
                await answer.show(client, modal, body["trigger_id"])
                if action["action_id"] in SEEN:
                    await _received(bot, "action", _payload(body, action))
            return
        if channel and ts:
            await _received(bot, "action", _payload(body, action))
        elif (body.get("view") or {}).get("type") == "home":  # in a modal it counts when the modal is submitted
            await _received(bot, "home_action", _payload(body, action))
        await ack()


def _opens(action: dict[str, Any]) -> Modal | None:
    """Return what makes the modal that an action opens; an option that was picked is an answer itself."""
    return None if action.get("selected_option") else MODALS.get(action["action_id"])


async def _answer(bot: Bot, body: dict[str, Any]) -> Block | None:
    asked = await questions.asked(bot, *_place(body), slack_user=body["user"]["id"])
    return answer.view(asked) if asked is not None else None


async def _why(bot: Bot, body: dict[str, Any]) -> Block | None:
    tapped: str | None = body["actions"][0].get("value")
    said = await explaining.why(bot, *_place(body), slack_user=body["user"]["id"], message_id=tapped)
    return why.view(said) if said is not None else None


async def _moved(bot: Bot, body: dict[str, Any]) -> Block | None:
    channel, ts = _place(body)
    standing = await eve_taps.asked(bot, channel or "", ts or "", slack_user=body["user"]["id"])
    return moved.view(*standing) if standing is not None else None


async def _correct(bot: Bot, body: dict[str, Any]) -> Block | None:
    found = await correcting.asked(bot, *_place(body), slack_user=body["user"]["id"])
    return correct.view(found) if found is not None else None


async def _pick_buddy(bot: Bot, body: dict[str, Any]) -> Block | None:
    found = await buddies.asked(bot, *_place(body), slack_user=body["user"]["id"])
    return buddy.view(found) if found is not None else None


async def _propose(bot: Bot, body: dict[str, Any]) -> Block | None:
    found = await handoffs.asked(bot, *_place(body), slack_user=body["user"]["id"])
    return handoff.propose_view(found) if found is not None else None


async def _pass_on(bot: Bot, body: dict[str, Any]) -> Block | None:
    found = await handoffs.asked(bot, *_place(body), slack_user=body["user"]["id"])
    return handoff.pass_view(found) if found is not None else None


MODALS: Mapping[str, Modal] = {
    answer.ANSWER: _answer,
    why.ACTION: _why,
    MOVED: _moved,
    correct.ACTION: _correct,
    buddy.ACTION: _pick_buddy,
    handoffs.PROPOSE: _propose,
    handoffs.PASS: _pass_on,
}

SEEN = frozenset({handoffs.PROPOSE, handoffs.PASS})  # whoever opens one of these has seen the message, which is kept


async def _received(bot: Bot, kind: str, payload: dict[str, Any]) -> None:
    await inbox.receive(bot, key=payload["key"], kind=kind, slack_user=payload["user"], payload=payload)


def _key(body: dict[str, Any], action: dict[str, Any]) -> str:
    team = (body.get("team") or {}).get("id", "")
    moment = action.get("action_ts") or body.get("trigger_id")
    return f"{team}/{body['user']['id']}/{moment}/{action['action_id']}"


def _place(body: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return conversation and ts of the message that was tapped; nothing where it was in a modal."""
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    return channel, (body.get("message") or {}).get("ts") or container.get("message_ts")


def _payload(body: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    channel, ts = _place(body)
    return {
        "user": body["user"]["id"],
        "channel": channel,
        "message_ts": ts,
        "action_id": action["action_id"],
        "value": action.get("value"),
        "selected": (action.get("selected_option") or {}).get("value"),
        "key": _key(body, action),
        "ts": action.get("action_ts"),
    }
