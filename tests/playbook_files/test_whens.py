"""The table of `when`: what is read, what is refused, and with which mend."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.problem import Level
from onboardbot.core.when import When
from onboardbot.playbook_files.when_mends import mended
from onboardbot.playbook_files.whens import TooFarError, parse_when
from tests.playbook_files.cases import expect, mean, place_of_mark, problems_of_playbook, step

FORMS = 'write it like "day 3 at 09:00", "week 1 friday" or "2 weeks after start"'


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("day 1", {"n": 1}, None),
        ("day 3 at 09:00", {"n": 3}, time(9)),
        ("day -1", {"n": -1}, None),
        ("Day  2   AT 23:59", {"n": 2}, time(23, 59)),
        ("days 2", {"n": 2}, None),
        ("week 1 friday", {"week": 1, "weekday": 4}, None),
        ("Week 12 Sunday at 00:00", {"week": 12, "weekday": 6}, time(0)),
        ("1 day after start", {"count": 1, "unit": "days", "before": False}, None),
        ("2 weeks before start", {"count": 2, "unit": "weeks", "before": True}, None),
        ("3 month after start at 10:30", {"count": 3, "unit": "months", "before": False}, time(10, 30)),
        ("on 2026-12-24", {"day": date(2026, 12, 24)}, None),
        ("on enrollment", {}, None),
        ("On Enrollment", {}, None),
    ],
)
def test_a_when_is_read(text: str, day: dict[str, object], at: time | None) -> None:
    assert parse_when(text) == {"day": day, "at": at}
    When.model_validate(parse_when(text))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("day 0", "there is no day 0", 'did you mean "day 1" or "day -1"?'),
        ("day -0", "there is no day 0", 'did you mean "day 1" or "day -1"?'),
        ("Day 00 at 09:00", "there is no day 0", 'did you mean "day 1" or "day -1"?'),
        ("day 01", '"day 01" is not a time that I can read', mean("day 1")),
        ("day +3", '"day +3" is not a time that I can read', mean("day 3")),
        ("day one", '"day one" is not a time that I can read', mean("day 1")),
        ("day1", '"day1" is not a time that I can read', mean("day 1")),
        ("dya 3", '"dya 3" is not a time that I can read', mean("day 3")),
        ("third day", '"third day" is not a time that I can read', mean("day 3")),
        ("day −1", '"day −1" is not a time that I can read', mean("day -1")),
        ("day - 1", '"day - 1" is not a time that I can read', mean("day -1")),
        ("day 1.5", '"day 1.5" is not a time that I can read', FORMS),
        ("tomorrow", '"tomorrow" is not a time that I can read', FORMS),
        ("day", '"day" is not a time that I can read', FORMS),
        ("day 1 at 9:30", '"9:30" is not a time of day', mean("day 1 at 09:30")),
        ("day 1 at 9.30", '"9.30" is not a time of day', mean("day 1 at 09:30")),
        ("day 1 at 9", '"9" is not a time of day', mean("day 1 at 09:00")),
        ("day 1 at 3pm", '"3pm" is not a time of day', mean("day 1 at 15:00")),
        ("day 1 at 12:30 am", '"12:30 am" is not a time of day', mean("day 1 at 00:30")),
        ("day 1 at noon", '"noon" is not a time of day', mean("day 1 at 12:00")),
        ("day 1 at 24:00", '"24:00" is not a time of day', mean("day 1 at 23:59")),
        ("day 1 at 09:00:00", '"09:00:00" is not a time of day', mean("day 1 at 09:00")),
        ("day 1 at 25:00", '"25:00" is not a time of day', 'write it with 24 hours, like "09:00"'),
        ("day 1 at 09:60", '"09:60" is not a time of day', 'write it with 24 hours, like "09:00"'),
        ("day 1 09:00", '"day 1 09:00" is not a time that I can read', mean("day 1 at 09:00")),
        ("day 3 @ 9", '"day 3 @ 9" is not a time that I can read', mean("day 3 at 09:00")),
        ("day 1 at", '"day 1 at" is not a time that I can read', mean("day 1")),
        ("day 1 at “09:00”", '"“09:00”" is not a time of day', mean("day 1 at 09:00")),
        ("week 1 fri", '"week 1 fri" is not a time that I can read', mean("week 1 friday")),
        ("week 2 wendesday", '"week 2 wendesday" is not a time that I can read', mean("week 2 wednesday")),
        ("week 0 friday", '"week 0 friday" counts from 1', mean("week 1 friday")),
        ("week 1", '"week 1" is not a time that I can read', mean("week 1 monday")),
        ("friday", '"friday" is not a time that I can read', mean("week 1 friday")),
        ("second monday at 10", '"second monday at 10" is not a time that I can read', mean("week 2 monday at 10:00")),
        ("friday of week 3", '"friday of week 3" is not a time that I can read', mean("week 3 friday")),
        ("0 days after start", '"0 days after start" counts from 1', mean("day 1")),
        ("2 weeks", '"2 weeks" is not a time that I can read', mean("2 weeks after start")),
        ("in 2 weeks", '"in 2 weeks" is not a time that I can read', mean("2 weeks after start")),
        ("after 3 days", '"after 3 days" is not a time that I can read', mean("3 days after start")),
        ("-3 days", '"-3 days" is not a time that I can read', mean("3 days before start")),
        ("start + 3 days", '"start + 3 days" is not a time that I can read', mean("3 days after start")),
        (
            "2 weeks after the start",
            '"2 weeks after the start" is not a time that I can read',
            mean("2 weeks after start"),
        ),
        ("1 year after start", '"1 year after start" is not a time that I can read', mean("12 months after start")),
        ("3 working days after start", '"3 working days after start" is not a time that I can read', mean("day 3")),
        ("start date", '"start date" is not a time that I can read', mean("day 1")),
        ("2026-12-24", '"2026-12-24" is not a time that I can read', mean("on 2026-12-24")),
        ("on 24.12.2026", '"on 24.12.2026" is not a time that I can read', mean("on 2026-12-24")),
        ("on 2026-2-3 at 9:15", '"on 2026-2-3 at 9:15" is not a time that I can read', mean("on 2026-02-03 at 09:15")),
        ("on 2026-02-30", 'there is no date "2026-02-30"', mean("on 2026-02-28")),
        ("on 2026-13-01", 'there is no date "2026-13-01"', 'write it like "2026-12-24"'),
        ("on enrolment", '"on enrolment" is not a time that I can read', mean("on enrollment")),
        ("enrollment", '"enrollment" is not a time that I can read', mean("on enrollment")),
        (
            "on enrollment at 09:00",
            '"on enrollment" is a moment of its own and takes no time',
            mean("on enrollment"),
        ),
        ("day 99999", '"day 99999" is more than ten years away', "an onboarding takes days, weeks or months"),
        ("on 9999-12-31", '"on 9999-12-31" is more than ten years away', "an onboarding takes days, weeks or months"),
        (
            "600 weeks after start",
            '"600 weeks after start" is more than ten years away',
            "an onboarding takes days, weeks or months",
        ),
        (
            "day 1 at 9:00 " + "x" * 80,
            '"9:00 ' + "x" * 54 + '…" is not a time of day',
            'write it with 24 hours, like "09:00"',
        ),
        ("day 9999 at", '"day 9999 at" is not a time that I can read', FORMS),
        ("“day 1”", "these quotation marks are typographic ones (“”)", mean("day 1")),
    ],
)
def test_a_bad_when_is_one_error_with_its_mend(text: str, message: str, hint: str) -> None:
    written, line, column = place_of_mark(step(f"when: ⟪{text}"))
    expect(problems_of_playbook(written), line, column, message, hint, Level.ERROR)


@pytest.mark.parametrize(
    ("when", "message", "hint"),
    [
        ("day 30", '"day 30" is a working day, some 6 weeks in', mean("30 days after start")),
        ("day 21", '"day 21" is a working day, some 5 weeks in', mean("21 days after start")),
        ("day 1 at 08:59", "08:59 is before the working hours, so this goes at 09:00", "hours are 09:00-17:30"),
        ("day 1 at 17:31", "17:31 is after the working hours, so this goes at 17:30", "hours are 09:00-17:30"),
        (
            "day 1 at 17:31\nto: hire",
            "17:31 is after the working hours, so this goes at 17:30",
            "hours are 09:00-17:30",
        ),
        (
            "day 1 at 17:31\nto: manager",  # the hire's own is moved within the day, others' waits
            "17:31 is after the working hours, so this waits for the next ones",
            "hours are 09:00-17:30",
        ),
        (
            "day 1 at 07:00\nto: manager",
            "07:00 is before the working hours, so this goes at 09:00",
            "hours are 09:00-17:30",
        ),
    ],
)
def test_what_is_probably_not_meant_is_a_warning(when: str, message: str, hint: str) -> None:
    written, line, column = place_of_mark(step(f"when: ⟪{when}"))
    expect(problems_of_playbook(written), line, column, message, hint, Level.WARNING)


@pytest.mark.parametrize("when", ["day 20", "day 1 at 09:00", "day 1 at 17:30", "30 days after start"])
def test_what_is_usual_is_no_warning(when: str) -> None:
    assert problems_of_playbook(step(f"when: {when}")) == ()


def test_a_far_day_outside_of_the_hours_is_two_warnings() -> None:
    assert len(problems_of_playbook(step("when: day 30 at 07:00"))) == 2


@pytest.mark.parametrize("text", ["day 2601", "week 521 friday", "3651 days after start", "121 months before start"])
def test_ten_years_are_enough(text: str) -> None:
    with pytest.raises(TooFarError):
        parse_when(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="day week1 20-fridatonsert:.09\u2019", max_size=30))
def test_a_mend_can_always_be_read(text: str) -> None:
    mend = mended(text, _readable)
    assert not mend or _readable(mend)


def _readable(text: str) -> bool:
    try:
        return parse_when(text) is not None
    except TooFarError:
        return False


@pytest.mark.parametrize("key", ["ends", "due"])
def test_an_end_and_a_due_day_take_no_time(key: str) -> None:
    text = (
        "title: T\nends: ⟪Day 5 at 09:00\nsteps: [{id: a, when: day 1, message: Hi}]\n"
        if key == "ends"
        else "title: T\nsteps: [{id: a, when: day 1, guide: {title: G, tasks: [{text: A, due: ⟪Day 5 at 09:00}]}}]\n"
    )
    written, line, column = place_of_mark(text)
    expect(problems_of_playbook(written), line, column, f'"{key}" takes no time of day', mean("Day 5"), Level.ERROR)


@pytest.mark.parametrize(
    "when", ["day -1", "Day  -30 at 10:00", "3 days before start", "2 weeks before start at 12:00"]
)
def test_a_message_to_the_hire_before_there_is_an_account_is_a_warning(when: str) -> None:
    written, line, column = place_of_mark(step(f"when: ⟪{when}"))
    message = f'"{" ".join(when.split())}" is before day 1, when most newcomers have no Slack account yet'
    hint = 'send it from "day 1" on, or write "late: always" so that it waits for the account'
    expect(problems_of_playbook(written), line, column, message, hint, Level.WARNING)


@pytest.mark.parametrize(
    "more", ["to: manager", "to: it", "late: always"], ids=["to somebody at work", "to a mailbox", "it waits"]
)
def test_what_reaches_somebody_before_day_1_is_no_warning(more: str) -> None:
    assert problems_of_playbook(step(f"when: day -3\n{more}")) == ()


def test_the_moment_of_enrollment_may_be_any_day() -> None:
    assert problems_of_playbook(step("when: on enrollment")) == ()
