"""`make bench-followup`: every figure the follow-up promises, one JSON line each; the exit code says whether all are reached.

`python -m benchmarks.followup tree` measures one part.
"""

import signal
import sys
from collections.abc import Sequence
from types import FrameType

from benchmarks import digest, results_tree

PARTS = {"tree": results_tree.measure, "digest": digest.measure}
LONGEST = 8 * 60  # seconds for everything


def main(arguments: Sequence[str]) -> int:
    """Measure the parts asked for, all by default. Returns the exit code."""
    if unknown := set(arguments) - set(PARTS):
        print(f"expected some of {', '.join(PARTS)}; found {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LONGEST)
    met = [PARTS[name]() for name in arguments or PARTS]
    return 0 if all(met) else 1


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"the benchmarks took longer than {LONGEST} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
