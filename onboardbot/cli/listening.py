"""Which listener a command hears with: as the environment says it to the bot, else the same default."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from onboardbot.core.language.hiding import Masked
from onboardbot.core.language.listener import Mode
from onboardbot.core.language.remark import Remark


def listens(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--listener`, which it gets as `mode`."""
    return click.option(
        "--listener",
        "mode",
        type=click.Choice([one.value for one in Mode]),
        callback=lambda _context, _option, value: Mode(value),
        default=Mode.RULES_AND_MODEL.value,
        envvar="ONBOARDBOT_LISTENER",
        show_default=True,
        help="Who hears what replies say; as ONBOARDBOT_LISTENER says where that is set.",
    )(command)


@contextmanager
def asking(*, besides: bool) -> Iterator[Callable[[Masked], tuple[Remark, ...]] | None]:
    """Give what asks the optional listeners about a reply; without `besides` nobody is asked, and nothing leaves."""
    if not besides:
        yield None
        return
    from onboardbot.cli.settings import fail, read
    from onboardbot.ears.opening import opened
    from onboardbot.flows.ears import EarsError, ask

    with asyncio.Runner() as runner:
        open_ears = opened(read())
        try:
            ears = runner.run(open_ears.__aenter__())
        except EarsError as error:
            fail(str(error))
        if not ears.ears:
            fail("--besides asks optional listeners, and none is set; see ONBOARDBOT_LLM_URL in .env.example")
        try:
            yield lambda said: runner.run(ask(ears, said))
        finally:
            runner.run(open_ears.__aexit__(None, None, None))
