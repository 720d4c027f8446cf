"""Playbooks: their keys, steps, guides and audiences, with one error a slip."""

import pytest

from onboardbot.core.problem import Level
from onboardbot.playbook_files.company import ANYTHING, Around
from onboardbot.playbook_files.notes import TOP, Notes
from onboardbot.playbook_files.steps import read_step
from onboardbot.playbook_files.times import HoursWritten, clock
from onboardbot.playbook_files.tree import Broken
from tests.playbook_files.cases import expect, guide, mean, place_of_mark, problems_of_playbook, step

FILL = "write one after the colon, or leave the line out"
ONE_TEXT = "if it has brackets or braces, put it in quotes"
STEP_KEYS = "it can have id, when, to, late, message, guide and check_in"
A_STEP = "steps: [{id: a, when: day 1, message: Hello}]\n"


def head(lines: str) -> str:
    return f"title: T\n{lines}\n{A_STEP}"


@pytest.mark.parametrize(
    "text",
    [
        head("ends: 6 months after start"),
        head("ends: on enrollment"),
        head("audience: {department: Engineering, location: [Berlin, New York]}"),
        head("audience: {employment: intern, title: [Engineer], country: [de, US]}"),
        head("audience: {}"),
        "title: null\n" + A_STEP,
        "title: ~\n" + A_STEP,
        "---\ntitle: Office\n" + A_STEP + "...\n",
        "%YAML 1.2\n---\ntitle: Office\n" + A_STEP,
        step("when: day 1\nto: it\nlate: always"),
        step("when: day 1\nto: hr\nlate: 1 day"),
        step("when: day 1\nto: manager\nlate: same  day"),
        step("when: on enrollment\nto: buddy\nlate: 12 days"),
        guide("- Have lunch with {{ buddy.first_name }}\n- {id: laptop, text: Fetch it, help: it, due: day 1}"),
        guide("- לארוחת\n- צהריים"),
        step("when: day 1", content="message: He said “hello” and «bonjour»"),
        step("when: day 1", content="message: “Welcome!” is what they say here"),
    ],
)
def test_what_the_page_allows_is_fine(text: str) -> None:
    assert problems_of_playbook(text) == ()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("⟪title: T\n", 'a playbook has no "steps", and needs one', 'add "steps:"'),
        (f"⟪{A_STEP}", 'a playbook has no "title", and needs one', 'add "title:"'),
        (f"⟪titel: T\n{A_STEP}", 'a playbook has no "titel"', mean("title")),
        (f"⟪“title”: T\n{A_STEP}", 'a playbook has no "“title”"', mean("title")),
        (head("⟪Title: U"), 'a playbook has no "Title"', mean("title")),
        (head("⟪colour: red"), 'a playbook has no "colour"', "it can have title, audience, ends and steps"),
        (head("⟪title: U"), '"title" is here twice; the first is on line 1', "keep one of the two"),
        (f"⟪title:\n{A_STEP}", '"title" has no value', FILL),
        (f"⟪title: ''\n{A_STEP}", '"title" has no value', FILL),
        (f"title: ⟪[a]\n{A_STEP}", '"title" is one text, not a list or a group', ONE_TEXT),
        (f"title: ⟪“Office”\n{A_STEP}", "these quotation marks are typographic ones (“”)", mean("Office")),
        (f"title: ⟪‘Office’\n{A_STEP}", "these quotation marks are typographic ones (‘’)", mean("Office")),
        (f"title: ⟪“Office\n{A_STEP}", "these quotation marks are typographic ones (“)", mean('"Office')),
        (
            f"title: ⟪{'x' * 151}\n{A_STEP}",
            "the title of a playbook is 151 characters long, and may have 150",
            "shorten it, or make it two",
        ),
        (
            f"title: For ⟪{{{{ hire.name }}}}\n{A_STEP}",
            "the title of a playbook can't have placeholders",
            "write it without {{ and %}",
        ),
        ("title: T\nsteps: ⟪[]\n", '"steps" has nothing in it', "give at least one, or leave it out"),
        ("title: T\nsteps: ⟪welcome\n", '"steps" is a list', 'write one entry a line, each after "- "'),
        ("title: T\nsteps:\n  ⟪a: {when: day 1}\n", '"steps" is a list', 'write one entry a line, each after "- "'),
        ("title: T\n⟪steps:\n", '"steps" has no value', FILL),
        ("title: T\nsteps:\n  - ⟪welcome\n", "this step is a group of keys with values", STEP_KEYS),
        (f"title: T\n{A_STEP[:-2]}, ⟪' ']\n", "there is nothing after this dash", "write something, or leave it out"),
        (
            "title: T\nsteps:\n  ⟪-\n  - {id: a, when: day 1, message: Hello}\n",
            "there is nothing after this dash",
            "write something, or leave it out",
        ),
        (head("ends: ⟪never"), '"never" is not a time that I can read', None),
        (head("audience: ⟪Engineering"), "an audience is a group of keys with values", None),
        (head("⟪audience:"), '"audience" has no value', FILL),
        (head("audience: {⟪dept: Sales}"), 'an audience has no "dept"', mean("department")),
        (head("audience: {⟪salary: high}"), 'an audience has no "salary"', None),
        (head("audience: {country: ⟪UK}"), 'there is no country code "UK"', mean("GB")),
        (head("audience: {department: ⟪[]}"), '"department" has nothing in it', "give at least one, or leave it out"),
        (head("audience: {location: [Berlin, ⟪berlin]}"), '"berlin" is here twice; the first is on line 2', None),
        (head("audience: {location: ⟪{city: Berlin}}"), '"location" is one text, not a list or a group', ONE_TEXT),
    ],
)
def test_a_mistake_in_a_playbook_is_one_error(text: str, message: str, hint: str | None) -> None:
    written, line, column = place_of_mark(text)
    found = problems_of_playbook(written)
    expect(found, line, column, message, found[0].hint if hint is None else hint, Level.ERROR)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("title: T\nsteps:\n  - ⟪when: day 1\n    message: Hi\n", 'this step has no "id", and needs one', 'add "id:"'),
        ("title: T\nsteps:\n  - ⟪id: a\n    message: Hi\n", 'step "a" has no "when", and needs one', 'add "when:"'),
        (step("⟪whne: day 1"), 'step "a" has no "whne"', mean("when")),
        (step("⟪on: day 1"), 'step "a" has no "on"', mean("when")),
        (step("when: day 1\n⟪at: 09:00"), 'step "a" has no "at"', mean("when")),
        (step("when: day 1", content="⟪chek_in: x"), 'step "a" has no "chek_in"', mean("check_in")),
        (step("when: day 1", content="⟪check-in: x"), 'step "a" has no "check-in"', mean("check_in")),
        (step("when: day 1", content="⟪mesage: x"), 'step "a" has no "mesage"', mean("message")),
        (step("when: day 1", content="⟪colour: x"), 'step "a" has no "colour"', STEP_KEYS),
        (step("⟪when:"), '"when" has no value', FILL),
        (
            "title: T\nsteps:\n  - ⟪id: a\n    when: day 1\n",
            'step "a" has no content',
            "give it a message, a guide or a check_in",
        ),
        (
            step("when: day 1\nguide: {title: G, tasks: [A]}", content="⟪message: Hi"),
            'step "a" has a "message" as well as a "guide"',
            "make it two steps; a step has one of the two",
        ),
        (step("when: day 1", content="⟪message:"), '"message" has no value', FILL),
        (step("when: day 1", content="⟪message: |"), '"message" has no value', FILL),
        (step("when: day 1", content="message: ⟪[Hi]"), '"message" is one text, not a list or a group', ONE_TEXT),
        (
            "title: T\nsteps:\n  - {id: ⟪First Week, when: day 1, message: Hi}\n",
            '"First Week" is no id: it has a-z, 0-9 and hyphens',
            mean("first-week"),
        ),
        (
            f"title: T\nsteps:\n  - {{id: ⟪{'x' * 61}, when: day 1, message: Hi}}\n",
            "an id is 61 characters long, and may have 60",
            "shorten it",
        ),
        (
            "title: T\nsteps:\n  - {id: a, when: day 1, message: Hi}\n  - {id: ⟪a, when: day 2, message: Hi}\n",
            '"a" is here twice; the first is on line 3',
            "each may be there once",
        ),
        (
            step("when: day 1\nto: ⟪legal"),
            'nobody is "legal"',
            "roles are hire, manager, buddy, hr, duty and it, and those under people in company.yaml",
        ),
        (step("when: day 1\nto: ⟪Manager"), 'nobody is "Manager"', mean("manager")),
        (step("when: day 1\nto: ⟪manger"), 'nobody is "manger"', mean("manager")),
        (step("when: day 1\nto: ⟪boss"), 'nobody is "boss"', mean("manager")),
        (step("when: day 1\nto: ⟪[hr, it]"), '"to" is one text, not a list or a group', ONE_TEXT),
        (step("when: day 1\nlate: ⟪0 days"), '"0 days" is no patience', mean("same day")),
        (step("when: day 1\nlate: ⟪01 days"), '"01 days" is no patience', mean("1 day")),
        (step("when: day 1\nlate: ⟪Always"), '"Always" is no patience', mean("always")),
        (step("when: day 1\nlate: ⟪2 weeks"), '"2 weeks" is no patience', mean("10 days")),
        (step("when: day 1\nlate: ⟪3"), '"3" is no patience', mean("3 days")),
        (step("when: day 1\nlate: ⟪999 days"), '"999 days" is no patience', mean("always")),
        (step("when: day 1\nlate: ⟪99 weeks"), '"99 weeks" is no patience', mean("always")),
        (step("when: day 1\nlate: ⟪forever"), '"forever" is no patience', mean("always")),
        (step("when: day 1\nlate: ⟪soon"), '"soon" is no patience', 'write "same day", "2 days" or "always"'),
    ],
)
def test_a_mistake_in_a_step_is_one_error(text: str, message: str, hint: str) -> None:
    written, line, column = place_of_mark(text)
    expect(problems_of_playbook(written), line, column, message, hint, Level.ERROR)


