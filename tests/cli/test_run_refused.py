"""`onboardbot run` where it can't: a sentence that says what to mend; and where Slack is not there: it waits."""

import signal
import socket
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from onboardbot import app
from onboardbot.settings import Settings
from onboardbot.slack.connection import ConnectionRefusedBySlackError
from tests.helpers.answers import answering
from tests.helpers.processes import Place, free_port, log_of, place, running, sandbox, started, stopped

PLAYBOOK = "title: First days\nsteps:\n  - {id: welcome, when: day 1 at 09:00, message: Welcome!}\n"
TOKENS = {"slack_bot_token": "xoxb-northwind", "slack_app_token": "xapp-northwind"}


def here_with(folder: Path, **settings: str) -> Place:
    return place(folder, {"first.yaml": PLAYBOOK}, **TOKENS, **settings)


def settings_of(here: Place) -> Settings:
    return Settings.model_validate({"_env_file": None, **here.settings})


WHO = {"ok": True, "team_id": "T1", "user_id": "U1", "bot_id": "B1", "url": "https://x.slack.com/", "team": "x"}


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            {"auth.test": {"ok": False, "error": "invalid_auth"}},
            "Slack does not accept ONBOARDBOT_SLACK_BOT_TOKEN (invalid_auth); find it under OAuth & Permissions",
        ),
        (
            {"auth.test": WHO, "apps.connections.open": {"ok": False, "error": "not_allowed_token_type"}},
            "Slack does not accept ONBOARDBOT_SLACK_APP_TOKEN (not_allowed_token_type); find it under Basic Inform",
        ),
        (
            {
                "auth.test": WHO,
                "apps.connections.open": {"ok": False, "error": "missing_scope", "needed": "connections:write"},
            },
            "ONBOARDBOT_SLACK_APP_TOKEN lacks the scope connections:write; add it under",
        ),
        ({}, "does not know auth.test, without which nothing works"),
        ({"auth.test": WHO}, "does not know apps.connections.open, without which nothing works"),
    ],
)
async def test_a_no_of_slack_is_a_sentence(answers: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    with answering(answers) as url, pytest.raises(ConnectionRefusedBySlackError) as refused:
        async with app.running(settings_of(here_with(tmp_path, slack_api_url=url))):
            pass
    assert sentence in str(refused.value)


def test_a_missing_scope_is_named_and_a_no_ends_the_command(tmp_path: Path) -> None:
    answers = {"auth.test": WHO, "users.list": {"ok": False, "error": "missing_scope", "needed": "users:read"}}
    answers["users.lookupByEmail"] = {"ok": False, "error": "missing_scope", "needed": "users:read.email"}
    with answering(answers) as url:
        done = here_with(tmp_path, slack_api_url=url).process("run")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].endswith("without which nothing works; is it Slack's API?")
    assert '"cause": "missing_scope", "detail": "missing_scope (users:read.email)"' in done.stderr


def test_a_port_in_use_is_a_sentence_before_anything_is_sent(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        here = here_with(tmp_path, slack_api_url="http://127.0.0.1:1/api/")
        done = here.process("run", clock_start="2026-03-02T08:00:00Z", clock_port=port)
    assert done.returncode == 1
    assert f"the port {port} of ONBOARDBOT_CLOCK_PORT can't be used" in done.stderr


def test_a_database_that_is_newer_is_left_alone(tmp_path: Path) -> None:
    here = here_with(tmp_path)
    assert here.command("status").exit_code == 0
    with sqlite3.connect(tmp_path / "bot.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for command in ("run", "status"):
        done = here.process(command, slack_api_url="http://127.0.0.1:1/api/")
        assert done.returncode == 1
        assert "the database was made by a newer onboardbot (its form is 9999)" in done.stderr


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    here = here_with(tmp_path)
    (tmp_path / "bot.sqlite3").write_text("not a database, but a text that is long enough to be looked at\n" * 20)
    done = here.command("status")
    assert done.exit_code == 1
    assert "bot.sqlite3 can't be opened: file is not a database" in done.stderr


def test_without_slack_it_says_so_and_waits_and_ends_when_told(tmp_path: Path) -> None:
    here = here_with(tmp_path, slack_api_url=f"http://127.0.0.1:{free_port()}/api/")
    with started(here) as bot:
        here.until(lambda: "slack_not_reachable" in log_of(here))
        assert stopped(bot) == 0


def test_a_slack_that_takes_calls_and_never_answers_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        here = here_with(tmp_path, slack_api_url=f"http://127.0.0.1:{silent.getsockname()[1]}/api/")
        with started(here) as bot:
            connection, _ = silent.accept()
            with connection:
                assert stopped(bot) == 0


def test_a_slack_that_falls_silent_does_not_keep_it_from_ending_either(tmp_path: Path) -> None:
    here = here_with(tmp_path, clock_port=str(free_port()))
    with sandbox(here) as slack, started(here, clock_start="2026-03-02T07:00:00Z") as bot:
        assert bot.stdout is not None
        assert bot.stdout.readline().startswith("ready")
        assert here.people("email,name,start_date\nnadia@northwind.example,Nadia,2026-03-02\n").exit_code == 0
        here.until(lambda: here.states("nadia@northwind.example") == {"welcome": "planned"})
        slack.send_signal(signal.SIGSTOP)
        moving = threading.Thread(target=here.clock, args=({"to": "2026-03-02T08:00:00Z"},))
        moving.start()  # a message is under way and gets no answer
        here.until(lambda: here.states("nadia@northwind.example") == {"welcome": "sending"})
        assert stopped(bot) == 0
        slack.send_signal(signal.SIGCONT)
        moving.join()


def test_it_goes_on_once_slack_is_there_and_when_it_comes_back(tmp_path: Path) -> None:
    port = free_port()
    here = here_with(tmp_path, slack_api_url=f"http://127.0.0.1:{port}/api/")
    with sandbox(here, "--port", str(port)):
        pass  # to learn the tokens
    with started(here, clock_start="2026-03-02T07:00:00Z", clock_port=str(free_port())) as bot:
        here.until(lambda: "slack_not_reachable" in log_of(here))
        with sandbox(here, "--port", str(port)):
            assert bot.stdout is not None
            assert bot.stdout.readline().startswith("ready")
            assert here.people("email,name,start_date\nnadia@northwind.example,Nadia,2026-03-02\n").exit_code == 0
            here.until(lambda: here.states("nadia@northwind.example") == {"welcome": "planned"})
        here.clock({"by": "1 minute"})
        with sandbox(here, "--port", str(port)):
            here.to("2026-03-02T08:00:00Z")
            assert here.words("nadia@northwind.example")[0].startswith("Welcome!")
        assert stopped(bot) == 0


def test_a_database_whose_clock_was_moved_is_refused_with_slack_itself(tmp_path: Path) -> None:
    here = here_with(tmp_path)
    with sandbox(here), running(here, clock_start="2026-03-02T07:00:00Z"):
        assert here.process("run").stderr.startswith("another `onboardbot run` works on ")
    del here.settings["clock_start"]
    done = here.process("run", slack_api_url="https://slack.com/api/")
    assert done.returncode == 1
    assert "the clock of this database was moved in a sandbox" in done.stderr
