"""A small pool of processes that open files for us and can be killed: PDFium can be neither shared by threads nor interrupted.

Workers are started with a plain `exec`, so nothing of a web server's threads, locks or secrets is in them; they start at the first
need and stay warm. Each is used by one thread at a time. After a fork (a preloading server) the child begins its own pool.
"""

import atexit
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec

from vanban.extract import Extracted, Limits, Sheet, TookTooLong, extract
from vanban.extract_worker import HEAD, Answer, Request
from vanban.formats.errors import BY_CODE, Bomb, Unreadable
from vanban.formats.rows import read_rows
from vanban.formats.sniff import format_of

_SIZE = 2
_FILES_PER_WORKER = 200  # then it is replaced, so that no leak of a parser grows
_IN_PROCESS = 300_000  # bytes of plain text that are quicker decoded than sent
_CHUNK = 65_536
_OCR_SHARE = 0.8
_PACKAGES = str(Path(__file__).resolve().parent.parent)


class _Died(Exception):
    """The worker ended in the middle of a file."""


class Worker:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "vanban.extract_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Only what Python needs to start: no secret of the server goes to the process that opens strangers' files.
            env={"PYTHONPATH": _PACKAGES, "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
            bufsize=0,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The worker was started without pipes.")
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)
        self.served = 0

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, request: Request, data: bytes, *, until: float) -> Answer:
        """Send one file, wait for the answer. Raises `TimeoutError` at `until` (monotonic seconds) or `_Died`."""
        self.served += 1
        header = msgspec.json.encode(request)
        self._write(HEAD.pack(len(header), len(data)) + header, until)
        self._write(data, until)
        size, _ = HEAD.unpack(self._read(HEAD.size, until))
        return msgspec.json.decode(self._read(size, until), type=Answer)

    def _write(self, data: bytes, until: float) -> None:
        rest = memoryview(data)
        while rest:
            _wait(self._in, select.POLLOUT, until)
            try:
                rest = rest[os.write(self._in, rest[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as problem:
                raise _Died from problem

    def _read(self, size: int, until: float) -> bytes:
        got = bytearray()
        while len(got) < size:
            _wait(self._out, select.POLLIN, until)
            try:
                chunk = os.read(self._out, min(size - len(got), 1 << 20))
            except BlockingIOError:
                continue
            if not chunk:
                raise _Died
            got += chunk
        return bytes(got)

    def kill(self) -> None:
        """End the process now and wait until it is gone."""
        self._process.kill()
        self.let_go()
        self._process.wait()

    def let_go(self) -> None:
        """Close our ends of the pipes; an idle worker then ends by itself."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _wait(handle: int, event: int, until: float) -> None:
    left = until - time.monotonic()
    poll = select.poll()
    poll.register(handle, event)
    if left <= 0 or not poll.poll(left * 1000):
        raise TimeoutError


class Pool:
    """At most `size` workers; a thread takes one, uses it alone and puts it back."""

    def __init__(self, size: int = _SIZE) -> None:
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()

    def run(self, data: bytes, request: Request) -> Answer:
        """Raises a subclass of `Unreadable`."""
        until = time.monotonic() + request.seconds
        if not self._free.acquire(timeout=request.seconds):
            raise TookTooLong(seconds=_shown(request.seconds))
        try:
            return self._run(data, request, until)
        finally:
            self._free.release()

    def _run(self, data: bytes, request: Request, until: float) -> Answer:
        worker = self._take()
        try:
            answer = worker.ask(request, data, until=until)
        except TimeoutError as problem:
            self._drop(worker)
            raise TookTooLong(seconds=_shown(request.seconds)) from problem
        except _Died as problem:
            self._drop(worker)
            raise Bomb(found="a part on which its reader broke down") from problem
        except BaseException:
            self._drop(worker)
            raise
        self._put_back(worker)
        if answer.failure is not None:
            raise BY_CODE.get(answer.failure.code, Unreadable)(**answer.failure.detail)
        return answer

    def warm_up(self, count: int = _SIZE) -> None:
        """Start workers now, so that the first visitor does not wait for it."""
        for _ in range(count):
            if self._free.acquire(blocking=False):
                try:
                    worker = Worker()
                    with self._lock:
                        self._idle.insert(0, worker)
                finally:
                    self._free.release()

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    self._busy.add(worker)
                    return worker
                worker.let_go()
        worker = Worker()
        with self._lock:
            self._busy.add(worker)
        return worker

    def _put_back(self, worker: Worker) -> None:
        if worker.served >= _FILES_PER_WORKER:
            self._drop(worker)
            return
        with self._lock:
            self._busy.discard(worker)
            self._idle.append(worker)

    def _drop(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
        worker.kill()

    def close(self) -> None:
        """End every worker."""
        with self._lock:
            workers = [*self._idle, *self._busy]
            self._idle, self._busy = [], set()
        for worker in workers:
            worker.kill()

    def forget(self) -> None:
        """After a fork: the workers belong to the parent, only our copies of the pipes are closed."""
        for worker in [*self._idle, *self._busy]:
            worker.let_go()


_pool = Pool()


def run(data: bytes, filename: str, *, seconds: float, limits: Limits) -> Extracted:
    """See `vanban.extract.extract_bounded`."""
    if len(data) > limits.max_bytes or not data:
        return extract(data, filename, limits=limits)  # says so without a process
    kind, _ = format_of(data, filename, limits)
    if kind == "txt" and len(data) <= _IN_PROCESS:
        return extract(data, filename, limits=limits)
    # Pictures of pages are read until shortly before the end, so that what was read by then is not lost.
    within = msgspec.structs.replace(limits, ocr_seconds=min(limits.ocr_seconds, _OCR_SHARE * seconds))
    answer = _pool.run(data, Request(filename, within, seconds))
    if answer.extracted is None:
        raise Bomb(found="a part on which its reader broke down")
    return answer.extracted


def run_rows(data: bytes, filename: str, *, seconds: float, limits: Limits) -> Sheet:
    """See `vanban.extract.rows_bounded`."""
    if len(data) <= _IN_PROCESS and not data.startswith(b"PK"):
        return read_rows(data, filename, limits)  # text, or says at once what else it is
    answer = _pool.run(data, Request(filename, limits, seconds, as_rows=True))
    if answer.sheet is None:
        raise Bomb(found="a part on which its reader broke down")
    return answer.sheet


def warm_up(count: int = _SIZE) -> None:
    """Start the workers ahead of the first file."""
    _pool.warm_up(count)


def _shown(seconds: float) -> str:
    return f"{seconds:g}"


def _begin_anew() -> None:
    global _pool  # noqa: PLW0603 - the one place that replaces it: a forked child must not share its parent's workers
    _pool.forget()
    _pool = Pool()


def _end() -> None:
    _pool.close()


os.register_at_fork(after_in_child=_begin_anew)
atexit.register(_end)
