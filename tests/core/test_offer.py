from datetime import date

import pytest

from onboardbot.core import alert, offer
from onboardbot.core.calendar import Calendar
from onboardbot.core.course import Course
from onboardbot.core.effect import Announce, KeepAnswers, Offer, Tell, ToldHire, UpdateAlert, Widen
from onboardbot.core.finding import Choice, Helped, Level, Quote, Signal, State
from onboardbot.core.history import Answer, AnswerKind
from onboardbot.core.questions.base import SeenBy
from tests.helpers.history_play import BERLIN, TEAM, Play, at

FRIDAY, MONDAY, TUESDAY, NEXT_FRIDAY = 4, 7, 8, 11
SUNDAY_TO_THURSDAY = Calendar(zone=BERLIN, week=frozenset({6, 0, 1, 2, 3}))


@pytest.fixture
def play() -> Play:
    return Play()


def told(play: Play) -> list[tuple[object, str]]:
    """Return who got an alert, and when."""
    return [(when, to) for when, _, to in play.lines("tell")]


def last_offer(play: Play) -> Offer:
    asked = play.of_kind("offer")[-1]
    assert isinstance(asked, Offer)
    return asked


def low_then_low(play: Play) -> None:
    """Two low moods on two Fridays; the first is kept."""
    play.mood(at(FRIDAY), 2)
    play.choose(at(FRIDAY, "15:01"), Choice.KEEP)
    play.mood(at(NEXT_FRIDAY), 2)


def test_a_low_mood_is_asked_about_and_told_without_words_at_noon_of_the_next_working_day(play: Play) -> None:
    play.mood(at(FRIDAY), 2)
    asked = last_offer(play)
    assert [option.person for option in asked.options] == ["marek", "bea", "priya", None]
    assert (asked.default, asked.by, asked.nobody) == ("marek", at(MONDAY, "12:00"), False)
    play.tick(at(MONDAY, "11:59"))
    assert told(play) == []
    play.tick(at(MONDAY, "12:00"))
    assert told(play) == [(at(MONDAY, "12:00"), "marek")]
    alert_, said = play.of_kind("tell")[0], play.of_kind("told_hire")[0]
    assert isinstance(alert_, Tell)
    assert isinstance(said, ToldHire)
    assert alert_.reasons[0].quote is None
    assert (said.after, said.person) == (alert_.key, "marek")


def test_a_choice_is_told_at_once_at_any_hour_and_widens_the_circle_by_that_tap(play: Play) -> None:
    play.mood(at(FRIDAY), 2)
    play.choose(at(FRIDAY, "23:30"), Choice.HR)
    assert told(play) == [(at(FRIDAY, "23:30"), "priya")]
    assert play.changes == [Widen(answers=("a0",), person="priya")]
    assert play.last.chosen
    play.choose(at(FRIDAY, "23:31"), Choice.BUDDY)  # too late for another
    assert len(told(play)) == 1


def test_choosing_somebody_in_the_circle_widens_nothing(play: Play) -> None:
    play.mood(at(FRIDAY), 2)
    play.choose(at(FRIDAY), Choice.MANAGER)
    assert play.changes == []


def test_keep_means_nobody_and_the_answer_is_no_last_straw_any_more(play: Play) -> None:
    play.mood(at(FRIDAY), 2)
    play.choose(at(FRIDAY), Choice.KEEP)
    play.tick(at(60))
    assert told(play) == []
    assert play.last.state is State.KEPT
    assert play.changes == [KeepAnswers(answers=("a0",))]
    assert play.history.answers[0].kept
    assert alert.keep(play.last, play.moment) == (play.last, ())


def test_a_kept_low_counts_on_for_a_later_one(play: Play) -> None:
    low_then_low(play)
    assert play.last.signal == "two_lows"
    assert play.last.evidence == ("a0", "a1")


