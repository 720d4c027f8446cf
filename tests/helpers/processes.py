"""The real thing for tests of the doors: sandbox, bot and commands as processes, spoken to as scripts would."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from onboardbot.cli import main
from tests.helpers.databases import settings_in
from tests.helpers.world import COMPANY, words_of

ONBOARDBOT = (sys.executable, "-c", "from onboardbot.cli import main; main()")
PATIENCE = 20  # seconds; a machine that runs all tests at once is slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(url: str, body: object = None, *, raw: bytes | None = None) -> tuple[int, Any]:
    """Return status and JSON of an answer; a body makes it a POST."""
    data = raw if raw is not None else None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            body = error.read()
        return error.code, json.loads(body) if body.startswith(b"{") else body.decode()


@dataclass
class Place:
    """A folder to work in, with its settings; `bot` is the process of `run`, where there is one."""

    folder: Path
    settings: dict[str, str]
    card: Mapping[str, Any] = field(default_factory=dict)
    bot: subprocess.Popen[str] | None = None

    def command(self, *arguments: str, **settings: str) -> Result:
        """Run a command of onboardbot to its end: the real one, beside the bot, but without its second of imports."""
        with contextlib.chdir(self.folder):
            return CliRunner().invoke(main, arguments, env=self.environment(**settings), catch_exceptions=False)

    def process(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a command of onboardbot to its end, as a process of its own."""
        whole = [*ONBOARDBOT, *arguments]
        env = self.environment(**settings)
        return subprocess.run(whole, cwd=self.folder, env=env, capture_output=True, text=True, timeout=60, check=False)

    def environment(self, **settings: str) -> dict[str, str]:
        named = {f"ONBOARDBOT_{name.upper()}": value for name, value in (self.settings | settings).items()}
        plain = {name: value for name, value in os.environ.items() if not name.startswith("ONBOARDBOT_")}
        root = str(Path(__file__).parents[2])
        return plain | {"PYTHONPATH": root} | named

    def people(self, text: str | bytes, name: str = "people.csv") -> Result:
        """Import a people file."""
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.command("import", name)

    def playbook(self, name: str, text: str) -> None:
        (self.folder / "playbooks" / name).write_text(text, encoding="utf-8")

    def status(self, email: str | None = None) -> list[dict[str, Any]]:
        chosen = ("--hire", email) if email else ()
        done = self.command("status", *chosen, "--format", "json")
        assert done.exit_code == 0, done.stderr
        lines: list[dict[str, Any]] = json.loads(done.stdout)
        return lines

    def states(self, email: str) -> dict[str, str]:
        return {line["step"]: line["state"] for line in self.status(email)}

    def clock(self, body: object = None, *, raw: bytes | None = None) -> tuple[int, Any]:
        return ask(f"http://127.0.0.1:{self.settings['clock_port']}/clock", body, raw=raw)

    def to(self, instant: str) -> dict[str, Any]:
        """Move business time; all that falls due on the way has arrived afterwards."""
        status, state = self.clock({"to": instant})
        assert status == 200, state
        found: dict[str, Any] = state
        return found

    def control(self, path: str, **fields: object) -> Any:
        status, answer = ask(f"{self.card['control_url']}/{path}", fields or None)
        assert status == 200, answer
        return answer

    def words(self, who: str) -> list[str]:
        """Return the words of each message that the bot sent to a person, as they read now."""
        shown = self.control(f"messages?user={who}")["messages"]
        return [words_of(message) for message in shown if message.get("from_bot")]

    def until(self, came: Any, seconds: float = PATIENCE) -> None:
        """Wait until something holds."""
        ends = time.monotonic() + seconds
        while not came():
            assert time.monotonic() < ends, "it did not come"
            time.sleep(0.1)


def place(folder: Path, files: Mapping[str, str], **settings: str) -> Place:
    """Return a place with these playbook files and a database of its own."""
    playbooks = folder / "playbooks"
    playbooks.mkdir(exist_ok=True)
    for name, text in ({"company.yaml": COMPANY} | dict(files)).items():
        (playbooks / name).write_text(text, encoding="utf-8")
    quiet = {"nudges": "false"}  # managers and buddies get what a playbook says, and nothing else
    return Place(folder, settings_in(folder) | quiet | {"playbooks": str(playbooks)} | settings)


@contextmanager
def sandbox(here: Place, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Run the sandbox alone and point the place at it."""
    command = [*ONBOARDBOT, "sandbox", "--format", "json", *options]
    with _process(command, here) as process:
        assert process.stdout is not None
        here.card = json.loads(process.stdout.readline())
        for name in ("bot_token", "app_token"):
            here.settings[f"slack_{name}"] = here.card[name]
        here.settings["slack_api_url"] = here.card["api_url"]
        yield process


@contextmanager
def running(here: Place, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """Run the bot; it is ready when the block begins, and ends cleanly with it."""
    with started(here, **settings) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("ready"), _log(here)
        yield process
        assert stopped(process) == 0, _log(here)


@contextmanager
def started(here: Place, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """Start the bot, whatever comes of it; its log is in `run.log`."""
    here.settings |= settings
    with _process([*ONBOARDBOT, "run"], here) as process:
        here.bot = process
        yield process


def stopped(process: subprocess.Popen[str]) -> int:
    """End the bot as an operator would, and return its exit code; it has 10 s."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=10)


def log_of(here: Place) -> str:
    return (here.folder / "run.log").read_text(encoding="utf-8")


_log = log_of


@contextmanager
def _process(command: list[str], here: Place) -> Iterator[subprocess.Popen[str]]:
    with (here.folder / f"{command[3]}.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=here.folder, env=here.environment(), stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()
