from datetime import date

import pytest

from onboardbot.core.company import Company, Days
from onboardbot.core.hire import Hire
from onboardbot.people_files import Row, merge, parse

KNOWN = Hire(
    email="nadia@northwind.example",
    name="Nadia Haddad",
    start_date=date(2026, 3, 2),
    country="DE",
    subdivision="BE",
    title="Analyst",
    week=frozenset({0, 1}),
    leave=(Days(first=date(2026, 4, 1), last=date(2026, 4, 2)),),
    extra={"desk": "12"},
)


def row(columns: str = "", cells: str = "") -> Row:
    text = f"email,name,start_date{columns}\nnadia@northwind.example,Nadia Haddad,2026-03-02{cells}\n"
    file = parse(text.encode(), "people.csv", company=Company(), playbooks=())
    assert file.problems == ()
    return file.rows[0]


def test_a_new_hire_is_what_the_row_says() -> None:
    hire = merge(row(",title,desk,leave", ",Analyst,4,2026-04-01"), None)

    assert (hire.name, hire.title, hire.extra) == ("Nadia Haddad", "Analyst", {"desk": "4"})
    assert hire.leave == (Days(first=date(2026, 4, 1), last=date(2026, 4, 1)),)


def test_an_absent_column_keeps() -> None:
    assert merge(row(), KNOWN) == KNOWN


@pytest.mark.parametrize(
    ("column", "cleared"),
    [("title", {"title": None}), ("week", {"week": None}), ("leave", {"leave": ()}), ("desk", {"extra": {}})],
)
def test_an_empty_cell_clears(column: str, cleared: dict[str, object]) -> None:
    assert merge(row(f",{column}", ","), KNOWN) == KNOWN.model_copy(update=cleared)


def test_a_new_extra_column_joins_the_others() -> None:
    assert merge(row(",floor", ",2"), KNOWN).extra == {"desk": "12", "floor": "2"}


@pytest.mark.parametrize(
    ("columns", "cells", "subdivision"),
    [
        (",country", ",US", None),  # Berlin is no part of it
        (",country", ",DE", "BE"),
        (",country", ",", None),
        (",country,subdivision", ",US,NY", "NY"),
    ],
)
def test_a_part_goes_with_its_country(columns: str, cells: str, subdivision: str | None) -> None:
    assert merge(row(columns, cells), KNOWN).subdivision == subdivision
