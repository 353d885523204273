"""`make run`: the whole site on this machine, from nothing to a page, until Ctrl-C.

Prepares the state folder, starts the site (gunicorn) and its worker, prints where to look and as whom, and keeps both alive.
Honours PORT, DATABASE_URL, STATE_DIR and DEBUG; every other variable is in lienket/settings.py.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import yaml

ROOT = Path(__file__).resolve().parent.parent
ACCOUNTS = ROOT / "lienket" / "demo" / "data" / "accounts.yaml"
HOST = "127.0.0.1"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 40.0  # seconds for a child to end by itself; the worker gives its running job 30
STARTING = 60.0  # seconds for the first page
RESTARTS, WITHIN = 5, 60.0  # a child may die this often within these seconds


class CannotRun(Exception):
    """The site cannot start or go on: the text says what was found and the cure, in Vietnamese and English."""


class Stop(Exception):
    """Somebody asked us to end."""


@dataclass(slots=True)
class Child:
    """A process of ours, in a process group of its own so that what it starts can be stopped with it.

    What it logs goes to a file, and so does what it prints: the worker prints the mail it would send, which would bury the welcome.
    """

    name: str
    command: list[str]
    log: Path
    printed: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it, or start it anew."""
        with self.log.open("ab") as log, self.printed.open("ab") as printed:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=log,
                start_new_session=True,
            )

    def last_words(self) -> str:
        """The end of its log, where the reason of a death stands."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        return "\n".join([f"--- {self.log}", *lines, "---"])

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole group; one that has gone is fine."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


def main() -> int:
    """Everything, in order. Returns the exit code: 0 when it was asked to stop."""
    for number in SIGNALS:
        signal.signal(number, _asked_to_stop)
    children: list[Child] = []
    try:
        port = wanted_port(os.environ)
        environment = environment_for(port, os.environ)
        refuse_port_in_use(port)
        state = Path(environment["STATE_DIR"])
        keep_secret_key(state)
        prepare(environment)
        site_log, worker_log, mail = (fresh_log(state, name) for name in ("site", "worker", "mail"))
        site = Child("site", site_command(port), site_log, site_log)
        worker = Child("worker", [sys.executable, "-m", "lienket", "work"], worker_log, mail)
        children += [site, worker]
        site.start(environment)
        wait_for_first_page(port, site)
        worker.start(environment)  # after the first page, which need not share the processors with it
        print(welcome(port, state), flush=True)
        watch(children, environment)
    except Stop:
        print("\nĐang dừng…\n  Stopping…", flush=True)
        return 0
    except CannotRun as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        stop(children)
    return 0


def _asked_to_stop(_number: int, _frame: FrameType | None) -> None:
    _be_deaf()
    raise Stop


def _be_deaf() -> None:
    """Once is enough: ending the children must not be cut short by a second Ctrl-C."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def wanted_port(given: Mapping[str, str]) -> int:
    """The port from PORT, 8000 when it is not set. Raises CannotRun when it is no port."""
    text = given.get("PORT") or "8000"
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 65536:
        raise CannotRun(
            f"PORT phải là số từ 1 đến 65535, nhận được “{text}”.\n  PORT must be a number from 1 to 65535, found “{text}”."
        )
    return int(text)


def environment_for(port: int, given: Mapping[str, str]) -> dict[str, str]:
    """A machine of one's own: plain HTTP and mail to the console, all else as in production. What the caller set is kept."""
    ours = {
        "INSECURE_HTTP": "on",
        "SITE_URL": f"http://{HOST}:{port}",
        "STATE_DIR": str(ROOT / "var"),
        "DJANGO_SETTINGS_MODULE": "lienket.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return {**ours, **{name: value for name, value in given.items() if value}}


def refuse_port_in_use(port: int) -> None:
    """Say so before anything starts, when something answers there already. Raises CannotRun."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            free = port + 1 if port < 65535 else 8000
            raise CannotRun(
                f"Không dùng được cổng {port} ({error.strerror}). Hãy dừng chương trình đang giữ cổng, hoặc: make run PORT={free}\n"
                f"  Port {port} cannot be used ({error.strerror}). Stop what holds it, or: make run PORT={free}"
            ) from error


def keep_secret_key(state: Path) -> None:
    """A signing key of this machine's own, made once and readable by its owner only."""
    kept = state / "secret-key"
    if os.environ.get("SECRET_KEY") or kept.exists():
        return
    state.mkdir(parents=True, exist_ok=True, mode=0o750)
    descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(secrets.token_urlsafe(64))


def prepare(environment: Mapping[str, str]) -> None:
    """Tables, data and static files (tools/prepare.py), in a process whose memory goes back. Raises CannotRun when it fails."""
    print("Đang chuẩn bị dữ liệu…\n  Preparing the data…", flush=True)
    command = [sys.executable, "-m", "tools.prepare"]
    with subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdin=subprocess.DEVNULL) as preparing:
        try:
            code = preparing.wait()
        finally:
            preparing.terminate()
    if code:
        raise CannotRun(
            "Không chuẩn bị được dữ liệu; lý do ở ngay trên.\n  The data could not be prepared; the reason stands above."
        )


