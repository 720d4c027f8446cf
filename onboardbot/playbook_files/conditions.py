"""`if` of a question: an earlier one, a comparison, and a value that the answer can have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.suggest import listed, nearest
from onboardbot.playbook_files.tree import Scalar

CONDITION = re.compile(r"(?P<question>[a-z0-9-]+) (?P<operator><=|>=|<|>|is not|is) (?P<value>\S.*)")
LOOSE = re.compile(
    r"(?P<question>[\w-]+)\s*(?P<operator>[<>=!≤≥~]+|\b(?:is not|isn't|isnt|is|not|equals)\b)\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
OPERATORS = {
    "=<": "<=",
    "≤": "<=",
    "=>": ">=",
    "≥": ">=",
    "=": "is",
    "==": "is",
    "equals": "is",
    "!=": "is not",
    "<>": "is not",
    "isn't": "is not",
    "isnt": "is not",
    "not": "is not",
}
LOWEST, HIGHEST = 1, 5  # of a mood
COMPARISONS = {
    "<=": lambda mood, value: mood <= value,
    ">=": lambda mood, value: mood >= value,
    "<": lambda mood, value: mood < value,
    ">": lambda mood, value: mood > value,
    "is": lambda mood, value: mood == value,
    "is not": lambda mood, value: mood != value,
}


@dataclass(frozen=True)
class Earlier:
    """What is known of a question that came before; no kind where it has a mistake of its own."""

    kind: str
    options: tuple[str, ...]


def read_condition(
    text: Scalar, earlier: Mapping[str, Earlier], names: frozenset[str], notes: Notes
) -> dict[str, str] | None:
    """Return the fields of the condition; None with the mistake noted."""
    words = " ".join(text.words.split())
    match = CONDITION.fullmatch(words)
    if not match:
        notes.add(text, Rule.BAD_IF, text=words, mend=_mend(words))
        return None
    question, operator, value = match["question"], match["operator"], match["value"]
    about = earlier.get(question)
    if about is None:
        _not_before(text, question, earlier, names, notes)
        return None
    if operator == "is not" and value not in about.options and f"not {value}" in about.options:
        operator, value = "is", f"not {value}"  # the option itself begins with "not"
    fits = {"mood": _about_mood, "choice": _about_choice, "text": _about_text}.get(about.kind, _about_anything)
    if not fits(text, operator, value, about, notes):
        return None
    return {"question": question, "operator": operator, "value": value}


def _mend(words: str) -> str:
    match = LOOSE.fullmatch(words)
    if not match:
        return ""
    operator = match["operator"].lower()
    mended = f"{match['question'].lower()} {OPERATORS.get(operator, operator)} {match['value']}"
    return mended if CONDITION.fullmatch(mended) and mended != words else ""


def _not_before(
    text: Scalar, question: str, earlier: Mapping[str, Earlier], names: frozenset[str], notes: Notes
) -> None:
    if question in names:
        notes.add(text, Rule.IF_LATER, text=question)
        return
    close = nearest(question, [name for name in earlier if name])
    mend = " ".join(text.words.split()).replace(question, close, 1) if close else ""
    known = f"before it there is {listed(name for name in earlier if name)}" if any(earlier) else "it is the first one"
    notes.add(text, Rule.IF_UNKNOWN, text=question, known=known, mend=mend)


def _about_mood(text: Scalar, operator: str, value: str, _about: Earlier, notes: Notes) -> bool:
    moods = range(LOWEST, HIGHEST + 1)
    if value not in {str(mood) for mood in moods}:
        advice = f"compare it with a number from {LOWEST} to {HIGHEST}"
        _never(text, f"a mood goes from {LOWEST} to {HIGHEST}", advice, notes)
        return False
    fitting = [mood for mood in moods if COMPARISONS[operator](mood, int(value))]
    if not fitting:
        _never(text, f"a mood goes from {LOWEST} to {HIGHEST}", "ask for more", notes)
    if len(fitting) == len(moods):
        notes.add(text, Rule.IF_ALWAYS, text=text.words)
    return bool(fitting)


def _about_choice(text: Scalar, operator: str, value: str, about: Earlier, notes: Notes) -> bool:
    if operator not in {"is", "is not"}:
        _never(text, "a choice has no order", 'use "is" or "is not"', notes)
        return False
    if value in about.options or not about.options:
        return True
    same = {option.lower(): option for option in about.options}
    bare = value.strip("\"'“”„‘’.").lower()
    close = same.get(bare) or nearest(bare, about.options)
    mend = f"{text.words.removesuffix(value)}{close}" if close and text.words.endswith(value) else ""
    advice = f"options are {listed(about.options)}"
    notes.add(text, Rule.IF_NEVER, text=text.words, reason="there is no such option", advice=advice, mend=mend)
    return False


def _about_text(text: Scalar, _operator: str, _value: str, _about: Earlier, notes: Notes) -> bool:
    _never(text, "words can't be compared", "ask about a mood or a choice", notes)
    return False


def _about_anything(_text: Scalar, _operator: str, _value: str, _about: Earlier, _notes: Notes) -> bool:
    return True


def _never(text: Scalar, reason: str, advice: str, notes: Notes) -> None:
    notes.add(text, Rule.IF_NEVER, text=text.words, reason=reason, advice=advice)
