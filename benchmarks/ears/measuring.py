"""What the encoder hears in labelled replies: how many of those that need a human, and how many that don't."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from onboardbot.core.language.besides import raised
from onboardbot.core.language.hiding import masked
from onboardbot.core.language.listener import listener
from onboardbot.ears.encoder import Encoder

Row = Mapping[str, Any]
HEAD = f"{'':14}{'replies':>9}{'recall':>9}{'false/100':>11}{'rules: recall':>15}{'false/100':>11}"
HEAD += f"{'both: recall':>14}{'false/100':>11}"


def report(encoder: Encoder, rows: Sequence[Row]) -> str:
    """Return a table by language, of the words alone, without the button."""
    found, slowest = [], []
    for row in rows:
        began = time.perf_counter()
        remarks = tuple(encoder.remarks(masked(row["text"])))
        slowest.append(time.perf_counter() - began)
        heard = listener().hear(row["text"])
        found.append((row, bool(remarks), heard.struggling, raised(heard, remarks).struggling))
    lines = [HEAD, _line("all", found)]
    lines += [
        _line(lang, [one for one in found if one[0]["lang"] == lang]) for lang in sorted({r["lang"] for r in rows})
    ]
    slowest.sort()
    return "\n".join((*lines, f"p99 {slowest[int(len(slowest) * 0.99)] * 1000:.0f} ms a reply"))


def _line(name: str, found: Sequence[tuple[Row, bool, bool, bool]]) -> str:
    needing = [one for one in found if one[0]["struggling"]]
    harmless = [one for one in found if not one[0]["struggling"]]
    cells = "".join(
        f"{_share(needing, who):>{wide}.2f}{100 * _share(harmless, who):>11.1f}"
        for who, wide in ((1, 9), (2, 15), (3, 14))
    )
    return f"{name:14}{len(found):>9}{cells}"


def _share(found: Sequence[tuple[Any, ...]], who: int) -> float:
    return sum(1 for one in found if one[who]) / max(len(found), 1)
