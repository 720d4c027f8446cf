"""What becomes of a message that Slack refuses, loses or delays: nothing is lost, nothing comes twice."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.delivery import DeliveryError, Posted
from onboardbot.core.enrollment import Enrollment
from onboardbot.core.outbox import Cause, Priority
from onboardbot.flows import dispatch, due, lookup, scene, sending, tick, wishes
from onboardbot.flows.room import IN_FLIGHT
from onboardbot.store import claims, enrollments, outbox, people, touchpoints, workspace
from tests.helpers.databases import on_each
from tests.helpers.office import Office, TakenButLostError, office
from tests.helpers.world import MAREK, NADIA, OTTO, PRIYA

pytestmark = on_each
PLAYBOOK = """\
title: First days
steps:
  - id: hello
    when: day 1 at 09:00
    message: Hello {{ hire.first_name }}
  - id: second
    when: day 1 at 09:10
    message: And a second one
  - id: note
    when: day 1 at 09:00
    to: manager
    message: "{{ hire.first_name }} starts today"
"""
EARLY, NINE, TEN_PAST = "2026-03-02T07:30:00+00:00", "2026-03-02T08:00:00+00:00", "2026-03-02T08:10:00+00:00"
EVERYBODY = (NADIA, MAREK, PRIYA, OTTO)
ROW = f"{NADIA},Nadia Haddad,2026-03-02,{MAREK}"


LOST = DeliveryError(Cause.UNSURE, "the answer was lost", lost=True)
UNREACHABLE = DeliveryError(Cause.UNREACHABLE, "connection refused")


async def test_a_passing_failure_is_tried_again_with_growing_pauses(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, UNREACHABLE, UNREACHABLE)
        await here.to(NINE)
        assert here.post.to(NADIA) == []
        assert (await here.states(NADIA))["hello"] == ("retry", "unreachable")
        await here.wait(timedelta(seconds=4))
        assert here.post.tried.count(NADIA) == 1
        await here.wait(timedelta(seconds=2))
        assert here.post.tried.count(NADIA) == 2
        await here.wait(timedelta(seconds=9))
        assert here.post.tried.count(NADIA) == 2
        await here.wait(timedelta(seconds=2))
        assert here.post.to(NADIA) == ["Hello Nadia"]
        assert (await here.states(NADIA))["hello"][0] == "sent"


async def test_a_step_of_the_last_minute_that_is_held_up_does_not_come_at_night(tmp_path: Path) -> None:
    playbook = "title: Bye\nsteps:\n  - {id: bye, when: day 1 at 17:30, late: always, message: Goodbye}\n"
    async with office(tmp_path, playbook, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, UNREACHABLE)
        await here.to("2026-03-02T16:30:00.001+00:00")
        assert here.post.tried.count(NADIA) == 1
        await here.to("2026-03-02T19:00:00+00:00")
        assert here.post.to(NADIA) == []
        await here.to("2026-03-03T08:00:00+00:00")
        assert here.post.to(NADIA) == ["Goodbye"]


async def test_a_step_that_was_held_up_until_the_day_was_over_waits_for_the_next_working_hours(tmp_path: Path) -> None:
    late = PLAYBOOK.replace("day 1 at 09:10", "day 1 at 17:20")
    async with office(tmp_path, late, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        await here.to(NINE)
        here.post.trouble(NADIA, DeliveryError(Cause.RATE_LIMITED, "wait", retry_after=timedelta(minutes=20)))
        await here.to("2026-03-02T16:20:00+00:00")
        await here.to("2026-03-02T16:41:00+00:00")
        assert here.post.to(NADIA) == ["Hello Nadia"]
        await here.to("2026-03-03T07:59:00+00:00")
        assert here.post.to(NADIA) == ["Hello Nadia"]
        await here.to("2026-03-03T08:00:00+00:00")
        assert here.post.to(NADIA) == ["Hello Nadia", "And a second one"]


async def test_hr_reads_of_a_failure_while_it_lasts_and_nothing_holds_others_up(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, UNREACHABLE)
        await here.to(NINE)
        assert here.post.to(MAREK) == ["Nadia starts today"]
        told = [words for who, words in here.post.posts if who == PRIYA]
        assert len(told) == 1
        assert "Nadia" in told[0]
        assert "Slack could not be reached. I keep trying." in told[0]


async def test_a_later_message_waits_behind_one_that_is_tried_again_but_for_half_an_hour_at_most(
    tmp_path: Path,
) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, *[UNREACHABLE] * 9)
        await here.to(NINE)
        for _ in range(29):
            await here.wait(timedelta(minutes=1))
            assert here.post.to(NADIA) == []
        here.post.troubles[NADIA].clear()
        here.post.trouble(NADIA)
        await here.wait(timedelta(minutes=2))
        assert here.post.to(NADIA)[0] in {"And a second one", "Hello Nadia"}
        await here.wait(timedelta(minutes=15))
        assert sorted(here.post.to(NADIA)) == ["And a second one", "Hello Nadia"]


async def test_what_slack_asks_to_slow_down_goes_when_slack_said_and_nobody_is_bothered(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        slow = DeliveryError(Cause.RATE_LIMITED, "Slack asked to wait", retry_after=timedelta(seconds=40))
        here.post.trouble(NADIA, slow)
        await here.to(NINE)
        await here.wait(timedelta(seconds=39))
        assert here.post.to(NADIA) == []
        await here.wait(timedelta(seconds=1))
        assert here.post.to(NADIA) == ["Hello Nadia"]
        assert here.post.to(PRIYA) == []


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (Cause.CANNOT_DM, "doesn't let me write to this person"),
        (Cause.MISSING_SCOPE, "lacks a permission: chat:write"),
        (Cause.RENDER, "could not be filled in"),
        (Cause.DEACTIVATED, "account is deactivated"),
    ],
)
async def test_a_lasting_failure_is_told_once_with_its_mend_and_not_tried_again(
    tmp_path: Path, cause: Cause, words: str
) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, DeliveryError(cause, "chat:write", permanent=True))
        await here.to(NINE)
        assert (await here.states(NADIA))["hello"] == ("failed", cause)
        told = [text for who, text in here.post.posts if who == PRIYA]
        assert len(told) == 1
        assert words in told[0]
        await here.to(TEN_PAST)
        assert here.post.to(NADIA) == ["And a second one"]


async def test_what_was_taken_although_its_answer_was_lost_is_found_and_not_sent_again(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, TakenButLostError())
        await here.to(NINE)
        assert (await here.states(NADIA))["hello"] == ("sent", None)
        await here.to(TEN_PAST)
        assert here.post.to(NADIA) == ["Hello Nadia", "And a second one"]
        assert here.post.to(PRIYA) == []


async def test_what_is_surely_not_there_is_sent_again_after_a_second_look_half_a_minute_later(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, LOST)
        await here.to(NINE)
        await here.wait(timedelta(seconds=29))
        assert (here.post.to(NADIA), (await here.states(NADIA))["hello"]) == ([], ("sending", None))
        await here.wait(timedelta(seconds=1))
        assert here.post.to(NADIA) == ["Hello Nadia"]
        assert here.post.to(PRIYA) == []


async def test_what_slack_takes_only_after_the_first_look_is_found_by_the_second(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, LOST)
        await here.to(NINE)
        async with here.bot.database.read() as session:
            (hello,) = [one for one in await outbox.of_touchpoint(session, 1) if one.state == "sending"]
        here.post.ids[hello.id] = Posted(channel=f"D/{NADIA}", ts="77.000000")
        await here.wait(timedelta(seconds=30))
        assert here.post.tried.count(NADIA) == 1
        assert (await here.states(NADIA))["hello"] == ("sent", None)


async def test_what_nobody_can_look_for_is_unsure_and_hr_decides(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, LOST)
        here.post.hidden = DeliveryError(Cause.MISSING_SCOPE, "missing_scope (im:history)", permanent=True)
        await here.to(NINE)
        assert (await here.states(NADIA))["hello"] == ("unsure", "unsure")
        assert any("may or may not have arrived" in text for who, text in here.post.posts if who == PRIYA)
        await here.to(TEN_PAST)
        assert here.post.to(NADIA) == ["And a second one"]


async def test_a_history_that_fails_is_asked_again_before_it_counts_as_unreadable(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, TakenButLostError())
        here.post.hidden = LOST
        await here.to(NINE)
        await here.wait(timedelta(seconds=10))
        assert (await here.states(NADIA))["hello"] == ("sending", None)
        here.post.hidden = None
        await here.wait(timedelta(seconds=10))
        assert (await here.states(NADIA))["hello"] == ("sent", None)
        assert here.post.to(NADIA) == ["Hello Nadia"]


async def test_what_a_dead_process_was_sending_is_looked_for_once_its_lease_is_over(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        await _die_while_sending(here)
        await tick.tick(here.bot)
        assert (await here.states(NADIA))["hello"] == ("sending", None)
        await here.wait(timedelta(minutes=2, seconds=1))
        assert "Hello Nadia" not in here.post.to(NADIA)
        await here.wait(timedelta(seconds=30))
        assert here.post.to(NADIA) == ["Hello Nadia"]


async def test_at_the_start_of_the_only_process_what_was_being_sent_is_looked_for_at_once(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        await _die_while_sending(here)
        await lookup.at_start(here.bot)
        if here.bot.database.shared:  # there others may be at it, as long as its lease holds
            await here.wait(timedelta(minutes=2, seconds=1))
        await tick.tick(here.bot)
        assert (await here.states(NADIA))["hello"] == ("sending", None)
        await here.wait(timedelta(seconds=30))
        assert here.post.to(NADIA) == ["Hello Nadia"]
        assert here.post.to(MAREK) == ["Nadia starts today"]


async def _die_while_sending(here: Office) -> None:
    """Come to the point where the intents are committed and nothing was posted."""
    here.watch.at += timedelta(minutes=30)
    now, machine = here.bot.clock.now(), here.bot.clock.machine()
    await due.due(here.bot, now=now)
    async with here.bot.database.write() as session:
        found = [claims.claimed(one, now=now, machine=machine) for one in await _ready(session, now, machine)]
        assert len(found) == 2
        await claims.intend(session, found, [claims.Body(one.id, None, introduces=False) for one in found])


async def _ready(session: AsyncSession, now: datetime, machine: datetime) -> list[claims.Ready]:
    return await claims.ready(session, now=now, machine=machine, limit=IN_FLIGHT)


async def test_somebody_who_is_not_in_slack_waits_and_hr_is_told(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=(MAREK, PRIYA)) as here:
        await here.enroll(ROW)
        await here.to(NINE)
        assert (await here.states(NADIA))["hello"] == ("waiting", "not_in_slack")
        assert here.post.to(MAREK) == ["Nadia starts today"]
        assert any("not in Slack yet" in text for who, text in here.post.posts if who == PRIYA)


async def test_what_reads_as_it_did_is_not_sent_to_slack_again(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        await here.to(NINE)
        await _ask_to_draw_anew(here)
        await tick.tick(here.bot)
        assert here.post.updates == []
        await here.enroll(ROW.replace("Nadia Haddad", "Nadja Haddad"))
        await _ask_to_draw_anew(here)
        await tick.tick(here.bot)
        assert here.post.updates == [(MAREK, "Nadja starts today")]


async def test_where_nobody_knows_what_stands_in_slack_the_words_are_sent_again(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        await here.to(NINE)
        await here.enroll(ROW.replace("Nadia Haddad", "Nadja Haddad"))
        here.post.trouble(MAREK, DeliveryError(Cause.UNSURE, "the answer was lost", lost=True))
        await _ask_to_draw_anew(here)
        await tick.tick(here.bot)
        assert here.post.updates == []
        await here.enroll(ROW)  # so that it reads as it did before
        await here.wait(timedelta(seconds=5))
        assert here.post.updates == [(MAREK, "Nadia starts today")]


async def test_what_can_not_be_drawn_any_more_is_not_tried_for_ever(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        await here.to(NINE)
        async with here.bot.database.write() as session:
            marek = (await people.by_emails(session, [MAREK]))[MAREK]
            await people.change(session, marek.id, deactivated=True)
        await _ask_to_draw_anew(here)
        assert (await tick.work(here.bot)).idle
        assert here.post.updates == []


async def _ask_to_draw_anew(here: Office) -> None:
    """Say that the facts behind Marek's note have changed."""
    async with here.bot.database.write() as session:
        (nadia,) = await enrollments.of_person(session, (await people.by_emails(session, [NADIA]))[NADIA].id)
        (note,) = (one for one in await touchpoints.of_enrollment(session, nadia.id) if one.step_id == "note")
        await outbox.refresh(session, "message", str(note.id))


