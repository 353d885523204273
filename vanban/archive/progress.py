"""How far a run is, on one line of a terminal or, elsewhere, on a line every half minute."""

import sys
import time
from typing import TextIO

_WIDTH = 24
_EVERY = 30.0  # seconds between lines where nobody watches


class Progress:
    """Counts bytes and documents and shows them; `done` bytes were read by an earlier run."""

    def __init__(self, total: int, done: int, words: str, out: TextIO | None = None) -> None:
        self._total, self._before, self._words = max(1, total), done, words
        self._out = out or sys.stderr
        self._live = self._out.isatty()
        self._began = self._shown = time.monotonic()
        self._bytes = self._documents = 0

    def add(self, size: int, documents: int) -> None:
        """Note what was read and show it."""
        self._bytes += size
        self._documents += documents
        now = time.monotonic()
        if self._live:
            self._out.write("\r\x1b[2K" + self.line(now - self._began))
            self._out.flush()
        elif now - self._shown >= _EVERY:
            self._shown = now
            self._out.write(self.line(now - self._began) + "\n")
            self._out.flush()

    def line(self, seconds: float) -> str:
        """The line to show after so many seconds."""
        share = min(1.0, (self._before + self._bytes) / self._total)
        full = int(share * _WIDTH)
        pace = self._documents / seconds if seconds > 0 else 0.0
        left = (self._total - self._before - self._bytes) * seconds / self._bytes if self._bytes else 0.0
        bar = "█" * full + "░" * (_WIDTH - full)
        clock = f"{int(left) // 3600}:{int(left) // 60 % 60:02d}:{int(left) % 60:02d}"
        return f"{bar} {share:4.0%}  " + self._words.format(documents=self._documents, pace=f"{pace:.0f}", left=clock)

    def close(self) -> None:
        """Leave the line."""
        if self._live and self._documents:
            self._out.write("\n")
            self._out.flush()
