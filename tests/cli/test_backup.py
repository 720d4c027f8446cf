"""A backup can be used as it is, and never overwrites anything."""

import sqlite3
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onboardbot.cli import main
from onboardbot.cli.people import import_command
from onboardbot.cli.status import command as status


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONBOARDBOT_PLAYBOOKS", "playbooks")
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "people.csv").write_text("email,name,start_date\nnadia@northwind.example,Nadia,2026-03-02\n")
    return tmp_path


def backup(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["backup", *arguments])


def test_what_was_copied_can_be_used_in_place_of_the_database(folder: Path) -> None:
    assert CliRunner().invoke(import_command, ["people.csv"]).exit_code == 0
    done = backup("copy.sqlite3")
    assert done.exit_code == 0, done.output
    (folder / "onboardbot.sqlite3").unlink()
    (folder / "onboardbot.sqlite3.key").unlink()
    result = CliRunner(env={"ONBOARDBOT_DATABASE_URL": "sqlite:///copy.sqlite3"}).invoke(status)
    assert "nadia@northwind.example" in result.output
    for name in ("copy.sqlite3", "copy.sqlite3.key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_it_names_itself_after_the_moment(folder: Path) -> None:
    CliRunner().invoke(import_command, ["people.csv"])
    assert backup().exit_code == 0
    made = list(folder.glob("onboardbot-*.sqlite3"))
    assert len(made) == 1
    with sqlite3.connect(made[0]) as copy:
        assert copy.execute("SELECT count(*) FROM enrollment").fetchone() == (1,)
    copy.close()


def test_with_a_key_of_ones_own_it_says_to_keep_that(folder: Path) -> None:
    key = CliRunner().invoke(main, ["db", "new-key"]).output.strip()
    env = {"ONBOARDBOT_SECRET_KEY": key}
    CliRunner(env=env).invoke(import_command, ["people.csv"])
    done = CliRunner(env=env).invoke(main, ["backup", "copy.sqlite3"])
    assert "Keep ONBOARDBOT_SECRET_KEY with it" in done.output
    assert not (folder / "copy.sqlite3.key").exists()


@pytest.mark.usefixtures("folder")
def test_what_is_there_is_never_overwritten() -> None:
    CliRunner().invoke(import_command, ["people.csv"])
    done = backup("people.csv")
    assert (done.exit_code, "is there already" in done.output) == (1, True)
    assert Path("people.csv").read_text().startswith("email")


@pytest.mark.usefixtures("folder")
def test_without_a_database_or_a_folder_it_says_so() -> None:
    assert "there is no database" in backup("copy.sqlite3").output
    CliRunner().invoke(import_command, ["people.csv"])
    assert "does not exist" in backup("nowhere/copy.sqlite3").output


@pytest.mark.usefixtures("folder")
def test_on_postgresql_it_names_what_is_made_for_that() -> None:
    done = CliRunner(env={"ONBOARDBOT_DATABASE_URL": "postgresql://db.example/bot"}).invoke(main, ["backup"])
    assert (done.exit_code, "back PostgreSQL up with pg_dump, and keep ONBOARDBOT_SECRET_KEY" in done.output) == (
        1,
        True,
    )
