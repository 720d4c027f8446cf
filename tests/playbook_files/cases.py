"""Bad files in a table: the text with a mark before the place of the mistake, the sentence, the mend."""

from onboardbot.core.problem import Level, Problem
from onboardbot.playbook_files.checking import check_company, check_playbook
from onboardbot.playbook_files.company import Around
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.reading import prepare

MARK = "⟪"
NORTHWIND = Around(roles=frozenset({"hr", "duty", "it"}), columns=frozenset({"desk"}))


def problems_of_playbook(text: str, around: Around = NORTHWIND) -> tuple[Problem, ...]:
    notes = Notes("office.yaml")
    return check_playbook(prepare(text, notes), around, notes).problems


def problems_of_company(text: str) -> tuple[Problem, ...]:
    notes = Notes("company.yaml")
    return check_company(prepare(text, notes), notes)[0].problems


def place_of_mark(text: str) -> tuple[str, int, int]:
    """Return the text without its mark, and the line and column of the mark."""
    before, _, after = text.partition(MARK)
    return before + after, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def expect(found: tuple[Problem, ...], line: int, column: int, message: str, hint: str, level: Level) -> None:
    assert [(p.line, p.column, p.message, p.hint, p.level) for p in found] == [(line, column, message, hint, level)]


def mean(mend: str) -> str:
    return f'did you mean "{mend}"?'


def step(lines: str, *, content: str = "message: Hello") -> str:
    """Return a playbook with one step, whose own lines are given."""
    return f"title: T\nsteps:\n  - id: a\n{_indented(lines, 4)}    {content}\n"


def message(text: str) -> str:
    """Return a playbook with one message of literal text."""
    return step("when: day 1", content=f"message: |\n{_indented(text, 6)}")


def guide(tasks: str) -> str:
    """Return a playbook with one guide, whose list of tasks is given."""
    return step("when: day 1", content=f"guide:\n      title: G\n      tasks:\n{_indented(tasks, 8)}")


def check_in(questions: str, *, seen_by: str = "seen_by: manager") -> str:
    """Return a playbook with one check-in, whose list of questions is given."""
    circle = f"      {seen_by}\n" if seen_by else ""
    return step("when: day 1", content=f"check_in:\n{circle}      questions:\n{_indented(questions, 8)}")


def _indented(text: str, width: int) -> str:
    return "".join(f"{' ' * width}{line}\n" if line else "\n" for line in text.split("\n"))
