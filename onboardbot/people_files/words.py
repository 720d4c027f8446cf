"""Words, addresses and languages, as a cell says them."""

import re
import unicodedata

from onboardbot.people_files.slip import Slip

ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
BAD_DOTS = re.compile(r"^\.|\.\.|\.@")
MAX_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII | re.IGNORECASE)  # the form of BCP 47
MAX_TEXT = 1_000  # characters; a longer cell is a quote that swallowed other cells


def read_text(text: str) -> str | Slip:
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in text):
        return Slip("holds a control character", "type the text anew", rule="control")
    if len(text) > MAX_TEXT:
        facts = {"most": str(MAX_TEXT)}
        return Slip(
            f"is longer than {MAX_TEXT} characters", "is a quote missing or left open?", rule="long", facts=facts
        )
    return unicodedata.normalize("NFC", text)


def read_line(text: str) -> str | Slip:
    """Read words that belong on one line: a name, a title."""
    read = read_text(text)
    return read if isinstance(read, Slip) else " ".join(read.split())


def read_email(text: str) -> str | Slip:
    """Return the address in lower case."""
    if len(text) <= MAX_ADDRESS and ADDRESS.fullmatch(text) and not BAD_DOTS.search(text):
        return text.lower()
    inside = ADDRESS.findall(text[:MAX_TEXT])
    alone = len(inside) == text.count("@") == 1 and inside[0] != text
    mend = f"write only the address: {inside[0]}" if alone else "write one address, as in nadia@northwind.example"
    facts = {"mend": inside[0]} if alone else {}
    return Slip("is not an e-mail address", mend, rule="email", facts=facts)


def read_language(text: str) -> str | Slip:
    if LANGUAGE.fullmatch(text):
        return text
    tag = text.replace("_", "-")
    hint = f'did you mean "{tag}"?' if LANGUAGE.fullmatch(tag) else "write its code, as in en or de"
    return Slip("is not a language", hint)
