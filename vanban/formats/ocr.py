"""Pages that are pictures only → text, through Tesseract with its Vietnamese data where both are installed.

Debian: tesseract-ocr, tesseract-ocr-vie. Each page is drawn at 300 dots an inch in grey and handed over through a pipe; the program
may use one processor, little memory and no file, and the whole is bounded in pages and in time.
"""

import os
import shutil
import threading
import time
from functools import lru_cache
from typing import Any

from vanban.formats.errors import TookTooLong
from vanban.formats.extracted import Limits
from vanban.formats.outside import Failed, run_outside

PROGRAM = "tesseract"
_DOTS = 300
_POINTS = 72
_WIDEST = 5_000  # dots along the longer side: an A3 page; larger sheets are drawn coarser
_LEAST_SECONDS = 0.5
_MOST_PRINTED = 400_000
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8", "PATH": os.defpath}


@lru_cache(maxsize=1)
def reader() -> str | None:
    """The path of Tesseract where it can read Vietnamese, else None."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    try:
        listed = run_outside(
            [program, "--list-langs"], seconds=10, most=100_000, folder=os.sep, environment=_ENVIRONMENT
        )
    except (Failed, TookTooLong):
        return None
    return program if b"vie" in listed.split() else None


def read_pages(document: Any, limits: Limits, lock: threading.Lock) -> tuple[list[str], bool] | None:
    """The text of each page of pictures, and whether that is all of them; None where nothing can read them.

    `document` is a `pypdfium2.PdfDocument`, touched only under `lock`. Pages behind the limits are "".
    """
    program = reader()
    if program is None:
        return None
    until = time.monotonic() + limits.ocr_seconds
    texts: list[str] = []
    count = len(document)
    for number in range(min(count, limits.max_ocr_pages)):
        left = until - time.monotonic()
        if left < _LEAST_SECONDS:
            break
        with lock:
            picture = _drawn(document, number)
        try:
            texts.append(_read(program, picture, left))
        except TookTooLong:
            break
        except Failed:
            texts.append("")
    whole = len(texts) == count
    return texts + [""] * (count - len(texts)), whole


def _drawn(document: Any, number: int) -> bytes:
    """A page as a grey picture (PGM, which needs no library on either side)."""
    page = document[number]
    try:
        scale = min(_DOTS / _POINTS, _WIDEST / max(1.0, *page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            dots = bytes(bitmap.buffer)
        finally:
            bitmap.close()
    finally:
        page.close()
    if stride != width:
        dots = b"".join(dots[at * stride : at * stride + width] for at in range(height))
    return b"P5 %d %d 255\n" % (width, height) + dots


def _read(program: str, picture: bytes, seconds: float) -> str:
    command = [program, "stdin", "stdout", "-l", "vie", "--dpi", str(_DOTS), "--psm", "3"]
    printed = run_outside(
        command,
        seconds=seconds,
        most=_MOST_PRINTED,
        folder=os.sep,
        environment=_ENVIRONMENT,
        given=picture,
    )
    return printed.decode("utf-8", "replace")
