"""Reads the files named one after the other in a process of its own and prints the height of its memory after each, as a JSON list of bytes."""

import json
import re
import resource
import sys
from pathlib import Path

from vanban import read


def height() -> int:
    """The most memory this process ever held, in bytes. Linux says it of the program itself; getrusage counts what its parent held too."""
    status = Path("/proc/self/status")
    if status.exists() and (
        found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii", errors="replace"))
    ):
        return int(found.group(1)) * 1024
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage if sys.platform == "darwin" else usage * 1024


if __name__ == "__main__":
    heights = []
    for name in sys.argv[1:]:
        read(Path(name).read_text(encoding="utf-8"))
        heights.append(height())
    print(json.dumps(heights))
