import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onboardbot.cli.check import command as check
from onboardbot.cli.preview import command
from onboardbot.core.calendar import Calendar
from onboardbot.core.company import Hours
from onboardbot.core.when import When, WorkingDay
from onboardbot.core.zones import zone_named
from tests.helpers.calendars import ZONES
from tests.helpers.slow_plan import SlowPlan

COMPANY = """\
name: Northwind
time_zone: Europe/Berlin
country: DE
subdivision: BE
people: {hr: [priya@northwind.example], it: it@northwind.example}
columns: [desk]
locations:
  Berlin:   {country: DE, subdivision: BE, time_zone: Europe/Berlin}
  Tel Aviv: {country: IL, time_zone: Asia/Jerusalem, week: sun-thu, hours: 08:30-17:00}
"""
PLAYBOOK = """\
title: Engineering
steps:
  - id: welcome
    when: day 1 at 09:15
    late: always
    message: |
      Good morning {{ hire.first_name }}, welcome to {{ company.name }}!
  - id: hello
    when: on enrollment
    to: manager
    message: "{{ hire.name }} joins you, {{ manager.first_name }}. Day {{ day }}."
  - id: first-day
    when: day 1 at 07:00
    guide:
      title: Your first day
      tasks:
        - Pick up your laptop
        - Have lunch with {{ buddy.first_name }}
  - id: first-week
    when: week 1 friday at 15:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was your first week, all in all?
        - text: What got in the way?
          if: mood <= 2
  - id: evening
    when: day 5 at 20:00
    to: it
    late: same day
    message: Ask {{ hr.mention }}.
"""
ONE = "title: One\nsteps:\n  - id: one\n    when: {when}\n    message: {text}\n"


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    tmp_path.joinpath("company.yaml").write_text(COMPANY, encoding="utf-8")
    path = tmp_path / "engineering.yaml"
    path.write_text(PLAYBOOK, encoding="utf-8")
    return path


def run(playbook: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(playbook), "--start", "2026-03-02", *options])


def rows(playbook: Path, *options: str) -> list[dict[str, str]]:
    result = run(playbook, "--format", "json", *options)
    assert result.exit_code == 0, result.output
    found: list[dict[str, str]] = json.loads(result.stdout)
    return found


def one(tmp_path: Path, when: str = "day 1", text: str = "Hello") -> Path:
    path = tmp_path / "one.yaml"
    path.write_text(ONE.format(when=when, text=json.dumps(text)), encoding="utf-8")
    return path


def test_every_step_is_listed_in_order_with_its_instant_and_its_text(playbook: Path) -> None:
    assert rows(playbook, "--zone", "America/New_York") == [
        {
            "step": "hello",
            "recipient": "manager",
            "kind": "message",
            "due_at": "2026-02-23T14:00:00Z",
            "local": "2026-02-23T09:00:00-05:00",
            "state": "due",
            "text": "Sam Sample joins you, Max. Day -5.",
        },
        {
            "step": "first-day",
            "recipient": "hire",
            "kind": "guide",
            "due_at": "2026-03-02T14:00:00Z",
            "local": "2026-03-02T09:00:00-05:00",
            "state": "due",
            "text": "Your first day\nPick up your laptop\nHave lunch with Bo",
        },
        {
            "step": "welcome",
            "recipient": "hire",
            "kind": "message",
            "due_at": "2026-03-02T14:15:00Z",
            "local": "2026-03-02T09:15:00-05:00",
            "state": "due",
            "text": "Good morning Sam, welcome to Northwind!\n",
        },
        {
            "step": "first-week",
            "recipient": "hire",
            "kind": "check_in",
            "due_at": "2026-03-06T20:00:00Z",
            "local": "2026-03-06T15:00:00-05:00",
            "state": "due",
            "text": "How was your first week, all in all?\nWhat got in the way?",
        },
        {
            "step": "evening",
            "recipient": "it",
            "kind": "message",
            "due_at": "2026-03-09T13:00:00Z",  # the clocks changed on Sunday
            "local": "2026-03-09T09:00:00-04:00",
            "state": "due",
            "text": "Ask @Pat People.",
        },
    ]


