"""How fast the engine reads, how fast it starts, what memory it takes, and how its cost grows."""

import contextlib
import importlib.util
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import vanban
from benchmarks.article import as_file, founding_text
from benchmarks.figures import load, progress, report, starts
from benchmarks.papers import MOST_REPEATED, SEED, papers, repeated
from vanban.score_gold import gold_folder

FULL = bool(os.environ.get("BENCH_FULL"))
SIZE = 20_000_000 if FULL else 5_000_000  # bytes of UTF-8 in one corpus
PASSES = 3
GOAL_MB_S, NEVER_BELOW_MB_S = 3.0, 1.5
COLD_STARTS = 15
GOAL_COLD_S = 0.15
GOAL_MEMORY_MB, GOAL_GROWTH = 60, 40
GROWTH_SIZE = 5_000_000
GOAL_EXPONENT = 1.1
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Hold this process on one processor, where the system lets us."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def throughput() -> bool:
    """MB/s of the full contract on one core: the best of several passes, each over papers no pass has seen before."""
    rates, clocks = [], []
    vanban.read("Hải Phòng có 5 khu công nghiệp.")
    for n in range(PASSES):
        texts = [paper.text for paper in papers(SIZE, seed=SEED + n)]
        size = sum(len(text.encode()) for text in texts)
        if not n:
            share = repeated(texts)
            distinct = report("papers: sentences that repeat", share, "share of all", MOST_REPEATED)
        progress(f"reading {len(texts)} papers, {size / 1e6:.1f} MB")
        with one_core():
            clock, processor = time.perf_counter(), time.process_time()
            facts = sum(_count(vanban.read(text)) for text in texts)
            rates.append(size / (time.process_time() - processor) / 1e6)
            clocks.append(size / (time.perf_counter() - clock) / 1e6)
    note = f"one core, processor time; on the clock {max(clocks):.2f}; {facts / size * 1000:.1f} facts per kB; {load()}"
    met = report("reading, full contract", max(rates), "MB/s", GOAL_MB_S, at_least=True, note=note)
    least = report("reading, the slowest pass", min(rates), "MB/s", NEVER_BELOW_MB_S, at_least=True, note=load())
    return met and least and distinct and _dense()


def _dense() -> bool:
    """MB/s on the gold documents, which hold twice as many facts as papers do; nothing of them is kept between two readings."""
    gold = gold_folder()
    if gold is None:
        return report("reading the gold documents", None, "MB/s", None, note="no gold documents here")
    texts = [path.read_text(encoding="utf-8") for path in sorted(gold.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    rates = []
    facts = 0
    with one_core():
        for _ in range(20):
            processor = time.process_time()
            facts = sum(_count(vanban.read(text)) for text in texts)
            rates.append(size / (time.process_time() - processor) / 1e6)
    note = f"{facts / size * 1000:.1f} facts per kB; the best of {len(rates)}; {load()}"
    return report("reading the gold documents", max(rates), "MB/s", NEVER_BELOW_MB_S, at_least=True, note=note)


def _count(reading: vanban.Reading) -> int:
    lists = (reading.localities, reading.agencies, reading.people, reading.dates, reading.quantities)
    return sum(map(len, (*lists, reading.references, reading.statements)))


def cold_start() -> bool:
    """Seconds from typing `vanban read FILE --json` to its last line."""
    text, _ = founding_text()
    with as_file(text) as paper:
        taken = starts([sys.executable, "-m", "vanban.cli", "read", paper, "--json"], times=COLD_STARTS)
    clock, processor = statistics.median(taken.clock), statistics.median(taken.processor)
    stale = not_compiled()
    bytecode = f"bytecode of {stale} modules absent or old: run make setup" if stale else "bytecode compiled"
    note = f"processor time; on the clock {clock:.3f}; {bytecode}; {load()}"
    return report("vanban read --json, cold start", processor, "s", GOAL_COLD_S, note=note)


def not_compiled() -> int:
    """How many modules of the engine Python would have to compile at every start, because it may not write what it compiled."""
    stale = 0
    for source in Path(vanban.__file__).parent.rglob("*.py"):
        compiled = Path(importlib.util.cache_from_source(str(source)))
        # A compiled file says in bytes 8 to 12 of its head from which second its source was (PEP 552).
        seconds = int(source.stat().st_mtime) & 0xFFFFFFFF
        stale += not (compiled.exists() and compiled.read_bytes()[8:12] == seconds.to_bytes(4, "little"))
    return stale


def memory() -> bool:
    """What the process holds at its height after nine documents, and how that grows with one large document."""
    gold = gold_folder()
    with tempfile.TemporaryDirectory() as folder:
        if gold is not None:
            files = sorted(gold.glob("*.txt"))[:9]
        else:
            files = [Path(folder) / f"{n}.txt" for n in range(9)]
            for file, paper in zip(files, papers(1_000_000), strict=False):
                file.write_text(paper.text, encoding="utf-8")
        large = Path(folder) / "large.txt"
        large.write_text(one_document(GROWTH_SIZE), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.memory_probe", *map(str, files), str(large)]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        size = large.stat().st_size
    heights: list[int] = json.loads(run.stdout)
    kind = "gold documents" if gold is not None else "papers of our own (no gold here)"
    small = report(f"memory after nine {kind}", heights[-2] / 1e6, "MB", GOAL_MEMORY_MB, note="resident, at its height")
    growth = (heights[-1] - heights[-2]) / size
    name = f"memory beyond, one document of {size / 1e6:.0f} MB"
    return report(name, growth, "times the input", GOAL_GROWTH) and small


def one_document(size: int) -> str:
    """One text of about `size` bytes: the papers' paragraphs one behind the other."""
    parts, made = [], 0
    for paper in papers(size + 20_000):
        for paragraph in paper.text.split("\n\n"):
            parts.append(paragraph)
            made += len(paragraph.encode()) + 2
            if made >= size:
                return "\n\n".join(parts)
    return "\n\n".join(parts)


def linearity() -> bool:
    """The exponent of the cost in the length of one document, 1 kB to 10 MB: fitted over all, and over the last tenfold."""
    points = []
    for size in SIZES:
        text = one_document(size)
        seconds = _cost(text)
        points.append((math.log(len(text)), math.log(seconds)))
        progress(f"{size / 1000:.0f} kB: {size / seconds / 1e6:.2f} MB/s")
    fitted = report("cost from 1 kB to 10 MB, exponent", _slope(points), "power of the length", GOAL_EXPONENT)
    return (
        report("cost from 1 MB to 10 MB, exponent", _slope(points[-2:]), "power of the length", GOAL_EXPONENT)
        and fitted
    )


def _cost(text: str) -> float:
    """Processor seconds of one reading: the least of a few, small texts read often enough to be told from nothing."""
    times = max(1, 200_000 // len(text))
    taken = []
    for _ in range(5):
        started = time.process_time()
        for _ in range(times):
            vanban.read(text)
        taken.append((time.process_time() - started) / times)
    return min(taken)


def _slope(points: list[tuple[float, float]]) -> float:
    """Of the straight line nearest to the points."""
    x_mean = sum(x for x, _ in points) / len(points)
    y_mean = sum(y for _, y in points) / len(points)
    return sum((x - x_mean) * (y - y_mean) for x, y in points) / sum((x - x_mean) ** 2 for x, _ in points)