@pytest.mark.parametrize(
    ("tasks", "message", "hint"),
    [
        ("- A\n- ⟪A", '"a" is here twice; the first is on line 8', "each may be there once"),
        ("- {id: x, text: A}\n- {id: ⟪x, text: B}", '"x" is here twice; the first is on line 8', None),
        ("- ⟪Read this: it is good", "a colon with a space after it means a key here", "put the text in quotes"),
        ("- ⟪Ask: what is good work?", "a colon with a space after it means a key here", "put the text in quotes"),
        ("- ⟪texte: Read this", 'a task has no "texte"', mean("text")),
        ("- ⟪help: it", 'a task has no "text", and needs one', 'add "text:"'),
        ("- {⟪txt: A}", 'a task has no "txt"', mean("text")),
        ("- ⟪{id: x}", 'a task has no "text", and needs one', 'add "text:"'),
        ("- ⟪[A]", "a task is a group of keys with values", None),
        ("- {text: A, ⟪when: day 1}", 'a task has no "when"', mean("due")),
        ("- {text: A, help: ⟪itt}", 'nobody is "itt"', mean("it")),
        ("- {text: A, help: ⟪hire}", "a hire can't be asked to help themselves", None),
        ("- {text: A, due: ⟪day 1 at 09:00}", '"due" takes no time of day', mean("day 1")),
        ("- {text: A, due: ⟪day 0}", "there is no day 0", None),
        (f"- {{id: ⟪{'x' * 41}, text: A}}", "an id is 41 characters long, and may have 40", None),
        (f"- ⟪{'x' * 3001}", "a task is 3001 characters long, and may have 3000", None),
        (
            "\n".join(f"- {'⟪' if n == 21 else ''}Task {n}" for n in range(1, 23)),
            '"tasks" has 22, and takes 20 at most',
            "make it two guides",
        ),
    ],
)
def test_a_mistake_in_a_guide_is_one_error(tasks: str, message: str, hint: str | None) -> None:
    written, line, column = place_of_mark(guide(tasks))
    found = problems_of_playbook(written)
    expect(found, line, column, message, found[0].hint if hint is None else hint, Level.ERROR)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("guide:\n      ⟪tasks: [A]", 'a guide has no "title", and needs one'),
        ("guide:\n      ⟪title: G", 'a guide has no "tasks", and needs one'),
        (f"guide:\n      title: ⟪{'x' * 151}\n      tasks: [A]", None),
        ("guide: ⟪Your first day", "a guide is a group of keys with values"),
        ("guide:\n      ⟪titel: G\n      tasks: [A]", 'a guide has no "titel"'),
        ("guide:\n      title: G\n      tasks: ⟪A", '"tasks" is a list'),
    ],
)
def test_a_guide_has_a_title_and_tasks(content: str, message: str | None) -> None:
    written, line, column = place_of_mark(step("when: day 1", content=content))
    found = problems_of_playbook(written)
    expect(found, line, column, message or found[0].message, found[0].hint, Level.ERROR)


