"""Which language a reply is written in, by words that only one of ours has; honest where it is none of them."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onboardbot.core.language.heard import LANGUAGES, UNKNOWN
from onboardbot.core.language.masking import Masks
from onboardbot.core.language.reading import Reading
from onboardbot.core.language.utterance import Utterance

WORD = re.compile(r"[^\W\d_]+")
KANA = re.compile(r"[\u3040-\u30ff]")
JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]")
LATIN = re.compile(r"[a-z]")
STRANGE = re.compile(r"[^\W\d_a-zßàáâãäæçèéêëíîïñóôõöœùúûüÿ'-]", re.IGNORECASE)  # letters that none of ours has
TWO, MANY = 2, 5  # words with such a letter, and words among which they are too many to be names
FEW = 3  # words from which too little can be told
KNOWN = 0.22  # of the words have to be one language's, else we can't read it well
BEGINNING = 2000  # characters are enough to tell


def language(reply: Utterance, masks: Masks) -> str:
    """Return the language that most words belong to; the hint decides where the words don't."""
    text = reply.reading.alike[:BEGINNING]
    guess = reply.lang.casefold()[:2] if reply.lang else None
    likely = guess if guess in LANGUAGES else None
    if len(JAPANESE.findall(text)) > len(LATIN.findall(text)):
        return "ja" if KANA.search(text) or likely == "ja" or len(text) <= FEW else UNKNOWN
    words = [found.group() for found in WORD.finditer(text) if found.span() not in masks.hidden]
    foreign = sum(not LATIN.match(word) for word in words)
    if foreign * 2 > len(words) or _strange(reply.reading, masks) >= max(TWO, len(words) / MANY):
        return UNKNOWN
    return _by_words(words, likely)


def _strange(reading: Reading, masks: Masks) -> int:
    """Return how many words have a letter that none of our languages writes; names may have any."""
    spans = (found.span() for found in WORD.finditer(reading.alike[:BEGINNING]))
    return sum(STRANGE.search(reading.words(*span)) is not None for span in spans if span not in masks.hidden)


def _by_words(words: list[str], likely: str | None) -> str:
    owners = _owners()
    votes = Counter(owner for word in words if (owner := owners.get(word)) is not None)
    if not votes:
        return likely or (UNKNOWN if len(words) > FEW else LANGUAGES[0])
    best = max(votes, key=lambda one: (votes[one], one == likely, -LANGUAGES.index(one)))
    if len(words) > FEW and votes[best] < KNOWN * len(words):
        return UNKNOWN
    return best


@cache
def _owners() -> Mapping[str, str]:
    """Return the language of each word that only one of ours has."""
    text = (files("onboardbot.core.language") / "tongues.json").read_text(encoding="utf-8")
    return {word: lang for lang, words in json.loads(text).items() for word in words.split()}
