"""`make bench-reading`: every figure the reading engine promises, one JSON line each; the exit code says whether all are reached.

`python -m benchmarks.reading speed` (or `article`, `cold`, `memory`, `linear`, `right`, `peers`,
`archive`) measures one part; BENCH_FULL=1 measures more of everything.

Machines are shared: speed, cost and cold start are given in processor time (what the work itself took on one core), which does not count
the waiting for other programs; where the clock says more, the note has it. Ratios compare runs of the same minute on the same texts.
"""

import sys

from benchmarks import article, reading_archive, reading_peers, reading_right, reading_speed
from benchmarks.figures import run_parts

PARTS = {
    "article": article.measure,
    "speed": reading_speed.throughput,
    "cold": reading_speed.cold_start,
    "memory": reading_speed.memory,
    "linear": reading_speed.linearity,
    "right": reading_right.measure,
    "peers": reading_peers.measure,
    "archive": reading_archive.measure,
}
LONGEST = 8 * 60  # seconds for everything

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, sys.argv[1:], longest=LONGEST))
