"""What a newcomer to the project relies on: the README's two commands, and locks that name no registry."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_first_two_shell_blocks_of_the_readme_are_one_line_each() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks[:2] == ["python3 tasks.py demo\n", "python3 tasks.py test\n"]


def test_the_locks_hold_a_hash_for_every_package_and_name_no_registry() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(packages) == len(re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE))
        assert "://" not in text
