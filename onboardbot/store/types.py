"""What columns and statements share: instants in UTC, text that is unreadable without the key, an upsert."""

from datetime import UTC, datetime
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.types import TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """An instant; refuses naive values, as SQLite drops time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            sentence = "an instant without a time zone"
            raise ValueError(sentence)
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class EncryptedText(TypeDecorator[str]):
    """Text kept as a Fernet token; the key hangs on the engine's dialect, so there is no global one."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _vault(dialect).encrypt(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else _vault(dialect).decrypt(bytes(value)).decode()


def upsert(session: Any, table: Any) -> Any:
    """Return an INSERT that may say what happens on a conflict, in the words of the session's database."""
    return (sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert)(table)


def lock_with(dialect: Any, key: bytes) -> None:
    """Give the engine's dialect the key that its encrypted columns use."""
    dialect.onboardbot_vault = Fernet(key)


def _vault(dialect: Any) -> Fernet:
    vault: Fernet = dialect.onboardbot_vault
    return vault
