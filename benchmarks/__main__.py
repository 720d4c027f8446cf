"""All benchmarks in turn, with the machine in words: `python -m benchmarks [NAME ...]`.

Each is a process of its own, so that none warms up another; the whole takes about half an hour on two cores.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence

ALL = ("delivery", "rows", "enrolling", "processes", "acks", "replicas", "upgrade", "clock", "listening", "simulation")


def machine() -> str:
    """Return on what it runs, in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, Python {platform.python_version()}"


def main(names: Sequence[str]) -> int:
    """Run these, and return 1 if one of them failed."""
    print(machine(), flush=True)
    failed = False
    for name in names:
        print(f"\n{name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(ALL)
    if unknown := set(chosen) - set(ALL):
        sys.exit(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(ALL)}")
    sys.exit(main(chosen))
