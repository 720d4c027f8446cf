"""The page about the sandbox: its app runs, its examples are what happens, its fields are those of the code."""

import asyncio
import json
import re
import shlex
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from click.testing import CliRunner

from onboardbot.cli.sandbox import command
from onboardbot.sandbox import control
from onboardbot.sandbox.faults import Kind
from onboardbot.sandbox.workspace import Workspace

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"^### (GET|POST) /(\w+)\n(.*?)(?=^### |\Z)", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"^- `(\w+)`( \(needed\))?: ", re.MULTILINE)
STAMP = re.compile(r"\d{10}\.\d{6}")
PATIENCE = 10.0  # seconds for what the app does after its acknowledgement

JSON = dict[str, Any]


def fences(language: str) -> list[str]:
    return [text for kind, text in FENCE.findall(PAGE) if kind == language]


@pytest.fixture
async def app(workspace: Workspace, tmp_path: Path) -> AsyncIterator[None]:
    """The app of the page as a process of its own."""
    (tmp_path / "app.py").write_text(fences("python")[0], encoding="utf-8")
    process = await asyncio.create_subprocess_exec(sys.executable, tmp_path / "app.py", stdin=asyncio.subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(json.dumps(workspace.card()).encode())
    process.stdin.close()
    await workspace.connected(20.0)
    yield
    process.kill()
    await process.wait()


class Conversation:
    """The examples of the page, done in order; the stamps on the page stand for those of the moment."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self.http = url, http
        self.stamps: dict[str, str] = {}

    async def do(self, line: str) -> JSON:
        method, path, *body = STAMP.sub(lambda found: self.stamps[found[0]], line).split(" ", 2)
        data = body[0] if body else None
        async with self.http.request(method, f"{self.url}{path}", data=data) as response:
            return dict(await response.json())

    def differences(self, told: Any, found: Any, place: str = "") -> list[str]:
        """Say where the answer is not what the page tells; inside of it the page may leave fields out."""
        if isinstance(told, dict) and isinstance(found, dict):
            lost = [f"{place}/{name} is missing" for name in told.keys() - found.keys()]
            return lost + [d for name in told.keys() & found.keys() for d in self._inside(told, found, name, place)]
        if isinstance(told, list) and isinstance(found, list) and len(told) <= len(found):
            return [d for n in range(len(told)) for d in self._inside(told, found, n, place)]
        if isinstance(told, str) and STAMP.fullmatch(told) and STAMP.fullmatch(found):
            same = self.stamps.setdefault(told, found) == found
            return [] if same else [f"{place} is another stamp"]
        numbers = not isinstance(told, bool) and isinstance(told, int | float) and isinstance(found, int | float)
        return [] if numbers or told == found else [f"{place} is {found!r} and not {told!r}"]

    def _inside(self, told: Any, found: Any, key: Any, place: str) -> list[str]:
        return self.differences(told[key], found[key], f"{place}/{key}")


@pytest.mark.usefixtures("app")
async def test_every_example_is_what_happens(workspace: Workspace, http: aiohttp.ClientSession) -> None:
    conversation = Conversation(workspace.control_url, http)
    for example in fences("control"):
        line, told = example.split("\n", 1)
        end = asyncio.get_running_loop().time() + PATIENCE
        found = await conversation.do(line)
        while line.startswith("GET") and conversation.differences(json.loads(told), found):
            assert asyncio.get_running_loop().time() < end, (line, conversation.differences(json.loads(told), found))
            await asyncio.sleep(0.05)
            found = await conversation.do(line)
        assert (line, conversation.differences(json.loads(told), found)) == (line, [])
        assert json.loads(told).keys() == found.keys()


def test_every_door_is_told_with_its_fields_and_an_example() -> None:
    told = {(method, name): text for method, name, text in SECTION.findall(PAGE)}
    doors = {("GET", name): door for name, door in control.LOOKS.items()}
    doors |= {("POST", name): door for name, door in control.DEEDS.items()}

    assert told.keys() == doors.keys()
    for (method, name), text in told.items():
        fields = FIELD.findall(text)
        needs, may = ({field for field, needed in fields if bool(needed) is wanted} for wanted in (True, False))
        door = doors[method, name]
        assert (name, needs, may) == (name, set(door.needs), set(door.may))
        assert f"```control\n{method} /{name}" in text


def test_what_it_prints_has_the_fields_that_are_told(workspace: Workspace) -> None:
    told = json.loads(fences("json")[0])
    card = workspace.card()
    assert (list(told), told["people"][0]) == (list(card), card["people"][0])
    fixed = [name for name in card if name not in ("api_url", "control_url", "people")]
    assert [told[name] for name in fixed] == [card[name] for name in fixed]


async def test_the_commands_for_faults_do_what_they_say(workspace: Workspace) -> None:
    lines = [line for text in fences("sh") for line in text.splitlines() if "--control-url" in line]
    said = []
    for line in lines:
        words = [workspace.control_url if word.startswith("http") else word for word in shlex.split(line)[2:]]
        result = await asyncio.to_thread(CliRunner().invoke, command, words)
        said.append((result.exit_code, result.output))

    made, listed, cleared = said
    assert json.loads(made[1]) == json.loads(listed[1]) | {"struck": 0}
    assert (json.loads(made[1])["kind"], json.loads(made[1])["left"]) == ("lost_after", None)
    assert cleared == (0, "cleared: 1\n")


def test_every_kind_of_fault_is_told() -> None:
    assert [kind for kind in Kind if f"\n| `{kind}` | " not in PAGE] == []


def test_every_option_is_told() -> None:
    options = [option for param in command.params for option in [*param.opts, *param.secondary_opts]]
    assert [option for option in options if f"{option}`" not in PAGE and f"{option} " not in PAGE] == []
