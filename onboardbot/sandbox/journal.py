"""What the app asked of the workspace, and what it was told."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onboardbot.sandbox.errors import JSON

KEPT = 100_000  # calls; enough for a benchmark, and a bound for a server that runs for weeks


@dataclass(frozen=True)
class Entry:
    """One call: when it came, what was asked, and what was answered, also where that was lost."""

    at: float
    method: str
    arguments: JSON
    answer: JSON
    status: int = 200  # of HTTP; 0 where no answer arrived
    fault: str = ""  # the kind that struck it

    def shape(self) -> JSON:
        told: JSON = {"at": self.at, "method": self.method, "arguments": self.arguments, "answer": self.answer}
        return told | {"status": self.status, "fault": self.fault}


@dataclass
class Journal:
    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(
        self, method: str, arguments: Mapping[str, Any], answer: JSON, *, at: float, status: int, fault: str
    ) -> None:
        without_token = {name: value for name, value in arguments.items() if name != "token"}
        self.entries.append(Entry(at, method, without_token, answer, status, fault))

    def calls(self, method: str | None = None, last: int | None = None) -> list[Entry]:
        """Return the calls so far, oldest first; of one method where it is named, and only the last so many."""
        found = [entry for entry in self.entries if method in (None, entry.method)]
        return found if last is None else found[len(found) - min(last, len(found)) :]
