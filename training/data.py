"""The labelled replies: one file a language in `training/data`, as GUIDE.md beside them tells."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboardbot.core.language.heard import Category, Urgency

FOLDER = Path(__file__).parent / "data"
KEPT = 0.2  # of the groups are looked at for the final figures only
HEADS = ("struggling", "watch", "act", "immediate", "about_manager", *(category.value for category in Category))


class Example(BaseModel):
    """A labelled reply; twins, alike in words and not in meaning, share a `group`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    lang: Literal["en", "de", "es", "fr", "pt", "ja"]
    group: str
    text: str
    mood: int | None
    struggling: bool
    urgency: Urgency
    categories: tuple[Category, ...]
    about_manager: bool
    phenomena: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """It is kept for the final figures, and never learnt from."""
        return share(self.group, "kept") < KEPT

    @property
    def answers(self) -> tuple[bool, ...]:
        """What each head should say."""
        level = list(Urgency).index(self.urgency)
        return (
            self.struggling,
            *(level >= least for least in (1, 2, 3)),
            self.about_manager,
            *(category in self.categories for category in Category),
        )


def share(group: str, purpose: str) -> float:
    """Return a number from 0 to 1 that is always the same for a group and a purpose."""
    return int(hashlib.sha256(f"{purpose} {group}".encode()).hexdigest()[:8], 16) / 0x1_0000_0000


def load(folder: Path = FOLDER) -> Sequence[Example]:
    """Return all examples, in the order of their ids, so that nothing depends on the order of files and lines."""
    return sorted(_examples(sorted(folder.glob("*.jsonl"))), key=lambda one: one.id)


def _examples(paths: Iterable[Path]) -> Iterable[Example]:
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Example.model_validate(json.loads(line))
