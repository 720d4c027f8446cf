"""`onboardbot run`: the bot itself."""

import asyncio
import json
import logging
import sys
from datetime import UTC, datetime

import click

from onboardbot.app import SettingsError, run
from onboardbot.cli import settings
from onboardbot.cli.examples import examples
from onboardbot.slack.connection import ConnectionRefusedBySlackError
from onboardbot.store.database import DatabaseError

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Events(logging.Formatter):
    """One line an event: time, level, name, and its facts as JSON; ids only, never a person's words."""

    def format(self, record: logging.LogRecord) -> str:
        facts = {key: value for key, value in vars(record).items() if key not in STANDARD}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = f"{at} {record.levelname} {record.getMessage()}"
        if facts:
            line += f" {json.dumps(facts, default=str)}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def log_to_stderr(level: str) -> None:
    """Send the log to standard error; what libraries say counts from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Events())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("onboardbot").setLevel(level)


@click.command("run", epilog=examples("onboardbot run"))
def command() -> None:
    """Run the bot until it is stopped; settings come from the environment or `.env`."""
    read = settings.read()
    log_to_stderr(read.log_level)
    try:
        asyncio.run(run(read))
    except (SettingsError, DatabaseError, ConnectionRefusedBySlackError) as error:
        settings.fail(str(error))
