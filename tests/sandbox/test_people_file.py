"""The people with whom a sandbox starts."""

from pathlib import Path

import pytest

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.people import NORTHWIND
from onboardbot.sandbox.people_file import ID, read_people


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.csv", "email,name,role,tz\nana@x.example,Ana Ng,HR,Asia/Tokyo\n\nbo@x.example,Bo,,\n"),
        ("p.csv", "\ufeffemail;name;role;tz\r\nana@x.example;Ana Ng;HR;Asia/Tokyo\r\nbo@x.example;Bo;;\r\n"),
        (
            "p.json",
            (
                '[{"email": "ana@x.example", "name": "Ana Ng", "role": "HR", "tz": "Asia/Tokyo"},'
                ' {"email": "bo@x.example", "name": "Bo"}]'
            ),
        ),
        (
            "p.json",
            (
                '{"people": [{"email": "ana@x.example", "name": "Ana Ng", "role": "HR", "tz": "Asia/Tokyo"},'
                ' {"email": "bo@x.example"}]}'
            ),
        ),
    ],
)
def test_people_are_read_from_csv_and_json(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    ana, bo = read_people(tmp_path / name)

    assert (ana.id, ana.name, ana.role, ana.tz) == ("U0ANA0000", "Ana Ng", "HR", "Asia/Tokyo")
    assert (bo.id, bo.name.lower(), bo.tz) == ("U0BO00000", "bo", "Europe/Berlin")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("p.csv", "email,name\n", "names nobody"),
        ("p.csv", "name\nAna\n", "row 2: no email"),
        ("p.csv", "email,id\na@x.example,u1\n", "row 2: 'u1' is no user id"),
        ("p.csv", "email,tz\na@x.example,Tokio\n", "row 2: no time zone 'Tokio'"),
        ("p.csv", "email\na@x.example\nA@x.example\n", "row 3: there is somebody with the address A@x.example"),
        ("p.json", "[", "p.json:1:2: not JSON"),
        ("p.json", "3", "should be a list of people"),
    ],
)
def test_a_mistake_names_its_row(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=sentence):
        read_people(tmp_path / name)


def test_a_file_that_can_not_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"can't read .*No such file"):
        read_people(tmp_path / "none.csv")
    (tmp_path / "p.csv").write_bytes("email\nbjörn@x.example".encode("latin-1"))
    with pytest.raises(RefusedError, match="is not UTF-8"):
        read_people(tmp_path / "p.csv")


def test_the_cast_has_ids_as_slack_makes_them() -> None:
    assert all(ID.fullmatch(person.id) and len(person.id) >= 9 for person in NORTHWIND)
    assert len({person.id for person in NORTHWIND}) == len(NORTHWIND)


def test_a_file_for_the_import_serves_as_well(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "Email,Name,start_date,time_zone,language,deleted\nana@x.example,Ana Ng,2026-03-02,Asia/Tokyo,de,yes\n",
        encoding="utf-8",
    )
    (ana,) = read_people(file)
    assert (ana.name, ana.tz, ana.locale, ana.deleted, ana.is_bot) == ("Ana Ng", "Asia/Tokyo", "de", True, False)


def test_json_is_known_without_its_suffix(tmp_path: Path) -> None:
    file = tmp_path / "people"
    file.write_text('[{"email": "ana@x.example", "name": "Ana Ng"}]', encoding="utf-8")
    assert [person.name for person in read_people(file)] == ["Ana Ng"]
