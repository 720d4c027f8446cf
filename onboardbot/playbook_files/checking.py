"""Files -> their mistakes and their plain values; nothing heavy is imported, so that `check` answers at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onboardbot.core.problem import Problem
from onboardbot.playbook_files.company import ANYTHING, Around, read_company
from onboardbot.playbook_files.notes import TOP, Notes
from onboardbot.playbook_files.playbook import read_playbook
from onboardbot.playbook_files.reading import Source, read
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.tree import Node, Scalar, grow

COMPANY = "company.yaml"


@dataclass(frozen=True)
class Checked:
    """A file as read: its text, its plain values where it has no error, and its mistakes."""

    source: Source | None
    values: dict[str, object] | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Findings:
    """What `check` has to say: all mistakes, and the paths that could not be read, each with its reason."""

    problems: tuple[Problem, ...]
    unreadable: tuple[str, ...]


def check_company(source: Source | None, notes: Notes) -> tuple[Checked, Around]:
    """Return the company as read, and what playbooks need of it, as far as that can be told."""
    root = _root(source, "a name", notes)
    values, around = read_company(root, notes) if root is not None else ({}, ANYTHING)
    return Checked(source, None if notes.broken else values, notes.sorted()), around


def check_playbook(source: Source | None, around: Around, notes: Notes) -> Checked:
    """Return a playbook as read beside a company."""
    root = _root(source, "a title", notes)
    values = read_playbook(root, around, notes) if root is not None else {}
    return Checked(source, None if notes.broken else values, notes.sorted())


def _root(source: Source | None, begin: str, notes: Notes) -> Node | None:
    if source is None:
        return None
    root = grow(source, notes)
    nothing = root is None or (isinstance(root, Scalar) and not root.words)
    if nothing and not notes.problems:
        notes.add(TOP, Rule.EMPTY_FILE, begin=begin)
    return None if nothing else root


def company_beside(path: Path) -> Around:
    """Return what the company.yaml of a folder says; the usual where there is none, anything where it can't be read."""
    file = path / COMPANY
    notes = Notes(str(file))
    try:
        source = read(file, notes)
    except FileNotFoundError:
        return Around()
    except OSError:
        return ANYTHING
    return check_company(source, notes)[1]


def files_of(folder: Path) -> list[Path]:
    """Return the playbook files of a folder and its company.yaml, by name; no sub-folders, no hidden files."""
    return sorted(path for path in folder.iterdir() if _is_one(path, ".yaml"))


def _is_one(path: Path, ending: str) -> bool:
    return path.name.endswith(ending) and not path.name.startswith(".") and not path.is_dir()


def folder_warnings(folder: Path, shown: str) -> Iterator[Problem]:
    """Yield the warnings of a folder itself: files that end with .yml, or none at all."""
    misnamed = sorted(path.name for path in folder.iterdir() if _is_one(path, ".yml"))
    for name in misnamed:
        yield from misnamed_file(joined(shown, name))
    if not misnamed and not files_of(folder):
        notes = Notes(shown)
        notes.add(TOP, Rule.EMPTY_FOLDER)
        yield from notes.problems


def misnamed_file(shown: str) -> tuple[Problem, ...]:
    """Return the warning of a file that ends with .yml."""
    notes = Notes(shown)
    name = Path(shown).name
    notes.add(TOP, Rule.NOT_YAML_NAME, name=name, wanted=f"{name.removesuffix('.yml')}.yaml")
    return tuple(notes.problems)


def joined(folder: str, name: str) -> str:
    """Return the folder as given, joined with the name."""
    return f"{folder}{name}" if folder.endswith("/") else f"{folder}/{name}"


@dataclass
class _Round:
    """One run of `check`: each path once, each company read once."""

    problems: list[Problem] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    companies: dict[Path, Around] = field(default_factory=dict)

    def path(self, shown: str) -> None:
        path = Path(shown)
        try:
            if not path.is_dir():
                self.file(path, shown)
                return
            files = files_of(path)
            self.problems += folder_warnings(path, shown)
        except OSError as error:
            self.unreadable.append(f"{shown} can't be read: {_reason(error)}")
            return
        for file in files:
            self.in_folder(file, joined(shown, file.name))

    def in_folder(self, file: Path, shown: str) -> None:
        try:
            self.file(file, shown)
        except OSError as error:
            self.unreadable.append(f"{shown} can't be read: {_reason(error)}")

    def file(self, path: Path, shown: str) -> None:
        notes = Notes(shown)
        source = read(path, notes)
        if path.name == COMPANY:
            self.problems += check_company(source, notes)[0].problems
            return
        if path.suffix == ".yml":
            self.problems += misnamed_file(shown)
        if path.parent not in self.companies:
            self.companies[path.parent] = company_beside(path.parent)
        self.problems += check_playbook(source, self.companies[path.parent], notes).problems


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def check_paths(paths: Iterable[str]) -> Findings:
    """Return all mistakes of files and folders, each in the order given."""
    found = _Round()
    for shown in dict.fromkeys(paths):
        if shown:
            found.path(shown)
        else:  # for Path that would be the folder where we are
            found.unreadable.append("a path without a name can't be read")
    return Findings(tuple(found.problems), tuple(found.unreadable))
