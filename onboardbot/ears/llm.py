"""A language model behind any address that speaks OpenAI's chat completions; it gets masked words and nothing else."""

import json
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from onboardbot.core.language.asking import messages, remarks_in
from onboardbot.core.language.hiding import Masked
from onboardbot.core.language.remark import Remark
from onboardbot.flows.ears import REST, EarError

LONGEST = 64 * 1024  # bytes of an answer that are read
PATH = "/chat/completions"
OK, TOO_MANY = 200, 429


class LanguageModel:
    """Asks about one reply at a time; only what the model can quote counts."""

    name = "llm"

    def __init__(self, shared: aiohttp.ClientSession, url: str, model: str, key: str | None = None) -> None:
        self._shared, self._model = shared, model
        base = url.rstrip("/")
        self._url = base if base.endswith(PATH) else f"{base}{PATH}"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    async def hear(self, said: Masked) -> tuple[Remark, ...]:
        return remarks_in(_content(await self._asked(said)), said)

    async def _asked(self, said: Masked) -> bytes:
        """Return the answer to a question about a reply; a redirection would take it to a host nobody read of.

        Raises:
            EarError: there was none.
        """
        body = {"model": self._model, "messages": messages(said)}
        try:
            async with self._shared.post(
                self._url, json=body, headers=self._headers, allow_redirects=False
            ) as response:
                if response.status == TOO_MANY:
                    raise EarError("429", rest=_seconds(response.headers.get("Retry-After")))
                if response.status != OK:
                    raise EarError(str(response.status))
                return await _read(response)
        except (aiohttp.ClientError, OSError) as error:
            raise EarError("timeout" if isinstance(error, TimeoutError) else "unreachable") from error


async def _read(response: aiohttp.ClientResponse) -> bytes:
    found = b""
    async for some in response.content.iter_chunked(LONGEST):
        found += some
        if len(found) > LONGEST:
            raise EarError("too_long")
    return found


def _content(body: bytes) -> str:
    """Return what the model said, without what it thought aloud."""
    try:
        said: Any = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise EarError("no_answer") from error
    if not isinstance(said, str):
        raise EarError("no_answer")
    return said.rpartition("</think>")[2]


def _seconds(wanted: str | None) -> float:
    return float(wanted) if wanted is not None and wanted.isdecimal() else REST


def session(limit: float) -> aiohttp.ClientSession:
    """Return the connections to the model, each call bounded to so many seconds."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=limit))


def host_of(url: str) -> str:
    """Return what newcomers read: the host that their masked words go to."""
    return urlsplit(url).hostname or url
