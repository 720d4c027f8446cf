"""`onboardbot sandbox` as a process of its own."""

import asyncio
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

MANIFEST = Path(__file__).parents[2] / "slack-manifest.yaml"
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


async def run(*arguments: str) -> tuple[int | None, str, str]:
    """Run a command of the sandbox beside the one that is under test."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*START, *arguments, stdout=pipe, stderr=pipe)
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_faults_are_set_listed_and_cleared_by_command() -> None:
    async with running() as workspace:
        at = ("--control-url", workspace.control_url)
        options = ("--method", "chat.*", "--method", "users.info", "--times", "0", "--accepted", "--seed", "3")
        code, made, _ = await run("fault", "slow", *options, "--seconds", "0.5", *at)
        armed = workspace.state.faults.armed["F1"].shape()
        _, listed, _ = await run("faults", *at)
        _, cleared, _ = await run("clear", "F1", *at)
        refused = await run("clear", "F1", *at)

    assert (code, json.loads(made), json.loads(listed)) == (0, armed, armed)
    assert (armed["methods"], armed["left"], armed["accepted"]) == (["chat.*", "users.info"], None, True)
    assert cleared == "cleared: 1\n"
    assert refused == (1, "", "Error: there is no fault 'F1'\n")


async def test_a_fault_for_nobody_is_a_sentence() -> None:
    async with running() as workspace:
        elsewhere = await run("faults", "--control-url", f"{workspace.base_url}/static")
        address = workspace.control_url
    gone = await run("faults", "--control-url", address)
    assert elsewhere[2] == f"Error: {workspace.base_url}/static/faults answered 404\n"
    assert gone == (1, "", f"Error: no sandbox answers at {address}\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), {"rate_limits": True, "commands": None, "request_url": ""}),
        (("--clock-url", "http://127.0.0.1:9/clock"), {"rate_limits": False}),
        (("--clock-url", "http://127.0.0.1:9/clock", "--rate-limits"), {"rate_limits": True}),
        (
            ("--manifest", str(MANIFEST), "--no-rate-limits"),
            {"commands": ["/onboard", "/my-data"], "rate_limits": False},
        ),
        (("--manifest", str(MANIFEST), "--scopes", "im:history"), {"scopes": ["im:history"]}),
        (("--request-url", "http://127.0.0.1:9/slack"), {"request_url": "http://127.0.0.1:9/slack"}),
    ],
)
def test_the_rules_are_those_of_the_options(options: tuple[str, ...], told: dict[str, object]) -> None:
    with sandbox("--format", "json", *options) as process:
        assert process.stdout is not None
        card = json.loads(process.stdout.readline())
        with urllib.request.urlopen(f"{card['control_url']}/rules") as answer:  # noqa: S310 - our own address
            rules = json.load(answer)["rules"]
        process.terminate()
        _, errors = process.communicate(timeout=10)
    assert {name: rules[name] for name in told} == told
    assert errors == ""


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--manifest", "none.yaml"), "can't read none.yaml"),
        (("--scopes", "IM HISTORY"), "scopes should be a list of names"),
        (("--request-url", "localhost:3000"), "request_url should be an address like"),
    ],
)
def test_a_bad_rule_is_a_sentence(options: tuple[str, ...], sentence: str) -> None:
    result = CliRunner().invoke(command, options)
    assert (result.exit_code, sentence in result.output) == (1, True)
