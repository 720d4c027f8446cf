"""`onboardbot signals`: what is heard in each reply, at once, and what is wrong with a line."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onboardbot.cli import main
from onboardbot.core.language.heard import Category, Urgency
from tests.helpers.language_model import language_model

KEYS = ["id", "score", "struggling", "urgency", "categories", "about_manager", "reasons", "lang"]


def told(*lines: object, options: Sequence[str] = ()) -> Result:
    rows = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return CliRunner().invoke(main, ["signals", "--jsonl", *options], input=rows + "\n")


def heard(**said: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told({"id": "1", **said}).stdout)
    return found


@pytest.mark.parametrize(
    "said",
    [
        {"text": "All good.", "mood": 4},
        {"text": "My boss shouts at me.", "mood": 2, "lang": "en", "manager": "Marek Novak", "names": ["Otto Weber"]},
        {"text": "", "mood": None, "lang": None, "manager": None, "names": None},
        {"text": "😢"},
        {"text": "x" * 40_000, "mood": 3},
    ],
)
def test_each_reply_gets_a_line_of_this_form(said: dict[str, Any]) -> None:
    found = heard(**said)
    assert list(found) == KEYS
    assert 0 <= found["score"] <= 1
    assert found["struggling"] in {True, False}
    assert found["about_manager"] in {True, False}
    assert found["urgency"] in set(Urgency)
    assert found["categories"]
    assert set(found["categories"]) <= set(Category)
    assert all(isinstance(reason, str) for reason in found["reasons"])


def test_a_complaint_about_the_manager_is_about_the_manager_by_whatever_name() -> None:
    for text in ("My boss shouts at me.", "Marek shouts at me."):
        found = heard(text=text, mood=2, manager="Marek Novak")
        assert (found["about_manager"], found["struggling"]) == (True, True)
        assert "manager_complaint" in found["categories"]
    assert not heard(text="My boss is great.", mood=5)["about_manager"]


def test_the_reasons_are_words_of_the_reply() -> None:
    found = heard(text="The food is great. Otto touched me. Then we had cake.", mood=2)
    assert found["reasons"]
    assert all(reason in "The food is great. Otto touched me. Then we had cake." for reason in found["reasons"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is not JSON"),
        ("[1]", "is not an object"),
        ({"text": "x"}, '"id"'),
        ({"id": "1"}, '"text"'),
        ({"id": "1", "text": "x", "mood": 6}, '"mood"'),
        ({"id": "1", "text": "x", "mood": "good"}, '"mood"'),
        ({"id": "1", "text": "x", "lang": 1}, '"lang"'),
        ({"id": "1", "text": "x", "manager": []}, '"manager"'),
        ({"id": "1", "text": "x", "names": "Otto"}, '"names"'),
    ],
)
def test_a_line_with_a_mistake_is_told_with_its_number_and_the_others_go_on(line: object, words: str) -> None:
    result = told({"id": "a", "text": "All good."}, line, {"id": "b", "text": "All good."})
    assert result.exit_code == 2
    assert result.stderr.startswith("line 2: ")
    assert words in result.stderr
    assert [json.loads(row)["id"] for row in result.stdout.splitlines()] == ["a", "b"]


def test_half_of_a_sign_stops_nothing() -> None:
    lines = [
        r'{"id": "a", "text": "My boss shouts at me \ud83d", "manager": "\udc00", "names": ["\ud800"]}',
        r'{"id": "b\udfff", "text": "All good."}',
    ]
    result = told(*lines, {"id": "c", "text": "All good."})
    assert result.exit_code == 0
    rows = [json.loads(row) for row in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b\udfff", "c"]
    assert rows[0]["about_manager"]


def test_empty_lines_are_nothing() -> None:
    result = told("", {"id": "a", "text": "All good."}, "")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)


def test_each_reply_is_answered_before_the_next_one_comes() -> None:
    command = [sys.executable, "-c", "from onboardbot.cli import main; main()", "signals", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": "All good."}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait() == 0


async def test_optional_listeners_are_asked_by_an_option_only_and_add_what_they_hear() -> None:
    async with language_model() as model:
        model.remarks = [{"about": "overload", "quote": "on Sundays", "superior": False}]
        settings = {"ONBOARDBOT_LLM_URL": model.url, "ONBOARDBOT_LLM_MODEL": "tiny"}
        said = json.dumps({"id": "1", "text": "fine I guess, Marek works with me on Sundays", "manager": "Marek Novak"})

        async def run(*options: str) -> dict[str, Any]:
            runner = CliRunner(env=settings)
            done = await asyncio.to_thread(runner.invoke, main, ["signals", "--jsonl", *options], input=said)
            found: dict[str, Any] = json.loads(done.stdout)
            return found

        plain = await run()
        assert model.asked == []
        raised = await run("--besides")
        assert "Marek" not in model.read
        assert (raised["struggling"], "overload" in raised["categories"]) == (True, True)
        assert "on Sundays" in raised["reasons"]
        assert raised["score"] >= plain["score"]
        model.status = 500
        assert await run("--besides") == plain


def test_where_no_optional_listener_is_set_the_option_says_so() -> None:
    done = told({"id": "1", "text": "hello"}, options=["--besides"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("--besides asks optional listeners, and none is set")
