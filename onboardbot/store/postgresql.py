"""How PostgreSQL is reached."""

import re
from typing import Any

import asyncpg
from sqlalchemy import URL, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CONNECTIONS = 10  # of one process; PostgreSQL takes 100 in all unless it was told otherwise
WAIT = 30  # seconds for a connection
VALUE = re.compile(r"(?<=query argument \$)(\d+): .*", re.DOTALL)


def engine(url: URL) -> AsyncEngine:
    """Return an engine; the URL is read as PostgreSQL's own tools read it, `sslmode` and sockets included."""
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)

    async def connect() -> Any:
        return await asyncpg.connect(dsn, timeout=WAIT, server_settings={"application_name": "onboardbot"})

    made = create_async_engine(
        url,
        async_creator=connect,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(made.sync_engine, "handle_error", _hide_values)
    return made


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
