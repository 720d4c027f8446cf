"""Histories drawn at random: what must hold whatever happens, and in which order."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onboardbot.core import alert
from onboardbot.core.calendar import Calendar
from onboardbot.core.effect import AskHelped, Escalate, Message, Remind, Tell, ToldHire, UpdateAlert
from onboardbot.core.finding import CONFIDENTIAL, Choice, Helped, Level, State, Within
from onboardbot.core.history import AnswerKind
from onboardbot.core.questions.base import SeenBy
from tests.helpers.history_play import BERLIN, TEAM, Play, at

WORDS = ("No laptop yet.", "Marek has no time.", "Could I talk to someone?", "All good.")
Step = Callable[[Play, int], None]


def _mood(play: Play, seed: int) -> None:
    play.mood(play.now, seed % 5 + 1, list(SeenBy)[seed // 5 % 5], check_in=f"c{seed // 25}")


def _text(play: Play, seed: int) -> None:
    kind = AnswerKind.MESSAGE if seed % 2 else AnswerKind.TEXT
    play.text(play.now, WORDS[seed % 4], *(("marek",) if seed % 3 else ()), kind=kind)


def _check_in(play: Play, seed: int) -> None:
    play.check_in(play.now, f"c{len(play.history.check_ins)}", list(SeenBy)[seed % 5])


def _task(play: Play, seed: int) -> None:
    due = date.fromordinal(play.moment.day(play.now).toordinal() + seed % 3)
    play.task(play.now, f"t{len(play.history.tasks)}", due, asks=("manager", "it", "nobody")[seed % 3])


def _pause(play: Play, seed: int) -> None:
    play.pause(play.now, play.now + timedelta(days=seed % 9) if seed % 4 else None)


def _leave(play: Play, seed: int) -> None:
    first = date.fromordinal(play.moment.day(play.now).toordinal() + seed % 3)
    play.leave(play.now, first, first + timedelta(days=seed % 6))


def _staff(play: Play, seed: int) -> None:
    roles: dict[str, object] = {
        "manager": ("marek", "lena", None)[seed % 3],
        "buddy": ("bea", "marek", None)[seed // 3 % 3],
    }
    gone = {"priya"} if seed // 9 % 2 else set()
    play.staff(play.now, **roles, reachable=TEAM.reachable - gone)


def _some_finding(step: Callable[[Play, int, int], None]) -> Step:
    def on_one(play: Play, seed: int) -> None:
        if play.findings:
            step(play, seed, seed % len(play.findings))

    return on_one


STEPS: dict[str, Step] = {
    "mood": _mood,
    "another mood": _mood,
    "text": _text,
    "check_in": _check_in,
    "task": _task,
    "done": lambda play, seed: play.done(play.now, f"t{seed % 5}"),
    "need_help": lambda play, seed: play.need_help(play.now, f"t{seed % 5}"),
    "pause": _pause,
    "resume": lambda play, _: play.resume(play.now),
    "leave": _leave,
    "staff": _staff,
    "end": lambda play, seed: play.end(play.now) if seed % 20 == 0 else None,
    "choose": _some_finding(lambda play, seed, n: play.choose(play.now, list(Choice)[seed // 7 % 5], which=n)),
    "share": lambda play, _: play.share_words(play.now),
    "take": _some_finding(lambda play, seed, n: play.take(play.now, ("marek", "priya")[seed // 7 % 2], which=n)),
    "tomorrow": _some_finding(lambda play, _, n: play.remind_tomorrow(play.now, which=n)),
    "not useful": _some_finding(lambda play, _, n: play.not_useful(play.now, which=n)),
    "helped": _some_finding(lambda play, seed, n: play.helped(play.now, list(Helped)[seed // 7 % 3], which=n)),
    "close": _some_finding(lambda play, _, n: play.close(play.now, which=n)),
    "pass": _some_finding(lambda play, _, n: play.pass_on(play.now, "marek", "otto", which=n)),
    "pass to hr": _some_finding(lambda play, _, n: play.pass_on(play.now, "marek", "priya", which=n)),
    "talked": _some_finding(lambda play, seed, n: play.talked(play.now, ("marek", "priya")[seed // 7 % 2], which=n)),
    "soon": _some_finding(lambda play, seed, n: play.soon(play.now, list(Within)[seed // 7 % 3], which=n)),
    "propose": _some_finding(
        lambda play, seed, n: play.propose(play.now, "marek", play.now + timedelta(hours=seed), which=n)
    ),
    "fits": _some_finding(lambda play, seed, n: play.fits(play.now, fits=bool(seed // 7 % 2), which=n)),
}
HISTORIES = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 99), st.sampled_from((0, 1, 7, 26, 75))), max_size=25
)
EACH = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def played(history: list[tuple[str, int, int]]) -> Play:
    """Play steps, each with a seed and the hours before it, and three weeks more."""
    play = Play(calendars={"marek": Calendar(zone=BERLIN, week=frozenset({0, 1, 2, 3}))})
    for name, seed, hours in history:
        play.tick(play.now + timedelta(hours=hours))
        STEPS[name](play, seed)
    play.tick(play.now + timedelta(days=30))
    return play


def told(play: Play, *kinds: type[Message]) -> list[Message]:
    return [effect for _, effect in play.said if isinstance(effect, kinds)]


@EACH
@example([("text", 1, 0), *[("another mood", 0, 0)] * 4, ("choose", 90, 0)])  # HR was picked for a complaint
@example([("another mood", 35, 0), ("pass", 0, 75)])  # a note of care was passed on like a hand-off
@given(HISTORIES)
def test_nobody_outside_of_a_circle_ever_reads_of_it(history: list[tuple[str, int, int]]) -> None:
    play = played(history)
    findings = {finding.id: finding for finding in play.findings}
    answers = {answer.id: answer for answer in play.history.answers}
    for effect in told(play, Tell, UpdateAlert):
        assert isinstance(effect, (Tell, UpdateAlert))
        for reason in effect.reasons:
            if reason.level in CONFIDENTIAL:  # whom the newcomer picked reads that there is something, and no answer
                assert effect.to not in {"marek", "lena", "bea"}
                continue
            drawn_from = [answers[piece] for piece in reason.evidence if piece in answers]
            assert all(effect.to in answer.circle for answer in drawn_from), reason
            if reason.quote:
                assert reason.quote.person == effect.to
                assert effect.to in answers[reason.quote.answer].circle
                assert "Marek" not in reason.quote.words
    for effect in told(play, Tell, Remind):
        assert effect.to in findings[effect.finding].circle


@EACH
@given(HISTORIES)
def test_only_the_newcomers_own_tap_widens_a_circle(history: list[tuple[str, int, int]]) -> None:
    play = played([step for step in history if step[0] not in ("choose", "share")])
    assert not [change for change in play.changes if change.kind == "widen"]


@EACH
@example([("another mood", 15, 0), ("text", 0, 0), ("share", 0, 75), ("share", 0, 0)])  # shared twice
@given(HISTORIES)
def test_nothing_is_said_twice_and_the_newcomer_reads_only_of_what_was_sent(
    history: list[tuple[str, int, int]],
) -> None:
    play = played(history)
    keys = Counter(effect.key for _, effect in play.said)
    assert max(keys.values(), default=1) == 1
    sent: dict[str, str] = {}
    for _, effect in play.said:
        if isinstance(effect, ToldHire):
            assert sent[effect.after] == effect.person
        sent[effect.key] = effect.to
    alerts = Counter((effect.finding, effect.to) for effect in told(play, Tell))
    assert max(alerts.values(), default=1) == 1


@EACH
@given(HISTORIES)
def test_the_budget_is_kept(history: list[tuple[str, int, int]]) -> None:
    play = played([step for step in history if step[0] != "leave"])  # which would move the days afterwards
    days = sorted(finding.unasked_at for finding in play.findings if finding.unasked_at)
    for earlier, later in pairwise(days):
        opens = play.calendar.add_workdays(play.moment.day(earlier), 5)
        assert play.moment.day(later) >= opens


@EACH
@given(HISTORIES)
def test_nothing_unasked_is_told_on_leave_in_a_pause_or_after_the_end(history: list[tuple[str, int, int]]) -> None:
    play = played([step for step in history if step[0] != "leave"])
    pauses, ended = play.history.pauses, play.history.ended_at
    for finding in play.findings:
        when = finding.unasked_at
        if when is not None:
            assert not any(p.since <= when and (p.until is None or when < p.until) for p in pauses if p.since < when)
            assert ended is None or when <= ended


@EACH
@given(HISTORIES)
def test_looking_again_changes_nothing(history: list[tuple[str, int, int]]) -> None:
    play = played(history)
    for finding in play.findings:
        again, effects = alert.advance(finding, play.moment)
        assert effects == ()
        assert again.state in (finding.state, State.ENDED)  # in an open pause nothing looks whether it holds
        assert again.due_at is None or again.due_at > play.now
        assert alert.due(finding, play.moment) == again.due_at


@EACH
@given(HISTORIES)
def test_a_finding_survives_its_way_through_a_row(history: list[tuple[str, int, int]]) -> None:
    for finding in played(history).findings:
        assert type(finding).model_validate_json(finding.model_dump_json()) == finding


def test_an_escalation_says_who_and_no_more() -> None:
    assert not {"reasons", "signal", "evidence", "quote"} & set(Escalate.model_fields)
    assert not {"reasons", "signal", "evidence", "quote"} & set(Remind.model_fields)
    assert not {"reasons", "signal", "evidence", "quote"} & set(AskHelped.model_fields)


def test_one_reply_gets_one_offer() -> None:
    play = Play()
    for number, mood in enumerate((5, 5, 2)):
        play.mood(at(number * 7), mood)
    assert [finding.signal for finding in play.findings] == ["low_mood"]


def test_a_mended_mood_takes_the_offer_back() -> None:
    play = Play()
    play.mood(at(0), 2)
    mended = play.history.answers[0].model_copy(update={"mood": 4})
    play.history = play.history.model_copy(update={"answers": (mended,)})
    finding, effects = alert.advance(play.last, play.moment)
    assert (finding.state, finding.due_at, effects) == (State.ENDED, None, ())


@pytest.mark.parametrize("level", list(Level))
def test_a_button_for_a_finding_that_is_closed_does_nothing(level: Level) -> None:
    play = Play()
    play.mood(at(0), 2)
    play.choose(at(0), Choice.KEEP)
    closed = play.last.model_copy(update={"level": level})
    for outcome in (
        alert.choose(closed, Choice.HR, play.moment),
        alert.take(closed, play.moment, "marek"),
        alert.remind_tomorrow(closed, play.moment),
        alert.not_useful(closed, play.moment),
        alert.helped(closed, play.moment, Helped.YES),
        alert.close(closed, play.moment),
        alert.pass_on(closed, play.moment, "marek", "otto"),
        alert.advance(closed, play.moment),
    ):
        assert outcome == (closed, ())
