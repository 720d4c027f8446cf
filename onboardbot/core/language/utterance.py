"""A reply as it is given to those who hear: its words, and what is known beside them."""

from dataclasses import dataclass
from functools import cached_property

from onboardbot.core.language.reading import Reading, read


@dataclass(frozen=True)
class Utterance:
    """One reply, by itself.

    `mood`: the button pressed with it, 1 to 5. `lang`: a hint, where something says which language they speak.
    `superiors`: the names of the manager and all above; `others`: those of everybody else who can be named.
    """

    text: str
    mood: int | None = None
    lang: str | None = None
    superiors: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who can be named in it."""
        return (*self.superiors, *self.others)

    @cached_property
    def reading(self) -> Reading:
        """The text as it is read."""
        return read(self.text)
