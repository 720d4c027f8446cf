from pathlib import Path

import pytest

from onboardbot.core import signals
from onboardbot.core.finding import Level
from onboardbot.core.history import CheckIn, History, Task
from onboardbot.core.signals import OVER_TIME, RULES, next_check, sweep
from onboardbot.core.signals.base import Mode
from tests.core.signals.moods import CALENDAR
from tests.helpers.history_play import MONDAY, TEAM, Play, at

MODULES = {path.stem for path in Path(signals.__file__).parent.glob("*.py")} - {"__init__", "base"}
PAST = History(
    team=TEAM,
    start=MONDAY,
    check_ins=(CheckIn(id="c1", sent_at=at(1)), CheckIn(id="c4", sent_at=at(4))),
    tasks=(Task(id="laptop", sent_at=at(0), due=MONDAY),),
)


def test_every_module_is_in_the_register_under_its_key() -> None:
    assert {*RULES, *OVER_TIME} == MODULES
    assert not RULES.keys() & OVER_TIME.keys()
    for register in (RULES, OVER_TIME):
        assert {key: rule.key for key, rule in register.items()} == {key: key for key in register}


def test_what_is_noticed_over_time_leads_to_no_finding() -> None:
    assert {rule.mode for rule in OVER_TIME.values()} == {Mode.NUDGE}
    assert all(rule.mode is not Mode.NUDGE for rule in RULES.values())


@pytest.mark.parametrize("key", sorted(MODULES))
def test_every_signal_has_its_tests(key: str) -> None:
    assert (Path(__file__).parent / f"test_{key}.py").is_file()


def test_what_did_not_happen_is_found_in_one_sweep() -> None:
    assert next_check(PAST, calendar=CALENDAR) == at(1, "12:00")
    assert [signal.key for signal in sweep(PAST, calendar=CALENDAR, now=at(8))] == ["silence", "stuck"]
    assert [signal.key for signal in sweep(PAST, calendar=CALENDAR, now=at(3))] == ["stuck"]


def test_what_is_switched_off_is_not_looked_for_and_nothing_confidential_ever_is() -> None:
    without = PAST.model_copy(update={"off": frozenset({"stuck"})})
    assert [signal.key for signal in sweep(without, calendar=CALENDAR, now=at(8))] == ["silence"]
    assert next_check(without, calendar=CALENDAR) == at(8)
    play = Play()
    play.history = play.history.model_copy(update={"off": frozenset(RULES)})
    play.mood(at(4), 1)
    play.text(at(4), "My boss shouts at me. I don't want to live any more. Could I talk to somebody?")
    play.need_help(at(4), "laptop")
    assert [one.signal for one in play.findings if one.level is Level.CARE] == []
    assert {one.signal for one in play.findings} >= {"about_manager", "distress"}


def test_nothing_is_looked_for_after_the_end() -> None:
    ended = PAST.model_copy(update={"ended_at": at(0)})
    assert sweep(ended, calendar=CALENDAR, now=at(8)) == ()
    assert next_check(ended, calendar=CALENDAR) is None
    assert next_check(History(team=TEAM, start=MONDAY), calendar=CALENDAR) is None


@pytest.mark.parametrize(
    ("signal", "moods", "said"),
    [
        ("low_mood", (2,), True),
        ("low_mood", (5,), False),
        ("two_lows", (2, 1), True),
        ("two_lows", (2, 5), False),
        ("falling", (5, 5, 3), True),
        ("falling", (5, 5, 4), False),
    ],
)
def test_moods_that_were_changed_may_say_something_else(signal: str, moods: tuple[int, ...], *, said: bool) -> None:
    assert signals.STILL_SAID[signal](moods) is said


def test_what_is_protected_has_the_same_sentences_and_everything_else_its_own() -> None:
    protected = {"harassment", "discrimination", "safety", "about_manager"}
    assert {key for key, rule in RULES.items() if rule.family == "protected"} == protected
    assert all(rule.family == key for key, rule in RULES.items() if key not in protected)
