"""HTTP mode: Slack's signed requests at `/slack/events`, for a bot behind a load balancer.

A request that is not proven to be Slack's is refused before anything reads it.
Source: https://docs.slack.dev/authentication/verifying-requests-from-slack/
"""

import json
import logging
from urllib.parse import parse_qs

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

log = logging.getLogger(__name__)
PATH = "/slack/events"
LARGEST = 1_000_000  # bytes; a view of a hundred full blocks has less than half of it
FORM = "application/x-www-form-urlencoded"


def route(app: AsyncApp, signing_secret: str) -> Route:
    """Return where Slack sends all that it has: events, commands, taps and submissions.

    Answers 401 to what Slack did not sign in the last five minutes or can't have written, 413 to what is too long.
    """
    verifier = SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return _refused(413, "the body is too long")
        if not _signed(verifier, request, body) or not _readable(body, request.headers.get("content-type", "")):
            return _refused(401, "invalid request")
        return to_starlette_response(await app.async_dispatch(to_async_bolt_request(request, body)))

    return Route(PATH, events, methods=["POST"])


def _refused(status: int, why: str) -> Response:
    log.warning("request_refused", extra={"status": status, "why": why})
    return JSONResponse({"error": why}, status)


async def _body(request: Request) -> bytes | None:
    """Read the body, None as soon as it is longer than Slack's ever are."""
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _signed(verifier: SignatureVerifier, request: Request, body: bytes) -> bool:
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    try:
        return verifier.is_valid(body, timestamp, signature)
    except (ValueError, TypeError):  # what is no number, no UTF-8, or no ASCII can't be Slack's
        return False


def _readable(body: bytes, content_type: str) -> bool:
    """Say whether it is JSON, or a form that holds some where Slack puts it; what Bolt can't read is no request."""
    text = body.decode()
    if not content_type.startswith(FORM):
        return _is_object(text)
    held = parse_qs(text).get("payload")
    return held is None or _is_object(held[0])


def _is_object(text: str) -> bool:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(read, dict) and isinstance(read.get("event", {}), dict)
