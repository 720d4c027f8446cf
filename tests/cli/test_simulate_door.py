"""`onboardbot simulate`: what is wrong with a history, and the command as a process."""

import json
import re
from pathlib import Path
from subprocess import run as run_process
from sys import executable

import pytest

from onboardbot.cli.simulate_reading import EVENTS
from tests.helpers.simulated import Event, enrolled, event, mood, run

NADIA = enrolled()
LOW = mood("03-06 15:00", 2)


def test_a_mistake_is_a_sentence_with_its_line_and_nothing_is_written() -> None:
    history = "\n".join(json.dumps(one) for one in (NADIA, *LOW, {"hire": "Nadia", "event": "tick"}))
    result = run(history)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", 'line 4: "at" is missing\n')


WRONG: dict[str, tuple[str | Event, str]] = {
    "no JSON": ("{", "line 2: this is no JSON (expecting property name enclosed in double quotes, column "),
    "no object": ("[1]", "line 2: this is no JSON object"),
    "no hire": ({"at": "2026-03-02T09:00:00Z", "event": "tick"}, 'line 2: "hire" is missing'),
    "no offset": (
        {"hire": "Nadia", "at": "2026-03-02T09:00:00", "event": "tick"},
        'line 2: "at" needs an offset: "2026-03-02T09:00:00"',
    ),
    "no instant": ({"hire": "Nadia", "at": "monday", "event": "tick"}, 'line 2: "at" is no instant: "monday"'),
    "an event that there is not": (
        event("03-03 09:00", "mesage"),
        'there is no event "mesage" (did you mean "message"?)',
    ),
    "a mood that there is not": (
        event("03-03 09:00", "answer", id="c1", mood=6),
        '"mood" must be a whole number from 1 to 5',
    ),
    "neither mood nor text": (event("03-03 09:00", "answer", id="c1"), 'one of "mood" and "text" is needed'),
    "both": (event("03-03 09:00", "answer", id="c1", mood=2, text="x"), '"mood" and "text" can\'t stand together'),
    "an answer to nothing": (event("03-03 09:00", "answer", id="c9", mood=2), 'there is no check-in "c9" before it'),
    "a circle that there is not": (
        event("03-03 09:00", "check_in", id="c1", seen_by="boss"),
        '"seen_by" can\'t be "boss"; it is one of',
    ),
    "a choice that there is not": (event("03-03 09:00", "offer", choice="boss"), '"choice" can\'t be "boss"'),
    "no date": (
        event("03-03 09:00", "leave", until="3.3.2026"),
        '"until" is no date: "3.3.2026" (did you mean "2026-03-03"?)',
    ),
    "a leave that ends before it begins": (
        event("03-03 09:00", "leave", from_="2026-03-05", until="2026-03-04"),
        '"until" lies before "from"',
    ),
    "somebody unknown": (event("03-03 09:00", "tick", hire="Otto"), '"Otto" is not enrolled by then'),
    "enrolled twice": (enrolled("03-03 09:00"), '"Nadia" is enrolled already, in line 1'),
    "a zone that there is not": (enrolled("03-03 09:00", hire="Otto", zone="Berlin"), 'did you mean "Europe/Berlin"?'),
    "a country that there is not": (enrolled("03-03 09:00", hire="Otto", country="UK"), 'did you mean "GB"?'),
    "a subdivision that there is not": (
        enrolled("03-03 09:00", hire="Otto", subdivision="XX"),
        '"subdivision" can\'t be read',
    ),
    "a subdivision of no country": (
        enrolled("03-03 09:00", hire="Otto", country=None),
        '"subdivision" counts only together with "country"',
    ),
    "a week that there is not": (enrolled("03-03 09:00", hire="Otto", week="monday-friday"), 'did you mean "mon-fri"?'),
    "hours that there are not": (enrolled("03-03 09:00", hire="Otto", hours="9-5"), '"hours" can\'t be read'),
    "a name that is none": (
        enrolled("03-03 09:00", hire="Otto", manager=7),
        '"manager" must be a text that says something',
    ),
    "superiors that are none": (
        enrolled("03-03 09:00", hire="Otto", reports_to=["Lena"]),
        '"reports_to" must be an object',
    ),
    "words that are none": (event("03-03 09:00", "message", text=7), '"text" must be a text'),
    "a year out of reach": (
        {"hire": "Nadia", "at": "0001-01-01T09:00:00Z", "event": "tick"},
        '"at" is too far away: "0001-01-01T09:00:00Z" (check the year)',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_its_mend(name: str) -> None:
    wrong, sentence = WRONG[name]
    text = wrong if isinstance(wrong, str) else json.dumps(wrong)
    result = run(json.dumps(NADIA) + "\n" + text + "\n")
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_all_mistakes_are_shown_at_once_and_bytes_that_are_no_text_too() -> None:
    result = run(b"\xff\n\n{\n")
    assert [line.partition(" (")[0] for line in result.stderr.splitlines()] == [
        "line 1: this is no UTF-8",
        "line 3: this is no JSON",
    ]


def test_a_key_that_is_not_read_is_told_and_left_out() -> None:
    result = run(json.dumps(NADIA) + "\n" + json.dumps(event("03-05 10:00", "talk", to="hr", wihtin="today")))
    assert result.exit_code == 0
    assert result.stderr == 'line 2: "wihtin" is not read here (did you mean "within"?)\n'


def test_dates_without_a_working_day_are_told() -> None:
    away = event("03-05 10:00", "leave", until="2028-03-05")
    result = run("\n".join(json.dumps(one) for one in (NADIA, away, *LOW)))
    assert result.exit_code == 2
    assert "These dates can't be told" in result.stderr


def test_the_history_of_the_docs_is_told_and_each_event_stands_there() -> None:
    page = (Path(__file__).parents[2] / "docs" / "simulate.md").read_text(encoding="utf-8")
    (history,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert [json.loads(line)["kind"] for line in run(history).stdout.splitlines()][1:3] == ["offer", "alert"]
    assert [event for event in EVENTS if f"`{event}`" not in page] == []


def test_the_command_answers_as_a_process(tmp_path: Path) -> None:
    history = "\ufeff" + "\r\n".join(json.dumps(one) for one in (NADIA, *LOW))
    command = [str(Path(executable).with_name("onboardbot")), "simulate", "--jsonl"]
    found = run_process(command, input=history.encode(), capture_output=True, cwd=tmp_path, check=True)
    assert [json.loads(line)["kind"] for line in found.stdout.splitlines()] == ["acknowledgement", "offer"]
    assert run(b"").stdout == ""
