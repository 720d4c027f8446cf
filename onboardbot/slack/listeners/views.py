"""Submitted modals: checked first, stored if accepted, then acknowledged."""

import hashlib
import json
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.flows import buddies, correcting, enrolling, handoffs, inbox, submissions, tryout
from onboardbot.flows.bot import Bot, Profile
from onboardbot.flows.hires import card, changing, foreseeing
from onboardbot.slack.directory import look_up
from onboardbot.slack.errors import in_time
from onboardbot.slack.modals import enroll, hire, opening

DATED_BY = re.compile("|".join(dict.fromkeys((*enrolling.DATED_BY, *card.DATED_BY))))
VALUE_KEYS = ("value", "selected_date", "selected_user", "selected_time", "selected_date_time")


def register(app: AsyncApp, bot: Bot) -> None:
    _register_people(app, bot)

    @app.view("answer")
    @app.view("enroll")
    @app.view("hire")
    @app.view("moved")
    @app.view(handoffs.PROPOSE)
    @app.view(correcting.CALLBACK)
    @app.view(tryout.CALLBACK)
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        if errors := await _taken(bot, body["user"]["id"], view):
            await ack(response_action="errors", errors=errors)
        elif view["callback_id"] == tryout.CALLBACK:
            await ack(response_action="update", view=await _once_more(bot, body["user"]["id"], view))
        else:
            await ack()

    @app.action({"type": "block_actions", "block_id": DATED_BY})
    async def dated_anew(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        if body["view"]["callback_id"] == tryout.CALLBACK:
            chosen = _values(body["view"]).get(tryout.PLAYBOOK)
            await _update(client, body["view"], await opening.tryout_view(bot, body["user"]["id"], chosen))
        else:
            await _preview(body, client)

    async def _previewed(view: dict[str, Any], user: str) -> list[dict[str, Any]]:
        values = _values(view)
        if view["callback_id"] == hire.CALLBACK:
            metadata = json.loads(view.get("private_metadata") or "{}")
            return hire.with_preview(view["blocks"], await changing.preview(bot, metadata, values, slack_user=user))
        return enroll.with_preview(view["blocks"], await foreseeing.preview(bot, values, slack_user=user))

    async def _preview(body: dict[str, Any], client: AsyncWebClient) -> None:
        """Show below the inputs what would be sent when, as soon as there is a start date."""
        view = body["view"]
        fresh = {key: view[key] for key in ("type", "callback_id", "private_metadata", "title", "submit", "close")}
        blocks = await _previewed(view, body["user"]["id"])
        await _update(client, view, {**fresh, "blocks": blocks})


def _register_people(app: AsyncApp, bot: Bot) -> None:
    """Attach the modals in which somebody of the workspace is picked: Slack is asked who that is, before it counts."""

    @app.view(buddies.CALLBACK)
    async def picked(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], client: AsyncWebClient) -> None:
        known = await look_up(client, {"id": _values(view).get(buddies.BUDDY)})
        errors = await buddies.check(bot, _message(view), known, slack_user=body["user"]["id"])
        if not errors:
            await _named(bot, "buddy", body["user"]["id"], view, known)
        await (ack(response_action="errors", errors=errors) if errors else ack())

    @app.view(handoffs.PASS)
    async def passed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], client: AsyncWebClient) -> None:
        known = await look_up(client, {"id": _values(view).get(handoffs.PERSON)})
        errors = await handoffs.check_person(bot, _message(view), known, slack_user=body["user"]["id"])
        if not errors:
            await _named(bot, "handoff_pass", body["user"]["id"], view, known)
        await (ack(response_action="errors", errors=errors) if errors else ack())


def _message(view: dict[str, Any]) -> str:
    return str(json.loads(view.get("private_metadata") or "{}").get("message", ""))


async def _named(bot: Bot, kind: str, user: str, view: dict[str, Any], known: Profile | None) -> None:
    """Store who was picked; whoever Slack does not know was refused before."""
    key = f"{view['id']}/{view.get('hash')}"
    profile = known.model_dump() if known else None
    payload = {"user": user, "message": _message(view), "profile": profile, "key": key}
    await inbox.receive(bot, key=key, kind=kind, slack_user=user, payload=payload)


async def _taken(bot: Bot, user: str, view: dict[str, Any]) -> dict[str, str]:
    """Store a submission, unless something is wrong with it: return that, by block."""
    values, metadata = _values(view), json.loads(view.get("private_metadata") or "{}")
    errors = await submissions.check(bot, view["callback_id"], metadata, values, slack_user=user)
    if not errors:
        payload = {"user": user, "callback_id": view["callback_id"], "metadata": metadata, "values": values}
        digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
        key = f"{view['id']}/{view.get('hash')}/{digest}"
        await inbox.receive(bot, key=key, kind="submission", slack_user=user, payload={**payload, "key": key})
    return errors


async def _once_more(bot: Bot, user: str, view: dict[str, Any]) -> dict[str, Any]:
    """Return the modal to try another step, with what was sent just now."""
    playbook = json.loads(view.get("private_metadata") or "{}").get(tryout.PLAYBOOK)
    return await opening.tryout_view(bot, user, playbook, _values(view).get(tryout.STEP))


async def _update(client: AsyncWebClient, view: dict[str, Any], fresh: dict[str, Any]) -> None:
    """Draw a modal anew, unless it was drawn anew since."""
    await in_time(client.views_update(view_id=view["id"], hash=view["hash"], view=fresh), "views.update")


def _values(view: dict[str, Any]) -> dict[str, str | None]:
    """Return what each input holds, by block id, whatever its kind."""
    found: dict[str, str | None] = {}
    for block_id, elements in view.get("state", {}).get("values", {}).items():
        for element in elements.values():
            chosen = element.get("selected_option") or {}
            plain = next((element[key] for key in VALUE_KEYS if element.get(key) is not None), None)
            found[block_id] = str(plain) if plain is not None else chosen.get("value")
    return found
