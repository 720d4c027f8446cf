"""The demo starts, moves its clock, and Nadia gets her welcome."""

import socket

from click.testing import CliRunner

from onboardbot.cli import main
from onboardbot.cli.demo import preferred


def test_the_demo_starts_and_welcomes_nadia() -> None:
    result = CliRunner().invoke(main, ["demo", "--check"])
    assert result.exit_code == 0, result.output
    assert "The demo is at http://127.0.0.1:" in result.output


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


def test_an_unknown_command_is_a_sentence() -> None:
    result = CliRunner().invoke(main, ["onbord"])
    assert result.exit_code == 2
    assert "No such command 'onbord'" in result.output
