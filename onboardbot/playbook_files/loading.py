"""Playbook files -> values that the bot runs on, or the problems that keep a file from being used."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from onboardbot.core.company import Company
from onboardbot.core.playbook import Playbook
from onboardbot.core.problem import Problem
from onboardbot.playbook_files.checking import (
    COMPANY,
    Checked,
    check_company,
    check_playbook,
    company_beside,
    files_of,
    folder_warnings,
    joined,
)
from onboardbot.playbook_files.company import ANYTHING, Around
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.reading import prepare, read


class BrokenTextError(ValueError):
    """A text that was good when it was kept can't be read; it carries the problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Loaded:
    """A folder as loaded.

    `company` is the usual one where company.yaml is missing or broken; `playbooks` are those without errors, by name;
    `texts` holds the whole text of each good file under its file name, company.yaml too.
    """

    company: Company
    playbooks: tuple[Playbook, ...]
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]


def load_folder(path: Path) -> Loaded:
    """Return the company and the playbooks of a folder, with every mistake.

    Raises:
        OSError: the folder or a file in it can't be read.
    """
    company, around, company_checked = _company(path)
    problems = [*folder_warnings(path, str(path)), *company_checked.problems]
    texts = _text(COMPANY, company_checked)
    playbooks = []
    for file in files_of(path):
        if file.name == COMPANY:
            continue
        checked = _check(file, around, joined(str(path), file.name))
        problems += checked.problems
        if checked.values is not None:
            playbooks.append(_playbook(checked, file.name.removesuffix(".yaml")))
            texts |= _text(file.name, checked)
    return Loaded(company, tuple(playbooks), tuple(problems), MappingProxyType(texts))


def load_playbook(path: Path) -> tuple[Playbook | None, tuple[Problem, ...]]:
    """Return one playbook, read beside the company.yaml of its folder, and its mistakes.

    Raises:
        OSError: the file can't be read.
    """
    checked = _check(path, company_beside(path.parent), str(path))
    playbook = None if checked.values is None else _playbook(checked, path.name.removesuffix(".yaml"))
    return playbook, checked.problems


def load_company(path: Path) -> tuple[Company | None, tuple[Problem, ...]]:
    """Return the company of a company.yaml, and its mistakes.

    Raises:
        OSError: the file can't be read.
    """
    notes = Notes(str(path))
    checked, _ = check_company(read(path, notes), notes)
    return None if checked.values is None else Company.model_validate(checked.values), checked.problems


def parse_playbook(text: str, *, name: str, company: Company | None = None) -> Playbook:
    """Return the playbook of a kept text; roles and columns that `company` has dropped since don't break it.

    Raises:
        BrokenTextError: the text has errors.
    """
    del company  # a kept version stays what it was, whatever the company is now
    notes = Notes(f"{name}.yaml")
    checked = check_playbook(prepare(text, notes), ANYTHING, notes)
    if checked.values is None:
        raise BrokenTextError(checked.problems)
    return _playbook(checked, name)


def parse_company(text: str) -> Company:
    """Return the company of a kept text.

    Raises:
        BrokenTextError: the text has errors.
    """
    notes = Notes(COMPANY)
    checked, _ = check_company(prepare(text, notes), notes)
    if checked.values is None:
        raise BrokenTextError(checked.problems)
    return Company.model_validate(checked.values)


def _company(folder: Path) -> tuple[Company, Around, Checked]:
    file = folder / COMPANY
    notes = Notes(joined(str(folder), COMPANY))
    try:
        source = read(file, notes)
    except FileNotFoundError:
        return Company(), Around(), Checked(None, None, ())
    checked, around = check_company(source, notes)
    company = Company() if checked.values is None else Company.model_validate(checked.values)
    return company, around, checked


def _check(path: Path, around: Around, shown: str) -> Checked:
    notes = Notes(shown)
    return check_playbook(read(path, notes), around, notes)


def _playbook(checked: Checked, name: str) -> Playbook:
    version = checked.source.version if checked.source else ""
    return Playbook.model_validate({**(checked.values or {}), "name": name, "version": version})


def _text(name: str, checked: Checked) -> dict[str, str]:
    return {} if checked.source is None or checked.values is None else {name: checked.source.raw}
