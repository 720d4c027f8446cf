"""Texts for people: their length, their placeholders, and the place of each mistake in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from onboardbot.core.effort import OF_A_FILE, OF_A_TEXT
from onboardbot.core.personalise import check_text
from onboardbot.playbook_files.company import Around
from onboardbot.playbook_files.fields import Group
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.tree import Scalar

# Slack: a markdown block takes 12000 characters, a section 3000, a header 150, an option 75 (docs.slack.dev, blocks)
MESSAGE, PARAGRAPH, TITLE, OPTION = 12_000, 3_000, 150, 75


@dataclass(frozen=True)
class Kind:
    """What a text is called, and how long Slack takes it."""

    what: str
    most: int


KINDS: Mapping[str, Kind] = {
    "message": Kind("a message", MESSAGE),
    "guide title": Kind("the title of a guide", TITLE),
    "task": Kind("a task", PARAGRAPH),
    "question": Kind("a question", PARAGRAPH),
    "option": Kind("an option", OPTION),
    "title": Kind("the title of a playbook", TITLE),
}


def read_text(text: Scalar, kind: str, around: Around, notes: Notes) -> str:
    """Return the text as written; what is wrong with its placeholders is noted at the word."""
    named = KINDS[kind]
    left = min(OF_A_TEXT, OF_A_FILE - notes.steps)
    checked = check_text(text.text, columns=around.columns, longest=named.most, most_steps=left)
    notes.steps += checked.steps
    for mistake in checked.mistakes:
        sentence = Rule.TEXT_SYNTAX
        notes.add(text.at(mistake.offset), sentence, message=mistake.message, advice=mistake.hint)
    if checked.length > named.most:
        notes.add(text, Rule.TOO_LONG, what=named.what, count=checked.length, most=named.most)
    return text.text


def read_plain(text: Scalar, kind: str, notes: Notes) -> str:
    """Return a text that has no placeholders, on one line, several spaces as one."""
    named, words = KINDS[kind], " ".join(text.words.split())
    if "{{" in text.text or "{%" in text.text:
        offset = min(index for index in (text.text.find("{{"), text.text.find("{%")) if index >= 0)
        notes.add(text.at(offset), Rule.PLACEHOLDER_HERE, what=named.what)
    if len(words) > named.most:
        notes.add(text, Rule.TOO_LONG, what=named.what, count=len(words), most=named.most)
    return words


def text_of(found: Group, key: str, kind: str, around: Around, notes: Notes) -> str | None:
    """Return the text of `key`, or None."""
    written = found.scalar(key, notes)
    return read_text(written, kind, around, notes) if written else None
