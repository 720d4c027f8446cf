"""Liquid's marks in a text: what is opened is closed, and every tag is one that playbooks have."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import NamedTuple

SMART = re.compile("[“”„‟«»‘’‚‛]")
TAG = re.compile(r"\{%-?\s*(#|\w*)")
EMPTY = re.compile(r"\{\{-?\s*-?\}\}")
SINGLE_BRACE = re.compile(r"(?<!\{)\{\s*((?:hire|manager|buddy|hr|company)\.\w+)\s*\}(?!\})")
VERBATIM = ("raw", "comment", "doc")  # what stands in them is not read
BLOCKS = ("if", "unless", "case", "for", "capture", "ifchanged", *VERBATIM)
MIDDLES = {"else": ("if", "unless", "case", "for"), "elsif": ("if", "unless"), "when": ("case",)}
FILES = ("include", "render", "layout", "extends", "block", "section")
NO_TABLE = "tablerow"


class Mistake(NamedTuple):
    """What is wrong at `offset` of a text, and what to do about it."""

    offset: int
    message: str
    hint: str = ""


class Opened(NamedTuple):
    """A tag that waits for its end."""

    name: str
    offset: int


def check_markup(text: str, tags: Collection[str]) -> tuple[Mistake, ...]:
    """Return what is wrong with the marks of `text`; `tags` are those that there are. Linear in its length."""
    return tuple(sorted((*_unclosed(text), *_braces(text)) or _tags(text, tags)))


def _unclosed(text: str) -> Iterator[Mistake]:
    """Yield the first of the marks that no mark closes."""
    for begin, end in (("{{", "}}"), ("{%", "%}")):
        offset = text.find(begin, text.rfind(end) + 1)
        if offset >= 0:
            yield Mistake(offset, f'"{begin}" is never closed', f'add "{end}" after it')


def _braces(text: str) -> Iterator[Mistake]:
    for match in EMPTY.finditer(text):
        yield Mistake(
            match.start(), "there is nothing between these braces", "write {{ hire.first_name }}, or leave it out"
        )
    for match in SINGLE_BRACE.finditer(text):
        yield Mistake(
            match.start(), "a placeholder has two braces on each side", f'did you mean "{{{{ {match[1]} }}}}"?'
        )


def _tags(text: str, tags: Collection[str]) -> Iterator[Mistake]:
    """Yield tags that there are not, and blocks that are not closed, or not opened."""
    opened: list[Opened] = []
    for match in TAG.finditer(text):
        name, offset = match[1], match.start(1)
        if opened and opened[-1].name in VERBATIM and name != f"end{opened[-1].name}":
            continue
        if name in BLOCKS:
            opened.append(Opened(name, offset))
        elif name == f"end{NO_TABLE}":
            continue  # its beginning is a mistake already
        elif name.startswith("end"):
            yield from _closed(name, offset, opened)
        elif name in MIDDLES:
            if not opened or opened[-1].name not in MIDDLES[name]:
                yield Mistake(offset, f'"{name}" belongs into {_either(MIDDLES[name])}', "move it there")
        elif name not in tags:
            yield _unknown(name, offset, tags)
    for tag in opened:
        yield Mistake(tag.offset, f'"{tag.name}" is never closed', f"add {{% end{tag.name} %}} after it")


def _closed(name: str, offset: int, opened: list[Opened]) -> Iterator[Mistake]:
    """Close the innermost block; yield a mistake where this is not its end."""
    if opened and name == f"end{opened[-1].name}":
        opened.pop()
    elif opened:
        inner = opened.pop()
        yield Mistake(offset, f'"{name}" does not close "{inner.name}"', f'did you mean "end{inner.name}"?')
    else:
        yield Mistake(offset, f'"{name}" closes nothing', "leave it out, or open it before")


def _unknown(name: str, offset: int, tags: Collection[str]) -> Mistake:
    if name in FILES:
        return Mistake(offset, f'texts can\'t use other files, as "{name}" does', "write the words here")
    if not name:
        return Mistake(offset, "there is no tag between these marks", "write one, such as {% if buddy %}")
    close = get_close_matches(name.lower(), [*(tag for tag in tags if tag.isalpha()), *BLOCKS, *MIDDLES], 1, 0.6)
    hint = f'did you mean "{close[0]}"?' if close else "tags are those of standard Liquid, such as if and for"
    return Mistake(offset, f'there is no tag "{name}"', hint)


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f'"{name}"' for name in names)


def smart_quote(markup: str, begin: int) -> Mistake | None:
    """Return the mistake of typographic quotation marks between Liquid's marks, if they are there."""
    match = SMART.search(markup)
    if not match:
        return None
    mend = SMART.sub('"', markup)
    message = f"these quotation marks are typographic ones ({match[0]})"
    return Mistake(begin + match.start(), message, f"did you mean {' '.join(mend.split())}?")
