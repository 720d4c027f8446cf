"""Ids of steps, tasks and questions: short words that stay when texts change."""

import re
import unicodedata
from hashlib import sha256

from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.tree import Scalar

ID = re.compile(r"[a-z0-9-]+")
STEP_LENGTH, TASK_LENGTH = 60, 40
MARKS = re.compile(r"\{%.*?%\}|\]\([^)]*\)", re.DOTALL)  # tags, and the addresses of links
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "'": "", "’": ""})


def read_id(text: Scalar, most: int, notes: Notes) -> str | None:
    """Return the id; None with the mistake noted."""
    if not ID.fullmatch(text.words):
        notes.add(text, Rule.BAD_ID, text=text.words, mend=slug(text.words)[:most].strip("-"))
        return None
    if len(text.words) > most:
        notes.add(text, Rule.TOO_LONG, what="an id", count=len(text.words), most=most, hint="shorten it")
        return None
    return text.words


def slug(text: str) -> str:
    """Return `text` in a-z, 0-9 and hyphens; nothing where it has no such letters."""
    lowered = MARKS.sub(" ", text).lower().translate(LETTERS)
    ascii_only = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only))


def id_from(text: str) -> str:
    """Return the id of a task that has none of its own: from its words, cut between two of them."""
    words = slug(text)
    if not words:
        return f"task-{sha256(text.encode()).hexdigest()[:8]}"
    if len(words) <= TASK_LENGTH:
        return words
    cut = words[: TASK_LENGTH + 1].rpartition("-")[0]
    return cut or words[:TASK_LENGTH]
