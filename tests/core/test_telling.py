from datetime import UTC, datetime

import pytest

from onboardbot.core.calendar import Calendar
from onboardbot.core.effect import ToldHire, UpdateAlert
from onboardbot.core.finding import Finding, Level, Quote, State
from onboardbot.core.history import Answer, AnswerKind
from onboardbot.core.telling import close, merge, newest_mood, reasons, rests_on_answers, tell
from onboardbot.core.zones import zone_named
from tests.helpers.history_play import Play, at

QUOTE = Quote(answer="a1", words="No laptop yet.", person="marek")


def finding(name: str, *circle: str, signal: str = "two_lows", level: Level = Level.CARE) -> Finding:
    return Finding(
        id=name,
        hire="nadia",
        signal=signal,
        level=level,
        evidence=("a0",),
        circle=frozenset(circle),
        found_at=at(0),
        state=State.WAITING,
    )


def test_each_reader_reads_what_they_may_know_and_the_words_that_were_shared_with_them() -> None:
    alert = finding("f0", "marek", "priya").model_copy(update={"quote": QUOTE})
    added = finding("f1", "marek", signal="stuck").model_copy(update={"merged_into": "f0"})
    play = Play()
    play.history = play.history.with_finding(alert).with_finding(added)
    assert [(reason.signal, reason.quote) for reason in reasons(alert, "marek", play.moment)] == [
        ("two_lows", QUOTE),
        ("stuck", None),
    ]
    assert [(reason.signal, reason.quote) for reason in reasons(alert, "priya", play.moment)] == [("two_lows", None)]
    assert reasons(alert, "otto", play.moment) == ()


def test_the_newcomer_reads_that_somebody_was_told_after_the_message_to_them() -> None:
    told, effects = tell(finding("f0", "marek"), Play().moment, "marek", chosen=False)
    said = effects[-1]
    assert isinstance(said, ToldHire)
    assert (told.unasked_at, said.after) == (told.told_at, "f0:Tell:1")


def test_what_nobody_tapped_reaches_the_newcomer_in_their_own_hours() -> None:
    nine_in_berlin, nine_in_new_york = datetime(2026, 3, 17, 8, tzinfo=UTC), datetime(2026, 3, 17, 13, tzinfo=UTC)
    for chosen, expected in ((False, nine_in_new_york), (True, nine_in_berlin)):
        play = Play(calendar=Calendar(zone_named("America/New_York")), now=nine_in_berlin)
        _, effects = tell(finding("f0", "marek"), play.moment, "marek", chosen=chosen)
        assert [effect.at for effect in effects if isinstance(effect, ToldHire)] == [expected]


def test_a_choice_uses_no_budget_and_does_not_give_back_what_was_used() -> None:
    told, _ = tell(finding("f0", "marek"), Play().moment, "marek", chosen=True)
    assert told.unasked_at is None
    again, _ = tell(told.model_copy(update={"unasked_at": at(0)}), Play().moment, "priya", chosen=True)
    assert again.unasked_at == at(0)


def test_what_is_added_changes_the_messages_of_all_who_have_one() -> None:
    alert = finding("f0", "marek").model_copy(update={"told": ("marek", "priya")})
    added, effects = merge(finding("f1", "marek", signal="stuck"), alert, Play().moment)
    assert (added.state, added.merged_into) == (State.MERGED, "f0")
    updates = {effect.to: effect.reasons for effect in effects if isinstance(effect, UpdateAlert)}
    assert [reason.signal for reason in updates["marek"]] == ["two_lows", "stuck"]
    assert updates["priya"] == ()


def test_whoever_was_told_sees_that_it_is_over() -> None:
    for level, kind in (
        (Level.CARE, "update_alert"),
        (Level.OPERATIONAL, "update_help"),
        (Level.HANDOFF, "update_handoff"),
    ):
        told = finding("f0", "marek", level=level).model_copy(update={"told": ("marek",)})
        closed, effects = close(told, State.RESOLVED, Play().moment)
        assert [effect.kind for effect in effects] == [kind]
        assert closed.closed_at == Play().now


def test_only_what_is_drawn_from_replies_rests_on_answers() -> None:
    assert rests_on_answers(finding("f0"))
    assert not rests_on_answers(finding("f0", signal="silence"))
    assert not rests_on_answers(finding("f0", signal="need_help", level=Level.OPERATIONAL))


@pytest.mark.parametrize(
    ("moods", "circles", "newest"),
    [
        ((2, 1), ("marek", "marek"), 1),
        ((2, 1), ("marek", "lena"), None),  # the second was changed under a later manager
        ((2, 5), ("marek", "marek"), None),  # they say something else by now
        ((), (), None),  # taken back
    ],
)
def test_a_note_says_the_newest_mood_as_long_as_its_reader_may_know_all_of_them(
    moods: tuple[int, ...], circles: tuple[str, ...], newest: int | None
) -> None:
    answers = [
        Answer(id=str(n), kind=AnswerKind.MOOD, at=at(n), mood=mood, circle=frozenset({circle}))
        for n, (mood, circle) in enumerate(zip(moods, circles, strict=True))
    ]
    found = newest_mood("two_lows", answers, "marek", hire="nadia")
    assert (found.mood if found else None) == newest
