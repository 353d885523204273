"""A figure against its goal, printed as one JSON line."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; smaller is better, and at most the goal is reached."""

    name: str
    figure: float
    unit: str
    goal: float
    met: bool


def report(name: str, figure: float, unit: str, goal: float) -> bool:
    """Print the line; returns whether the goal is reached."""
    line = Figure(name, round(figure, 3), unit, goal, figure <= goal)
    print(json.dumps(asdict(line), ensure_ascii=False), flush=True)
    return line.met


def progress(words: str) -> None:
    """What is being done, on standard error, so that standard output holds figures only."""
    print(words, file=sys.stderr, flush=True)


def median_ms(work: Callable[[], object], *, times: int, warm: int = 3) -> float:
    """The middle of `times` runs in milliseconds of this process's own time, after `warm` that are not counted.

    All of the work happens in this process, so on an idle machine this is the time that passes; a busy neighbour is left out.
    """
    for _ in range(warm):
        work()
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) * 1000)
    return statistics.median(taken)
