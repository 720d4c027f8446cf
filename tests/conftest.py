"""What tests share: the database that they run on, and Debian's chromium to look at a page as a person does."""

import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import databases, postgres

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
STARTED = 30.0  # seconds in which chromium has to be there


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="run on PostgreSQL what runs on SQLite otherwise")


def pytest_configure(config: pytest.Config) -> None:
    """Name the place of the PostgreSQL server, which is made when a test needs it, for all processes of this run."""
    if not hasattr(config, "workerinput"):
        postgres.prepare()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.remove()


@pytest.fixture(params=databases.KINDS)
def on_each_database(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Run a test on SQLite and on PostgreSQL."""
    databases.choose(request.param, tmp_path)


@pytest.fixture(autouse=True)
def _wherever_asked(request: pytest.FixtureRequest) -> None:
    """Run all on PostgreSQL where that is asked for, as before a release."""
    if request.config.getoption("--postgresql") and "on_each_database" not in request.fixturenames:
        databases.choose("postgresql", request.getfixturevalue("tmp_path"))


@pytest.fixture
def on_postgresql_only(tmp_path: Path) -> None:
    """Run a test on PostgreSQL alone."""
    databases.choose("postgresql", tmp_path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, and say so, what needs a browser where there is none."""
    absent = pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium; apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(absent)


@pytest.fixture(scope="module")
def debugger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One chromium for all tests of a module, as starting it takes most of their time; where to connect to it."""
    home = tmp_path_factory.mktemp("chromium")
    command = [str(CHROMIUM), *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={home}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        told = home / "DevToolsActivePort"
        end = time.monotonic() + STARTED
        while not (told.exists() and told.read_text().count("\n")):
            assert time.monotonic() < end, "chromium does not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{told.read_text().splitlines()[0]}"
        process.terminate()


@pytest.fixture
async def browser(debugger: str) -> AsyncIterator["BrowserContext"]:
    """A browser of its own for each test: nothing is remembered."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - most tests need none

    async with async_playwright() as playwright:
        connection = await playwright.chromium.connect_over_cdp(debugger)
        context = await connection.new_context()
        yield context
        await context.close()
