"""Whether work comes on: beaten after each piece of it, in this process's own monotonic time."""

import time
from dataclasses import dataclass, field


@dataclass
class Pulse:
    """`silent`: seconds since the last beat; an idle bot beats each second, too."""

    at: float = field(default_factory=time.monotonic)

    def beat(self) -> None:
        self.at = time.monotonic()

    @property
    def silent(self) -> float:
        return time.monotonic() - self.at
