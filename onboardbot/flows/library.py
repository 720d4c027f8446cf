"""The playbooks in use: what the folder says now, or the last good version of each file."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onboardbot.core.company import Company
from onboardbot.core.playbook import Playbook
from onboardbot.core.problem import Level, Problem
from onboardbot.playbook_files import load_folder, parse_company, parse_playbook

log = logging.getLogger(__name__)
COMPANY = "company.yaml"


@dataclass
class Library:
    """`playbooks` are the current ones by name; kept versions are parsed once and remembered."""

    folder: Path
    company: Company = field(default_factory=Company)
    playbooks: dict[str, Playbook] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    told: bool = True
    last_good: Mapping[str, str] = field(default_factory=dict)
    _versions: dict[str, Playbook] = field(default_factory=dict)
    _seen: tuple[tuple[str, int, int], ...] | None = None

    def changed(self) -> bool:
        """Say, once, whether a file of the folder came, went or changed since the last look."""
        seen, self._seen = self._seen, _stamp(self.folder)
        return seen != self._seen

    def look_again(self) -> None:
        """Let the next look find that the folder changed."""
        self._seen = None

    def reload(self, last_good: Mapping[str, str]) -> None:
        """Read the folder.

        `last_good` maps file names to the text of their last good version: it goes on where a file is broken.
        """
        self.told = False
        try:
            loaded = load_folder(self.folder)
        except OSError as error:  # a folder that is away, or a file that may not be read: all goes on as it was
            self._unreadable(error, last_good)
            return
        found = tuple(p for p in loaded.problems if p.level is Level.ERROR)
        self.problems = (*self._gone(last_good), *found)
        broken = {Path(problem.file).name for problem in self.problems}
        self.texts = dict(loaded.texts) | {name: last_good[name] for name in broken & last_good.keys()}
        self.company = loaded.company
        if COMPANY in broken:
            self.company = parse_company(last_good[COMPANY]) if COMPANY in last_good else Company()
        self.playbooks = {playbook.name: playbook for playbook in loaded.playbooks}
        self._take_last_good({name: last_good[name] for name in broken & last_good.keys()})

    def _gone(self, last_good: Mapping[str, str]) -> tuple[Problem, ...]:
        """Return what to say of a company.yaml that was there: without it nobody would be HR, and nobody told so."""
        path = self.folder / COMPANY
        if COMPANY not in last_good or path.exists():
            return ()
        return (Problem(str(path), 1, 1, "the file is gone", "put it back"),)

    def _unreadable(self, error: OSError, last_good: Mapping[str, str]) -> None:
        self._seen = None  # what mends it may not show in the stamp
        reason = f"the playbooks can't be read: {error.strerror}"
        self.problems = (Problem(str(error.filename or self.folder), 1, 1, reason),)
        self.texts = dict(last_good)
        if COMPANY in last_good:
            self.company = parse_company(last_good[COMPANY])
        self._take_last_good(last_good)

    def _take_last_good(self, last_good: Mapping[str, str]) -> None:
        for name in last_good.keys() - {COMPANY}:
            stem = name.removesuffix(".yaml")
            self.playbooks[stem] = parse_playbook(last_good[name], name=stem, company=self.company)
        self._versions |= {playbook.version: playbook for playbook in self.playbooks.values()}

    def version(self, version: str, name: str, text: str) -> Playbook:
        """Return the playbook of a kept text."""
        if version not in self._versions:
            self._versions[version] = parse_playbook(text, name=name, company=self.company)
        return self._versions[version]

    def knows(self, version: str) -> Playbook | None:
        return self._versions.get(version)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether a file of the folder changed: name, time and size of each."""
    try:
        files = sorted(folder.glob("*.yaml"))
        return tuple((file.name, (s := file.stat()).st_mtime_ns, s.st_size) for file in files)
    except OSError:
        log.exception("playbooks_unreadable")
        return ()
