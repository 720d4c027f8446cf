"""The words that only one of our languages has, as the labelled replies show them: `core/language/tongues.json`."""

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from onboardbot.core.language.masking import masks
from onboardbot.core.language.utterance import Utterance
from training.data import FOLDER, Example

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
OWNED = 0.75  # of a word's occurrences, weighed by how much there is of each language, that make it a language's own
EVERYDAY = FOLDER / "everyday.toml"
SWITCHED = "code_switching"
TARGET = Path(str(files("onboardbot.core.language"))) / "tongues.json"


def write(examples: Iterable[Example]) -> None:
    """Write the words of each language, those of replies that switch between two left out."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for one in examples:
        if one.lang != "ja" and SWITCHED not in one.phenomena:
            count[one.lang].update(_words(one.text))
    total = {lang: sum(words.values()) for lang, words in count.items()}
    owned: dict[str, list[str]] = defaultdict(list)
    for word in sorted({word for words in count.values() for word in words}):
        shares = {lang: words[word] / total[lang] for lang, words in count.items()}
        best = max(shares, key=lambda lang: shares[lang])
        if shares[best] >= OWNED * sum(shares.values()):
            owned[best].append(word)
    for lang, words in tomllib.loads(EVERYDAY.read_text(encoding="utf-8")).items():
        owned[lang] += [word for word in words.split() if all(word not in others for others in owned.values())]
    TARGET.write_text(json.dumps({lang: " ".join(words) for lang, words in sorted(owned.items())}, indent=1) + "\n")


def _words(text: str) -> Iterable[str]:
    reply = Utterance(text)
    hidden = masks(reply).hidden
    return (
        part
        for found in WORD.finditer(reply.reading.alike)
        if found.span() not in hidden
        for part in found.group().split("'")
        if len(part) > 1
    )
