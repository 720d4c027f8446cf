from onboardbot.core.effect import Remind, ToldHire, UpdateAlert
from tests.helpers.history_play import at


def test_the_same_effect_has_the_same_key_and_its_next_like_another() -> None:
    first = Remind(finding="f", to="marek", at=at(0))
    assert first.key == Remind(finding="f", to="marek", at=at(1)).key == "f:Remind:1"
    assert Remind(finding="f", to="marek", at=at(0), count=2).key != first.key


def test_a_redrawn_message_is_one_for_each_reader_and_change() -> None:
    keys = {
        UpdateAlert(finding="f", to=to, at=at(0), cause=cause, reasons=()).key
        for to in ("marek", "priya")
        for cause in ("words:a1", "taken:marek")
    }
    assert len(keys) == 4


def test_that_somebody_was_told_is_said_once_for_each_message() -> None:
    assert ToldHire(finding="f", to="nadia", at=at(0), person="marek", after="f:Tell:1").key == "f:ToldHire:f:Tell:1"
