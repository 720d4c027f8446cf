"""Which words of a reply another person may read, once the newcomer shared them."""

import re
from collections.abc import Iterable

from onboardbot.core.language.names import mentions_somebody

SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s*\n+\s*")
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
    """Return the sentence that tells of trouble, else the first: never the whole of a long reply."""
    sentences = [part.strip() for part in SENTENCES.split(text.strip().replace("’", "'")) if part.strip()]
    return next((part for part in sentences if TROUBLE.search(part)), sentences[0])
