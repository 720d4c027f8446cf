"""What a newcomer to the project relies on: the README's two commands, and a manifest that asks for no more."""

import re
from pathlib import Path

import yaml

from onboardbot.slack.scopes import BOT_SCOPES

ROOT = Path(__file__).parent.parent
SCOPES_OF_METHODS = {  # docs.slack.dev/reference/methods; posting to a user opens the DM, hence im:write
    "chat_postMessage": {"chat:write", "im:write"},
    "chat_update": {"chat:write"},
    "users_list": {"users:read", "users:read.email"},
    "users_lookupByEmail": {"users:read.email"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_update": set(),
    "auth_test": set(),
}
SCOPES_OF_EVENTS = {"message.im": {"im:history"}, "team_join": {"users:read"}, "user_change": {"users:read"}}


def _source() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "onboardbot" / "slack").rglob("*.py"))


def test_the_first_two_shell_blocks_of_the_readme_are_one_line_each() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks[:2] == ["python3 tasks.py demo\n", "python3 tasks.py test\n"]


def test_the_locks_hold_a_hash_for_every_package_and_name_no_registry() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(packages) == len(re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE))
        assert "://" not in text
