"""Emoji: Slack sends them by their names between colons, `:tada:`, whatever people typed."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

CODE = re.compile(r":(?:[a-z][a-z0-9_+'-]*|[+-]1|100):(?::skin-tone-\d:)?")


def drawn(text: str) -> str:
    """Return a text with emoji in the place of their names; a company's own say nothing to us."""
    return CODE.sub(lambda found: sign_of(found.group()), text)


def sign_of(code: str) -> str:
    """Return the emoji of a name between colons, or a space."""
    return _table().get(code.split(":")[1], " ")


@cache
def _table() -> Mapping[str, str]:
    text = (files("onboardbot.core.language") / "signs.toml").read_text(encoding="utf-8")
    return {name: sign for sign, names in tomllib.loads(text).items() for name in names.split()}
