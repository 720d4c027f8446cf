"""`onboardbot check`: what it prints, and with which exit code it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onboardbot.cli.check import check, command

GOOD = "title: T\nsteps: [{id: a, when: day 1, message: Hello}]\n"
WARNED = GOOD.replace("day 1", "day 30")
BAD = GOOD.replace("day 1", "day 0")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"good": GOOD, "warned": WARNED, "bad": BAD}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(command, list(args))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["good.yaml"], 0),
        (["warned.yaml"], 0),
        (["warned.yaml", "--strict"], 1),
        (["good.yaml", "--strict"], 0),
        (["bad.yaml"], 1),
        (["."], 1),
        (["missing.yaml"], 2),
        (["missing.yaml", "bad.yaml"], 2),
        (["good.yaml", "missing.yaml", "--strict"], 2),
        (["--format", "xml", "good.yaml"], 2),
        ([], 2),
    ],
)
def test_the_exit_code_says_how_bad_it_is(args: list[str], code: int) -> None:
    assert run(*args).exit_code == code


@pytest.mark.usefixtures("folder")
def test_people_read_a_line_a_mistake_and_what_to_do() -> None:
    assert run("good.yaml").output == "Everything is fine.\n"
    assert run("warned.yaml").output == (
        'warned.yaml:2:23: warning: "day 30" is a working day, some 6 weeks in '
        '(did you mean "30 days after start"?)\n'
        "1 warning, which stops nothing.\n"
    )
    assert run("bad.yaml", "warned.yaml").output.splitlines() == [
        'bad.yaml:2:23: there is no day 0 (did you mean "day 1" or "day -1"?)',
        'warned.yaml:2:23: warning: "day 30" is a working day, some 6 weeks in (did you mean "30 days after start"?)',
        "1 error and 1 warning. A file with an error is not used until it is mended.",
    ]
    assert run("warned.yaml", "./warned.yaml").output.splitlines()[-1] == "2 warnings, which stop nothing."


@pytest.mark.usefixtures("folder")
def test_scripts_read_a_list() -> None:
    assert json.loads(run("bad.yaml", "--format", "json").stdout) == [
        {
            "file": "bad.yaml",
            "line": 2,
            "column": 23,
            "level": "error",
            "message": "there is no day 0",
            "hint": 'did you mean "day 1" or "day -1"?',
        }
    ]
    assert json.loads(run("good.yaml", "--format", "json").stdout) == []
    assert json.loads(run("warned.yaml", "--strict", "--format", "json").stdout)[0]["level"] == "warning"


@pytest.mark.usefixtures("folder")
def test_a_path_that_can_t_be_read_keeps_nothing_back() -> None:
    result = run("missing.yaml", "bad.yaml", "--format", "json")
    assert [row["file"] for row in json.loads(result.stdout)] == ["bad.yaml"]
    assert result.stderr == "missing.yaml can't be read: no such file or directory\n"
    assert run("missing.yaml").stdout == ""


@pytest.mark.usefixtures("folder")
def test_it_can_be_called_without_a_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(["bad.yaml"]) == 1
    assert "there is no day 0" in capsys.readouterr().out


def test_a_name_that_is_no_text_is_shown_as_far_as_it_goes(folder: Path) -> None:
    (folder / "caf\udce9.yaml").write_text(BAD, encoding="utf-8")
    assert run("caf\udce9.yaml").output.startswith("caf?.yaml:2:23:")
    assert run("caf\udce9.yaml", "--format", "json").exit_code == 1


def test_check_loads_nothing_that_it_does_not_need() -> None:
    """Which is why it answers at once."""
    heavy = ("holidays", "pydantic", "sqlalchemy", "slack_sdk", "aiohttp", "onboardbot.playbook_files.loading")
    code = (
        "import sys; from onboardbot.cli.check import check; "
        f"check([{str(Path(__file__).parent.parent / 'playbooks' / 'good')!r}]); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Everything is fine.", "[]"]
