"""What Slack's error answers mean for whoever wanted to send."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause

PERMANENT = {
    "user_disabled": Cause.DEACTIVATED,
    "account_inactive": Cause.APP_REMOVED,
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
REVOKED = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired"})
REMOVED = frozenset({"account_inactive", "team_access_not_granted"})


def failure(error: SlackApiError) -> DeliveryError:
    """Return what an error answer of Slack means for whoever wanted to send."""
    answer: Any = error.response
    status = answer.status_code
    code = str(answer.get("error", "")) if isinstance(answer.data, dict) else ""
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        pause = timedelta(seconds=float(answer.headers.get("Retry-After", 1)))
        return DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=pause)
    if code in REVOKED:
        return DeliveryError(Cause.TOKEN_REVOKED, code)
    if code in REMOVED:
        return DeliveryError(Cause.APP_REMOVED, code)
    if code in PERMANENT:
        needed = f" ({answer.get('needed')})" if code == "missing_scope" else ""
        return DeliveryError(PERMANENT[code], f"{code}{needed}", permanent=True)
    if not code:  # a 5xx or a page that is not Slack's JSON: it may have been taken
        return DeliveryError(Cause.UNSURE, f"HTTP {status}", lost=True)
    if code in {"internal_error", "fatal_error"}:
        return DeliveryError(Cause.UNSURE, code, lost=True)
    return DeliveryError(Cause.RENDER, code, permanent=True)
