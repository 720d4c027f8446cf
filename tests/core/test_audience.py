from datetime import date

import pytest

from onboardbot.core.audience import choose_playbook
from onboardbot.core.hire import Hire
from onboardbot.core.playbook import Audience, Playbook
from onboardbot.core.steps.message import Message
from onboardbot.core.when import When, WorkingDay

STEP = Message(id="hello", when=When(day=WorkingDay(n=1)), message="Hello")


def playbook(name: str, **audience: tuple[str, ...]) -> Playbook:
    return Playbook(name=name, version="0" * 64, title=name, audience=Audience(**audience), steps=(STEP,))


OFFICE = playbook("office")
ENGINEERING = playbook("engineering", department=("Engineering",))
BERLIN = playbook("berlin", location=("Berlin", "Munich"))
BERLIN_ENGINEERING = playbook("berlin-engineering", department=("Engineering",), location=("Berlin",))
GERMANY = playbook("germany", country=("DE",))
INTERN = playbook("intern", employment=("intern",), title=("Zürich Intern",))


def nadia(**fields: str | None) -> Hire:
    return Hire(email="nadia@northwind.example", name="Nadia", start_date=date(2026, 3, 2)).model_copy(update=fields)


@pytest.mark.parametrize(
    ("hire", "playbooks", "expected"),
    [
        (nadia(), [OFFICE, ENGINEERING], OFFICE),  # no audience is for everybody
        (nadia(department="Engineering"), [OFFICE, ENGINEERING], ENGINEERING),  # one field beats none
        (nadia(department="engineering"), [OFFICE, ENGINEERING], ENGINEERING),  # case is ignored
        (nadia(department=" Engineering "), [ENGINEERING], ENGINEERING),
        (nadia(department="Engineer"), [OFFICE, ENGINEERING], OFFICE),  # whole words only
        (nadia(location="munich"), [OFFICE, BERLIN], BERLIN),  # a list means any of
        (nadia(department="Engineering", location="Berlin"), [BERLIN, BERLIN_ENGINEERING, OFFICE], BERLIN_ENGINEERING),
        (nadia(department="Engineering", location="Munich"), [BERLIN_ENGINEERING, OFFICE], OFFICE),  # all must match
        (nadia(department="Engineering", location="Berlin"), [ENGINEERING, BERLIN], (ENGINEERING, BERLIN)),
        (nadia(), [OFFICE, playbook("other")], (OFFICE, playbook("other"))),
        (nadia(), [ENGINEERING], ()),
        (nadia(), [], ()),
        (nadia(employment="Intern", title="zu\u0308rich  intern"), [OFFICE, INTERN], INTERN),  # one word, stored twice
        (nadia(playbook="engineering"), [OFFICE, ENGINEERING], ENGINEERING),  # what is named needs no match
        (nadia(playbook="gone", department="Engineering"), [OFFICE, ENGINEERING], ()),  # HR meant something else
    ],
)
def test_the_playbook_is_the_named_one_else_the_best_match(
    hire: Hire, playbooks: list[Playbook], expected: Playbook | tuple[Playbook, ...]
) -> None:
    assert choose_playbook(hire, playbooks, country=None) == expected


@pytest.mark.parametrize(("country", "expected"), [("DE", GERMANY), ("US", OFFICE), (None, OFFICE)])
def test_the_country_is_the_effective_one(country: str | None, expected: Playbook) -> None:
    assert choose_playbook(nadia(country="IL"), [OFFICE, GERMANY], country=country) == expected
