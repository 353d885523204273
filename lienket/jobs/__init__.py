"""Background work: `@background(…)` declares it, `.enqueue(…)` asks for it, `run_all()` does it here and now."""

from lienket.jobs.background import background

__all__ = ["background", "run_all"]


def run_all(*, raising: bool = True) -> int:
    """Run every job that is due, in this process, and return how many ran: for tests and for the demo's replay.

    A failing job is kept as a worker would keep it (tried again later, or failed); unless `raising` is False its
    exception is then raised, so that a test does not pass over it.
    """
    from lienket.jobs import worker  # models are not ready when this package is first imported

    return worker.run_due(raising=raising)