@pytest.mark.parametrize(
    ("options", "local"),
    [
        ((), "2026-03-02T09:00:00+01:00"),
        (("--zone", "Asia/Tokyo"), "2026-03-02T09:00:00+09:00"),
        (("--location", "Tel Aviv"), "2026-03-02T08:30:00+02:00"),
        (("--location", "tel aviv", "--zone", "UTC"), "2026-03-02T08:30:00+00:00"),
        (("--location", "Tel Aviv", "--week", "thu-fri"), "2026-03-05T08:30:00+02:00"),
        (("--location", "Tel Aviv", "--country", "US"), "2026-03-02T08:30:00+02:00"),
        (("--hours", "10:00-12:00"), "2026-03-02T10:00:00+01:00"),
        (("--leave", "2026-03-02", "--leave", "2026-03-04..2026-03-05"), "2026-03-03T09:00:00+01:00"),
        (("--leave", "2026-02-25..2026-03-05"), "2026-03-06T09:00:00+01:00"),
    ],
)
def test_options_go_before_company_yaml(playbook: Path, options: tuple[str, ...], local: str) -> None:
    first_day = next(row for row in rows(playbook, *options) if row["step"] == "first-day")
    assert first_day["local"] == local


@pytest.mark.parametrize(
    ("options", "local"),
    [
        ((), "2026-03-09"),  # Women's Day of Berlin is on a Sunday
        (("--week", "sun-thu"), "2026-03-09"),
        (("--week", "sun-thu", "--country", "DE"), "2026-03-08"),  # never the company's subdivision
        (("--week", "sun-thu", "--country", "DE", "--subdivision", "BE"), "2026-03-09"),
        (("--week", "sun-thu", "--country", "DE", "--subdivision", "BY"), "2026-03-08"),
    ],
)
def test_a_subdivision_counts_with_its_own_country(playbook: Path, options: tuple[str, ...], local: str) -> None:
    path = one(playbook.parent, "on 2026-03-08")
    assert rows(path, *options)[0]["local"][:10] == local


def test_a_lone_subdivision_is_left_out_and_said_so(playbook: Path) -> None:
    result = run(playbook, "--subdivision", "BY")
    assert result.exit_code == 0
    assert "--subdivision counts only together with --country" in result.stderr


@pytest.mark.parametrize("zone", ZONES)
def test_dates_agree_with_a_slow_reading(zone: str, tmp_path: Path) -> None:
    path = one(tmp_path, "day 15 at 16:30")
    hire = Calendar(zone_named(zone), frozenset({6, 0, 1, 2}), Hours(), "GB", "SCT")
    slow = SlowPlan(date(2026, 3, 21), datetime(2026, 3, 1, tzinfo=UTC), hire)
    due_at = slow.due_at(When(day=WorkingDay(n=15), at=hire.hours.end.replace(hour=16)), hire, to_hire=True)
    options = ("--start", "2026-03-21", "--zone", zone, "--country", "GB", "--subdivision", "SCT", "--week", "sun-wed")
    assert rows(path, *options)[0]["due_at"] == due_at.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize(
    ("enrolled_at", "states"),
    [
        ("2026-03-02T07:59:59Z", {"hello": "due", "first-day": "due", "welcome": "due", "evening": "due"}),
        ("2026-03-02T09:16:00+01:00", {"hello": "due", "first-day": "late", "welcome": "late"}),
        (
            "2026-03-09T17:30:00+01:00",
            {"welcome": "late", "first-day": "late", "first-week": "late", "evening": "late"},
        ),
        ("2026-03-09T17:30:01+01:00", {"welcome": "late", "evening": "missed"}),
        ("2026-03-11T09:00:00+01:00", {"welcome": "late", "first-day": "late", "first-week": "missed"}),
        ("2027-01-11T09:00:00+01:00", {"welcome": "late", "first-day": "missed", "first-week": "missed"}),
    ],
)
def test_what_lies_before_enrollment_is_late_or_missed(
    playbook: Path, enrolled_at: str, states: dict[str, str]
) -> None:
    found = {row["step"]: row["state"] for row in rows(playbook, "--enrolled-at", enrolled_at)}
    assert {step: found[step] for step in states} == states
    assert found["hello"] == "due"


def test_on_enrollment_keeps_the_seconds(playbook: Path) -> None:
    found = rows(playbook, "--enrolled-at", "2026-02-24T10:20:30.5+01:00")
    assert found[0]["due_at"] == "2026-02-24T09:20:30Z"


