"""What a person probably meant."""

from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher

LONGEST = 80  # characters; what is longer is no misspelt word, and comparing it would take its time
ALIKE = 0.7  # of 1: one slip in a short word, two in a longer one


def plain(word: str) -> str:
    """Return `word` as a key would be written: lower case, underscores, no marks around it."""
    letters = word.strip().strip("“”„‟‘’‚«»\"'`:").lower()
    return letters.replace("-", "_").replace(" ", "_")


def likeness(one: str, other: str) -> float:
    """Return how alike two words are, from 0 to 1; the same letters in another order are nearly the same word."""
    if sorted(one) == sorted(other):
        return 0.95
    return SequenceMatcher(None, one, other).ratio()


def nearest(word: str, known: Iterable[str], *, alike: float = ALIKE) -> str:
    """Return the known word that looks most like `word`, or nothing."""
    if len(word) > LONGEST:
        return ""
    lowered = word.lower()
    best = max(((likeness(lowered, other.lower()), other) for other in known), default=(0.0, ""))
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
