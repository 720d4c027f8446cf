"""`onboardbot sandbox` as a process of its own."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from onboardbot.cli.sandbox import command
from onboardbot.sandbox.server import running

START = (sys.executable, "-c", "from onboardbot.cli.sandbox import command; command()")


@contextmanager
def sandbox(*options: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([*START, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_what_an_app_needs_and_ends_cleanly(ending: signal.Signals) -> None:
    with sandbox("--format", "json") as process:
        assert process.stdout is not None
        card = json.loads(process.stdout.readline())
        with urllib.request.urlopen(f"{card['api_url']}api.test") as answer:  # noqa: S310 - our own address
            assert json.load(answer)["ok"]
        process.send_signal(ending)
        _, errors = process.communicate(timeout=10)

    names = {"api_url", "bot_token", "app_token", "signing_secret", "team_id", "control_url", "people"}
    assert set(card) == names
    assert card["people"][0] == {
        "id": "U0NADIA00", "email": "nadia@northwind.example", "name": "Nadia Haddad", "role": "new hire",
    }  # fmt: skip
    assert (process.returncode, errors) == (0, "")


def test_people_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,name\nana@x.example,Ana Ng\n", encoding="utf-8")
    with sandbox("--people", str(file)) as process:
        assert process.stdout is not None
        words = [process.stdout.readline() for _ in range(9)]
    assert any("Ana Ng <ana@x.example>" in line for line in words)
    assert words[0].startswith("page ")


async def test_a_port_in_use_is_a_sentence() -> None:
    async with running() as workspace:
        port = workspace.base_url.rsplit(":", 1)[1]
        process = subprocess.run([*START, "--port", port], capture_output=True, text=True, timeout=20, check=False)  # noqa: ASYNC221 - nothing else runs here
    assert process.returncode == 1
    assert process.stderr == f"Error: port {port} is in use or not allowed; choose another with --port\n"


def test_a_bad_people_file_is_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--people", str(tmp_path / "none.csv")])
    assert (result.exit_code, "can't read" in result.output) == (1, True)
