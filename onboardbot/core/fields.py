"""The placeholders that there are, and the one that was probably meant."""

from difflib import get_close_matches
from functools import lru_cache

PERSON = ("first_name", "name", "mention")
HIRE = ("first_name", "name", "email", "start_date", "department", "location", "title")
FIELDS = {"hire": HIRE, "manager": PERSON, "buddy": PERSON, "hr": PERSON, "company": ("name",)}
ROLES = frozenset({"manager", "buddy", "hr"})
DAY = "day"
OTHER_ROOTS = {"employee": "hire", "user": "hire", "newcomer": "hire", "person": "hire", "you": "hire",
               "boss": "manager", "mentor": "buddy"}  # fmt: skip


@lru_cache(maxsize=1024)  # who writes a word wrong often writes it wrong again
def mended(path: tuple[object, ...], columns: tuple[str, ...] | None) -> str:
    """Return the placeholder that was probably meant, or nothing; `columns` are the company's own of `hire`."""
    known = {root: (*fields, *(columns or ())) if root == "hire" else fields for root, fields in FIELDS.items()}
    words = [str(part).lower().replace("-", "_").replace(" ", "_") for part in path]
    root = OTHER_ROOTS.get(words[0], words[0])
    if len(words) == 1:
        return _lone_mend(root, known)
    close = root if root in known else next(iter(get_close_matches(root, known, 1, 0.6)), "")
    if not close:
        return ""
    if close == "hire" and words[1] in ROLES:
        return f"{words[1]}.first_name"
    squeezed = {field.replace("_", ""): field for field in known[close]}
    field = squeezed.get(words[1].replace("_", "")) or next(iter(get_close_matches(words[1], known[close], 1, 0.6)), "")
    return f"{close}.{field}" if field else ""


def _lone_mend(word: str, known: dict[str, tuple[str, ...]]) -> str:
    if word in known:
        return f"{word}.name" if word == "company" else f"{word}.first_name"
    fields = {field.replace("_", ""): field for field in known["hire"]}
    field = fields.get(word.replace("_", "")) or next(iter(get_close_matches(word, known["hire"], 1, 0.75)), "")
    if field:
        return f"hire.{field}"
    return next(iter(get_close_matches(word, [DAY], 1, 0.6)), "")
