"""Set up, check, test, show: `python3 tasks.py setup|check|test|coverage|clients|demo|docs`; needs Python 3.11, pip."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "dev": ROOT / "requirements" / "dev.txt"}
CLIENTS = ROOT / "tests" / "clients" / "javascript"
PURE = ("tests/core", "tests/playbook_files", "tests/people_files", "tests/test_shipped_playbooks.py")
OLDEST = (3, 11)


def call(*command: object, **environment: str) -> None:
    """Run a command in the project's folder; its failure is ours."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, env=os.environ | environment)
    if done.returncode:
        sys.exit(done.returncode)


def setup(kind: str = "dev") -> None:
    """Install the locked packages and the project into `.venv`, unless that was done for these very locks."""
    if sys.version_info < OLDEST:
        sys.exit("onboardbot needs Python 3.11 or newer; this is " + sys.version.split()[0])
    digest = hashlib.sha256(LOCKS[kind].read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"set-up-{kind}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    print(f"Setting up ({kind}); this takes a minute the first time ...", flush=True)
    pip = _environment()
    call(*pip, "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", LOCKS[kind])
    call(*pip, "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-e", ROOT)
    stamp.write_text(digest, encoding="utf-8")


def _environment() -> tuple[object, ...]:
    """Make the virtual environment and return the pip that installs into it, also where ensurepip is missing."""
    if not PYTHON.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True)
        if made.returncode:
            call(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
            return sys.executable, "-m", "pip", "--python", PYTHON
    return PYTHON, "-m", "pip"


def check() -> None:
    """Lint, types, the architecture, and our own playbooks."""
    setup()
    call(PYTHON, "-m", "ruff", "check")
    call(PYTHON, "-m", "ruff", "format", "--check")
    call(PYTHON, "-m", "mypy")
    call(BIN / "lint-imports")
    call(BIN / "onboardbot", "check", "playbooks", "--strict")


def test() -> None:
    """Run all tests; those that need a browser are left out, and said so, where there is none."""
    setup()
    call(PYTHON, "-m", "pytest", *sys.argv[2:])


def coverage() -> None:
    """Hold every line and branch of the core to be run by the quick tests, which need no bot, database or Slack."""
    setup()
    call(PYTHON, "-m", "pytest", *PURE, "-m", "not hypothesis", "--cov=onboardbot/core", "--cov-report=", *sys.argv[2:])
    call(BIN / "coverage", "report", "--fail-under=100", "--skip-covered", "--show-missing")


def clients() -> None:
    """Hold the sandbox against Slack's own JavaScript framework and the plain Python SDK; needs Node 18 and npm."""
    setup()
    if shutil.which("npm") is None:
        sys.exit("npm is not there; apt-get install nodejs npm")
    call("npm", "ci", "--prefix", CLIENTS, "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund")
    call(PYTHON, "-m", "pytest", "-m", "clients", "tests/clients", *sys.argv[2:])


def demo() -> None:
    """Start the sandbox with the bot in it, and open it in the browser."""
    setup("run" if not (VENV / "set-up-dev").exists() else "dev")
    call(BIN / "onboardbot", "demo", *sys.argv[2:])


def docs() -> None:
    """Build the documentation as a site into `site/`; a broken link is an error."""
    setup()
    call(BIN / "mkdocs", "build", "--quiet", NO_MKDOCS_2_WARNING="1")


TASKS = {
    "setup": setup,
    "check": check,
    "test": test,
    "coverage": coverage,
    "clients": clients,
    "demo": demo,
    "docs": docs,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TASKS:  # noqa: PLR2004 - the script and its task
        sys.exit(f"usage: python3 tasks.py {'|'.join(TASKS)}")
    TASKS[sys.argv[1]]()
