"""A figure against its goal, printed as one JSON line."""

import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; without a goal it only informs. `figure` is None where it could not be measured; the note says why."""

    name: str
    figure: float | None
    unit: str
    goal: float | None
    met: bool
    note: str = ""


def report(
    name: str, figure: float | None, unit: str, goal: float | None, *, at_least: bool = False, note: str = ""
) -> bool:
    """Print the line; returns whether the goal is reached: at most the goal, or at least where that is said."""
    if goal is None:
        met = True
    elif figure is None:
        met = False
    else:
        met = figure >= goal if at_least else figure <= goal
    line = Figure(name, None if figure is None else round(figure, 3), unit, goal, met, note)
    shown = {key: value for key, value in asdict(line).items() if key != "note" or value}
    print(json.dumps(shown, ensure_ascii=False), flush=True)
    return met


def progress(words: str) -> None:
    """What is being done, on standard error, so that standard output holds figures only."""
    print(words, file=sys.stderr, flush=True)


def run_parts(parts: Mapping[str, Callable[[], bool]], arguments: Sequence[str], *, longest: int) -> int:
    """Measure the parts asked for, all by default, within `longest` seconds. Returns the exit code."""
    if unknown := set(arguments) - set(parts):
        print(f"expected some of {', '.join(parts)}; found {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"the benchmarks took longer than {longest} s")

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(longest)
    met = [parts[name]() for name in arguments or parts]
    return 0 if all(met) else 1


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


@dataclass(frozen=True, slots=True)
class Starts:
    """What a command took, run after run, from typing it to its last line: on the clock, and of the processor (user and system)."""

    clock: list[float]
    processor: list[float]


def starts(command: Sequence[str], *, times: int) -> Starts:
    """Run a command `times` times; the first of all fills the disk cache and is not counted."""
    taken = Starts([], [])
    for counted in range(times + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        clock = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if counted:
            taken.clock.append(clock)
            taken.processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return taken


def load() -> str:
    """How busy the machine is, for notes: the average of runnable processes over one minute, and the processors."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
