"""`make bench-house`: every figure the house promises, one JSON line each; the exit code says whether all are reached.

`python -m benchmarks.house reading` (or `page`, `site`) measures one part.
"""

import sys

from benchmarks import article, fresh_clone, programme_page
from benchmarks.figures import run_parts

PARTS = {"reading": article.measure, "page": programme_page.measure, "site": fresh_clone.measure}
LONGEST = 8 * 60  # seconds for everything

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, sys.argv[1:], longest=LONGEST))
