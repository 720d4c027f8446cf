"""The sentence that answers a reply, out of the library that people wrote: a file for each language in `replies`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

from onboardbot.core.acknowledging import UNREAD, Fitting, Kind
from onboardbot.core.language.heard import LANGUAGES
from onboardbot.core.personalise import fill

DEFAULT = "en"
UNSPACED = frozenset({"ja"})  # written without spaces, so a word has no edges


@dataclass(frozen=True)
class Library:
    """The acknowledgements in one language.

    `said` and `word` are the sentences of each kind, without and with a word of their own; `own` are the words that
    may be repeated: a closed list, so that no name, no swear word and nothing of distress can ever be among them.
    """

    language: str
    named: str
    message: str
    file: str
    talk: str
    not_an_answer: str
    said: Mapping[str, Sequence[str]]
    word: Mapping[str, Sequence[str]]
    own: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Acknowledged:
    """A sentence that was chosen. `key` says which; the next one is another one."""

    language: str
    key: str
    template: str
    hire: str
    word: str | None = None

    @property
    def words(self) -> str:
        """The sentence as Markdown; what is theirs in it can't become markup or a mention."""
        return fill(self.template, {"hire": self.hire, "word": self.word}, markup_safe=True)

    @property
    def plain(self) -> str:
        return fill(self.template, {"hire": self.hire, "word": self.word})

    @property
    def quiet(self) -> str:
        """What a locked phone shows of it: thanks that take nothing up."""
        return fill(library(self.language).said[Kind.NEUTRAL][0], {"hire": self.hire})


@cache
def library(language: str) -> Library:
    """Return the acknowledgements in a language."""
    folder = resources.files("onboardbot.texts") / "replies"
    return Library(language=language, **tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")))


def language_for(fitting: Fitting, *wishes: str | None) -> str:
    """Return the language in which to answer: that of the reply where it is sure, else the person's own."""
    for wish in (fitting.lang, *wishes):
        base = (wish or "").replace("_", "-").partition("-")[0].lower()
        if base in LANGUAGES:
            return base
    return DEFAULT


def nothing_in(fitting: Fitting, *wishes: str | None) -> bool:
    """Say whether there is nothing to take up in words that answer nothing, not even another language."""
    return fitting.kind is Kind.NEUTRAL and language_for(fitting, *wishes) == language_for(UNREAD, *wishes)


def acknowledge(fitting: Fitting, language: str, *, hire: str, seed: str, before: str | None = None) -> Acknowledged:
    """Return one of the sentences that fit: the same one for the same `seed`, but never the one of `before` again."""
    chosen = library(language)
    word = _own_word(fitting, chosen)
    family, sentences = ("word", chosen.word) if word else ("said", chosen.said)
    found = sentences[fitting.kind]
    place = int.from_bytes(sha256(seed.encode()).digest()[:4]) % len(found)
    key = f"{language}/{family}/{fitting.kind}"
    if f"{key}/{place}" == before:
        place = (place + 1) % len(found)
    return Acknowledged(language, f"{key}/{place}", found[place], hire, word)


def took_as(language: str, question: str) -> str:
    """Say as an answer to what a plain reply was taken, which may have meant something else."""
    return fill(library(language).named, {"question": question}, markup_safe=True)


def label(language: str, action: str) -> str:
    """Return what a button below an acknowledgement is called."""
    chosen = library(language)
    return chosen.talk if action == "talk" else chosen.not_an_answer


def _own_word(fitting: Fitting, chosen: Library) -> str | None:
    """Return the longest word that may be repeated, as they wrote it."""
    for own in sorted(chosen.own.get(fitting.kind, ()), key=len, reverse=True):
        pattern = re.escape(own) if chosen.language in UNSPACED else rf"(?<!\w){re.escape(own)}(?!\w)"
        for clause in fitting.within:
            if found := re.search(pattern, clause, re.IGNORECASE):
                return found.group()
    return None
