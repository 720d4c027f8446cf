"""What whoever was told may read of what became of a note."""

from datetime import UTC, datetime

import pytest

from onboardbot.core.finding import Finding, Helped, Level, State

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
TO_MAREK = Finding(
    id="f",
    hire="nadia",
    signal="low_mood",
    level=Level.CARE,
    evidence=("a",),
    circle=frozenset({"marek", "bea"}),
    found_at=NOON,
    state=State.OPEN,
    addressee="marek",
    told=("marek",),
)
TO_BEA = TO_MAREK.model_copy(update={"addressee": "bea", "told": ("marek", "bea")})


@pytest.mark.parametrize(
    ("finding", "reader", "outcome"),
    [
        (TO_MAREK, "marek", State.OPEN),
        (TO_MAREK.model_copy(update={"state": State.TAKEN}), "marek", State.TAKEN),
        (TO_MAREK.model_copy(update={"escalated_to": "priya"}), "priya", State.OPEN),
        (TO_BEA, "bea", State.OPEN),
        (TO_BEA, "marek", State.ENDED),  # that she turned to Bea is hers
        (TO_BEA.model_copy(update={"state": State.TAKEN, "taken_by": "bea"}), "marek", State.ENDED),
        (TO_BEA.model_copy(update={"level": Level.HANDOFF}), "marek", State.OPEN),  # Marek passed it on himself
        (TO_MAREK.model_copy(update={"state": State.OFFERED}), "marek", State.ENDED),
        (TO_MAREK.model_copy(update={"state": State.RESOLVED, "heard": Helped.YES}), "marek", State.RESOLVED),
        (TO_MAREK.model_copy(update={"state": State.RESOLVED, "heard": Helped.BIT}), "marek", State.ENDED),
    ],
)
def test_whoever_was_told_reads_what_became_of_it_and_nothing_that_is_the_newcomer_s(
    finding: Finding, reader: str, outcome: State
) -> None:
    assert finding.outcome_for(reader) is outcome


@pytest.mark.parametrize(
    ("level", "chosen", "pressing"),
    [
        (Level.PROTECTED, False, True),
        (Level.DISTRESS, False, True),
        (Level.PROTECTED, True, False),  # she picked who is told, so it could wait for her
        (Level.DISTRESS, True, False),
        (Level.CARE, False, False),
        (Level.HANDOFF, False, False),
    ],
)
def test_what_is_confidential_presses_where_it_was_told_without_a_choice(
    level: Level, *, chosen: bool, pressing: bool
) -> None:
    assert TO_MAREK.model_copy(update={"level": level, "chosen": chosen}).pressing is pressing
