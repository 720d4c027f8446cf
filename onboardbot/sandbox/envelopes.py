"""The payloads that Slack sends to an app (docs.slack.dev/reference/interaction-payloads, …/events)."""

import time
from secrets import token_hex

from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.identity import Identity
from onboardbot.sandbox.people import Person


def event_payload(identity: Identity, event: JSON) -> JSON:
    """Return the `event_callback` around an event."""
    authorization = {
        "enterprise_id": None, "team_id": identity.team_id, "user_id": identity.bot_user_id,
        "is_bot": True, "is_enterprise_install": False,
    }  # fmt: skip
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "api_app_id": identity.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev0{token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{token_hex(16)}",
    }


def _interaction(identity: Identity, person: Person, kind: str, trigger_id: str) -> JSON:
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.handle, "name": person.handle, "team_id": identity.team_id},
        "team": {"id": identity.team_id, "domain": identity.team_domain},
        "api_app_id": identity.app_id,
        "token": identity.verification_token,
        "trigger_id": trigger_id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_action(
    identity: Identity, person: Person, trigger_id: str, *, message: JSON, channel: str, ephemeral: bool
) -> JSON:
    """Return a `block_actions` payload of a message, still without its actions and response URL."""
    container = {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": ephemeral}
    container |= {"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}
    named = {"id": channel, "name": "directmessage"}
    more: JSON = {"container": container, "channel": named}
    return (
        _interaction(identity, person, "block_actions", trigger_id) | more | ({} if ephemeral else {"message": message})
    )


def view_action(identity: Identity, person: Person, trigger_id: str, *, view: JSON) -> JSON:
    """Return a `block_actions` payload of a modal or a Home, still without its actions."""
    more = {"container": {"type": "view", "view_id": view["id"]}, "view": view}
    return _interaction(identity, person, "block_actions", trigger_id) | more


def view_submission(identity: Identity, person: Person, trigger_id: str, *, view: JSON) -> JSON:
    return _interaction(identity, person, "view_submission", trigger_id) | {"view": view, "response_urls": []}


def view_closed(identity: Identity, person: Person, *, view: JSON, is_cleared: bool) -> JSON:
    payload = _interaction(identity, person, "view_closed", "") | {"view": view, "is_cleared": is_cleared}
    del payload["trigger_id"]  # closing gives an app no right to open something
    return payload


def slash_command(
    identity: Identity, person: Person, trigger_id: str, *, command: str, text: str, channel: str
) -> JSON:
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "team_domain": identity.team_domain,
        "channel_id": channel,
        "channel_name": "directmessage",
        "user_id": person.id,
        "user_name": person.handle,
        "command": command,
        "text": text,
        "api_app_id": identity.app_id,
        "is_enterprise_install": "false",
        "trigger_id": trigger_id,
    }