def test_without_an_instant_of_enrollment_it_is_nine_local_on_the_seventh_day_before(tmp_path: Path) -> None:
    path = one(tmp_path, "on enrollment")
    found = rows(path, "--start", "2026-04-01", "--zone", "America/New_York")
    assert found[0]["local"] == "2026-03-25T09:00:00-04:00"


# Texts


@pytest.mark.parametrize(
    ("text", "assignments", "filled"),
    [
        ("{{ hire.first_name }} {{ hire.name }}", (), "Sam Sam Sample"),
        ("{{ hire.first_name }} {{ hire.name }}", ("hire.name=Nadia Haddad",), "Nadia Nadia Haddad"),
        ("{{ hire.first_name }}", ("hire.first_name=Nadi", "hire.name=Nadia Haddad"), "Nadi"),
        ("{{ hire.first_name }}", ("hire.first_name=Nadia",), "Nadia"),
        ("{{ manager.mention }}", (), "@Max Manager"),
        ("{{ manager.mention }} {{ manager.first_name }}", ("manager.name=Marek Novak",), "@Marek Novak Marek"),
        ("{{ buddy.mention }}", ("buddy.mention=you",), "you"),
        ("{{ buddy.name }}, {{ hr.name }}", (), "Bo Buddy, Pat People"),
        ("{{ hire.name }}", ("hire.name=*<!channel>* = {{ x }}",), "*<!channel>* = {{ x }}"),  # stands as typed
        ("{{ hire.email }} {{ hire.start_date }}", (), "sam@example.com 2026-03-02"),
        ("{{ company.name }} {{ hire.desk }}", ("company.name=Acme", "hire.desk=4a"), "Acme 4a"),
        ("{{ hire.desk }}, {{ hire.title }}", (), "[hire.desk], [hire.title]"),  # nobody told
        ("{{ hire.title | default: 'colleague' }}", (), "colleague"),
        ("{{ hire.desk }} {{ hire.title | default: 'colleague' }}", (), "[hire.desk] colleague"),
        ("{% if hire.title %}x{% else %}y{% endif %}", (), "y"),
        ("{{ manager.first_name }}", ("manager.name=",), "[manager.first_name]"),
        ("{{ manager.mention }}", ("manager.name=",), "[manager.mention]"),
        ("day {{ day }}", (), "day 1"),
    ],
)
def test_placeholders_are_filled_with_sample_people(
    playbook: Path, text: str, assignments: tuple[str, ...], filled: str
) -> None:
    path = one(playbook.parent, text=text)
    options = [part for assignment in assignments for part in ("--set", assignment)]
    assert rows(path, *options)[0]["text"] == filled


def test_the_location_is_a_placeholder_too(playbook: Path) -> None:
    path = one(playbook.parent, text="{{ hire.location }}")
    assert rows(path, "--location", "tel aviv")[0]["text"] == "Tel Aviv"


def test_a_text_that_fills_without_end_is_shown_as_such(tmp_path: Path) -> None:
    path = one(tmp_path, text="{% for i in (1..30) %}{{ hire.name }}{% endfor %}")
    assert rows(path, "--zone", "UTC", "--set", f"hire.name={'x' * 1000}")[0]["text"] == "[this text can't be filled]"


# For people


def test_people_read_a_list_by_days(playbook: Path) -> None:
    result = run(playbook, "--enrolled-at", "2026-03-03T09:00:00+01:00", "--hours", "09:00-17:00")
    assert result.exit_code == 0
    assert result.stdout == (
        "Engineering, for somebody who starts on Monday 2 March 2026\n"
        "Times are those of Europe/Berlin; enrolled on Tuesday 3 March 2026 at 09:00.\n"
        "\n"
        "Monday 2 March 2026\n"
        "  09:00  to hire: first-day  (late: goes after enrollment)\n"
        "         Your first day\n"
        "         Pick up your laptop\n"
        "         Have lunch with Bo\n"
        "  09:15  to hire: welcome  (late: goes after enrollment)\n"
        "         Good morning Sam, welcome to Northwind!\n"
        "\n"
        "Tuesday 3 March 2026\n"
        "  09:00  to manager: hello\n"
        "         Sam Sample joins you, Max. Day 2.\n"
        "\n"
        "Friday 6 March 2026\n"
        "  15:00  to hire: first-week\n"
        "         How was your first week, all in all?\n"
        "         What got in the way?\n"
        "\n"
        "Monday 9 March 2026\n"
        "  09:00  to it: evening\n"
        "         Ask @Pat People.\n"
        "\n"
        "The onboarding ends on Monday 16 March 2026.\n"
    )