async def test_steps_that_can_not_be_looked_at_are_pushed_on_and_those_of_others_go(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW, f"{OTTO},Otto Brandt,2026-03-02,{MAREK}")
        async with here.bot.database.write() as session:
            (otto,) = await enrollments.of_person(session, (await people.by_emails(session, [OTTO]))[OTTO].id)
            theirs = await touchpoints.of_enrollment(session, otto.id)
            await touchpoints.change(session, [theirs[0].id], step_id="a-step-that-is-gone")
        await here.to(NINE)
        assert here.post.to(NADIA) == ["Hello Nadia"]
        assert here.post.to(OTTO) == []
        assert (await here.states(OTTO))["a-step-that-is-gone"] == ("planned", None)


async def test_a_message_takes_six_statements_at_most_to_send(tmp_path: Path) -> None:
    hires = [f"hire{number}@northwind.example" for number in range(IN_FLIGHT)]
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=[*hires, MAREK, PRIYA]) as here:
        await here.enroll(*(f"{email},Hire,2026-03-02," for email in hires))
        here.watch.at += timedelta(minutes=30)
        assert await due.due(here.bot, now=here.bot.clock.now())
        asked: list[str] = []
        for engine in {here.bot.database.writer, here.bot.database.reader}:
            event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        for _ in ("claimed", "sent", "kept"):
            await dispatch.dispatch(here.bot, now=here.bot.clock.now())
            await asyncio.sleep(0.05)
        assert len([email for email in hires if here.post.to(email)]) == IN_FLIGHT
        assert len(asked) <= 6 * IN_FLIGHT


