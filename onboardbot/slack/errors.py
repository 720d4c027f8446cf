"""What Slack's error answers mean for whoever wanted to send."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause

# Triggers that are too old or were used, and modals that were closed or changed since.
LATE = frozenset(
    {
        "expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged",
        "not_found", "hash_conflict", "push_limit_reached",
    }
)  # fmt: skip
Take = Callable[[str], Awaitable[None]]
"""Takes one call of a method from its budget, or raises DeliveryError with how long to wait."""
log = logging.getLogger(__name__)
PERMANENT = {
    "user_disabled": Cause.DEACTIVATED,
    "user_not_found": Cause.NOT_IN_SLACK,
    "users_not_found": Cause.UNKNOWN_EMAIL,
    "channel_not_found": Cause.CANNOT_DM,
    "cannot_dm_bot": Cause.CANNOT_DM,
    "is_archived": Cause.CANNOT_DM,
    "messages_tab_disabled": Cause.CANNOT_DM,
    "restricted_action": Cause.CANNOT_DM,
    "missing_scope": Cause.MISSING_SCOPE,
    "invalid_blocks": Cause.RENDER,
    "msg_too_long": Cause.RENDER,
    "no_text": Cause.RENDER,
}
WAITS = {  # trying again helps once a human has acted
    "invalid_auth": Cause.TOKEN_REVOKED,
    "not_authed": Cause.TOKEN_REVOKED,
    "token_revoked": Cause.TOKEN_REVOKED,
    "token_expired": Cause.TOKEN_REVOKED,
    "account_inactive": Cause.APP_REMOVED,
    "team_access_not_granted": Cause.APP_REMOVED,
}


MAY_HAVE_BEEN_TAKEN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
LONGEST = 24 * 60 * 60  # seconds; nobody is asked to wait longer than a day


async def in_time(call: Awaitable[Any], method: str) -> None:
    """Open or change a modal; what came too late, or for one that was closed, shows nothing, and another tap does."""
    try:
        await unless_unknown(call, method)
    except SlackApiError as error:
        if error.response.get("error") not in LATE:
            raise


async def unless_unknown(call: Awaitable[Any], method: str) -> Any | None:
    """Return what a call answers, None where the server does not know the method: little is lost by that."""
    try:
        return await call
    except SlackApiError as error:
        answer: Any = error.response
        if not isinstance(answer.data, dict) or answer.get("error") != "unknown_method":
            raise
        log.warning("slack_method_unknown", extra={"method": method})
        return None


def failure(error: SlackApiError) -> DeliveryError:
    """Return what an error answer of Slack means for whoever wanted to send."""
    answer: Any = error.response
    status = answer.status_code
    code = str(answer.get("error", "")) if isinstance(answer.data, dict) else ""
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        return DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=_asked_pause(answer.headers))
    if code in WAITS:
        return DeliveryError(WAITS[code], code)
    if code in PERMANENT:
        needed = f" ({answer.get('needed')})" if code == "missing_scope" else ""
        return DeliveryError(PERMANENT[code], f"{code}{needed}", permanent=True)
    if not code:  # a 5xx or a page that is not Slack's JSON: it may have been taken
        return DeliveryError(Cause.UNSURE, f"HTTP {status}", lost=True)
    if code in MAY_HAVE_BEEN_TAKEN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return DeliveryError(Cause.UNSURE, code, lost=True)
    return DeliveryError(Cause.RENDER, code, permanent=True)


def _asked_pause(headers: Mapping[str, str]) -> timedelta:
    """Return how long Slack asks to be left alone; a second where it does not say so in seconds."""
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return timedelta(seconds=min(int(told), LONGEST) if told.strip().isdecimal() else 1)
