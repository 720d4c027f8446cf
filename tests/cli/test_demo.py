"""The demo starts, moves its clock, and Nadia gets her welcome."""

import itertools
import json
import re
import shlex
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from onboardbot.cli import COMMANDS, main
from onboardbot.cli.demo import preferred
from onboardbot.cli.demo_keep import place
from tests.helpers.processes import ONBOARDBOT


def test_the_demo_starts_and_welcomes_nadia() -> None:
    result = CliRunner().invoke(main, ["demo", "--check"])
    assert result.exit_code == 0, result.output
    assert "The demo is at http://127.0.0.1:" in result.output


def test_the_page_is_there_before_the_weeks_of_the_others_are_played_and_moves_the_clock_to_her_welcome() -> None:
    command = [*ONBOARDBOT, "demo", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base = process.stdout.readline().split()[4]
        before = answer(f"{base}/story")
        moved = answer(f"{base}/clock", b'{"next": true}')
        after = answer(f"{base}/story")
        nadia = answer(f"{base}/control/messages?user=nadia@northwind.example")
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=10) == 0
    assert before["story"]["scenes"][0]["title"] == "Nadia's first morning at Northwind"
    assert before["prepared"] < 1
    assert after["prepared"] == 1
    assert moved["idle"]
    assert [message["words"].split(",")[0] for message in nadia["messages"]] == ["Good morning Nadia"]


def test_a_demo_that_is_ended_while_it_is_prepared_ends_at_once(tmp_path: Path) -> None:
    command = [*ONBOARDBOT, "demo", "--port", "0", "--no-browser", "--keep", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=10)
    assert process.returncode == 0, complaints
    assert "Traceback" not in complaints
    assert not (tmp_path / "demo.json").exists()  # so that the next time begins anew


def answer(url: str, body: bytes | None = None) -> Any:
    request = urllib.request.Request(url, body, {"content-type": "application/json"})  # noqa: S310 - our own address
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as response:
        return json.load(response)


def test_a_folder_with_a_broken_demo_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text('{"run": "r1"}', encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", "--no-browser", "--keep", str(tmp_path)])
    assert (result.exit_code, result.output) == (
        1,
        f"{tmp_path / 'demo.json'} can't be read; begin with an empty folder\n",
    )


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", "--no-browser", "--keep", str(tmp_path / "file" / "demo")])
    assert result.exit_code == 1
    assert "can't be used: Not a directory" in result.output


def test_what_is_not_ours_in_a_folder_stays(tmp_path: Path) -> None:
    for name in ("notes.txt", "workspace.json", "demo.sqlite3", "demo.sqlite3.key"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    with place(tmp_path) as kept:
        assert kept.monday is None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["notes.txt", "workspace.json"]


def test_a_port_in_use_makes_way_for_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert preferred(port) == port
        taken.listen()
        assert preferred(port) == 0


def test_every_command_tells_what_it_does() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for command in ("check", "preview", "demo", "run", "import", "status", "pause", "sandbox"):
        assert f"  {command}" in result.output


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"demo", "db"}])
def test_every_command_shows_an_example_that_it_takes(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"]).output
    lines = re.findall(rf"^ *(onboardbot {name}.*)$", shown, re.MULTILINE)
    assert lines, shown
    command = main.get_command(click.Context(main), name)
    assert command is not None
    for line in lines:
        whole = shlex.split(line)[2:]
        words = list(itertools.takewhile(lambda word: word not in {"<", ">", ">>"}, whole))
        with click.Context(command) as context:
            command.parse_args(context, words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert "_ONBOARDBOT_COMPLETE" in result.output


def test_an_unknown_command_is_a_sentence() -> None:
    result = CliRunner().invoke(main, ["onbord"])
    assert result.exit_code == 2
    assert "No such command 'onbord'" in result.output
