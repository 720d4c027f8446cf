"""Settings: each documented in .env.example, and each mistake in them a sentence."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from onboardbot.cli import main
from onboardbot.settings import Settings

EXAMPLE = (Path(__file__).parent.parent / ".env.example").read_text(encoding="utf-8")
LINE = re.compile(r"^(?:# )?ONBOARDBOT_([A-Z_]+)=(.*)$", re.MULTILINE)
EXAMPLES = {"secret_key", "clock_start", "clock_port", "slack_bot_token", "slack_app_token", "slack_signing_secret"}
EXAMPLES |= {"http_port", "health_port", "llm_url", "llm_model", "llm_api_key"}


def test_the_example_documents_every_setting_and_no_other() -> None:
    names = [name.lower() for name, _ in LINE.findall(EXAMPLE)]
    assert sorted(names) == sorted(Settings.model_fields)


def test_the_example_shows_the_defaults() -> None:
    shown = {name.lower(): value for name, value in LINE.findall(EXAMPLE)}
    for name, field in Settings.model_fields.items():
        if name not in EXAMPLES:
            default = str(field.default)
            assert shown[name] == (default.lower() if isinstance(field.default, bool) else default)


def test_every_setting_stands_below_a_sentence_that_explains_it() -> None:
    blocks = [block for block in EXAMPLE.split("\n\n") if LINE.search(block)]
    assert len(blocks) == len(Settings.model_fields)
    for block in blocks:
        assert re.match(r"# \S+ .*[.)]$", block.splitlines()[0]), block


def test_a_copied_example_is_refused_until_it_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["status"])
    still = "is still the placeholder of .env.example; put the real value there"
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [f"ONBOARDBOT_SLACK_{which}_TOKEN: {still}" for which in ("BOT", "APP")]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "begins with xapp-, so it is the app token; the one that is needed here begins"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "begins with xoxp-, so it is a user's token"),
        ("SLACK_APP_TOKEN", "xoxb-1", "begins with xoxb-, so it is the bot token"),
        ("SLACK_API_URL", "localhost:8065", "is not a web address"),
        ("CLOCK_START", "tomorrow", "is not an instant; write it as in 2026-03-02T08:00:00Z"),
        ("CLOCK_START", "2026-03-02T08:00:00", "needs an offset, as in 2026-03-02T08:00:00Z"),
        ("CLOCK_PORT", "http", "is not a port, which is a whole number up to 65535"),
        ("CLOCK_PORT", "70000", "is not a port, which is a whole number up to 65535"),
        ("MESSAGES_PER_MINUTE", "-1", "is not a whole number of messages, 0 for no limit"),
        ("MESSAGES_PER_MINUTE", "many", "is not a whole number of messages, 0 for no limit"),
        ("LLM_URL", "llm.example.com", "is not the web address of a language model; write it as in https://llm"),
        ("LLM_URL", "https://me:secret@llm.example.com/v1", "is not the web address of a language model"),
        (
            "LLM_URL",
            "http://llm.example.com/v1",
            "begins with http://; outside of your own network it must be https://",
        ),
        ("LLM_TIMEOUT", "90", "is not a number of seconds from 0.5 to 30"),
        ("ENCODER", "perhaps", "is neither true nor false"),
        ("SIGNALS_OFF", "stuck,moods", 'has "moods", which is no signal; take some of falling, low_mood, silence'),
        ("SIGNALS_OFF", "safety", 'has "safety", which can\'t be switched off; take some of falling'),
        ("LOG_LEVEL", "loud", "is not one of DEBUG, INFO, WARNING, ERROR"),
    ],
)
def test_a_setting_that_can_not_be_used_is_a_sentence(name: str, value: str, sentence: str) -> None:
    done = CliRunner().invoke(main, ["status"], env={f"ONBOARDBOT_{name}": value})
    assert done.exit_code == 1
    assert done.stderr.startswith(f"ONBOARDBOT_{name}: {sentence}")


def test_a_language_model_needs_its_name() -> None:
    done = CliRunner().invoke(main, ["status"], env={"ONBOARDBOT_LLM_URL": "https://llm.example.com/v1"})
    assert done.exit_code == 1
    assert done.stderr.startswith("ONBOARDBOT_LLM_MODEL is not set; ONBOARDBOT_LLM_URL needs the name of a model there")


def test_time_is_not_moved_beside_slack_itself() -> None:
    done = CliRunner().invoke(main, ["status"], env={"ONBOARDBOT_CLOCK_START": "2026-03-02T08:00:00Z"})
    assert done.exit_code == 1
    assert "ONBOARDBOT_CLOCK_START moves time and is for a sandbox on this machine only" in done.stderr


@pytest.mark.parametrize("host", ["ollama", "127.0.0.1", "[::1]", "10.0.0.7", "llm.internal", "localhost:11434"])
def test_a_language_model_in_the_own_network_needs_no_tls(host: str) -> None:
    read = Settings(_env_file=None, llm_url=f"http://{host}/v1", llm_model="tiny")
    assert read.llm_url == f"http://{host}/v1"


@pytest.mark.parametrize("url", ["http://localhost:1/api", "http://127.0.0.1:1/api/", "http://[::1]:1/api/"])
def test_a_sandbox_on_this_machine_is_known_by_its_address(url: str) -> None:
    read = Settings(_env_file=None, slack_api_url=url)
    assert (read.on_loopback, read.slack_api_url[-5:]) == (True, "/api/")


def test_the_level_of_the_log_may_be_written_small() -> None:
    assert Settings.model_validate({"log_level": "debug"}).log_level == "DEBUG"
