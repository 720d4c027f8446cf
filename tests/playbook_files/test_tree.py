"""From YAML to a tree: what is refused at once, and at which place."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.problem import Level
from onboardbot.playbook_files.notes import Notes, Place
from onboardbot.playbook_files.reading import prepare
from onboardbot.playbook_files.tree import Fields, Items, Scalar, grow
from tests.playbook_files.cases import expect, mean, message, place_of_mark, problems_of_playbook, step

STEPS = "steps: [{id: a, when: day 1, message: Hello}]\n"
NO_TAGS = "leave it out; if it is text, put it in quotes"
NO_ALIAS = "write the text out; if it is text, use quotes"
NO_ANCHOR = "leave it out; if it is text, use quotes"
QUOTES = 'write "{{ … }}…", or put the text under "|"'
QUOTED = "put the text in quotes"
AS_KEY = "write it as key: value"
PYTHON_TAG = '"!!python/object/apply:os.system" is a YAML tag, which playbooks don\'t use'
FIT = "check its indentation, its quotes and its colon"
NEVER_CLOSED = "add the closing one; an apostrophe inside is written ''"


@pytest.mark.parametrize(
    ("text", "sentence", "hint"),
    [
        ("⟪", "the file is empty", "it begins with a title"),
        ("⟪\n\n# only a comment\n", "the file is empty", "it begins with a title"),
        ("⟪---\n", "the file is empty", "it begins with a title"),
        ("⟪- title\n", "a playbook is a group of keys with values", "it can have title, audience, ends and steps"),
        ("⟪Hello\n", "a playbook is a group of keys with values", "it can have title, audience, ends and steps"),
        (f"title: ⟪!!str T\n{STEPS}", '"!!str" is a YAML tag, which playbooks don\'t use', NO_TAGS),
        (f"title: ⟪!secret T\n{STEPS}", '"!secret" is a YAML tag, which playbooks don\'t use', NO_TAGS),
        (f"title: ⟪!e!secret T\n{STEPS}", '"!e!secret" is a YAML tag, which playbooks don\'t use', NO_TAGS),
        (f"title: ⟪!!python/object/apply:os.system [ls]\n{STEPS}", PYTHON_TAG, NO_TAGS),
        ("title: T\nsteps: ⟪!include steps.yaml\n", '"!include" is a YAML tag, which playbooks don\'t use', NO_TAGS),
        (f"title: ⟪&t T\n{STEPS}", '"&t" is a YAML anchor, which playbooks don\'t use', NO_ANCHOR),
        ("title: &t T\nsteps: ⟪*t\n", '"*t" is a YAML alias, which playbooks don\'t use', NO_ALIAS),
        (f"<<: ⟪*t\ntitle: T\n{STEPS}", '"*t" is a YAML alias, which playbooks don\'t use', NO_ALIAS),
        (f"title: T\n{STEPS}⟪---\ntitle: U\n", 'a second document begins here, after "---"', None),
        (f"title: T\n{STEPS}...\n⟪---\n", 'a second document begins here, after "---"', None),
        (f"title: T\n{STEPS}? ⟪[a]\n: b\n", "a key is one word, with a colon after it", None),
        (f"title: ⟪{{{{ company.name }}}}\n{STEPS}", "a text that begins with {{ needs quotes around it", QUOTES),
        (f"title: ⟪{{{{ company.name }}}} rocks\n{STEPS}", "a text that begins with {{ needs quotes around it", QUOTES),
        (f"title: ⟪{{% if buddy %}}x\n{STEPS}", "a text that begins with {{ needs quotes around it", QUOTES),
        (f"title: T: ⟪U\n{STEPS}".replace("T: ⟪", "T⟪: "), "a colon with a space after it means a key here", QUOTED),
        (f"title: ⟪@home\n{STEPS}", 'a text can\'t begin with "@" unless it is in quotes', QUOTED),
        (f"title: ⟪`home`\n{STEPS}", 'a text can\'t begin with "`" unless it is in quotes', QUOTED),
        (f"title: ⟪'Office\n{STEPS}", "this quotation mark is never closed", NEVER_CLOSED),
        (f'title: ⟪"Office\n{STEPS}', "this quotation mark is never closed", NEVER_CLOSED),
        (f"title: ⟪[Office\n{STEPS}", "this list is not closed properly", 'a list in brackets is written "[one, two]"'),
        (f"title: ⟪{{a: b\n{STEPS}", "these braces are not closed properly", None),
        (f"⟪title:Office\n{STEPS}", '"title:Office" is no key, as it has no colon with a space after it', AS_KEY),
        (f"⟪title Office\n{STEPS}", '"title Office" is no key, as it has no colon with a space after it', AS_KEY),
        ("title: T\n⟪steps\n", '"steps" is no key, as it has no colon with a space after it', AS_KEY),
        (f"title: T\n ⟪{STEPS}", "this line does not fit what is above it", FIT),
        ("title: T\nsteps:\n  - id: a\n   ⟪when: day 1\n", "this line does not fit what is above it", FIT),
        (f"title: 'It'⟪s'\n{STEPS}", "this line does not fit what is above it", FIT),
        (f'title: "The ⟪\\d"\n{STEPS}', "a backslash in double quotes has a meaning of its own", None),
        ("title: T\nsteps:\n⟪\t- id: a\n", "there is a tab at the beginning of this line", "indent with spaces"),
        (step("when: day 1", content="message: | ⟪Hello"), 'after "|" or ">" the text begins on the next line', None),
        (
            f"title: {'[' * 19}⟪{'[' * 1000}\n",
            "this is nested too deeply",
            "look for stray brackets or too many spaces",
        ),
        (f"title: {'[' * 19}⟪{'{' * 100_000}\n", "this is nested too deeply", None),
        ("- a\n" * 49_999 + "- ⟪a\n", "there are too many entries in this file", None),
        ("⟪%YAML 3.0\n---\ntitle: T\n", "this can't be read", "check the indentation, quotes and colons here"),
    ],
)
def test_what_is_no_plain_yaml_is_one_error(text: str, sentence: str, hint: str | None) -> None:
    written, line, column = place_of_mark(text)
    found = problems_of_playbook(written)
    expect(found, line, column, sentence, found[0].hint if hint is None else hint, Level.ERROR)


def test_a_bomb_is_an_error_an_alias_and_no_more() -> None:
    lines = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
    notes = Notes("bomb.yaml")
    source = prepare(f"a: &a [lol, lol]\n{lines}", notes)
    assert source
    grow(source, notes)
    assert [problem.line for problem in notes.problems] == [*range(2, 11), 10]  # the last anchor has no alias


@pytest.mark.parametrize("text", ["[" * 900_000, "a: &a 1\nb:\n" + "- *a\n" * 190_000, "- a\n" * 240_000])
def test_a_hostile_file_is_refused_at_once(text: str) -> None:
    begin = time.process_time()
    assert problems_of_playbook(text)
    assert time.process_time() - begin < 5


def test_every_scalar_keeps_its_text_and_its_place() -> None:
    notes = Notes("x")
    source = prepare("# ü 😀\nschlüssel: 'ä😀'\nliste: [NO, 9:00, ~]\r\n\n0x1F: |\n  hä\n", notes)
    assert source
    root = grow(source, notes)
    assert isinstance(root, Fields)
    (key, quoted), (_, items), (number, literal) = root.pairs
    assert isinstance(items, Items)
    scalars = [scalar for scalar in (key, quoted, *items.items, number, literal) if isinstance(scalar, Scalar)]
    assert [(scalar.text, *scalar.place) for scalar in scalars] == [
        ("schlüssel", 2, 1),
        ("ä😀", 2, 12),
        ("NO", 3, 9),
        ("9:00", 3, 13),
        ("~", 3, 19),
        ("0x1F", 5, 1),
        ("hä\n", 5, 7),
    ]


@pytest.mark.parametrize(
    "text",
    [
        message("Hello {{ hire.first_name }}\n\n  and ⟪{{ hire.nmae }}").replace("⟪{{ ", "{{ ⟪"),
        step("when: day 1", content="message: >-\n      Hello\n      you {{ ⟪hire.nmae }}"),
        step("when: day 1", content="message: |2-\n        Hello\n        you {{ ⟪hire.nmae }}"),
        step("when: day 1", content="message: | # the greeting\n      you {{ ⟪hire.nmae }}"),
        step("when: day 1", content="message: 'It''s\n      you, {{ ⟪hire.nmae }}'"),
        step("when: day 1", content='message: "\\"You\\" \\u00e4\\t\\n\\\n      {{ ⟪hire.nmae }}"'),
        step("when: day 1", content="message: Hello\n      you {{ ⟪hire.nmae }}"),
        step("when: day 1", content="message: Hello 😀 {{ ⟪hire.nmae }}"),
    ],
)
def test_a_mistake_in_a_text_is_told_at_the_word(text: str) -> None:
    written, line, column = place_of_mark(text)
    found = problems_of_playbook(written)
    expect(found, line, column, 'there is no placeholder "hire.nmae"', mean("hire.name"), Level.ERROR)
    windows = problems_of_playbook(written.replace("\n", "\r\n"))
    expect(windows, line, column, 'there is no placeholder "hire.nmae"', mean("hire.name"), Level.ERROR)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_no_text_at_all_breaks_the_reading(text: str) -> None:
    for problem in problems_of_playbook(text):
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="a:{}[]-|>&*!%@'\"#? \n\té😀,", max_size=40))
def test_no_marks_of_yaml_break_the_reading(text: str) -> None:
    assert all(problem.line <= text.count("\n") + text.count("\r") + 1 for problem in problems_of_playbook(text))


def test_a_text_of_its_own_stands_where_it_stands() -> None:
    assert Scalar("a", Place(3, 4)).at(0) == (3, 4)
