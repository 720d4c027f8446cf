"""Paths: folders, single files, what is left out, and what can't be read."""

from os import mkfifo
from pathlib import Path

import pytest

from onboardbot.core.problem import Level
from onboardbot.playbook_files import check_paths

GOOD = "title: T\nsteps: [{id: a, when: day 1, message: Hello}]\n"
BAD = "title: T\nsteps: [{id: a, when: day 0, message: Hello}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("_dot_", ".")).write_text(text, encoding="utf-8")


def found(*paths: object) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.level.value) for problem in check_paths(map(str, paths)).problems]


def test_a_folder_means_its_yaml_files_by_name(folder: Path) -> None:
    write(folder, b_dot_yaml=BAD, a_dot_yaml=BAD, company_dot_yaml="nmae: N\n", _dot_hidden_dot_yaml=BAD, c_dot_txt=BAD)
    (folder / "sub.yaml").mkdir()
    (folder / "sub").mkdir()
    write(folder / "sub", d_dot_yaml=BAD)
    assert found(folder) == [
        (f"{folder}/a.yaml", 2, "error"),
        (f"{folder}/b.yaml", 2, "error"),
        (f"{folder}/company.yaml", 1, "error"),
    ]


def test_a_file_is_named_as_the_path_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, a_dot_yaml=BAD)
    monkeypatch.chdir(folder)
    assert [name for name, *_ in found("a.yaml", "./a.yaml", ".", "./", "a.yaml")] == [
        "a.yaml",
        "./a.yaml",
        "./a.yaml",
        "./a.yaml",
    ]


def test_a_yml_file_and_an_empty_folder_are_warnings(folder: Path) -> None:
    assert found(folder) == [(str(folder), 1, "warning")]
    assert check_paths([str(folder)]).problems[0].message == "there is no playbook in this folder"
    write(folder, office_dot_yml=BAD)
    assert found(folder) == [(f"{folder}/office.yml", 1, "warning")]
    (problem,) = check_paths([str(folder)]).problems
    assert problem.message == "office.yml is not read, as its name ends with .yml"
    assert problem.hint == 'rename it to "office.yaml"'


def test_a_yml_file_that_is_named_is_read_all_the_same(folder: Path) -> None:
    write(folder, office_dot_yml=BAD)
    assert found(folder / "office.yml") == [
        (f"{folder}/office.yml", 1, "warning"),
        (f"{folder}/office.yml", 2, "error"),
    ]


def test_a_file_is_read_beside_its_company_whose_mistakes_are_its_own(folder: Path) -> None:
    text = (
        "title: T\nsteps:\n- id: a\n  when: day 1 at 08:30\n  to: it\n  message: Desk {{ hire.desk }}\n"
        "- id: b\n  when: day 1\n  to: legal\n  message: Hi\n"
    )
    company = "name: N\ncountry: de\nhours: 08:00-16:00\ncolumns: [desk]\npeople: {it: it@n.example}\n"
    write(folder, a_dot_yaml=text, company_dot_yaml=company)
    assert found(folder / "a.yaml") == [(f"{folder}/a.yaml", 9, "error")]
    assert found(folder / "company.yaml") == [(f"{folder}/company.yaml", 2, "error")]


def test_without_a_company_the_usual_counts(folder: Path) -> None:
    write(folder, a_dot_yaml=GOOD.replace("day 1", "day 1 at 08:30"), b_dot_yaml=GOOD.replace("id: a", "id: a, to: it"))
    assert found(folder) == [(f"{folder}/a.yaml", 2, "warning"), (f"{folder}/b.yaml", 2, "error")]


@pytest.mark.parametrize("company", ["people: [\n", "name: N\npeople: none\ncolumns: {}\n", "\t", "x" * 1_000_001])
def test_roles_and_columns_of_an_unreadable_company_are_not_complained_about(folder: Path, company: str) -> None:
    write(folder, a_dot_yaml=GOOD.replace("id: a", "id: a, to: it").replace("Hello", "'{{ hire.desk }}'"))
    write(folder, company_dot_yaml=company)
    assert found(folder / "a.yaml") == []


def test_a_company_that_is_a_folder_is_no_company(folder: Path) -> None:
    write(folder, a_dot_yaml=GOOD.replace("id: a", "id: a, to: it"))
    (folder / "company.yaml").mkdir()
    assert found(folder / "a.yaml") == []


def test_what_can_t_be_read_is_told_and_the_rest_is_checked(folder: Path) -> None:
    write(folder, a_dot_yaml=BAD)
    (folder / "gone.yaml").symlink_to(folder / "nowhere")
    findings = check_paths([str(folder / "missing"), str(folder)])
    assert findings.unreadable == (
        f"{folder}/missing can't be read: no such file or directory",
        f"{folder}/gone.yaml can't be read: no such file or directory",
    )
    assert [problem.level for problem in findings.problems] == [Level.ERROR]


def test_nobody_waits_for_a_pipe(folder: Path) -> None:
    """Reading it would wait for somebody to write into it, for ever."""
    write(folder, a_dot_yaml=BAD)
    mkfifo(folder / "b.yaml")
    findings = check_paths([str(folder), f"{folder}/b.yaml", ""])
    assert [problem.file for problem in findings.problems] == [f"{folder}/a.yaml"]
    assert findings.unreadable == (
        f"{folder}/b.yaml can't be read: it is a pipe, not a file",
        f"{folder}/b.yaml can't be read: it is a pipe, not a file",
        "a path without a name can't be read",
    )


def test_a_folder_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)  # the tests may run as root, whom no file refuses
    assert check_paths([str(folder)]).unreadable == (f"{folder} can't be read: permission denied",)
