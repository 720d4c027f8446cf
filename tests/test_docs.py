import re
import shlex
from itertools import chain
from pathlib import Path

import click
import pytest

from onboardbot.cli import main
from onboardbot.core import questions, signals, steps
from onboardbot.core.company import Company
from onboardbot.core.outbox import Cause
from onboardbot.people_files import parse
from onboardbot.playbook_files import load_folder

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "playbooks.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]+\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)")


def blocks(language: str) -> list[str]:
    return [text for kind, text in FENCE.findall(GUIDE.read_text(encoding="utf-8")) if kind == language]


COMPANY_FILE = next(block for block in blocks("yaml") if block.startswith("name:"))


@pytest.mark.parametrize("block", blocks("yaml"))
def test_every_example_of_a_playbook_is_one(block: str, tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text(COMPANY_FILE, encoding="utf-8")
    if block != COMPANY_FILE:
        whole = block if block.startswith("title:") else f"title: A part of a playbook\nsteps:\n{block}"
        (tmp_path / "example.yaml").write_text(whole, encoding="utf-8")

    assert [str(problem) for problem in load_folder(tmp_path).problems] == []


@pytest.mark.parametrize("block", blocks("csv"))
def test_every_example_of_a_people_file_is_one(block: str) -> None:
    file = parse(block.encode(), "people.csv", company=Company(columns=("desk",)), playbooks=())
    assert file.problems == ()
    assert file.rows


def test_every_kind_of_step_and_question_has_its_heading() -> None:
    headings = set(re.findall(r"^### (.+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE))
    assert {*steps.KINDS, *questions.KINDS} <= headings


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = chain(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert sorted(listed) == sorted(path.name for path in folder.glob("0*.md"))


COMMANDS = sorted(
    {
        line.strip()
        for page in PAGES
        for kind, text in FENCE.findall(page.read_text(encoding="utf-8"))
        if kind == "sh"
        for line in text.splitlines()
        if "onboardbot " in line.split("#")[0]
    }
)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_in_the_docs_is_one_with_these_options(line: str) -> None:
    words = shlex.split(line.split("#", maxsplit=1)[0])
    at = next(n for n, word in enumerate(words) if word.endswith("onboardbot"))
    name, *rest = words[at + 1 :]
    command = main.get_command(click.Context(main), name)
    assert command is not None, name
    with click.Context(command) as context:
        command.parse_args(context, [word for word in rest if word not in {">", "&"}])


def test_every_cause_has_its_line_for_operators() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [cause for cause in Cause if f"`{cause}`" not in page] == []


def test_every_signal_is_told_to_those_whom_it_is_about() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    names = [key.replace("_", " ") for key in (*signals.RULES, *signals.OVER_TIME)]
    assert [name for name in names if f"| {name} |" not in page] == []
