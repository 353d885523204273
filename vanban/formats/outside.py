"""A program of the machine, run on a stranger's file: its own process group, little memory and time, no file to write."""

import os
import resource
import signal
import subprocess
import threading

from vanban.formats.errors import TookTooLong

_MEMORY = 1_200_000_000  # bytes of address space


class Failed(Exception):
    """The program ended with an error; `said` is what it said about it."""

    def __init__(self, said: bytes) -> None:
        self.said = said
        super().__init__(said.decode("utf-8", "replace")[:200])


def run_outside(
    command: list[str],
    *,
    seconds: float,
    most: int,
    folder: str,
    environment: dict[str, str],
    given: bytes | None = None,
) -> bytes:
    """What the program prints, at most `most` bytes. Raises `Failed`, or `TookTooLong` after `seconds`; nothing of it stays behind."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
        start_new_session=True,
    ) as process:
        _bound(process.pid, seconds)
        timed_out = threading.Event()

        def stop() -> None:
            timed_out.set()
            _end(process.pid)

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            printed, said = _talk(process, given, most)
        finally:
            timer.cancel()
            _end(process.pid)
    if timed_out.is_set():
        raise TookTooLong(seconds=f"{seconds:g}")
    if process.returncode not in (0, -signal.SIGKILL) or (process.returncode and not printed):
        raise Failed(said)
    return printed


def _talk(process: "subprocess.Popen[bytes]", given: bytes | None, most: int) -> tuple[bytes, bytes]:
    """Write what is given, read what is printed up to a limit and the first words of what is complained about."""
    said: list[bytes] = []
    writer = threading.Thread(target=_write, args=(process, given or b""))
    listener = threading.Thread(target=lambda: said.append(process.stderr.read(4_000) if process.stderr else b""))
    writer.start()
    listener.start()
    printed = process.stdout.read(most) if process.stdout else b""
    if len(printed) == most:
        _end(process.pid)
    process.wait()
    writer.join()
    listener.join()
    return printed, b"".join(said)


def _write(process: "subprocess.Popen[bytes]", given: bytes) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(given)
        process.stdin.close()
    except BrokenPipeError:
        return


def _bound(pid: int, seconds: float) -> None:
    """Limits that hold even if we die: processor seconds, memory, no core file, no file."""
    cpu = int(seconds) + 1
    try:
        for what, limit in (
            (resource.RLIMIT_CPU, cpu),
            (resource.RLIMIT_AS, _MEMORY),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            resource.prlimit(pid, what, (limit, limit))
    except ProcessLookupError:
        return  # it has ended already


def _end(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