def fresh_log(state: Path, name: str) -> Path:
    """The child's log file; one that has grown past 5 MB is laid aside, so that two at most are kept."""
    log = state / f"{name}.log"
    if log.exists() and log.stat().st_size > 5_000_000:
        log.replace(log.with_suffix(".old.log"))
    return log


def site_command(port: int) -> list[str]:
    """Two processes of four threads, as README advises for a small server too."""
    shared_memory = Path("/dev/shm")  # gunicorn's heartbeat files, which must not wait for a disk
    heartbeat = ["--worker-tmp-dir", str(shared_memory)] if os.access(shared_memory, os.W_OK) else []
    options = f"--worker-class gthread --workers 2 --threads 4 --timeout 60 --graceful-timeout 10 --log-level warning --bind {HOST}:{port}"
    return [sys.executable, "-m", "gunicorn", *options.split(), *heartbeat, "lienket.wsgi"]


def wait_for_first_page(port: int, site: Child) -> None:
    """Until /healthz says ok. Raises CannotRun when the site dies or takes too long."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        if site.process is not None and site.process.poll() is not None:
            raise CannotRun(
                f"{site.last_words()}\nTrang dừng ngay khi khởi động; lý do ở ngay trên.\n"
                f"  The site ended while starting; the reason stands above."
            )
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CannotRun(
        f"Trang không trả lời sau {STARTING:.0f} giây.\n  The site did not answer within {STARTING:.0f} seconds."
    )


def welcome(port: int, state: Path) -> str:
    """Where to look, as whom, and what to try: Vietnamese, with English below each line."""
    site = f"http://{HOST}:{port}"
    lines = [
        "",
        f"Liên Kết đang chạy tại {site}/",
        f"  Liên Kết runs at {site}/ (press Ctrl-C to stop; nhấn Ctrl-C để dừng)",
    ]
    demo = yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))
    lines += ["", f"Tài khoản minh họa, cùng mật khẩu: {demo['password']}", "  Demo accounts, all with this password"]
    for officer in demo["officers"]:
        if shown := officer.get("shown"):
            lines += [f"  {officer['email']:<28} {shown['vi']}", f"  {'':<28} {shown['en']}"]
    lines += ["", "Ba việc nên thử", "  Three things to try"]
    for number, attempt in enumerate(demo["tries"], start=1):
        lines += [f"  {number}. {site}{attempt['url']}", f"     {attempt['vi']}", f"     {attempt['en']}"]
    lines += [
        "",
        f"Thư lẽ ra gửi đi nằm trong {state}/mail.log (đặt EMAIL_URL để gửi thật); nhật ký: site.log, worker.log ở cùng chỗ.",
        "  Mail that would be sent is in mail.log there (set EMAIL_URL to send it); logs: site.log, worker.log.",
    ]
    return "\n".join([*lines, ""])


def watch(children: list[Child], environment: Mapping[str, str]) -> None:
    """Keep every child alive. Raises CannotRun when one dies too often to be helped, Stop when asked to end."""
    while True:
        time.sleep(0.5)
        for child in children:
            code = child.process.poll() if child.process else 0
            if code is None:
                continue
            now = time.monotonic()
            child.deaths = [moment for moment in child.deaths if now - moment < WITHIN] + [now]
            if len(child.deaths) > RESTARTS:
                raise CannotRun(
                    f"{child.last_words()}\n“{child.name}” đã dừng {len(child.deaths)} lần trong một phút; xem lý do ở trên.\n"
                    f"  “{child.name}” ended {len(child.deaths)} times within a minute; see the reason above."
                )
            print(
                f"“{child.name}” đã dừng (mã {code}, xem {child.log}), đang khởi động lại.\n"
                f"  “{child.name}” ended (code {code}, see {child.log}), starting it again.",
                file=sys.stderr,
                flush=True,
            )
            child.signal(signal.SIGKILL)  # what it left behind in its group
            child.start(environment)


def stop(children: list[Child]) -> None:
    """End every child and all that it started: politely first, for as long as a job may need, then for good."""
    _be_deaf()
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in children:
        if child.process is not None:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                print(f"{child.name}: ended by force", file=sys.stderr)
        child.signal(signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
