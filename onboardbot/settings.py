"""Every setting of onboardbot: read once from the environment or `.env`, then frozen."""

import contextlib
import ipaddress
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from onboardbot.core.language.listener import Mode
from onboardbot.core.signals import RULES, SWITCHABLE

SLACK = "https://slack.com/api/"
PLACEHOLDERS = ("your-", "changeme", "...", "<")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _real(value: SecretStr | None) -> SecretStr | None:
    """Refuse what was copied from an example without being filled in."""
    secret = value.get_secret_value() if value else ""
    if any(mark in secret for mark in PLACEHOLDERS):
        sentence = "is still the placeholder of .env.example; put the real value there"
        raise ValueError(sentence)
    return value if secret else None


def _slash(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        sentence = f"is not a web address; leave it out, or write it as in {SLACK}"
        raise ValueError(sentence)
    return value if value.endswith("/") else f"{value}/"


def _private(host: str) -> bool:
    """Say whether a host is this machine, or one of the company's own network."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_private
    return "." not in host or host.endswith((".local", ".internal", ".lan", ".localhost"))


def _model_address(value: str | None) -> str | None:
    parts = urlsplit(value or "")
    if value is None:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
        sentence = "is not the web address of a language model; write it as in https://llm.example.com/v1"
        raise ValueError(sentence)
    if parts.scheme == "http" and not _private(parts.hostname):
        raise ValueError("begins with http://; outside of your own network it must be https://")
    return value


def _utc(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        sentence = "needs an offset, as in 2026-03-02T08:00:00Z"
        raise ValueError(sentence)
    return value.astimezone(UTC) if value else None


def _signals(value: str) -> str:
    """Refuse what is no signal, or none that a company may do without."""
    names = [name.strip() for name in value.split(",") if name.strip()]
    for name in names:
        if name not in SWITCHABLE:
            what = "can't be switched off" if name in RULES else "is no signal"
            sentence = f'has "{name}", which {what}; take some of {", ".join(sorted(SWITCHABLE))}'
            raise ValueError(sentence)
    return ",".join(names)


def _begins(prefix: str, others: Mapping[str, str]) -> Callable[[SecretStr | None], SecretStr | None]:
    """Return a check that refuses the other kinds of Slack's tokens, which are easily mixed up."""

    def check(value: SecretStr | None) -> SecretStr | None:
        secret = value.get_secret_value() if value else ""
        for other, name in others.items():
            if secret.startswith(other):
                sentence = f"begins with {other}, so it is {name}; the one that is needed here begins with {prefix}"
                raise ValueError(sentence)
        return value

    return check


Secret = Annotated[SecretStr | None, AfterValidator(_real)]
BotToken = Annotated[Secret, AfterValidator(_begins("xoxb-", {"xapp-": "the app token", "xoxp-": "a user's token"}))]
AppToken = Annotated[Secret, AfterValidator(_begins("xapp-", {"xoxb-": "the bot token", "xoxp-": "a user's token"}))]


Upper = BeforeValidator(lambda value: value.upper() if isinstance(value, str) else value)
Port = Annotated[int, Field(ge=0, le=65535)] | None
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Upper]


class Settings(BaseSettings):
    """Each field is the environment variable of its name in capitals behind `ONBOARDBOT_`."""

    model_config = SettingsConfigDict(
        env_prefix="ONBOARDBOT_", env_file=".env", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    slack_api_url: Annotated[str, AfterValidator(_slash)] = Field(
        SLACK, description="Where Slack's Web API is; only ever changed to a sandbox on this machine."
    )
    slack_bot_token: BotToken = Field(
        None, description="Bot User OAuth Token, begins with xoxb- (OAuth & Permissions)."
    )
    slack_app_token: AppToken = Field(None, description="App-Level Token, begins with xapp- (Basic Information).")
    slack_signing_secret: Secret = Field(None, description="Signing Secret (Basic Information); in HTTP mode only.")
    database_url: str = Field(
        "sqlite:///onboardbot.sqlite3", description="An SQLite file, or postgresql://USER:PASSWORD@HOST/DATABASE."
    )
    secret_key: Secret = Field(
        None, description="Key for what people wrote; made beside the SQLite file if unset, required on PostgreSQL."
    )
    playbooks: Path = Field(Path("playbooks"), description="The folder of playbooks with company.yaml.")
    clock_start: Annotated[datetime | None, AfterValidator(_utc)] = Field(
        None, description="For demos and tests on a sandbox: business time is moved here, if that is later."
    )
    clock_port: Port = Field(None, description="With clock_start: port on loopback of the clock's own API.")
    http_port: Port = Field(
        None, description="HTTP mode: port for Slack's requests at /slack/events; Socket Mode if unset."
    )
    health_port: Port = Field(None, description="Port of /healthz and /readyz, for what watches over the bot.")
    messages_per_minute: Annotated[int, Field(ge=0)] = Field(
        240, description="So many messages a minute at most in the whole workspace; 0 for no limit."
    )
    nudges: bool = Field(
        True, description="Remind managers and buddies, and newcomers of a human, of what no playbook can hold."
    )
    listener: Mode = Field(
        Mode.RULES_AND_MODEL,
        description="Who hears what replies say: rules-and-model, or rules-only without the small model beside them.",
    )
    llm_url: Annotated[str | None, AfterValidator(_model_address)] = Field(
        None,
        description="A language model that hears masked replies besides, by OpenAI's chat completions; off if unset.",
    )
    llm_model: str | None = Field(None, description="With llm_url: the name of the model there.")
    llm_api_key: Secret = Field(None, description="With llm_url: the key for it, where it needs one.")
    llm_timeout: Annotated[float, Field(ge=0.5, le=30)] = Field(
        5.0, description="So many seconds at most a reply waits for optional listeners; the rules' finding stands then."
    )
    encoder: bool = Field(
        False, description="A sentence encoder on this machine hears besides; needs pip install 'onboardbot[ml]'."
    )
    signals_off: Annotated[str, AfterValidator(_signals)] = Field(
        "", description="Signals to do without, by name with commas between; what is confidential is always heard."
    )
    log_level: LogLevel = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @property
    def off(self) -> frozenset[str]:
        """The signals that are switched off."""
        return frozenset(self.signals_off.split(",")) - {""}

    @property
    def on_loopback(self) -> bool:
        """The Slack URL is a sandbox on this machine."""
        return urlsplit(self.slack_api_url).hostname in LOOPBACK

    @model_validator(mode="after")
    def _model_is_named(self) -> Self:
        if self.llm_url is not None and not (self.llm_model or "").strip():
            raise ValueError("ONBOARDBOT_LLM_MODEL is not set; ONBOARDBOT_LLM_URL needs the name of a model there")
        return self

    @model_validator(mode="after")
    def _clock_only_in_a_sandbox(self) -> Self:
        if self.clock_start is not None and not self.on_loopback:
            sentence = "ONBOARDBOT_CLOCK_START moves time and is for a sandbox on this machine only; unset it"
            raise ValueError(sentence)
        return self
