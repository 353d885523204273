"""The reading engine: one article warm, and the whole command cold."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import vanban
from benchmarks.figures import article, median_ms, report

COLD_STARTS = 9


def measure() -> bool:
    """Both figures; returns whether both goals are reached."""
    text = article().read_text(encoding="utf-8")
    warm = report("founding article read, warm", median_ms(lambda: vanban.read(text), times=50), "ms", 5)
    return report("vanban read, cold start", cold_start(), "s", 0.25) and warm


def cold_start() -> float:
    """Seconds from typing the command to its last line, the middle of several; the first fills the disk cache and is not counted."""
    command = [str(Path(sys.executable).parent / "vanban"), "read", str(article())]
    taken = []
    for _ in range(COLD_STARTS + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken[1:])
