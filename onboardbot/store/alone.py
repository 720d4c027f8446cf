"""One `run` on one SQLite file: two would send everything twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onboardbot.store.database import DatabaseError


@contextmanager
def only_one(file: Path | None) -> Iterator[None]:
    """Keep others from running on this file as long as the block lasts; None is a database that can be shared.

    Raises:
        DatabaseError: another one runs on it, or the folder can't be written.
    """
    if file is None:
        yield
        return
    path = file.with_name(f"{file.name}.lock")
    try:
        lock = path.open("w")
    except OSError as error:
        raise DatabaseError(f"{path} can't be written: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatabaseError(f"another `onboardbot run` works on {file} already; stop it first") from error
        yield
