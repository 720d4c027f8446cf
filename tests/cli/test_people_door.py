"""`import`, `status`, `pause`, `resume`, `leave` and `end` beside a running bot, which applies them within a second."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.processes import Place, free_port, place, running, sandbox
from tests.helpers.world import COMPANY

NADIA, MAREK, BEA, PRIYA = (f"{name}@northwind.example" for name in ("nadia", "marek", "bea", "priya"))
PLAYBOOK = """\
title: First days
audience: {department: Engineering}
steps:
  - {id: welcome, when: day 1 at 09:00, late: always, message: "Your desk is {{ hire.desk }}."}
  - {id: two, when: day 2 at 09:00, message: Day two}
  - {id: note, when: day 3 at 10:00, to: manager, message: "{{ hire.first_name }} is here."}
  - {id: four, when: day 4 at 09:00, message: Day four}
"""
HEADER = "email,name,start_date,department,manager_email,desk"
ROW = f"{NADIA},Nadia Haddad,2026-03-02,Engineering,{MAREK},4-12"
KEYS = ["hire", "playbook", "version", "step", "occurrence", "recipient", "due_at", "state", "sent_at", "cause"]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    files = {"eng.yaml": PLAYBOOK, "company.yaml": f"{COMPANY}columns: [desk]\n"}
    here = place(tmp_path_factory.mktemp("people"), files, clock_port=str(free_port()))
    with sandbox(here), running(here, clock_start="2026-02-25T08:00:00Z"):
        yield here


def dates(here: Place) -> dict[str, str]:
    return {line["step"]: line["due_at"] for line in here.status(NADIA)}


def soon(here: Place, expected: dict[str, str]) -> None:
    """Wait until the bot applied what was written; it has a second, and a busy machine a little longer."""
    here.until(lambda: expected.items() <= dates(here).items())


def test_an_onboarding_from_import_to_rehire(here: Place) -> None:
    """One story, as time never goes back."""
    _the_hire_is_planned(here)
    _what_changes_moves(here)
    _leave_moves_what_is_unsent(here)
    _what_fell_due_in_a_pause_goes_late(here)
    _an_end_ends_it(here)
    _a_rehire_begins_anew(here)


def _the_hire_is_planned(here: Place) -> None:
    done = here.people(f"{HEADER}\n{ROW}\n")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{NADIA}: added\n", "")
    soon(here, {"welcome": "2026-03-02T08:00:00Z", "note": "2026-03-04T09:00:00Z"})
    lines = here.status()
    assert [list(line) for line in lines] == [KEYS] * 4
    assert {(line["hire"], line["playbook"], line["occurrence"], line["state"]) for line in lines} == {
        (NADIA, "eng", 1, "planned")
    }
    assert [line["recipient"] for line in lines] == ["hire", "hire", "manager", "hire"]
    assert {len(line["version"]) for line in lines} == {12}


def _what_changes_moves(here: Place) -> None:
    done = here.people(f"email,name,start_date,time_zone\n{NADIA},Nadia Haddad,2026-03-03,Europe/London\n")
    assert done.stdout == f"{NADIA}: updated, start moved from 2026-03-02\n"
    soon(here, {"welcome": "2026-03-03T09:00:00Z", "two": "2026-03-04T09:00:00Z", "note": "2026-03-05T09:00:00Z"})
    here.people(f"email,name,start_date,time_zone,week\n{NADIA},Nadia Haddad,2026-03-02,,sun-thu\n")
    soon(here, {"welcome": "2026-03-02T08:00:00Z", "four": "2026-03-05T08:00:00Z"})
    here.to("2026-03-02T08:30:00Z")
    assert here.words(NADIA)[0].startswith("Your desk is 4-12.")
    here.people(f"email,name,start_date,manager_email\n{NADIA},Nadia Haddad,2026-03-09,{BEA}\n")
    soon(here, {"two": "2026-03-10T08:00:00Z", "welcome": "2026-03-02T08:00:00Z"})  # sent ones never change
    here.people(f"email,name,start_date\n{NADIA},Nadia Haddad,2026-03-02\n")
    soon(here, {"two": "2026-03-03T08:00:00Z"})


def _leave_moves_what_is_unsent(here: Place) -> None:
    done = here.command("leave", NADIA, "2026-03-03..2026-03-04")
    assert done.stdout == f"{NADIA}: on leave from 2026-03-03 to 2026-03-04\n"
    soon(here, {"two": "2026-03-05T08:00:00Z", "note": "2026-03-09T09:00:00Z"})  # Bea works from Monday to Friday
    here.people(f"email,name,start_date,leave\n{NADIA},Nadia Haddad,2026-03-02,\n")
    soon(here, {"two": "2026-03-03T08:00:00Z", "note": "2026-03-04T09:00:00Z"})


def _what_fell_due_in_a_pause_goes_late(here: Place) -> None:
    assert here.command("pause", NADIA).stdout == f"{NADIA}: paused\n"
    assert here.command("pause", NADIA).stdout == f"{NADIA}: was paused already\n"
    here.to("2026-03-09T09:00:00Z")
    assert set(here.states(NADIA).values()) == {"sent", "planned"}
    assert len(here.words(NADIA)) == 1
    assert here.command("resume", NADIA).stdout == f"{NADIA}: resumed\n"
    assert here.command("resume", NADIA).stdout == f"{NADIA}: was not paused\n"
    here.until(lambda: here.states(NADIA)["four"] == "sent")
    state = {line["step"]: (line["state"], line["cause"]) for line in here.status(NADIA)}
    assert state["two"] == ("missed", "paused")
    assert "it was due during a pause, and is too late now" in here.words(PRIYA)[-1]


def _an_end_ends_it(here: Place) -> None:
    here.people(f"email,name,start_date\n{NADIA},Nadia Haddad,2026-03-16\n")
    here.until(lambda: here.states(NADIA)["two"] == "planned")  # what was missed fits again
    began = time.monotonic()
    assert here.command("end", NADIA).stdout == f"{NADIA}: ended\n"
    assert here.states(NADIA)["two"] == "cancelled"
    assert time.monotonic() - began < 20
    done = here.command("end", NADIA)
    assert (done.exit_code, done.stderr) == (
        1,
        f"nobody with the e-mail {NADIA} is being onboarded (see `onboardbot status`)\n",
    )


def _a_rehire_begins_anew(here: Place) -> None:
    done = here.people(f"{HEADER}\n{ROW.replace('2026-03-02', '2026-03-16')}\n")
    assert done.exit_code == 0
    assert done.stdout == (
        f"people.csv:2:1: warning: {NADIA} had this onboarding already and it has ended, so nothing changed "
        "(write another start_date to hire them again)\n"
    )
    assert here.people(f"{HEADER}\n{ROW.replace('2026-03-02', '2026-06-01')}\n").stdout == f"{NADIA}: hired again\n"
    here.until(lambda: len(here.status(NADIA)) == 8)


def test_a_mistake_in_one_row_imports_nobody(here: Place) -> None:
    rows = "ana@northwind.example,Ana,2026-04-01,eng\nbo@northwind.example,Bo,1.4.2026,eng\nbo,Bo,2026-04-01,engg\n"
    done = here.people(f"email,name,start_date,playbook\n{rows}")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        'people.csv:3:25: start_date "1.4.2026" is not a date as year-month-day (write 2026-04-01)',
        'people.csv:4:1: email "bo" is not an e-mail address (write one address, as in nadia@northwind.example)',
        'people.csv:4:18: there is no playbook "engg" (did you mean "eng"? there are: eng)',
        "nothing was imported",
    ]
    assert here.status() == [line for line in here.status() if line["hire"] == NADIA]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "people.csv:1:1: the file is empty"),
        (b"x" * 20_000_000, "people.csv:1:1: the file is larger than 5 MB"),
        (b"email,name,start_date\nn@x.example,N\0,2026-03-02", "people.csv:2:14: there is a NUL byte here"),
    ],
    ids=["empty", "20 MB", "NUL"],
)
def test_a_file_that_is_none_imports_nobody(here: Place, content: bytes, sentence: str) -> None:
    done = here.people(content)
    assert done.exit_code == 1
    assert done.stderr.startswith(sentence)


def test_a_header_alone_is_a_warning(here: Place) -> None:
    done = here.people("email,name,start_date\n")
    assert (done.exit_code, done.stdout) == (0, "people.csv:1:1: warning: there is nobody in this file\n")


@pytest.mark.parametrize("days", ["2026-03-06..2026-03-02", "soon", "2026-03-02..", "", "2026-02-30"])
def test_days_that_are_none_are_a_sentence(here: Place, days: str) -> None:
    done = here.command("leave", NADIA, days)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f'"{days}" ')


def test_the_text_form_of_status_is_a_line_a_step(tmp_path: Path) -> None:
    here = place(tmp_path, {"eng.yaml": PLAYBOOK})
    here.people(f"{HEADER}\n{ROW}\n")
    assert here.command("status").stdout == f"{NADIA}  -  -  to -  waiting\n"
    assert here.command("end", NADIA).exit_code == 0
    assert here.command("status").stdout == f"{NADIA}  -  -  to -  cancelled\n"


@pytest.mark.parametrize(("form", "stdout"), [((), ""), (("--format", "json"), "[]\n")])
def test_status_of_somebody_unknown_says_so_with_a_mend(tmp_path: Path, form: tuple[str, ...], stdout: str) -> None:
    here = place(tmp_path, {"eng.yaml": PLAYBOOK})
    here.people(f"{HEADER}\n{ROW}\n")
    done = here.command("status", "--hire", "nadja@northwind.example", *form)
    assert (done.exit_code, done.stdout) == (1, stdout)
    assert done.stderr == f'there is no hire with the e-mail nadja@northwind.example (did you mean "{NADIA}"?)\n'
    done = here.command("status", "--hire", "x@elsewhere.example", *form)
    assert done.stderr.endswith("(all are shown by `onboardbot status`)\n")
    assert here.command("status", "--hire", NADIA.upper()).exit_code == 0
