"""Two real bots on one PostgreSQL, in one workspace; one is killed, the database goes away and comes back."""

import csv
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.helpers import postgres
from tests.helpers.databases import empty, on_postgresql
from tests.helpers.processes import Place, log_of, place, sandbox, started
from tests.helpers.world import MAREK, PRIYA

HIRES = [f"hire{number}@northwind.example" for number in range(16)]
PLAYBOOK = """\
title: First days
steps:
  - {id: one, when: day 1 at 09:00, late: same day, message: "One for {{ hire.first_name }}"}
  - {id: two, when: day 1 at 09:00, late: same day, message: "Two for {{ hire.first_name }}"}
"""
NINE = datetime(2026, 3, 2, 8, tzinfo=UTC)


def office(folder: Path) -> Place:
    """Sixteen who start on the same morning, with HR and their manager."""
    here = place(folder, {"first.yaml": PLAYBOOK})
    with (folder / "workspace.csv").open("w", newline="", encoding="utf-8") as out:
        people = csv.writer(out)
        people.writerow(["email", "name", "tz"])
        people.writerows([email, f"{email.partition('@')[0]} Ng", "Europe/Berlin"] for email in (*HIRES, MAREK, PRIYA))
    return here


def enroll(here: Place) -> None:
    rows = "".join(f"{email},{email.partition('@')[0]} Ng,2026-03-02\n" for email in HIRES)
    assert here.people(f"email,name,start_date\n{rows}").exit_code == 0


@contextmanager
def ready(here: Place) -> Iterator[int]:
    """Run one bot, ready when the block begins; return its process id. It may be killed in the block."""
    with started(here) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready"), log_of(here)
        yield process.pid
        process.terminate()
        process.wait(timeout=10)


def heads(here: Place, who: str) -> list[str]:
    return [words.splitlines()[0] for words in here.words(who)]


def sent(here: Place) -> int:
    journal = here.control("journal")["calls"]
    return sum(1 for call in journal if call["method"] == "chat.postMessage")


def just_before_nine(here: Place, seconds: int) -> None:
    """Let business time begin so that what is due comes in some seconds."""
    here.settings["clock_start"] = (NINE - timedelta(seconds=seconds)).isoformat()


@on_postgresql
def test_two_share_the_work_and_one_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    here = office(tmp_path)
    with sandbox(here, "--people", "workspace.csv"):
        enroll(here)
        just_before_nine(here, 12)
        with ready(here), started(here) as victim:
            assert victim.stdout is not None
            assert victim.stdout.readline().startswith("ready"), log_of(here)
            here.until(lambda: sent(here) >= 4)
            victim.kill()
            with ThreadPoolExecutor(8) as many:
                said = list(many.map(lambda who: here.control("say", user=who, text="hello"), HIRES))
            assert len(said) == len(HIRES)
            here.until(lambda: all(got(here, who).keys() >= {"One", "Two", "Thanks"} for who in undisturbed(here)), 60)
            for who in HIRES:
                assert set(got(here, who).values()) == {1}, who


def got(here: Place, who: str) -> Counter[str]:
    """Count what somebody got, by its first word."""
    return Counter(words.split()[0] for words in here.words(who))


def undisturbed(here: Place) -> set[str]:
    """Return to whom nothing was under way in the process that was killed: others wait until that is known."""
    lines = here.status()
    return set(HIRES) - {line["hire"] for line in lines if line["state"] != "sent"}


@on_postgresql
def test_a_database_that_goes_away_and_comes_back_is_waited_for(tmp_path: Path) -> None:
    with postgres.own() as server:
        (tmp_path / "database_url").write_text(empty(server))
        here = office(tmp_path)
        with sandbox(here, "--people", "workspace.csv"):
            enroll(here)
            just_before_nine(here, 10)
            with ready(here):
                server.stop()
                time.sleep(3)
                here.control("say", user=HIRES[0], text="hello")
                time.sleep(6)
                assert sent(here) == 0
                server.start()
                here.until(lambda: all(got(here, who)["Two"] for who in HIRES), 40)
                here.until(lambda: got(here, HIRES[0])["Thanks"] == 1, 40)
                assert {number for who in HIRES for number in got(here, who).values()} == {1}
    log = [line.split(" ", 3) for line in log_of(here).splitlines() if line.startswith("20")]
    troubles = Counter(event for _, level, event, *_ in log if level in {"WARNING", "ERROR"})
    assert (troubles["database_not_usable"], troubles["database_usable_again"], troubles["round_failed"]) == (1, 1, 0)
    assert "Traceback" not in log_of(here)
