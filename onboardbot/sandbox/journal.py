"""What the app asked of the workspace, and what it was told."""

import time
from collections import deque
from dataclasses import dataclass, field

from onboardbot.sandbox.errors import JSON

KEPT = 100_000  # calls; enough for a benchmark, and a bound for a server that runs for weeks


@dataclass(frozen=True)
class Entry:
    at: float
    method: str
    arguments: JSON
    answer: JSON

    def shape(self) -> JSON:
        return {"at": self.at, "method": self.method, "arguments": self.arguments, "answer": self.answer}


@dataclass
class Journal:
    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, method: str, arguments: JSON, answer: JSON) -> None:
        without_token = {name: value for name, value in arguments.items() if name != "token"}
        self.entries.append(Entry(time.time(), method, without_token, answer))

    def calls(self, method: str | None = None, last: int | None = None) -> list[Entry]:
        """Return the calls so far, oldest first; of one method where it is named, and only the last so many."""
        found = [entry for entry in self.entries if method in (None, entry.method)]
        return found if last is None else found[len(found) - min(last, len(found)) :]