def test_a_choice_of_a_role_that_nobody_fills_changes_nothing(play: Play) -> None:
    play.staff(at(0), buddy=None)
    play.mood(at(FRIDAY), 2)
    play.choose(at(FRIDAY), Choice.BUDDY)
    assert play.last.state is State.OFFERED


def test_the_recipients_hours_apply_to_what_nobody_chose(play: Play) -> None:
    play.calendars["marek"] = Calendar(zone=BERLIN, week=frozenset({1, 2, 3}))
    play.mood(at(FRIDAY), 2)
    play.tick(at(30))
    assert told(play) == [(at(TUESDAY, "09:00"), "marek")]


def test_with_nobody_in_the_circle_the_offer_says_so_and_no_choice_means_nobody(play: Play) -> None:
    play.mood(at(FRIDAY), 2, SeenBy.ME)
    asked = last_offer(play)
    assert (asked.nobody, asked.default, asked.by) == (True, None, None)
    play.tick(at(60))
    assert told(play) == []
    play.choose(at(60), Choice.MANAGER)
    assert told(play) == [(at(60), "marek")]


def test_an_announcement_goes_after_fifteen_minutes(play: Play) -> None:
    low_then_low(play)
    announced = play.of_kind("announce")[0]
    assert isinstance(announced, Announce)
    assert (announced.addressee, announced.goes_at, announced.joins) == ("marek", at(NEXT_FRIDAY, "15:15"), None)
    play.tick(at(NEXT_FRIDAY, "15:14"))
    assert told(play) == []
    play.tick(at(NEXT_FRIDAY, "15:15"))
    assert told(play) == [(at(NEXT_FRIDAY, "15:15"), "marek")]


def test_an_announcement_that_is_cancelled_never_goes(play: Play) -> None:
    low_then_low(play)
    play.choose(at(NEXT_FRIDAY, "15:10"), Choice.KEEP)
    play.tick(at(60))
    assert told(play) == []
    assert play.last.state is State.CANCELLED
    assert play.history.answers[-1].kept


def test_an_announcement_may_be_changed_to_somebody_else_and_goes_when_the_minutes_are_over(play: Play) -> None:
    low_then_low(play)
    play.choose(at(NEXT_FRIDAY, "15:10"), Choice.BUDDY)
    announced = play.of_kind("announce")[-1]
    assert isinstance(announced, Announce)
    assert (announced.addressee, announced.again, announced.goes_at) == ("bea", True, at(NEXT_FRIDAY, "15:15"))
    play.tick(at(60))
    assert told(play)[0] == (at(NEXT_FRIDAY, "15:15"), "bea")
    assert play.last.unasked_at is None


def test_whoever_was_chosen_and_left_meanwhile_is_announced_anew(play: Play) -> None:
    low_then_low(play)
    play.choose(at(NEXT_FRIDAY, "15:10"), Choice.BUDDY)
    play.staff(at(NEXT_FRIDAY, "15:12"), reachable=TEAM.reachable - {"bea"})
    assert play.last.addressee == "marek"
    play.tick(at(NEXT_FRIDAY, "15:27"))
    assert told(play) == [(at(NEXT_FRIDAY, "15:27"), "marek")]


def test_an_announcement_still_can_be_taken_back_while_the_recipient_is_off(play: Play) -> None:
    play.calendars["marek"] = SUNDAY_TO_THURSDAY
    low_then_low(play)
    play.choose(at(NEXT_FRIDAY, "18:00"), Choice.KEEP)
    play.tick(at(60))
    assert told(play) == []


