"""HTTP mode: payloads are posted to the app's request URL, signed, and its answer is the acknowledgement.

An event that is not answered with 2xx in time is posted again, at once, after a minute and
after five, unless the app forbids it (docs.slack.dev/apis/events-api, …/authentication/verifying-requests).
"""

import asyncio
import hmac
import json
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, urlencode

import aiohttp

from onboardbot.sandbox.envelope import Envelope
from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.faults import Faults, Kind
from onboardbot.sandbox.identity import Identity
from onboardbot.sandbox.reading import loads
from onboardbot.sandbox.rules import Rules

REDIRECTS = 2  # that Slack follows
GLANCE = 0.25  # seconds between two tries to reach an app that is not up yet
TIMEOUT = "http_timeout"
FORM, AS_JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True)
class Said:
    """What the app answered, or why it did not: `trouble` in Slack's word for the header, and ours for people."""

    body: str = ""
    trouble: str = ""
    words: str = ""
    final: bool = False  # the app wants no retry


@dataclass
class HttpMode:
    identity: Identity
    rules: Rules
    faults: Faults
    verified: str = ""  # the request URL that answered the challenge
    waiting: int = 0  # payloads that wait for the app to come up
    given_up: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    verifying: asyncio.Lock = field(default_factory=asyncio.Lock)
    session: aiohttp.ClientSession | None = None

    def send(self, kind: str, payload: JSON, *, accepts_response_payload: bool = True) -> Envelope:
        """Post a payload, once the app has answered the challenge."""
        envelope = Envelope(kind, payload, accepts_response_payload)
        self.waiting += 1
        self._begin(self._deliver(envelope))
        return envelope

    def start(self) -> None:
        """Begin to ask the app for the answer to the challenge; it may come up later than the workspace."""
        self._begin(self._until_verified())

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def is_open(self) -> bool:
        return bool(self.verified) and self.verified == self.rules.request_url

    async def verify(self, url: str) -> str:
        """Ask the app to answer the challenge; return what went wrong, or nothing."""
        challenge = token_hex(26)
        asked = {"token": self.identity.verification_token, "challenge": challenge, "type": "url_verification"}
        said = await self._post(url, json.dumps(asked), AS_JSON, {})
        if said.trouble:
            return said.words
        if challenge not in _challenges(said.body):
            return "it did not answer with the value of `challenge`"
        self.verified = url
        return ""

    async def close(self) -> None:
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        if self.session is not None:
            await self.session.close()

    async def _deliver(self, envelope: Envelope) -> None:
        await self._until_verified()
        self.waiting -= 1
        while self.rules.request_url:
            said = await self._attempt(envelope)
            if not said.trouble:
                envelope.acknowledged(_read(said.body))
                return
            envelope.trouble = said.words
            if not envelope.is_event or said.final or envelope.attempt >= len(self.rules.retry_pauses):
                break
            await asyncio.sleep(self.rules.retry_pauses[envelope.attempt])
            envelope.again(said.trouble)
        self.given_up += 1
        envelope.trouble = envelope.trouble or "HTTP mode ended before the app was up"
        envelope.given_up()

    async def _until_verified(self) -> None:
        """Wait until the app is up and answers the challenge, or HTTP mode ends."""
        async with self.verifying:
            while self.rules.request_url and not self.is_open():
                if await self.verify(self.rules.request_url):
                    await asyncio.sleep(GLANCE)

    async def _attempt(self, envelope: Envelope) -> Said:
        body, kind = _written(envelope)
        again = {"x-slack-retry-num": str(envelope.attempt), "x-slack-retry-reason": envelope.reason}
        said = await self._post(self.rules.request_url, body, kind, again if envelope.attempt else {})
        if not said.trouble and self.faults.strike(Kind.ACK_LOST, envelope.occasion()) is not None:
            return Said(trouble=TIMEOUT, words="its answer was lost")
        return said

    async def _post(self, url: str, body: str, kind: str, more: Mapping[str, str]) -> Said:
        headers = {"content-type": kind, "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)", "accept": "*/*"}
        headers |= {**signature(self.identity.signing_secret, body), **more}
        timeout = aiohttp.ClientTimeout(total=self.rules.patience)
        try:
            async with self._session().post(
                url, data=body.encode(), headers=headers, timeout=timeout, max_redirects=REDIRECTS
            ) as answer:
                return _said(answer, await answer.text(errors="replace"))
        except TimeoutError:
            return Said(trouble=TIMEOUT, words=f"not answered within {self.rules.patience:g} seconds")
        except aiohttp.TooManyRedirects:
            return Said(trouble="too_many_redirects", words="it redirects too often")
        except (aiohttp.ClientError, ValueError) as error:
            return Said(trouble="connection_failed", words=f"{url} can't be reached ({error})")

    def _session(self) -> aiohttp.ClientSession:
        if self.session is None:
            self.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self.session


def signature(secret: str, body: str) -> dict[str, str]:
    """Return the headers by which an app knows that Slack wrote this, and when."""
    at = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), sha256).hexdigest()
    return {"x-slack-request-timestamp": at, "x-slack-signature": f"v0={digest}"}


def _written(envelope: Envelope) -> tuple[str, str]:
    """Return the body of a request and its type."""
    match envelope.type:
        case "events_api":
            return json.dumps(envelope.payload), AS_JSON
        case "slash_commands":
            return urlencode(envelope.payload), FORM
        case _:
            return urlencode({"payload": json.dumps(envelope.payload)}), FORM


def _said(answer: aiohttp.ClientResponse, body: str) -> Said:
    if answer.ok and answer.status < 300:  # noqa: PLR2004 - 2xx
        return Said(body)
    final = answer.headers.get("x-slack-no-retry") == "1"
    return Said(trouble="http_error", words=f"answered with status {answer.status}", final=final)


def _read(body: str) -> Any:
    """Return what an acknowledgement carried: an object, or words."""
    if not body.strip():
        return None
    try:
        found = loads(body)
    except ValueError:
        return body
    return found if isinstance(found, dict) else body


def _challenges(body: str) -> list[str]:
    """Return what may be the answer to a challenge: the body itself, or in it as JSON or form."""
    found = _read(body)
    inside = [str(found.get("challenge"))] if isinstance(found, dict) else []
    return [body.strip(), *inside, *parse_qs(body).get("challenge", ())]
