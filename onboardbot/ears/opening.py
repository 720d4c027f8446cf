"""The optional listeners that the settings ask for; none by default."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from onboardbot.ears import llm
from onboardbot.flows.ears import Ear, Ears
from onboardbot.settings import Settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Ears]:
    """Give the optional listeners as long as the block lasts.

    Raises:
        EarsError: the encoder can't be used; the sentence says what to do.
    """
    ears: list[Ear] = []
    async with AsyncExitStack() as stack:
        if settings.encoder:
            from onboardbot.ears.encoder import load  # noqa: PLC0415 - what it needs is there on demand only

            ears.append(await asyncio.to_thread(load))
        if settings.llm_url is not None:
            shared = await stack.enter_async_context(llm.session(settings.llm_timeout))
            key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
            ears.append(llm.LanguageModel(shared, settings.llm_url, settings.llm_model or "", key))
        reader = llm.host_of(settings.llm_url) if settings.llm_url else None
        yield Ears(ears=tuple(ears), reader=reader, limit=settings.llm_timeout)