class TestChangesAroundTheHire:
    def test_a_later_manager_is_not_told_and_the_newcomer_is_asked_again(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.staff(at(FRIDAY, "16:00"), manager="lena")
        asked = last_offer(play)
        assert (asked.again, asked.default, asked.nobody) == (True, None, True)
        assert asked.options[0].person == "lena"
        play.tick(at(60))
        assert told(play) == []
        play.choose(at(60), Choice.MANAGER)  # their own tap may add her
        assert told(play) == [(at(60), "lena")]

    def test_with_somebody_else_in_the_circle_they_are_asked_again_until_the_next_noon(self, play: Play) -> None:
        play.staff(at(0), reachable=TEAM.reachable - {"marek"})
        play.mood(at(FRIDAY), 2)
        assert last_offer(play).default == "priya"
        play.staff(at(MONDAY, "10:00"), reachable=TEAM.reachable - {"marek", "priya"})
        assert (last_offer(play).default, last_offer(play).by) == ("paul", at(TUESDAY, "12:00"))
        play.tick(at(TUESDAY, "12:00"))
        assert told(play) == [(at(TUESDAY, "12:00"), "paul")]

    def test_they_are_asked_again_in_their_own_hours(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.staff(at(FRIDAY, "22:00"), manager="lena")
        assert last_offer(play).at == at(MONDAY, "09:00")

    def test_in_a_pause_it_is_held_until_its_end(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.pause(at(FRIDAY, "16:00"), at(TUESDAY, "00:00"))
        play.tick(at(30))
        assert told(play) == [(at(TUESDAY, "09:00"), "marek")]

    def test_in_a_pause_without_an_end_it_waits_for_the_resume(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.pause(at(FRIDAY, "16:00"))
        assert play.last.due_at is None
        play.resume(at(TUESDAY, "10:00"))
        play.tick(at(TUESDAY, "10:00"))
        assert told(play) == [(at(TUESDAY, "10:00"), "marek")]

    def test_what_does_not_hold_any_more_after_the_pause_is_dropped_but_may_be_chosen(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.pause(at(FRIDAY, "16:00"), at(14, "00:00"))
        play.tick(at(30))
        play.choose(at(30), Choice.KEEP)
        assert play.last.state is State.ENDED
        assert told(play) == []
        play.choose(at(30), Choice.MANAGER)
        assert told(play) == [(at(30), "marek")]

    def test_a_changed_manager_in_a_pause_is_asked_about_when_it_ends(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.pause(at(FRIDAY, "16:00"), at(TUESDAY, "00:00"))
        play.staff(at(MONDAY, "10:00"), manager="lena")
        assert len(play.of_kind("offer")) == 1
        play.tick(at(30))
        assert len(play.of_kind("offer")) == 2
        assert told(play) == []

    def test_noon_comes_after_a_leave(self, play: Play) -> None:
        play.leave(at(0), date(2026, 3, 9), date(2026, 3, 10))
        play.mood(at(FRIDAY), 2)
        play.tick(at(30))
        assert told(play)[0] == (at(9, "12:00"), "marek")

    def test_after_the_end_an_answer_gets_its_offer_and_nobody_is_told_unasked(self, play: Play) -> None:
        play.end(at(0))
        play.mood(at(FRIDAY), 2)
        assert (last_offer(play).default, last_offer(play).nobody) == (None, False)
        play.tick(at(60))
        assert told(play) == []
        assert play.last.state is State.OFFERED
        play.choose(at(60), Choice.HR)
        assert told(play) == [(at(60), "priya")]

    def test_the_end_keeps_an_offer_open_and_ends_an_announcement(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.end(at(FRIDAY, "16:00"))
        assert (play.last.state, play.last.due_at) == (State.OFFERED, None)
        other = Play()
        low_then_low(other)
        other.end(at(NEXT_FRIDAY, "15:05"))
        assert other.last.state is State.ENDED
        other.tick(at(60))
        assert told(other) == []


class TestInAPauseAnAnnouncementBecomesAnOffer:
    def test_with_the_pauses_end_as_its_term(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.choose(at(FRIDAY), Choice.KEEP)
        play.pause(at(MONDAY), at(14, "00:00"))
        play.mood(at(NEXT_FRIDAY), 2)
        assert play.of_kind("announce") == []
        assert (last_offer(play).default, last_offer(play).by) == ("marek", at(14, "12:00"))
        play.tick(at(40))
        assert told(play)[0] == (at(14, "12:00"), "marek")

    def test_what_rests_on_no_answer_waits_in_silence(self, play: Play) -> None:
        play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
        play.leave(at(0), date(2026, 3, 9), date(2026, 3, 9))
        play.now = at(MONDAY, "14:00")
        play.open(Signal(key="stuck", level=Level.CARE, evidence=("laptop",), circle=frozenset({"marek"})))
        assert play.said == []
        play.tick(at(TUESDAY, "12:20"))
        assert play.lines("announce", "tell") == [
            (at(TUESDAY, "09:00"), "announce", "nadia"),
            (at(TUESDAY, "09:15"), "tell", "marek"),
        ]


class TestWords:
    def test_shared_words_go_with_the_alert_to_that_person(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.text(at(FRIDAY, "15:01"), "The team is nice. My laptop has not come.")
        play.share_words(at(FRIDAY, "15:02"))
        assert play.changes == [Widen(answers=("a1",), person="marek")]
        play.choose(at(FRIDAY, "15:03"), Choice.MANAGER)
        alert_ = play.of_kind("tell")[0]
        assert isinstance(alert_, Tell)
        quote = alert_.reasons[0].quote
        assert quote is not None
        assert (quote.answer, quote.words) == ("a1", "My laptop has not come.")

    def test_somebody_else_who_is_chosen_gets_no_words(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.text(at(FRIDAY, "15:01"), "No laptop yet.", "marek")
        play.share_words(at(FRIDAY, "15:02"))
        assert play.changes == []
        play.choose(at(FRIDAY, "15:03"), Choice.HR)
        alert_ = play.of_kind("tell")[0]
        assert isinstance(alert_, Tell)
        assert alert_.reasons[0].quote is None

    def test_an_alert_that_was_sent_is_updated(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.choose(at(FRIDAY, "15:01"), Choice.MANAGER)
        play.text(at(FRIDAY, "15:02"), "No laptop yet.", "marek")
        play.share_words(at(FRIDAY, "15:03"))
        update = play.of_kind("update_alert")[0]
        assert isinstance(update, UpdateAlert)
        assert update.reasons[0].quote is not None
        assert update.to == "marek"

    @pytest.mark.parametrize("words", ["Marek has no time.", "My boss has no time.", "I wait for Tom.", " "])
    def test_words_that_mention_somebody_are_never_shared(self, play: Play, words: str) -> None:
        play.mood(at(FRIDAY), 2)
        play.text(at(FRIDAY, "15:01"), words, "marek")
        assert offer.shareable(play.history) is None
        play.share_words(at(FRIDAY, "15:02"))
        assert play.last.quote is None

    def test_words_that_were_taken_back_go_from_the_alert(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.choose(at(FRIDAY, "15:01"), Choice.MANAGER)
        play.text(at(FRIDAY, "15:02"), "No laptop yet.", "marek")
        play.share_words(at(FRIDAY, "15:03"))
        finding, (update,) = alert.unshare(play.last, play.moment)
        assert isinstance(update, UpdateAlert)
        assert finding.quote is None
        assert (update.to, update.reasons[0].quote) == ("marek", None)

    def test_words_that_were_taken_back_go_from_the_alert_that_they_were_added_to(self, play: Play) -> None:
        play.mood(at(FRIDAY), 2)
        play.choose(at(FRIDAY, "15:01"), Choice.MANAGER)
        told_of = play.last
        quote = Quote(answer="a1", words="No laptop yet.", person="marek")
        merged = told_of.model_copy(
            update={"id": "other", "state": State.MERGED, "merged_into": told_of.id, "quote": quote, "told": ()}
        )
        moment = play.moment.with_finding(merged)
        finding, (update,) = alert.unshare(merged, moment)
        assert isinstance(update, UpdateAlert)
        assert finding.quote is None
        assert (update.finding, update.to) == (told_of.id, "marek")
        assert [reason.quote for reason in update.reasons] == [None, None]

    def test_with_nobody_to_share_them_with_nothing_happens(self, play: Play) -> None:
        play.text(at(0), "No laptop yet.")
        play.share_words(at(0))
        play.mood(at(FRIDAY), 2, SeenBy.ME)
        assert offer.sharing(play.history) is None
        assert alert.share_words(play.last, play.moment) == (play.last, ())


def test_after_it_did_not_help_the_others_are_offered_and_nobody_is_told_without_a_choice(play: Play) -> None:
    play.mood(at(FRIDAY), 2)
    play.choose(at(FRIDAY), Choice.MANAGER)
    play.take(at(FRIDAY, "16:00"))
    play.helped(at(9), Helped.NO)
    asked = last_offer(play)
    assert [option.person for option in asked.options] == ["bea", "priya", None]
    assert (asked.default, asked.nobody) == (None, False)
    play.tick(at(12))
    assert len(told(play)) == 1
    play.choose(at(30), Choice.HR)  # as late as they like
    assert told(play)[-1] == (at(30), "priya")


class TestStuckTasks:
    def test_one_more_is_added_to_an_announcement_which_starts_anew(self, play: Play) -> None:
        play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
        play.tick(at(MONDAY, "12:05"))
        play.now = at(MONDAY, "12:05")
        play.task(at(MONDAY, "12:05"), "badge", None)
        more = Signal(key="stuck", level=Level.CARE, evidence=("badge",), circle=frozenset({"marek"}))
        finding, effects = alert.open_finding(more, play.moment, "other")
        assert (finding.id, finding.evidence) == ("f0", ("laptop", "badge"))
        assert [effect.goes_at for effect in effects if isinstance(effect, Announce)] == [at(MONDAY, "12:20")]

    def test_one_more_is_added_to_an_alert_that_stands(self, play: Play) -> None:
        play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
        play.task(at(0, "09:15"), "badge", date(2026, 3, 9))
        play.tick(at(TUESDAY, "12:00"))
        assert len(play.findings) == 1
        assert told(play) == [(at(MONDAY, "12:15"), "marek")]
        update = play.of_kind("update_alert")[0]
        assert isinstance(update, UpdateAlert)
        assert update.reasons[0].evidence == ("laptop", "badge")

    def test_it_goes_to_the_manager_of_now(self, play: Play) -> None:
        play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
        play.tick(at(MONDAY, "12:05"))
        play.staff(at(MONDAY, "12:10"), manager="lena")
        play.tick(at(MONDAY, "12:25"))
        assert told(play) == [(at(MONDAY, "12:25"), "lena")]

    def test_done_before_the_minutes_are_over_tells_nobody(self, play: Play) -> None:
        play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
        play.done(at(MONDAY, "12:10"), "laptop")
        play.tick(at(30))
        assert told(play) == []

    def test_with_nobody_to_tell_the_newcomer_is_asked(self, play: Play) -> None:
        play.staff(at(0), manager=None, hr=())
        play.task(at(0, "09:15"), "laptop", date(2026, 3, 6))
        play.tick(at(MONDAY, "12:00"))
        assert last_offer(play).nobody
        play.task(at(MONDAY, "13:00"), "badge", date(2026, 3, 6))
        play.tick(at(TUESDAY, "12:00"))
        assert play.last.evidence == ("laptop", "badge")


def test_time_does_not_run_on_what_the_newcomer_could_not_read_yet(play: Play) -> None:
    low_then_low(play)
    play.unread = frozenset({play.last.id})
    play.pause(at(NEXT_FRIDAY, "15:05"))
    play.resume(at(NEXT_FRIDAY, "15:06"))  # a change looks at every finding anew
    play.tick(at(NEXT_FRIDAY, "16:00"))
    assert told(play) == []
    play.unread = frozenset()
    play.shown(at(NEXT_FRIDAY, "16:00"))
    play.tick(at(NEXT_FRIDAY, "16:14"))
    assert told(play) == []
    play.tick(at(NEXT_FRIDAY, "16:15"))
    assert told(play) == [(at(NEXT_FRIDAY, "16:15"), "marek")]


def test_what_was_read_in_time_keeps_its_time(play: Play) -> None:
    low_then_low(play)
    before = play.last
    play.shown(at(NEXT_FRIDAY, "15:00"))
    assert play.last == before
    play.tick(at(NEXT_FRIDAY, "15:15"))
    told_at = play.last
    play.shown(at(NEXT_FRIDAY, "17:00"))
    assert play.last == told_at


def test_what_can_t_be_delivered_is_offered_anew_and_used_no_budget(play: Play) -> None:
    low_then_low(play)
    play.tick(at(NEXT_FRIDAY, "15:15"))
    play.unreached(at(NEXT_FRIDAY, "15:16"), "marek")
    asked = last_offer(play)
    assert [option.person for option in asked.options] == ["bea", "priya", None]
    assert (asked.default, play.last.unreached, play.last.unasked_at) == (None, "marek", None)
    play.unreached(at(NEXT_FRIDAY, "15:17"), "marek")  # said twice, it is offered once
    assert len(play.of_kind("offer")) == 2
    play.choose(at(NEXT_FRIDAY, "15:18"), Choice.BUDDY)
    assert told(play)[-1] == (at(NEXT_FRIDAY, "15:18"), "bea")
    assert play.last.unreached is None


def test_words_that_were_taken_back_go_from_the_message_of_whoever_has_them(play: Play) -> None:
    play.mood(at(FRIDAY), 2)
    play.text(at(FRIDAY, "15:02"), "Nobody has shown me the tools.", "marek")
    play.share_words(at(FRIDAY, "15:03"))
    play.unshare(at(FRIDAY, "15:05"))
    assert [finding.quote for finding in play.findings] == [None]
    assert play.of_kind("update_alert") == []
    play.share_words(at(FRIDAY, "15:06"))
    play.choose(at(FRIDAY, "15:07"), Choice.MANAGER)
    play.unshare(at(FRIDAY, "15:08"))
    update = play.of_kind("update_alert")[-1]
    assert isinstance(update, UpdateAlert)
    assert (update.to, update.reasons[0].quote) == ("marek", None)


def test_words_go_from_the_alert_that_a_finding_was_added_to(play: Play) -> None:
    play.task(at(0, "09:15"), "laptop", date(2026, 3, 5))
    play.tick(at(FRIDAY, "12:15"))
    play.mood(at(FRIDAY), 2)
    play.text(at(FRIDAY, "15:02"), "Nobody has shown me the tools.", "marek")
    play.share_words(at(FRIDAY, "15:03"))
    play.tick(at(MONDAY, "12:00"))
    assert play.last.state is State.MERGED
    play.unshare(at(MONDAY, "12:01"))
    update = play.of_kind("update_alert")[-1]
    assert isinstance(update, UpdateAlert)
    assert [(reason.signal, reason.quote) for reason in update.reasons] == [("stuck", None), ("low_mood", None)]


def test_the_words_beside_an_offer_belong_to_it(play: Play) -> None:
    def words() -> str | None:
        found = offer.words_for(play.last, play.history)
        return found.words if found else None

    play.text(at(1), "Nobody has shown me the tools.", "marek")
    play.mood(at(FRIDAY), 2, check_in="c1")
    assert words() is None  # said days before
    play.text(at(FRIDAY, "15:02"), "I have no desk.", "marek")
    assert words() == "I have no desk."
    play.text(at(FRIDAY, "15:03"), "Marek is never there.", "marek")
    assert words() is None
    play.text(at(FRIDAY, "15:04"), "I have no desk.", "marek")
    play.choose(at(FRIDAY, "15:05"), Choice.KEEP)
    assert words() is None


def test_words_of_the_same_check_in_belong_to_what_its_mood_led_to(play: Play) -> None:
    early = Answer(id="t", kind=AnswerKind.TEXT, at=at(FRIDAY, "14:59"), text="I have no desk.", check_in="c1")
    play.history = play.history.model_copy(update={"answers": (early,)})
    play.mood(at(FRIDAY), 2, check_in="c1")
    found = offer.words_for(play.last, play.history)
    assert found is not None
    assert (found.answer, found.words, found.person) == ("t", "I have no desk.", "marek")


def test_who_can_be_chosen_is_whoever_has_the_role_now(play: Play) -> None:
    play.mood(at(FRIDAY), 2, SeenBy.ME)
    play.staff(at(FRIDAY, "16:00"), manager="lena")
    assert [option.person for option in alert.options(play.last, play.moment)] == ["lena", "bea", "priya", None]


def test_a_late_answer_ends_an_offer_about_silence_that_only_a_choice_could_tell(play: Play) -> None:
    play.check_in(at(0, "12:00"), "c1", SeenBy.ME)
    play.check_in(at(1, "12:00"), "c2", SeenBy.ME)
    play.tick(at(3, "12:00"))
    assert play.last.state is State.OFFERED
    play.mood(at(3, "13:00"), 4, check_in="c2")
    assert play.findings[0].state is State.ENDED
    play.choose(at(3, "14:00"), Choice.HR, which=0)
    assert told(play) == []


def test_silence_that_nobody_may_know_of_is_offered_once_the_budget_allows(play: Play) -> None:
    play.mood(at(FRIDAY), 2)
    play.tick(at(MONDAY, "12:00"))
    play.check_in(at(MONDAY, "13:00"), "c1", SeenBy.ME)
    play.check_in(at(MONDAY, "13:01"), "c2", SeenBy.ME)
    play.tick(at(MONDAY + 2, "13:01"))
    assert (play.last.state, play.last.addressee) == (State.WAITING, None)
    play.task(at(MONDAY + 2, "14:00"), "laptop", None)  # a change looks at every finding anew
    play.tick(at(MONDAY + 7, "09:00"))
    assert (last_offer(play).nobody, last_offer(play).at) == (True, at(MONDAY + 7, "09:00"))


def test_an_answer_that_was_given_anew_to_fewer_people_is_told_to_nobody_who_left() -> None:
    walk, marek = Course(Play().moment), frozenset({"marek"})
    answer = Answer(id="a0", kind=AnswerKind.MOOD, at=at(4), mood=2, circle=marek, check_in="c1")
    walk.pass_time(at(4))
    walk.answer(answer)
    walk.answer(answer.model_copy(update={"mood": 1, "circle": frozenset()}))
    walk.pass_time(at(20))
    assert [one.message.to for one in walk.spoken if one.message.to != "nadia"] == []
    (finding,) = walk.findings
    assert (finding.circle, finding.told, finding.state) == (frozenset(), (), State.OFFERED)


def test_what_was_asked_about_ends_once_its_check_in_holds_something_confidential(play: Play) -> None:
    walk = Course(play.moment)
    circle = frozenset({"marek"})
    walk.answer(Answer(id="a0", kind=AnswerKind.MOOD, at=play.now, mood=2, circle=circle, check_in="c1"))
    text = "My boss shouts at me."
    walk.answer(Answer(id="a1", kind=AnswerKind.TEXT, at=play.now, text=text, circle=circle, check_in="c1"))
    assert {one.signal: one.state for one in walk.findings} == {
        "low_mood": State.ENDED,
        "about_manager": State.OFFERED,
    }
    walk.pass_time(at(20))
    assert {one.message.to for one in walk.spoken} == {"nadia"}