def test_a_far_due_day_is_a_warning() -> None:
    assert [problem.level for problem in problems_of_playbook(guide("- {text: A, due: day 30}"))] == [Level.WARNING]


def test_any_role_and_column_may_be_where_the_company_can_t_be_read() -> None:
    text = step("when: day 1\nto: legal", content="message: Desk {{ hire.desk_number }}")
    assert problems_of_playbook(text, ANYTHING) == ()


def hours(begin: str, end: str) -> HoursWritten:
    first, last = clock(begin), clock(end)
    assert first
    assert last
    return {"begin": first, "end": last}


@pytest.mark.parametrize(
    ("audience", "when", "warnings"),
    [
        ("", "day 1 at 08:45", ["08:45 is before the working hours, so this goes at 10:00"]),
        ("audience: {location: Tel Aviv}\n", "day 1 at 08:45", []),
        (
            "audience: {location: tel aviv}\n",
            "day 1 at 17:30",
            ["17:30 is after the working hours in tel aviv, so this goes at 17:00"],
        ),
        (
            "audience: {location: [Tel Aviv, Berlin]}\n",
            "day 1 at 08:45",
            ["08:45 is before the working hours, so this goes at 10:00"],
        ),
        ("audience: {location: Oslo}\n", "day 1 at 10:00", []),
    ],
)
def test_working_hours_are_those_of_whom_the_playbook_is_for(audience: str, when: str, warnings: list[str]) -> None:
    around = Around(hours=hours("10:00", "18:00"), places={"tel aviv": hours("08:30", "17:00"), "berlin": None})
    found = problems_of_playbook(f"{audience}{step(f'when: {when}')}", around)
    assert [problem.message for problem in found] == warnings


def test_a_no_break_space_is_a_space() -> None:
    text = step("when:\xa0day\xa01\xa0at\xa009:00").replace("    when", "\xa0\xa0\xa0\xa0when")
    assert problems_of_playbook(text) == ()


def test_what_is_broken_already_is_not_complained_about_again() -> None:
    notes = Notes("office.yaml")
    assert read_step(Broken(TOP), ANYTHING, (), notes) == (None, {})
    assert notes.problems == []


def test_the_loops_of_a_whole_file_are_limited_too() -> None:
    """Each of these texts may go round a thousand times; hundreds of them would keep whoever reads the file busy."""
    loop = "    message: '{% for n in (1..1000) %}x{% if n == 1 %}x{% endif %}{% endfor %}'\n"
    text = "title: T\nsteps:\n" + "".join(f"  - id: s{n}\n    when: day 1\n{loop}" for n in range(400))
    found = problems_of_playbook(text)
    assert {problem.message for problem in found} == {"this text takes too long to fill"}
    assert 100 < found[0].line < 600  # some dozens are filled before
    assert found[-1].line == len(text.splitlines())
