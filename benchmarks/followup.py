"""`make bench-followup`: every figure the follow-up promises, one JSON line each; the exit code says whether all are reached.

`python -m benchmarks.followup tree` measures one part.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from benchmarks import digest, growth, results_tree

PARTS = {"tree": results_tree.measure, "digest": digest.measure, "growth": growth.measure}
LONGEST = 3 * 60 * 60 if os.environ.get("BENCH_FULL") else 8 * 60  # seconds for everything


def main(arguments: Sequence[str]) -> int:
    """Measure the parts asked for, all by default. Returns the exit code."""
    if unknown := set(arguments) - set(PARTS):
        print(f"expected some of {', '.join(PARTS)}; found {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LONGEST)
    if len(arguments) == 1:
        return 0 if PARTS[arguments[0]]() else 1
    # A site is set up once in a process, so each part has its own.
    return max(
        [
            subprocess.run([sys.executable, "-m", "benchmarks.followup", n], check=False).returncode
            for n in arguments or PARTS
        ]
    )


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"the benchmarks took longer than {LONGEST} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
