"""A PostgreSQL server of our own for tests: made in a temporary folder, reached by a socket only, gone at the end."""

import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# A test server may lose everything in a power cut, and is much faster for it.
SPEED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
STARTING = 30.0  # seconds


class NoPostgres(Exception):
    """There is no server to start, or it does not start: the text says why."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a process runs as; nothing given means as ourselves."""

    user: str | None = None
    group: str | None = None
    others: list[str] | None = None


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server and yield its DATABASE_URL; whatever happens, stop it and remove its folder. Raises NoPostgres."""
    programs = find_programs()
    who = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="lienket-pg-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        folder.chmod(0o755)  # others reach the socket inside
        if who.user:
            shutil.chown(folder, who.user, who.group)
        _make_cluster(programs, folder, who)
        server = _start(programs, folder, who)
        yield f"postgres://lienket@{quote(str(folder), safe='')}/lienket"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder of initdb and postgres, newest version first: Debian keeps them off the PATH. Raises NoPostgres."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    for initdb in [*versions, *([Path(on_path).resolve()] if on_path else [])]:
        if (initdb.parent / "postgres").exists():
            return initdb.parent
    raise NoPostgres("no PostgreSQL server found. Cure on Debian: apt-get install postgresql (as root)")


def unprivileged() -> Identity:
    """As whom to run: PostgreSQL refuses root, so root becomes `postgres`, or `nobody` where that user does not exist."""
    if os.geteuid() != 0:
        return Identity()
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return Identity(user, grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name, [])


def _make_cluster(programs: Path, folder: Path, who: Identity) -> None:
    command = [str(programs / "initdb"), "--pgdata", str(folder / "data"), "--username", "lienket", "--auth", "trust"]
    command += ["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    made = subprocess.run(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=who.user,
        group=who.group,
        extra_groups=who.others,
    )
    if made.returncode:
        raise NoPostgres(f"initdb failed:\n{made.stdout}{made.stderr}")


def _start(programs: Path, folder: Path, who: Identity) -> subprocess.Popen[bytes]:
    options = [f"-c{name}={value}" for name, value in SPEED.items()]
    command = [
        str(programs / "postgres"),
        "-D",
        str(folder / "data"),
        "-k",
        str(folder),
        "-c",
        "listen_addresses=",
        *options,
    ]
    log = (folder / "server.log").open("wb")
    server = subprocess.Popen(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        user=who.user,
        group=who.group,
        extra_groups=who.others,
    )
    log.close()
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and server.poll() is None:
        ready = subprocess.run(
            [str(programs / "pg_isready"), "-h", str(folder), "-q"], stdin=subprocess.DEVNULL, check=False
        )
        if ready.returncode == 0:
            return server
        time.sleep(0.1)
    _stop(server)
    raise NoPostgres(f"the server did not start:\n{(folder / 'server.log').read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: open sessions are cut, nothing waits for them."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