async def test_an_answer_to_a_tap_goes_again_where_nobody_can_look_for_it(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, TakenButLostError())
        here.post.hidden = DeliveryError(Cause.MISSING_SCOPE, "missing_scope (im:history)", permanent=True)
        async with here.bot.database.write() as session:
            nadia, now = (await people.by_emails(session, [NADIA]))[NADIA], here.bot.clock.now()
            args = '{"words": "Thank you"}'
            await outbox.post(session, "words", nadia.id, subject="1", args=args, due_at=now, priority=Priority.CLICK)
        await tick.tick(here.bot)
        assert here.post.to(NADIA) == ["Thank you", "Thank you"]
        assert here.post.to(PRIYA) == []


@pytest.mark.parametrize("business", [True, False])
async def test_a_clock_that_is_set_back_by_an_hour_doubles_nothing_and_loses_nothing(
    tmp_path: Path, *, business: bool
) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, UNREACHABLE)
        here.post.trouble(MAREK, TakenButLostError())
        await here.to(NINE)
        await _turn_back(here, timedelta(hours=1), business=business)
        await tick.tick(here.bot)
        for _ in range(9):
            await here.wait(timedelta(minutes=10))
        assert here.post.to(NADIA) == ["Hello Nadia", "And a second one"]
        assert here.post.to(MAREK) == ["Nadia starts today"]
        assert set((await here.states(NADIA)).values()) == {("sent", None)}


