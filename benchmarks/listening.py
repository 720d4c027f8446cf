"""How well replies are heard: `python -m benchmarks.listening [--write] [FILE ...]`; without files on the part kept.

Every figure stands beside that of the rules alone. FILEs are labelled replies as in `training/data`; `--write` puts the
figures into docs/signals.md. Nothing is chosen by them: thresholds come from the other part (`python -m training`).
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from benchmarks.swaps import swapped
from onboardbot.core.language.heard import Category, Heard, Urgency
from onboardbot.core.language.listener import Mode, listener
from onboardbot.core.language.utterance import Utterance
from training.data import Example, load

PAGE = Path(__file__).parent.parent / "docs" / "signals.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
PRESSING = frozenset({Category.DISTRESS, Category.HARASSMENT})
FEW = 10  # examples from which a figure of a part says something
Case = tuple[Example, Heard]


@dataclass(frozen=True)
class Count:
    """What was found of what should be, among how many replies that should not be."""

    wanted: int
    found: int
    false: int
    others: int

    @property
    def precision(self) -> float:
        return self.found / max(self.found + self.false, 1)

    @property
    def recall(self) -> float:
        return self.found / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        return 2 * self.found / max(self.wanted + self.found + self.false, 1)

    @property
    def alarms(self) -> float:
        return 100 * self.false / max(self.others, 1)

    @property
    def line(self) -> str:
        return f"{self.precision:.2f} | {self.recall:.2f} | {self.f1:.2f} | {self.alarms:.1f}"


def count(cases: Sequence[Case], wanted: Callable[[Example], bool], found: Callable[[Heard], bool]) -> Count:
    """Count; false alarms are those in 100 harmless replies."""
    hits = sum(wanted(one) and found(heard) for one, heard in cases)
    false = sum(not one.struggling and found(heard) for one, heard in cases)
    return Count(sum(wanted(one) for one, _ in cases), hits, false, sum(not one.struggling for one, _ in cases))


def struggling(cases: Sequence[Case]) -> Count:
    return count(cases, lambda one: one.struggling, lambda heard: heard.struggling)


def hear(examples: Sequence[Example], mode: Mode, *, button: bool) -> list[Case]:
    ears = listener(mode)
    return [(one, ears.hear(Utterance(one.text, one.mood if button else None))) for one in examples]


def figures(examples: Sequence[Example]) -> list[str]:
    """Return the figures as lines of a page."""
    both = {mode: hear(examples, mode, button=True) for mode in reversed(Mode)}
    alone = {mode: hear(examples, mode, button=False) for mode in reversed(Mode)}
    model = both[Mode.RULES_AND_MODEL]
    return [
        f"{len(examples)} replies, {sum(one.struggling for one in examples)} of them of somebody who struggles.",
        "",
        "| heard | precision | recall | F1 | false alarms in 100 harmless |",
        "|---|---|---|---|---|",
        *(f"| struggling, with the button, {mode} | {struggling(cases).line} |" for mode, cases in both.items()),
        *(f"| struggling, words alone, {mode} | {struggling(cases).line} |" for mode, cases in alone.items()),
        *(
            f"| harassment, safety or distress reach a human, {mode} | {_reach(cases).line} |"
            for mode, cases in both.items()
        ),
        *(
            f"| heard as harassment, safety or distress, {mode} | {_pressing(cases).line} |"
            for mode, cases in both.items()
        ),
        *(f"| concerns the manager, {mode} | {_about(cases).line} |" for mode, cases in both.items()),
        "",
        *_parts("topic", model, [one.value for one in Category], lambda one: [c.value for c in one.categories]),
        *_parts("language", model, sorted({one.lang for one in examples}), lambda one: [one.lang]),
        *_parts(
            "phenomenon", model, sorted({p for one in examples for p in one.phenomena}), lambda one: list(one.phenomena)
        ),
        *_topics(model),
        *_calibration(examples),
    ]


def _reach(cases: Sequence[Case]) -> Count:
    return count(cases, lambda one: not PRESSING.isdisjoint(one.categories), lambda heard: heard.struggling)


def _pressing(cases: Sequence[Case]) -> Count:
    return count(
        cases,
        lambda one: not PRESSING.isdisjoint(one.categories),
        lambda heard: heard.urgency is Urgency.IMMEDIATE,
    )


def _about(cases: Sequence[Case]) -> Count:
    return count(cases, lambda one: one.about_manager, lambda heard: heard.about_manager)


def _parts(
    name: str, cases: Sequence[Case], values: Sequence[str], of: Callable[[Example], Sequence[str]]
) -> list[str]:
    """Return how well trouble is heard in each part of the replies."""
    lines = [f"| {name} | replies | trouble found | harmless left in peace |", "|---|---|---|---|"]
    for value in values:
        part = [case for case in cases if value in of(case[0])]
        if len(part) >= FEW:
            lines.append(f"| {value} | {len(part)} | {_share(part, troubled=True)} | {_share(part, troubled=False)} |")
    return [*lines, ""]


def _share(cases: Sequence[Case], *, troubled: bool) -> str:
    some = [heard.struggling == troubled for one, heard in cases if one.struggling == troubled]
    return f"{sum(some)} of {len(some)}" if some else ""


def _topics(cases: Sequence[Case]) -> list[str]:
    """Return how well each topic is told apart, among all replies."""
    lines = ["| told apart | precision | recall | F1 |", "|---|---|---|---|"]
    for category in Category:
        hits = sum(category in one.categories and category in heard.categories for one, heard in cases)
        said = sum(category in heard.categories for _, heard in cases)
        wanted = sum(category in one.categories for one, _ in cases)
        found = Count(wanted, hits, said - hits, 0)
        lines.append(f"| {category.value} | {found.precision:.2f} | {found.recall:.2f} | {found.f1:.2f} |")
    return [*lines, ""]


def _calibration(examples: Sequence[Example]) -> list[str]:
    """Return how often it is trouble where the ranking says so much."""
    ears = listener(Mode.RULES_AND_MODEL)
    ranked = [(ears.rank(Utterance(one.text, one.mood)), one.struggling) for one in examples]
    lines = ["| the ranking says | replies | trouble indeed |", "|---|---|---|"]
    for least in (0.0, 0.2, 0.4, 0.6, 0.8):
        some = [true for likely, true in ranked if least <= likely < least + 0.2 or (least == 0.8 and likely == 1)]
        if some:
            lines.append(f"| {least:.1f} to {least + 0.2:.1f} | {len(some)} | {sum(some) / len(some):.2f} |")
    return [*lines, ""]


def costs(examples: Sequence[Example]) -> list[str]:
    """Return what it costs: time a reply and at the start, size, memory; and how many swaps changed nothing."""
    same, tried = swapped()
    most = subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True).stdout
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = used.ru_utime + used.ru_stime
    took = sorted(_times(examples))
    size = sum(len(one.read_bytes()) for one in files("onboardbot.core.language").iterdir() if one.is_file())
    return [
        "| cost | figure |",
        "|---|---|",
        f"| a reply, middle (CPU) | {statistics.median(took):.1f} ms |",
        f"| a reply, 99 of 100 (CPU) | {took[int(len(took) * 0.99)]:.1f} ms |",
        f"| the first reply of a new process, Python included (CPU) | {start:.2f} s |",
        f"| language data in the package | {size / 1e6:.1f} MB |",
        f"| memory of a process that hears | {int(most) / 1024:.0f} MB |",
        f"| swaps of name, gender, origin, faith, age, spelling that changed nothing | {same} of {tried} |",
    ]


START = """
from onboardbot.core.language.listener import listener
from onboardbot.core.language.utterance import Utterance
listener().hear(Utterance("I am fine", mood=3))
print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""


def _times(examples: Sequence[Example]) -> list[float]:
    """Return the CPU milliseconds of each reply."""
    ears, spent = listener(Mode.RULES_AND_MODEL), []
    for one in examples:
        begin = time.process_time()
        ears.hear(Utterance(one.text, one.mood))
        spent.append((time.process_time() - begin) * 1000)
    return spent


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, and write them where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.listening", description="How well replies are heard.")
    parser.add_argument("files", nargs="*", type=Path, help="labelled replies, one a line as JSON")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/signals.md")
    given = parser.parse_args(arguments)
    examples = [_example(line) for path in given.files for line in path.read_text(encoding="utf-8").splitlines()]
    examples = examples or [one for one in load() if one.kept]
    lines = [*figures(examples), *costs(examples)]
    print("\n".join(lines))
    if given.write:
        write(lines)


def _example(line: str) -> Example:
    """Return a labelled reply; what only others' files hold is left out."""
    said = json.loads(line)
    known = {name: value for name, value in said.items() if name in Example.model_fields}
    return Example.model_validate({"group": said["id"], **known})


def write(lines: Sequence[str]) -> None:
    """Put the figures between their marks in the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
