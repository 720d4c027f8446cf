"""The doctor: each thing that can be wrong has its sentence and its mend, and what is fine says so."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from onboardbot.app import database_of
from onboardbot.cli.examine import Look, _clock, examine
from onboardbot.flows import importing
from onboardbot.people_files import parse
from onboardbot.playbook_files import load_folder
from onboardbot.sandbox.identity import Identity
from onboardbot.sandbox.server import running
from onboardbot.sandbox.workspace import Workspace
from onboardbot.settings import Settings
from onboardbot.store import workspace as workspaces
from tests.helpers.language_model import language_model

COMPANY = """\
name: Northwind
people: {hr: [priya@northwind.example], duty: [dana@northwind.example]}
resources: {DE: [{name: TelefonSeelsorge, phone: "0800 111 0 111"}]}
"""
PLAYBOOK = "title: First\nsteps:\n  - id: hello\n    when: day 1\n    message: Hello\n"
GOOD: Mapping[str, str] = {"company.yaml": COMPANY, "first.yaml": PLAYBOOK}


def settings(folder: Path, slack: Workspace | None, files: Mapping[str, str] = GOOD, **more: object) -> Settings:
    playbooks = folder / "playbooks"
    playbooks.mkdir(exist_ok=True)
    for name, text in files.items():
        (playbooks / name).write_text(text, encoding="utf-8")
    values = {
        "slack_api_url": slack.api_url if slack else "http://127.0.0.1:9/api/",
        "slack_bot_token": SecretStr(slack.bot_token if slack else "xoxb-1"),
        "slack_app_token": SecretStr(slack.app_token if slack else "xapp-1"),
        "database_url": f"sqlite:///{folder / 'bot.sqlite3'}",
        "playbooks": playbooks,
    }
    return Settings(_env_file=None, **values | more)  # type: ignore[arg-type]


def troubles(found: object) -> dict[str, str]:
    assert isinstance(found, list)
    return {one.about: f"{one.words} -> {one.mend}" for one in found if isinstance(one, Look) and one.level != "ok"}


async def test_where_all_is_fine_each_thing_says_so(tmp_path: Path) -> None:
    async with running() as slack:
        await (await database_of(settings(tmp_path, slack))).close()
        found = await examine(settings(tmp_path, slack))
    assert troubles(found) == {}
    about = [one.about for one in found]
    assert about == ["settings", "playbooks", "bot token", "permissions", "clock", "app token", "database"]


async def test_in_http_mode_the_signing_secret_is_looked_for_and_no_app_token(tmp_path: Path) -> None:
    async with running() as slack:
        by_http = settings(tmp_path, slack, http_port=8080, slack_app_token=None)
        found = troubles(await examine(by_http))
        assert set(found) == {"settings"}
        assert found["settings"].startswith("ONBOARDBOT_SLACK_SIGNING_SECRET is not set -> Basic Information")
        by_http = by_http.model_copy(update={"slack_signing_secret": SecretStr("secret")})
        looks = await examine(by_http)
    assert troubles(looks) == {}
    assert "app token" not in {one.about for one in looks}


async def test_a_wrong_token_is_named_with_the_place_of_the_right_one(tmp_path: Path) -> None:
    async with running() as slack:
        found = troubles(await examine(settings(tmp_path, slack, slack_bot_token=SecretStr("xoxb-old"))))
    assert "Slack does not accept it (invalid_auth)" in found["bot token"]
    assert "OAuth & Permissions" in found["bot token"]
    assert "app token" not in found


async def test_a_missing_permission_is_named(tmp_path: Path) -> None:
    few = Identity(scopes=("chat:write", "commands", "im:history", "im:write", "users:read"))
    async with running(identity=few) as slack:
        found = troubles(await examine(settings(tmp_path, slack)))
    assert found["permissions"].startswith("users:read.email is missing (find people by e-mail)")


async def test_without_slack_the_rest_is_looked_at_all_the_same(tmp_path: Path) -> None:
    found = troubles(await examine(settings(tmp_path, None)))
    assert "can't be reached" in found["bot token"]
    assert "can't be reached" in found["app token"]
    assert set(found) == {"bot token", "app token"}


async def test_tokens_that_are_not_set_and_broken_playbooks_are_told(tmp_path: Path) -> None:
    read = settings(tmp_path, None, {"first.yaml": "title: First\n"}, slack_bot_token=None, slack_app_token=None)
    found = [one for one in await examine(read) if one.level != "ok"]
    assert [one.words for one in found if one.about == "settings"] == [
        "ONBOARDBOT_SLACK_BOT_TOKEN is not set",
        "ONBOARDBOT_SLACK_APP_TOKEN is not set",
    ]
    assert any(one.about == "playbooks" and "first.yaml:1:1" in one.words for one in found)
    assert [one.words.partition(":")[0] for one in found if one.about == "company.yaml"] == [
        'people names no "hr"',
        'people names no "duty"',
        "there are no resources to show to somebody in distress",
    ]


async def test_people_whom_slack_does_not_know_and_a_moved_clock_are_told(tmp_path: Path) -> None:
    read = settings(tmp_path, None)
    rows = parse(
        b"email,name,start_date\nnadia@northwind.example,Nadia,2026-03-02\n",
        "people.csv",
        company=load_folder(read.playbooks).company,
        playbooks=("first",),
    ).rows
    database = await database_of(read)
    async with database.write() as session:
        await importing.write_rows(session, rows)
        await workspaces.set_clock_offset(session, timedelta(days=3))
    await database.close()
    assert troubles(await examine(read))["people"].startswith("nadia@northwind.example can't be reached")
    away = read.model_copy(update={"slack_api_url": "https://slack.invalid/api/"})
    assert "moved by 3 days" in troubles(await examine(away))["database"]


async def test_a_language_model_is_asked_about_a_sentence_of_ours(tmp_path: Path) -> None:
    async with language_model() as model:
        set_up = settings(tmp_path, None, llm_url=model.url, llm_model="tiny")
        assert [one.words for one in await examine(set_up) if one.about == "listeners"] == [
            "the language model at 127.0.0.1 hears"
        ]
        assert model.read == "<reply>The coffee machine was slow today.</reply>"
        model.status = 401
        said = troubles(await examine(set_up))["listeners"]
        assert said.startswith("the language model at 127.0.0.1 does not hear (401) -> what the rules hear stands")
        model.delay = 600
        slow = set_up.model_copy(update={"llm_timeout": 0.5})
        assert "does not hear (timeout)" in troubles(await examine(slow))["listeners"]


async def test_a_database_that_can_not_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_text("no database " * 200)
    assert "file is not a database" in troubles(await examine(settings(tmp_path, None)))["database"]


@pytest.mark.parametrize(("off", "level"), [(timedelta(seconds=2), "ok"), (timedelta(minutes=5), "error")])
def test_a_clock_that_is_off_is_told(off: timedelta, level: str) -> None:
    said = (datetime.now(UTC) - off).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert [one.level for one in _clock(said)] == [level]
    assert _clock(None) == []