async def _turn_back(here: Office, span: timedelta, *, business: bool) -> None:
    """Set the machine's clock back, or business time alone."""
    if not business:
        here.watch.at -= span
        return
    async with here.bot.database.write() as session:
        await workspace.set_clock_offset(session, here.bot.clock.offset - span)


async def test_what_was_held_up_until_it_makes_no_sense_any_more_is_missed_and_can_be_sent_anyway(
    tmp_path: Path,
) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, *[UNREACHABLE] * 9)
        await here.to(NINE)
        await here.wait(timedelta(days=3))
        assert (await here.states(NADIA))["hello"] == ("missed", "unreachable")
        assert "Hello Nadia" not in here.post.to(NADIA)
        here.post.troubles[NADIA].clear()
        async with here.bot.database.write() as session:
            current = await scene.load(here.bot, session, (await _enrollment(session)).id)
            (hello,) = (
                one for one in await touchpoints.of_enrollment(session, current.enrollment.id) if one.step_id == "hello"
            )
            assert await sending.send_now(session, current, hello, now=here.bot.clock.now())
        await tick.tick(here.bot)
        assert here.post.to(NADIA)[-1] == "Hello Nadia"


async def _enrollment(session: AsyncSession) -> Enrollment:
    (nadia,) = await enrollments.of_person(session, (await people.by_emails(session, [NADIA]))[NADIA].id)
    return nadia


async def test_what_turned_out_not_to_have_arrived_does_not_go_in_a_pause(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, LOST)
        await here.to(NINE)
        async with here.bot.database.write() as session:
            assert await wishes.hold(session, await _enrollment(session), now=here.bot.clock.now())
        await here.wait(timedelta(seconds=30))
        assert (here.post.to(NADIA), (await here.states(NADIA))["hello"]) == ([], ("planned", None))
        async with here.bot.database.write() as session:
            await wishes.release(session, await _enrollment(session), now=here.bot.clock.now())
        await here.wait(timedelta(seconds=1))
        assert here.post.to(NADIA) == ["Hello Nadia"]


async def test_what_turned_out_not_to_have_arrived_does_not_go_after_the_end(tmp_path: Path) -> None:
    async with office(tmp_path, PLAYBOOK, now=EARLY, known=EVERYBODY) as here:
        await here.enroll(ROW)
        here.post.trouble(NADIA, LOST)
        await here.to(NINE)
        async with here.bot.database.write() as session:
            await wishes.end(session, await _enrollment(session), now=here.bot.clock.now())
        await here.wait(timedelta(seconds=30))
        assert "Hello Nadia" not in here.post.to(NADIA)
