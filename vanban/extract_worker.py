"""The process in which a file is opened: `python -m vanban.extract_worker`, spoken to by `vanban.extract_pool`.

It reads requests from standard input and answers on standard output until the input ends. A request or an answer is a JSON header
and a body, each after its length. It may use little memory, write no file of its own, and dies by itself when a file takes too long.
"""

import os
import resource
import signal
import struct
import sys
from typing import BinaryIO

import msgspec

from vanban.extract import Extracted, Limits, Sheet, Unreadable, extract
from vanban.formats.errors import Bomb, Broken
from vanban.formats.rows import read_rows

HEAD = struct.Struct(">II")
_MEMORY = 1_500_000_000  # bytes of address space; PDFium, lxml and Python together need a fifth of it
_FILE = 64_000_000  # bytes: no file may be written but, for a moment, the copy of a .doc that antiword reads
_GRACE = 2  # seconds by which the parent, who also keeps time, is to be first


class Request(msgspec.Struct):
    """What to read; the bytes follow as the body."""

    filename: str
    limits: Limits
    seconds: float
    as_rows: bool = False


class Failure(msgspec.Struct):
    """An `Unreadable` on its way back."""

    code: str
    detail: dict[str, str | int]


class Answer(msgspec.Struct):
    """One of the three."""

    extracted: Extracted | None = None
    sheet: Sheet | None = None
    failure: Failure | None = None


def main() -> None:
    """Serve until the parent closes the pipe."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, _FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests = sys.stdin.buffer
    # Answers have a pipe of their own: whatever a library prints must not get between them.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _warm()
    while head := requests.read(HEAD.size):
        size, body_size = HEAD.unpack(head)
        request = msgspec.json.decode(requests.read(size), type=Request)
        signal.setitimer(signal.ITIMER_REAL, request.seconds + _GRACE)
        answer = _answer(request, requests.read(body_size))
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, answer)


def _answer(request: Request, data: bytes) -> Answer:
    try:
        if request.as_rows:
            return Answer(sheet=read_rows(data, request.filename, request.limits))
        return Answer(extracted=extract(data, request.filename, limits=request.limits))
    except Unreadable as problem:
        return Answer(failure=Failure(problem.code, problem.detail))
    except (MemoryError, RecursionError):
        return Answer(failure=Failure(Bomb.code, {"found": "a part that needs too much memory"}))
    except Exception:  # noqa: BLE001 - whatever a parser stumbles over is the file's fault, and the worker must live
        return Answer(failure=Failure(Broken.code, {"format": "document", "found": "its reader stumbled"}))


def _send(answers: BinaryIO, answer: Answer) -> None:
    body = msgspec.json.encode(answer)
    answers.write(HEAD.pack(len(body), 0) + body)
    answers.flush()


def _warm() -> None:
    """Load what the first file would have waited for."""
    from vanban.formats import docx, pdf

    _ = docx, pdf


if __name__ == "__main__":
    main()
