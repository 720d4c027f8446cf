"""Files as values: what the bot runs on, and what a kept text still says."""

from datetime import date, time
from hashlib import sha256
from pathlib import Path

import pytest

from onboardbot import playbook_files
from onboardbot.core.company import Company, Days, Hours
from onboardbot.core.playbook import Audience
from onboardbot.core.questions.base import Condition, Operator, SeenBy
from onboardbot.core.steps.check_in import CheckIn
from onboardbot.core.steps.guide import Guide, Task
from onboardbot.core.steps.message import Message
from onboardbot.core.when import FromStart, Late, LateUnit, Unit, WeekDay, When, WorkingDay
from onboardbot.playbook_files import (
    BrokenTextError,
    load_company,
    load_folder,
    load_playbook,
    parse_company,
    parse_playbook,
)

SHIPPED_SHAPE = Path(__file__).parent.parent / "playbooks" / "good"


def test_a_whole_folder_is_loaded() -> None:
    loaded = load_folder(SHIPPED_SHAPE)
    assert loaded.problems == ()
    assert [playbook.name for playbook in loaded.playbooks] == ["engineering", "ninety-days", "smallest"]
    assert set(loaded.texts) == {"company.yaml", "engineering.yaml", "ninety-days.yaml", "smallest.yaml"}


def test_the_company_says_what_its_file_says() -> None:
    company, problems = load_company(SHIPPED_SHAPE / "company.yaml")
    assert problems == ()
    assert company
    assert (company.name, company.country, company.subdivision) == ("Northwind", "DE", "BE")
    assert company.closed[0] == Days(first=date(2026, 12, 24), last=date(2026, 12, 31))
    assert [person.email for person in company.people["duty"]] == ["dana@northwind.example", "omar@northwind.example"]
    assert company.people["hr"][0].name == "Priya Rao"
    assert company.locations["Tel Aviv"].week == frozenset({6, 0, 1, 2, 3})
    assert company.locations["Tel Aviv"].hours == Hours(begin=time(8, 30), end=time(17))
    assert company.resources["DE"][0].url == "https://www.telefonseelsorge.de"


def test_a_playbook_says_what_its_file_says() -> None:
    file = SHIPPED_SHAPE / "engineering.yaml"
    playbook, problems = load_playbook(file)
    assert problems == ()
    assert playbook
    assert playbook.version == sha256(file.read_bytes()).hexdigest()
    assert playbook.audience == Audience(department=("Engineering",), location=("Berlin", "New York"))
    assert playbook.ends == When(day=FromStart(count=6, unit=Unit.MONTHS))
    welcome, first_day, first_week = playbook.steps
    assert isinstance(welcome, Message)
    assert welcome.message == "Good morning {{ hire.first_name }}, welcome to {{ company.name }}!\n"
    assert welcome.late == Late(unit=LateUnit.ALWAYS)
    assert isinstance(first_day, Guide)
    assert first_day.tasks == (
        Task(id="laptop", text="Pick up your laptop", help="it", due=When(day=WorkingDay(n=1))),
        Task(id="have-lunch-with-buddy-first-name", text="Have lunch with {{ buddy.first_name }}"),
    )
    assert isinstance(first_week, CheckIn)
    assert first_week.when == When(day=WeekDay(week=1, weekday=4), at=time(15))
    assert [question.seen_by for question in first_week.questions] == [SeenBy.MANAGER, SeenBy.ME, SeenBy.COUNTED]
    assert first_week.questions[1].condition == Condition(question="mood", operator=Operator.AT_MOST, value="2")


def test_a_broken_file_is_left_out_and_a_warning_is_not(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("title: T\n", encoding="utf-8")
    (tmp_path / "warned.yaml").write_text("title: T\nsteps: [{id: a, when: day 30, message: Hi}]\n", encoding="utf-8")
    loaded = load_folder(tmp_path)
    assert [playbook.name for playbook in loaded.playbooks] == ["warned"]
    assert list(loaded.texts) == ["warned.yaml"]
    assert [Path(problem.file).name for problem in loaded.problems] == ["broken.yaml", "warned.yaml"]
    assert load_playbook(tmp_path / "broken.yaml")[0] is None


def test_a_broken_company_is_the_usual_one_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "company.yaml").write_text("name: N\ncountry: UK\n", encoding="utf-8")
    loaded = load_folder(tmp_path)
    assert loaded.company == Company()
    assert [Path(problem.file).name for problem in loaded.problems] == ["company.yaml"]
    assert load_company(tmp_path / "company.yaml")[0] is None


def test_a_kept_text_is_read_whatever_the_company_is_now() -> None:
    text = "title: T\nsteps: [{id: a, when: day 1, to: legal, message: 'At {{ hire.desk }}'}]\n"
    playbook = parse_playbook(text, name="office", company=Company())
    assert (playbook.name, playbook.version) == ("office", sha256(text.encode()).hexdigest())
    assert playbook.steps[0].to == "legal"
    assert parse_company("name: N\n") == Company(name="N")


@pytest.mark.parametrize("text", ["title: T\n", "", "\x00"])
def test_a_kept_text_that_can_t_be_read_says_why(text: str) -> None:
    with pytest.raises(BrokenTextError, match=r"office\.yaml:1:1") as raised:
        parse_playbook(text, name="office")
    assert raised.value.problems
    with pytest.raises(BrokenTextError, match=r"company\.yaml:1:"):
        parse_company(text)


def test_every_good_file_is_good(tmp_path: Path) -> None:
    for file in sorted(SHIPPED_SHAPE.glob("*.yaml")):
        (tmp_path / file.name).write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    loaded = load_folder(tmp_path)
    assert loaded.problems == ()
    assert loaded.texts["smallest.yaml"].startswith("\ufefftitle:")


@pytest.mark.parametrize("file", sorted((SHIPPED_SHAPE.parent / "bad").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_bad_file_has_the_mistakes_that_its_comments_name(file: Path) -> None:
    """A comment `#! message` names the mistake of the line that it ends, or of the line below it."""
    wanted = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        before, mark, message = line.partition("#! ")
        if mark:
            wanted.append((number if before.strip() else number + 1, message))
    playbook, problems = load_playbook(file)
    assert playbook is None
    assert [(problem.line, problem.message) for problem in problems] == wanted


def test_what_the_package_has_not_it_has_not() -> None:
    with pytest.raises(AttributeError):
        _ = playbook_files.nothing_of_that_name
    assert all(getattr(playbook_files, name) for name in playbook_files.__all__)
