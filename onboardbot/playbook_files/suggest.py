"""What a person probably meant."""

from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

LONGEST = 80  # characters; what is longer is no misspelt word, and comparing it would take its time
ALIKE = 0.7  # of 1: one slip in a short word, two in a longer one
LEAST = 0.5  # below it nobody asks how unlike two words are, so an upper bound will do


def plain(word: str) -> str:
    """Return `word` as a key would be written: lower case, underscores, no marks around it."""
    letters = word.strip().strip("“”„‟‘’‚«»\"'`:").lower()
    return letters.replace("-", "_").replace(" ", "_")


def likeness(one: str, other: str) -> float:
    """Return how alike two words are, from 0 to 1; the same letters in another order are nearly the same word."""
    if len(one) == len(other) and sorted(one) == sorted(other):
        return 0.95
    matcher = SequenceMatcher(None, one, other)
    bound = matcher.real_quick_ratio()
    return bound if bound < LEAST or (bound := matcher.quick_ratio()) < LEAST else matcher.ratio()


def nearest(word: str, known: Iterable[str], *, alike: float = ALIKE) -> str:
    """Return the known word that looks most like `word`, or nothing."""
    return "" if len(word) > LONGEST else _nearest(word.lower(), tuple(known), alike)


@lru_cache(maxsize=1024)  # who writes a word wrong often writes it wrong again
def _nearest(word: str, known: tuple[str, ...], alike: float) -> str:
    best = max(((likeness(word, other.lower()), other) for other in known), default=(0.0, ""))
    return best[1] if best[0] >= alike else ""


def key_for(word: str, known: Collection[str], others: Mapping[str, str]) -> str:
    """Return the key that `word` stands for: by its letters, by its meaning (`others`), or by its looks."""
    bare = plain(word)
    if bare in known:
        return bare
    if others.get(bare, "") in known:
        return others[bare]
    squeezed = bare.replace("_", "")
    same = [key for key in known if key.replace("_", "") == squeezed]
    return same[0] if same else nearest(bare, known)


def listed(words: Iterable[str]) -> str:
    """Return words as people list them: a, b and c."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
