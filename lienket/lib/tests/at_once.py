"""People (or workers) who act at the same moment, each over a connection of their own."""

import datetime as dt
import threading
from collections.abc import Callable
from contextlib import nullcontext

from django.db import connection

from lienket.lib import clock
from lienket.lib.refusals import DeedRefused


def at_once(*deeds: Callable[[], object], day: dt.date | None = None) -> list[object]:
    """Run the deeds on `day` (today where none is given) in threads that start together; each one's result or refusal."""
    start = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(n: int, deed: Callable[[], object]) -> None:
        try:
            with clock.set_to(day) if day is not None else nullcontext():
                start.wait()
                results[n] = deed()
        except DeedRefused as refusal:
            results[n] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