def test_a_long_text_is_cut_for_people(tmp_path: Path) -> None:
    result = run(one(tmp_path, text="one\n\ntwo\nthree\nfour"), "--zone", "UTC")
    assert "three\n         ...\n" in result.stdout
    assert "four" not in result.stdout


# Mistakes


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--zone", "Berlin"), 'did you mean "Europe/Berlin"?'),
        (("--start", "2026-02-30"), '"2026-02-30" is not a date'),
        (("--start", "soon"), "write it like 2026-03-02"),
        (("--country", "UK"), 'did you mean "GB"?'),
        (("--country", "DE", "--subdivision", "DE-BY"), 'did you mean "BY"?'),
        (("--week", "monday-friday"), 'did you mean "mon-fri"?'),
        (("--hours", "9-17"), 'did you mean "09:00-17:00"?'),
        (("--leave", "2026-03-06..2026-03-02"), "ends before it begins"),
        (("--location", "Tel Avif"), 'did you mean "Tel Aviv"?'),
        (("--location", "Atlantis"), "known are: Berlin and Tel Aviv"),
        (("--enrolled-at", "2026-03-02T08:00:00"), "needs an offset"),
        (("--enrolled-at", "yesterday"), "is not an instant"),
        (("--enrolled-at", "9999-12-31T23:59:59-12:00"), "is too far away"),
        (("--set", "Nadia"), "write it like hire.first_name=Nadia"),
        (("--set", "hire.first_nam=Nadia"), 'did you mean "hire.first_name"?'),
        (("--set", "x=1"), "as in hire.first_name=Nadia"),
        (("--leave", "2026-01-01..2027-12-31"), "there is no working day within 366 days after 2026-03-02"),
        (("--start", "0001-01-03"), "the calendar does not reach"),
        (("--format", "xml"), "'xml' is not one of"),
    ],
)
def test_a_bad_option_is_a_sentence(playbook: Path, options: tuple[str, ...], sentence: str) -> None:
    result = run(playbook, *options)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert not result.stdout


def test_without_a_location_nothing_can_be_named(tmp_path: Path) -> None:
    result = run(one(tmp_path), "--location", "Berlin", "--zone", "UTC")
    assert result.exit_code == 2
    assert "known are: none" in result.stderr


def test_somebody_must_say_the_zone(tmp_path: Path) -> None:
    result = run(one(tmp_path))
    assert result.exit_code == 2
    assert "--zone Europe/Berlin" in result.stderr


def test_a_broken_playbook_gets_the_list_of_check(playbook: Path) -> None:
    playbook.write_text(PLAYBOOK.replace("when: day 1 at 07:00", "whne: day 1"), encoding="utf-8")
    result = run(playbook, "--format", "json", "--week", "nonsense")
    assert result.exit_code == 1
    assert result.stdout == CliRunner().invoke(check, [str(playbook), "--format", "json"]).stdout
    assert {"file": str(playbook), "line": 13, "hint": 'did you mean "when"?'}.items() <= json.loads(result.stdout)[
        0
    ].items()


def test_a_broken_company_gets_the_list_of_check(playbook: Path) -> None:
    company = playbook.parent / "company.yaml"
    company.write_text("nam: Northwind\n", encoding="utf-8")
    result = run(playbook, "--zone", "UTC")
    assert result.exit_code == 1
    assert f"{company}:1:1: " in result.stdout


@pytest.mark.parametrize("name", ["missing.yaml", ".", "company.yaml"])
def test_what_is_no_playbook_is_said_in_a_sentence(playbook: Path, name: str) -> None:
    result = run(playbook.parent / name, "--zone", "UTC")
    assert result.exit_code == 2
    assert ("can't be read" in result.stderr) or ("is not a playbook" in result.stderr)


def test_nobody_needs_a_company(tmp_path: Path) -> None:
    path = one(tmp_path, text="Welcome to {{ company.name }}")
    found = rows(path, "--zone", "UTC", "--enrolled-at", str(datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=1)))
    assert found[0]["text"] == "Welcome to Your company"
