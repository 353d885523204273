"""Whether an archive is read faster by `vanban archive` on all processors here than by the same run held on one, start-up and writing included.

Daft is installed from `requirements/archive.txt` into `build/bench-archive`, an environment of its own, which borrows the packages the engine
itself needs from the one that measures. The runs take turns, the ratio is that of the best of each. A second line, without a goal, compares
with a plain loop in one process that makes the same rows and writes none of them.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from benchmarks.environments import installed
from benchmarks.figures import ROOT, load, progress, report
from benchmarks.papers import papers
from benchmarks.reading_speed import one_core

LOCK = ROOT / "requirements" / "archive.txt"
SIZE = 60_000_000 if os.environ.get("BENCH_FULL") else 8_000_000  # bytes of papers
ROUNDS = 2
LOOPED = 5_000_000  # bytes of the papers that the plain loop reads
GOAL = 1.5
_SEED = 23


def measure() -> bool:
    """One line; returns whether the goal is reached."""
    name = f"vanban archive on {os.cpu_count()} processors against one"
    python, trouble = installed("bench-archive", LOCK)
    if python is None:
        return report(name, None, "times as fast", GOAL, at_least=True, note=trouble)
    borrowed = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    environment = {**os.environ, "PYTHONPATH": borrowed, "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "papers.jsonl"
        with archive.open("w", encoding="utf-8") as written:
            for paper in papers(SIZE, seed=_SEED):
                written.write(json.dumps({"id": paper.name, "text": paper.text}, ensure_ascii=False) + "\n")
        progress(f"reading an archive of {archive.stat().st_size / 1e6:.0f} MB {ROUNDS} times each way")
        out = Path(folder) / "out"
        alone, together = [], []
        documents = 0
        for _ in range(ROUNDS):
            with one_core():
                documents, seconds = _archived(python, archive, out, environment)
            alone.append(seconds)
            found, seconds = _archived(python, archive, out, environment)
            together.append(seconds)
            if found != documents:
                why = f"expected {documents} documents in the archive's summary, found {found}"
                return report(name, None, "times as fast", GOAL, at_least=True, note=why)
        share = _loop(archive, documents, len(together))
    note = f"{documents} documents; on the clock {min(together):.1f} s against {min(alone):.1f} s; {load()}"
    met = report(name, min(alone) / min(together), "times as fast", GOAL, at_least=True, note=note)
    note = "the loop makes the same rows and writes nothing; " + load()
    report(
        "vanban archive against a plain loop in one process", share / min(together), "times as fast", None, note=note
    )
    return met


def _loop(archive: Path, documents: int, rounds: int) -> float:
    """Seconds a plain loop would take for all documents, from the best reading of the first of them."""
    first = archive.with_name("first.jsonl")
    taken = 0
    with archive.open(encoding="utf-8") as lines, first.open("w", encoding="utf-8") as written:
        for line in lines:
            written.write(line)
            taken += len(line.encode())
            if taken > LOOPED:
                break
    runs = [_looped(first) for _ in range(rounds)]
    return min(seconds / count for count, seconds in runs) * documents


def _looped(archive: Path) -> tuple[int, float]:
    command = [sys.executable, "-m", "benchmarks.archive_one_process", str(archive)]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    documents, seconds = json.loads(run.stdout)
    return int(documents), float(seconds)


def _archived(python: Path, archive: Path, out: Path, environment: dict[str, str]) -> tuple[int, float]:
    """How many documents the archive's manifest says were read, and the seconds from typing the command to its end."""
    shutil.rmtree(out, ignore_errors=True)
    command = [
        str(python),
        "-m",
        "vanban.cli",
        "archive",
        str(archive),
        "--out",
        str(out),
        "--text",
        "text",
        "--id",
        "id",
    ]
    started = time.perf_counter()
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if run.returncode:
        raise RuntimeError(f"vanban archive ended with {run.returncode}: {run.stderr.strip()[-400:]}")
    return _documents(out), seconds


def _documents(out: Path) -> int:
    lines = (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return sum(json.loads(line).get("documents", 0) for line in lines)


if __name__ == "__main__":
    sys.exit(0 if measure() else 1)
