"""Playbook files: what HR writes, read whole, with every mistake at its place and its mend.

`check_paths` needs no values and is quick; the rest is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onboardbot.playbook_files.checking import Findings, check_paths
    from onboardbot.playbook_files.loading import (
        BrokenTextError,
        Loaded,
        load_company,
        load_folder,
        load_playbook,
        parse_company,
        parse_playbook,
    )

HOMES = {
    "checking": ("Findings", "check_paths"),
    "loading": (
        "BrokenTextError",
        "Loaded",
        "load_company",
        "load_folder",
        "load_playbook",
        "parse_company",
        "parse_playbook",
    ),
}

__all__ = [
    "BrokenTextError",
    "Findings",
    "Loaded",
    "check_paths",
    "load_company",
    "load_folder",
    "load_playbook",
    "parse_company",
    "parse_playbook",
]


def __getattr__(name: str) -> Any:
    """Return a part of the package from the module that it lives in."""
    for module, names in HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
