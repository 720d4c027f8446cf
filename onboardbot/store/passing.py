"""Which errors of a database pass by themselves: it was away, or full, or transactions stood in each other's way."""

import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# Of PostgreSQL: appendix A of its manual. The first two characters are the class.
CLASSES = frozenset({"08", "53", "57"})  # connection, insufficient resources (a full disk too), operator intervention
CODES = frozenset({"40001", "40P01", "55P03", "25006", "58030"})  # conflict, deadlock, lock, read-only, input/output
CONFLICTS = frozenset({"40001", "40P01", "23505"})  # the last: both made the same row at one moment
SQLITE = ("readonly database", "disk is full", "disk I/O error", "database is locked", "unable to open database")


class AwayError(ConnectionError):
    """No connection to the database can be opened; says why."""


def passes(error: BaseException) -> bool:
    """Say whether the same work may go well later, so that it is nobody's mistake."""
    if isinstance(error, PoolTimeoutError | InterfaceError | ConnectionError | TimeoutError):
        return True
    code = code_of(error)
    if code[:2] in CLASSES or code in CODES:
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or (
        isinstance(error.orig, sqlite3.Error) and any(reason in str(error.orig) for reason in SQLITE)
    )


def conflicts(error: BaseException) -> bool:
    """Say whether another transaction stood in the way, so that it may be tried again at once."""
    return code_of(error) in CONFLICTS


def sentence(error: BaseException) -> str:
    """Return what the database itself says, without the statement: that may hold what people wrote."""
    said: Any = getattr(error, "orig", None) or error
    return str(said).partition("\n")[0].rpartition(">: ")[2]


def code_of(error: BaseException) -> str:
    """Return the five characters in which PostgreSQL names an error."""
    return str(getattr(getattr(error, "orig", error), "sqlstate", None) or "")
