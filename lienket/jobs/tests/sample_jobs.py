"""Jobs for the tests: the worker's processes import them too."""

import datetime as dt
import os
import time
from pathlib import Path

from lienket import jobs


class Unlucky(Exception):
    """What a failing job raises."""


@jobs.background()
def note(path: str, text: str) -> str:
    """Append a line to a file: what was done can be counted from outside."""
    with Path(path).open("a", encoding="utf-8") as out:
        out.write(f"{text} {os.getpid()}\n")
    return text


@jobs.background(retries=2, pause=dt.timedelta(seconds=30))
def fail(path: str) -> None:
    """Note the attempt and fail."""
    note.call(path=path, text="tried")
    raise Unlucky("số 512/TB-VP")


@jobs.background(retries=1, lease=dt.timedelta(seconds=2), limit=dt.timedelta(seconds=20), pause=dt.timedelta(0))
def slow(path: str, seconds: float) -> None:
    """Begin, take some time, end."""
    note.call(path=path, text="begun")
    time.sleep(seconds)
    note.call(path=path, text="ended")


@jobs.background(retries=0, lease=dt.timedelta(seconds=2), limit=dt.timedelta(seconds=0.4))
def endless(path: str) -> None:
    """Never end by itself, and do not let go easily."""
    note.call(path=path, text="begun")
    while True:
        try:
            time.sleep(0.05)
        except Exception:  # noqa: BLE001 - a job that swallows what it should not
            continue
