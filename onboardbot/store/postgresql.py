"""How PostgreSQL is reached."""

import re
from collections.abc import Callable
from typing import Any

import asyncpg
from sqlalchemy import URL, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from onboardbot.store.passing import AwayError, code_of

CONNECTIONS = 10  # of one process; PostgreSQL takes 100 in all unless it was told otherwise
WAIT = 30  # seconds for a connection
HUNG = 60  # seconds after which a statement is given up: the network is gone, or the server hangs
# Nobody waits for ever for what another process holds, and a process that hangs loses what it holds.
GIVES_WAY = "SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '60s'"
# A plan made for any instant reads whole tables each second: it can't know that hardly anything is due.
PLANS_ANEW = "SET plan_cache_mode = 'force_custom_plan'"
NO_TRANSACTION = "25P01"
VALUE = re.compile(r"(?<=query argument \$)(\d+): .*", re.DOTALL)


def engine(url: URL, *, patient: bool, connect: Callable[..., Any] = asyncpg.connect) -> AsyncEngine:
    """Return an engine; the URL is read as PostgreSQL's own tools read it, `sslmode` and sockets included.

    `patient`: for a change of form, which may take long, and waits for another process that makes it. `connect` opens
    a connection as the driver does.
    """
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    limit = None if patient else HUNG

    async def opened() -> Any:
        named = {"application_name": "onboardbot"}
        try:
            made = await connect(dsn, timeout=WAIT, command_timeout=limit, server_settings=named)
        except OSError as error:  # asyncio has many kinds of them for one thing
            raise AwayError(str(error) or "it does not answer") from error
        if not patient:
            await made.execute(f"{GIVES_WAY}; {PLANS_ANEW}")
        return made

    made = create_async_engine(
        url,
        async_creator=opened,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(made.sync_engine, "handle_error", _hide_values)
    event.listen(made.sync_engine, "handle_error", _leave_behind)
    return made


def _leave_behind(context: ExceptionContext) -> None:
    """Use a connection no more whose BEGIN failed: the driver takes its transaction for open, and begins within it."""
    if code_of(context.original_exception) == NO_TRANSACTION:
        context.is_disconnect = True


def _hide_values(context: ExceptionContext) -> None:
    """Take out of an error what it quotes: what people wrote, or their addresses, must not come into a log.

    asyncpg names the value that it can't send, and PostgreSQL the one that is there twice, as a detail.
    """
    error: BaseException | None = context.original_exception
    while error is not None:
        if isinstance(error, asyncpg.PostgresError):
            error.detail = None
        plain = VALUE.sub(r"\1", str(error.args[0]).partition("\n")[0]) if error.args else ""
        error.args = (plain,)
        error = error.__cause__
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (str(context.original_exception),)
