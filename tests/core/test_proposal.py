import pytest

from onboardbot.core import alert
from onboardbot.core.effect import Proposal, ProposalAnswer
from onboardbot.core.finding import Choice, State
from tests.helpers.history_play import Play, at

NOON = at(2, "12:00")


@pytest.fixture
def play() -> Play:
    """Nadia asked Marek to talk on Monday at 15:00."""
    play = Play()
    play.talk(at(0), Choice.MANAGER)
    return play


def suggested(play: Play) -> list[tuple[str, object]]:
    return [(said.to, said.time) for said in play.of_kind("proposal") if isinstance(said, Proposal)]


def answers(play: Play) -> list[tuple[str, object, bool]]:
    return [(one.to, one.time, one.fits) for one in play.of_kind("proposal_answer") if isinstance(one, ProposalAnswer)]


def test_who_suggests_a_time_has_taken_it_and_the_newcomer_says_whether_it_fits(play: Play) -> None:
    play.propose(at(0, "16:00"), "marek", NOON)
    assert (play.last.state, play.last.taken_by) == (State.TAKEN, "marek")
    assert suggested(play) == [("nadia", NOON)]
    assert play.of_kind("took") == []
    play.fits(at(0, "16:05"), fits=True)
    play.fits(at(0, "16:06"), fits=False)
    assert answers(play) == [("marek", NOON, True)]
    play.tick(at(60))
    assert play.lines("ask_helped")[0][0] == at(7, "12:00")  # three working days after the talk


def test_another_time_may_be_suggested_as_often_as_it_takes(play: Play) -> None:
    play.propose(at(0, "16:00"), "marek", NOON)
    play.fits(at(0, "16:05"), fits=False)
    play.propose(at(0, "16:10"), "marek", at(3, "12:00"))
    play.fits(at(0, "16:15"), fits=True)
    assert answers(play) == [("marek", NOON, False), ("marek", at(3, "12:00"), True)]
    assert len({said.key for said in play.of_kind("proposal_answer")}) == 2
    assert play.last.taken_at == at(0, "16:00")


def test_only_whoever_was_asked_and_only_what_is_to_come(play: Play) -> None:
    play.propose(at(0, "16:00"), "bea", NOON)
    play.propose(at(0, "16:00"), "marek", at(0, "15:59"))
    play.fits(at(0, "16:00"), fits=True)
    assert play.last.state is State.OPEN
    play.take(at(0, "16:01"))
    assert alert.fits(play.last, play.moment, fits=True) == (play.last, ())
    play.tick(at(3))
    play.pass_on(at(3), "marek", "otto")
    play.propose(at(3), "marek", at(4))
    assert suggested(play) == []
    play.propose(at(3), "otto", at(4))
    assert suggested(play) == [("nadia", at(4))]
