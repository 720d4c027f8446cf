"""Which words of a reply another person may read, once the newcomer shared them."""

import re
from collections.abc import Iterable

from onboardbot.core.language.names import mentions_somebody

SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s*\n+\s*")
# Within a sentence what follows a "but" weighs more, and what an "and" joins stands by itself.
CONTRASTS = re.compile(r",?\s+(?=(?:but|although|though|whereas|aber|doch|obwohl)\b)", re.IGNORECASE)
JOINTS = re.compile(r",\s+(?=(?:and|so|or|und|oder|also)\b)|\s+[–—]\s+|;\s+", re.IGNORECASE)
TROUBLE = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|without|cannot|can't|cant|don't|dont|didn't|isn't|won't|hard|stuck|lost"
    r"|alone|lonely|overwhelm\w*|stress\w*|confus\w*|unclear|wait(?:ing)?|missing|problem\w*|struggl\w*|tired"
    r"|too (?:much|many|fast)|nicht|kein\w*|nie|niemand\w*|nichts|ohne|schwer|schwierig|allein\w*|überforder\w*"
    r"|gestresst|unklar\w*"
    r"|wart\w*|fehl\w*|probleme?|zu (?:viel|viele|schnell)|müde|verwirr\w*)\b",
    re.IGNORECASE,
)


def quotable(text: str, names: Iterable[str]) -> bool:
    """Say whether words may be quoted: there are some, and they mention neither the manager nor anyone by name."""
    return bool(text.strip()) and not mentions_somebody(text, names)


def clause(text: str) -> str:
    """Return the clause that tells of trouble, else the first sentence: never the whole of a long reply."""
    sentences = [part.strip() for part in SENTENCES.split(text.strip().replace("’", "'")) if part.strip()]
    troubled = next((part for part in sentences if TROUBLE.search(part)), None)
    return sentences[0] if troubled is None else _within(troubled)


def _within(sentence: str) -> str:
    contrasted = next(part for part in reversed(CONTRASTS.split(sentence)) if TROUBLE.search(part))
    return next(part for part in JOINTS.split(contrasted) if TROUBLE.search(part)).strip()
