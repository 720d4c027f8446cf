"""Placeholders in texts: filled with values that stay data, or refused with the reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from liquid import BoundTemplate
from liquid.exceptions import UndefinedError

from onboardbot.core.markup import Mistake
from onboardbot.core.placeholders import Checked, check_text
from onboardbot.core.template import FAILURES, LONGEST, Liquid, escaped, piece_of

# Private characters that hold a mention between here and the channel; no value and no text of a playbook keeps them.
BEGIN_MENTION, END_MENTION = "\ue000", "\ue001"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # turn around what stands behind a value, too
PRIVATE = str.maketrans("", "", BEGIN_MENTION + END_MENTION + TURNING)
MENTION = re.compile(f"{BEGIN_MENTION}([A-Za-z0-9]+){END_MENTION}")
ROLES = ("manager", "buddy", "hr")


@dataclass(frozen=True)
class Mention:
    """A person to be mentioned; without a `user_id` it is the name alone."""

    name: str
    user_id: str | None = None


class Piece(NamedTuple):
    """A part of a filled text: words, or the mention of a user."""

    text: str
    user_id: str | None = None


class FillError(Exception):
    """A text can't be filled; it says why, in words for HR."""


class RoleEmpty(FillError):  # noqa: N818 - named like the cause role_empty
    """The text names a role that nobody fills, without a `default` and without asking with `if`."""

    def __init__(self, role: str) -> None:
        super().__init__(f"the text names the {role}, and there is none")
        self.role = role


class ValueEmpty(FillError):  # noqa: N818 - the twin of RoleEmpty
    """The text prints something that is empty for this hire, such as a department that is not in the people file."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(f"{placeholder} is empty, and the text gives no default for it")
        self.placeholder = placeholder


def fill(text: str, values: Mapping[str, object], *, markup_safe: bool = False) -> str:
    r"""Return `text` with its placeholders filled.

    `values` maps hire, manager, buddy, hr and company to their fields, and `day` to a number; a blank value counts as
    missing, and a role without fields as one that nobody fills. With `markup_safe` each printed value is escaped for
    CommonMark, its line breaks are blanks, and a `Mention` becomes a private token that `mentions` finds; without it
    values stand as typed and a mention reads `@Max Manager`.

    Raises:
        RoleEmpty: a role that nobody fills is printed.
        ValueEmpty: another value that is missing is printed.
        FillError: the text is no Liquid, or a loop or the text itself gets too long.
    """
    if "{" not in text and len(text) <= LONGEST:  # nothing to fill: most words on buttons
        return text.translate(PRIVATE)
    try:
        template = _template(text.translate(PRIVATE), markup_safe=markup_safe)
        filled = _straight(template, values, markup_safe=markup_safe) or _by_liquid(
            template, values, markup_safe=markup_safe
        )
    except UndefinedError as error:
        raise _empty(str(error.message)) from error
    except FAILURES as error:
        raise FillError("the placeholders of this text can't be filled as they are written") from error
    if len(filled) > LONGEST:
        raise FillError(f"the text would be more than {LONGEST} characters long")
    return filled


def mentions(filled: str) -> Iterator[Piece]:
    """Yield the parts of a text that was filled `markup_safe`: words and mentions, in their order."""
    for index, part in enumerate(MENTION.split(filled)):
        if index % 2:
            yield Piece(f"<@{part}>", part)
        elif part:
            yield Piece(part.translate(PRIVATE))


class _Template(NamedTuple):
    """A text as Liquid reads it; `pieces`: its words and the paths that it prints, None where it does more."""

    liquid: BoundTemplate
    pieces: tuple[str | tuple[str, ...], ...] | None


@lru_cache(maxsize=512)  # some hundred texts are filled again and again
def _template(text: str, *, markup_safe: bool) -> _Template:
    liquid = (SAFE if markup_safe else AS_TYPED).from_string(text)
    pieces = tuple(piece_of(node) for node in liquid.nodes)
    known = tuple(piece for piece in pieces if piece is not None)
    return _Template(liquid, known if len(known) == len(pieces) else None)


def _by_liquid(template: _Template, values: Mapping[str, object], *, markup_safe: bool) -> str:
    known = {
        name: kept for name, value in values.items() if (kept := _kept(value, markup_safe=markup_safe)) is not None
    }
    return template.liquid.render(known)


def _straight(template: _Template, values: Mapping[str, object], *, markup_safe: bool) -> str | None:
    """Return what a text that only prints values says, many times as fast as Liquid; None: Liquid must look.

    Most texts do no more than that. What is missing, and what is neither a text nor a number, is Liquid's business.
    """
    if template.pieces is None:
        return None
    said: list[str] = []
    for piece in template.pieces:
        word = piece if isinstance(piece, str) else _printed(piece, values, markup_safe=markup_safe)
        if word is None:
            return None
        said.append(word)
    return "".join(said).replace("\r\n", "\n").replace("\r", "\n")  # as Liquid's buffer has it


def _printed(path: tuple[str, ...], values: Mapping[str, object], *, markup_safe: bool) -> str | None:
    value: object = values
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    kept = str(value) if type(value) is int else _kept(value, markup_safe=markup_safe)
    if not isinstance(kept, str):
        return None
    return _escaped_around_mentions(kept) if markup_safe else kept


def _empty(placeholder: str) -> FillError:
    root = placeholder.partition(".")[0]
    return RoleEmpty(root) if root in ROLES else ValueEmpty(placeholder)


def _kept(value: object, *, markup_safe: bool) -> object:
    """Return the value as a template may see it; None where it is blank."""
    if isinstance(value, Mapping):
        kept = {str(name): _kept(part, markup_safe=markup_safe) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part is not None} or None
    if isinstance(value, Mention):
        return _mention(value, markup_safe=markup_safe)
    if isinstance(value, str):
        return value.translate(PRIVATE) if value.strip() else None
    return value


def _mention(person: Mention, *, markup_safe: bool) -> str | None:
    name = person.name.translate(PRIVATE).strip()
    if markup_safe and person.user_id:
        return f"{BEGIN_MENTION}{person.user_id}{END_MENTION}"
    return f"@{name}" if name and not markup_safe else name or None


def _escaped_around_mentions(text: str) -> str:
    if BEGIN_MENTION not in text:
        return escaped(text.translate(PRIVATE))
    parts = MENTION.split(text)
    words = [escaped(part.translate(PRIVATE)) for part in parts[::2]]
    tokens = [f"{BEGIN_MENTION}{user_id}{END_MENTION}" for user_id in parts[1::2]]
    return "".join(part for pair in zip(words, [*tokens, ""], strict=True) for part in pair)


SAFE = Liquid(_escaped_around_mentions)
AS_TYPED = Liquid(str)

__all__ = [
    "BEGIN_MENTION",
    "END_MENTION",
    "Checked",
    "FillError",
    "Mention",
    "Mistake",
    "Piece",
    "RoleEmpty",
    "ValueEmpty",
    "check_text",
    "fill",
    "mentions",
]
