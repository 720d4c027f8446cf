"""What Slack's refusals mean: who must act, and whether trying again helps."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from onboardbot.core.outbox import Cause
from onboardbot.slack.connection import APP, BOT, missing_scopes, refusal
from onboardbot.slack.errors import failure, unless_unknown
from onboardbot.slack.scopes import BOT_SCOPES


def said_no(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    answer = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers=headers or {}, status_code=status
    )
    return SlackApiError("no", answer)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("code", "cause", "permanent", "lost"),
    [
        ("user_disabled", Cause.DEACTIVATED, True, False),
        ("user_not_found", Cause.NOT_IN_SLACK, True, False),
        ("channel_not_found", Cause.CANNOT_DM, True, False),
        ("missing_scope", Cause.MISSING_SCOPE, True, False),
        ("invalid_blocks", Cause.RENDER, True, False),
        ("token_revoked", Cause.TOKEN_REVOKED, False, False),
        ("account_inactive", Cause.APP_REMOVED, False, False),
        ("internal_error", Cause.UNSURE, False, True),
        ("something_new", Cause.RENDER, True, False),
    ],
)
def test_a_code_of_slack_has_a_cause(code: str, cause: Cause, *, permanent: bool, lost: bool) -> None:
    found = failure(said_no({"ok": False, "error": code}))
    assert (found.cause, found.permanent, found.lost) == (cause, permanent, lost)


def test_a_missing_scope_is_named() -> None:
    assert failure(said_no({"ok": False, "error": "missing_scope", "needed": "chat:write"})).detail == (
        "missing_scope (chat:write)"
    )


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (said_no({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "7"}), 7),
        (said_no({"ok": False, "error": "rate_limited"}), 1),
        (said_no("<html>", 429), 1),
    ],
)
def test_who_is_asked_to_wait_waits(error: SlackApiError, pause: int) -> None:
    found = failure(error)
    assert (found.cause, found.retry_after) == (Cause.RATE_LIMITED, timedelta(seconds=pause))


def test_an_answer_that_is_no_json_may_have_been_taken() -> None:
    found = failure(said_no("<html>bad gateway</html>", 502))
    assert (found.cause, found.lost, found.detail) == (Cause.UNSURE, True, "HTTP 502")


@pytest.mark.parametrize("code", ["internal_error", "ratelimited", "service_unavailable"])
def test_what_may_pass_is_waited_for_at_the_start(code: str) -> None:
    assert refusal(said_no({"ok": False, "error": code}), BOT, "http://x/") is None
    assert refusal(said_no("<html>", 502), APP, "http://x/") is None


async def test_an_unknown_method_is_a_warning_and_any_other_no_is_not(caplog: pytest.LogCaptureFixture) -> None:
    async def answer(code: str) -> object:
        raise said_no({"ok": False, "error": code})

    with caplog.at_level(logging.WARNING):
        assert await unless_unknown(answer("unknown_method"), "views.open") is None
        with pytest.raises(SlackApiError):
            await unless_unknown(answer("expired_trigger_id"), "views.open")
    assert [(record.message, record.__dict__["method"]) for record in caplog.records] == [
        ("slack_method_unknown", "views.open")
    ]


@pytest.mark.parametrize(
    ("headers", "missing"),
    [
        ({}, []),  # a server that does not tell
        ({"X-OAuth-Scopes": ", ".join(BOT_SCOPES)}, []),
        ({"x-oauth-scopes": ",".join(BOT_SCOPES.keys() - {"im:history"})}, ["im:history"]),
    ],
)
def test_scopes_are_compared_where_slack_tells_them(headers: dict[str, str], missing: list[str]) -> None:
    assert missing_scopes(headers) == missing
