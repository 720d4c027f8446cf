"""A real bot beside a real sandbox that fails as Slack does: whatever happens, each message arrives once."""

import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.processes import Place, log_of, place, sandbox, started
from tests.helpers.world import BEA, MAREK, NADIA, OTTO, PRIYA

PLAYBOOK = """\
title: First days
steps:
  - {id: hello, when: day 1 at 09:00, late: same day, message: "Hello {{ hire.first_name }}"}
  - {id: note, when: day 1 at 09:00, to: manager, late: same day, message: "{{ hire.first_name }} starts today"}
"""
NINE = datetime(2026, 3, 2, 8, tzinfo=UTC)
HIRES = (NADIA, BEA, OTTO)
POST = ["chat.postMessage"]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    """Three who start on the same morning, with one manager; business time stands three seconds before nine."""
    here = place(tmp_path, {"first.yaml": PLAYBOOK}, clock_start=(NINE - timedelta(seconds=3)).isoformat())
    with sandbox(here):
        rows = "".join(f"{email},{email.partition('@')[0].title()},2026-03-02,{MAREK}\n" for email in HIRES)
        assert here.people(f"email,name,start_date,manager_email\n{rows}").exit_code == 0
        yield here


@contextmanager
def ready(here: Place) -> Iterator[Any]:
    """Run the bot, ready when the block begins; it may be killed in the block."""
    with started(here) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready"), log_of(here)
        yield process


def heads(here: Place, who: str) -> list[str]:
    return [words.splitlines()[0] for words in here.words(who)]


def all_sent(here: Place) -> bool:
    return {line["state"] for line in here.status()} == {"sent"}


def calls(here: Place, method: str) -> list[dict[str, Any]]:
    return [call for call in here.control("journal")["calls"] if call["method"] == method]


def each_arrived_once(here: Place) -> bool:
    for email in HIRES:
        assert heads(here, email) == [f"Hello {email.partition('@')[0].title()}"]
    told = Counter(head for head in heads(here, MAREK) if head.endswith("starts today"))
    assert told == {f"{email.partition('@')[0].title()} starts today": 1 for email in HIRES}
    return True


@pytest.mark.parametrize("kind", ["lost_after", "lost_before"])
def test_an_answer_that_is_lost_costs_no_message_and_doubles_none(here: Place, kind: str) -> None:
    here.control("fault", kind=kind, methods=POST, user=NADIA)
    with ready(here):
        here.until(lambda: all_sent(here), seconds=60)
        assert each_arrived_once(here)
    asked = calls(here, "conversations.history")
    assert len(asked) == (1 if kind == "lost_after" else 2)
    assert all(call["arguments"]["include_all_metadata"] for call in asked)
    assert "Nobody" not in log_of(here)


def test_a_server_error_that_was_taken_all_the_same_is_found(here: Place) -> None:
    here.control("fault", kind="server_error", methods=POST, user=NADIA, accepted=True)
    with ready(here):
        here.until(lambda: all_sent(here), seconds=60)
        assert each_arrived_once(here)


def test_where_the_history_can_not_be_read_hr_decides(here: Place) -> None:
    here.control("fault", kind="lost_after", methods=POST, user=NADIA)
    here.control("fault", kind="error", error="missing_scope", methods=["conversations.*"], times=0)
    with ready(here):
        here.until(lambda: any("[Send again]" in words for words in here.words(PRIYA)), seconds=60)
        assert here.states(NADIA)["hello"] == "unsure"
        (line,) = json.loads(here.command("failures", "--format", "json").stdout)
        assert (line["hire"], line["step"], line["cause"]) == (NADIA, "hello", "unsure")
        here.control("click", user=PRIYA, action_id="send_again")
        here.until(lambda: all_sent(here))
        assert heads(here, NADIA) == ["Hello Nadia"] * 2  # HR wanted it once more
        assert json.loads(here.command("failures", "--format", "json").stdout) == []


@pytest.mark.parametrize("slow", ["answer", "post"])
def test_a_bot_that_is_killed_while_it_posts_sends_nothing_twice_and_loses_nothing(here: Place, slow: str) -> None:
    here.control("fault", kind="slow", seconds=4, methods=POST, times=4, accepted=slow == "answer")
    with ready(here) as victim:
        here.until(lambda: "sending" in {line["state"] for line in here.status()})
        time.sleep(0.5)
        victim.kill()
        victim.wait()
    with ready(here):
        here.until(lambda: all_sent(here), seconds=90)
        assert each_arrived_once(here)


def test_a_conversation_gets_a_message_a_second_so_that_slack_never_refuses_one(here: Place) -> None:
    with ready(here):
        here.until(lambda: all_sent(here))
    posts = [call for call in calls(here, "chat.postMessage") if "starts today" in str(call["arguments"])]
    pauses = [later["at"] - earlier["at"] for earlier, later in itertools.pairwise(posts)]
    assert len(pauses) == 2
    assert all(0.5 < pause < 5 for pause in pauses), pauses  # a second between calls; one may take longer to arrive
    assert sum(pauses) > 1.5, pauses
    assert {call["status"] for call in posts} == {200}


def test_the_first_message_comes_within_a_second_of_its_time(here: Place) -> None:
    with ready(here):
        here.until(lambda: all_sent(here))
        first = min(datetime.fromisoformat(line["sent_at"]) for line in here.status())
    assert timedelta() <= first - NINE < timedelta(seconds=1.5)


def test_what_slack_wants_less_of_waits_as_long_as_it_says_and_others_go(here: Place) -> None:
    here.control("fault", kind="rate_limited", seconds=5, methods=POST, user=MAREK)
    with ready(here):
        here.until(lambda: all(heads(here, email) for email in HIRES), seconds=5)
        assert heads(here, MAREK) == []
        (line,) = json.loads(here.command("failures", "--format", "json").stdout)
        assert (line["cause"], line["who_must_act"]) == ("rate_limited", "nobody")
        here.until(lambda: all_sent(here), seconds=30)
        assert each_arrived_once(here)
    refused, *later = [call for call in calls(here, "chat.postMessage") if "starts today" in str(call["arguments"])]
    assert refused["status"] == 429
    assert all(call["at"] - refused["at"] >= 5 for call in later)


def test_a_person_whom_slack_refuses_is_listed_with_the_mend(here: Place) -> None:
    here.control("fault", kind="error", error="user_disabled", methods=POST, user=NADIA, times=0)
    with ready(here):
        here.until(lambda: any("deactivated" in words for words in here.words(PRIYA)))
        (line,) = json.loads(here.command("failures", "--format", "json").stdout)
        assert set(line) == {"hire", "step", "cause", "since", "who_must_act", "mend"}
        assert (line["hire"], line["step"], line["cause"], line["who_must_act"]) == (
            NADIA,
            "hello",
            "deactivated",
            "it",
        )
        assert line["since"].startswith("2026-03-02T08:00:")
        assert line["since"].endswith("Z")
        said = here.command("failures").stdout
        assert said.startswith(f"{NADIA}  hello  since 2026-03-02T08:00:")
        assert "reactivate the Slack account" in said
    assert here.command("failures").exit_code == 0
