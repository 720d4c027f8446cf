"""PyYAML's complaints -> our own sentences, at the place where a person would look."""

import yaml

from onboardbot.playbook_files import sentences
from onboardbot.playbook_files.notes import TOP, Notes, Place
from onboardbot.playbook_files.reading import BREAK, Source
from onboardbot.playbook_files.sentences import Sentence

# What libyaml and the pure parser say (a part of it) -> the sentence, and whether its place is where the trouble began
TABLE: tuple[tuple[str, Sentence, bool], ...] = (
    ("found unexpected end of stream", sentences.OPEN_QUOTE, True),
    ("found unexpected document", sentences.OPEN_QUOTE, True),
    ("could not find expected ':'", sentences.NO_COLON, True),
    ("mapping values are not allowed", sentences.COLON_IN_TEXT, False),
    ("cannot start any token", sentences.BAD_START, False),
    ("expected alphabetic or numeric", sentences.BAD_START, True),
    ("undefined tag handle", sentences.TAG, False),
    ("expected comment or", sentences.BLOCK_START, False),
    ("unknown escape character", sentences.BAD_ESCAPE, False),
    ("hexdecimal number", sentences.BAD_ESCAPE, False),
    ("',' or ']'", sentences.OPEN_BRACKET, True),
    ("',' or '}'", sentences.OPEN_BRACE, True),
    ("expected key", sentences.INDENTATION, False),
    ("expected <block end>", sentences.INDENTATION, False),
    ("expected '-' indicator", sentences.INDENTATION, False),
    ("not allowed in this context", sentences.INDENTATION, False),
)


def explain(error: yaml.MarkedYAMLError, source: Source, notes: Notes) -> None:
    """Note what PyYAML could not read, unless the same line is complained about already."""
    said = str(error.problem)
    sentence, at_context = next(
        ((sentence, early) for part, sentence, early in TABLE if part in said), (sentences.NOT_YAML, False)
    )
    mark = error.context_mark if at_context and error.context_mark else error.problem_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else TOP
    line = _line(source.text, place.line)
    if any(problem.line == place.line for problem in notes.problems):
        return
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        notes.add(Place(place.line, indent.index("\t") + 1), sentences.TAB)
        return
    rest = line[place.column - 1 :]
    notes.add(place, sentence, char=rest[:1], text=rest.strip() or line, tag=rest.split(" ")[0])


def _line(text: str, number: int) -> str:
    lines = BREAK.split(text)
    return lines[min(number, len(lines)) - 1]
