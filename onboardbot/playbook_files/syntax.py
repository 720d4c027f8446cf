"""PyYAML's complaints -> our own sentences, at the place where a person would look."""

import re
from collections.abc import Sequence

import yaml

from onboardbot.playbook_files.notes import TOP, Notes, Place
from onboardbot.playbook_files.reading import BREAK, Source
from onboardbot.playbook_files.sentences import Rule

BRACE_START = re.compile(r"(?:^|[:-])\s+(\{[{%])")
KEY = re.compile(r"\s*(?:- +)*[\w-]+\s*")
# What libyaml and the pure parser say (a part of it) -> the sentence, and whether its place is where the trouble began
TABLE: tuple[tuple[str, Rule, bool], ...] = (
    ("found unexpected end of stream", Rule.OPEN_QUOTE, True),
    ("found unexpected document", Rule.OPEN_QUOTE, True),
    ("could not find expected ':'", Rule.NO_COLON, True),
    ("mapping values are not allowed", Rule.COLON_IN_TEXT, False),
    ("cannot start any token", Rule.BAD_START, False),
    ("expected alphabetic or numeric", Rule.BAD_START, True),
    ("undefined tag handle", Rule.TAG, False),
    ("expected comment or", Rule.BLOCK_START, False),
    ("unknown escape character", Rule.BAD_ESCAPE, False),
    ("hexdecimal number", Rule.BAD_ESCAPE, False),
    ("',' or ']'", Rule.OPEN_BRACKET, True),
    ("',' or '}'", Rule.OPEN_BRACE, True),
    ("expected key", Rule.INDENTATION, False),
    ("expected <block end>", Rule.INDENTATION, False),
    ("expected '-' indicator", Rule.INDENTATION, False),
    ("not allowed in this context", Rule.INDENTATION, False),
)


def explain(error: yaml.MarkedYAMLError, source: Source, notes: Notes) -> None:
    """Note what PyYAML could not read, unless the same line is complained about already."""
    said = str(error.problem)
    sentence, at_context = next(
        ((sentence, early) for part, sentence, early in TABLE if part in said), (Rule.NOT_YAML, False)
    )
    mark = error.context_mark if at_context and error.context_mark else error.problem_mark
    lines = BREAK.split(source.text)
    place = Place(min(mark.line, len(lines) - 1) + 1, mark.column + 1) if mark else TOP
    sentence, place = _tab(lines, place) or _braces(lines, place) or _above(lines, sentence, place) or (sentence, place)
    if any(problem.line == place.line for problem in notes.problems):
        return
    rest = lines[place.line - 1][place.column - 1 :]
    notes.add(place, sentence, begin="{{ … }}", char=rest[:1], text=rest.strip(), tag=rest.split(" ")[0])


def _tab(lines: Sequence[str], place: Place) -> tuple[Rule, Place] | None:
    """Return the mistake of a tab in the indentation, which no message of YAML names."""
    line = lines[place.line - 1]
    tab = line.find("\t", 0, len(line) - len(line.lstrip()))
    return (Rule.TAB, Place(place.line, tab + 1)) if tab >= 0 else None


def _braces(lines: Sequence[str], place: Place) -> tuple[Rule, Place] | None:
    """Return the mistake of a text that begins with a tag, which YAML takes for a group."""
    found = BRACE_START.search(lines[place.line - 1], 0, place.column + 1)
    return (Rule.BRACES, Place(place.line, found.start(1) + 1)) if found else None


def _above(lines: Sequence[str], sentence: Rule, place: Place) -> tuple[Rule, Place] | None:
    """Return the mistake of the line above, where YAML stumbles over a colon that is good."""
    if sentence is not Rule.COLON_IN_TEXT or not KEY.fullmatch(lines[place.line - 1][: place.column - 1]):
        return None
    number = max((number for number in range(1, place.line) if lines[number - 1].strip()), default=0)
    line = lines[number - 1] if number else ""
    if not line or ": " in line or line.rstrip().endswith(":"):
        here = lines[place.line - 1]
        return Rule.INDENTATION, Place(place.line, len(here) - len(here.lstrip()) + 1)
    return Rule.NO_COLON, Place(number, len(line) - len(line.lstrip(" -")) + 1)
