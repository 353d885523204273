"""What stored totals are made of, and how the four states are reckoned from them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Q, Sum

from .models import Basis, Outcome
from .timeliness import OPEN_STATES, FourStates, soon


class Cell(NamedTuple):
    """Where a commitment is counted."""

    basis: str
    state: str
    outcome: str = ""
    day: dt.date | None = None


def cells(
    state: str, deadline: dt.date | None, original: dt.date | None, completed_on: dt.date | None
) -> Iterator[Cell]:
    """Every cell a commitment with these facts is counted in."""
    if state != "done" and state not in OPEN_STATES:
        yield Cell(Basis.CURRENT, state)
        return
    for basis, day in ((Basis.CURRENT, deadline), (Basis.ORIGINAL, original)):
        if state in OPEN_STATES:
            yield Cell(basis, state, day=day)
        elif day is None or completed_on is None:
            yield Cell(basis, state)
        else:
            yield Cell(basis, state, Outcome.ON_TIME if completed_on <= day else Outcome.LATE)
    if deadline is not None and deadline != original:
        yield Cell(Basis.MOVED, state)


def summed(totals: Any, today: dt.date, *keys: str) -> Any:
    """Totals by basis, state and outcome, with how many are past their day, due soon, or have no day."""
    sums = {
        "all": Sum("count"),
        "past": Sum("count", filter=Q(day__lt=today), default=0),
        "soon": Sum("count", filter=Q(day__gte=today, day__lte=soon(today)), default=0),
        "undated": Sum("count", filter=Q(day=None), default=0),
    }
    return totals.values(*keys, "basis", "state", "outcome").annotate(**sums)


def four(rows: Iterable[Any]) -> FourStates:
    """The fields of FourStates from such sums."""
    counts: Counter[str] = Counter()
    for row in rows:
        state, outcome = row["state"], row["outcome"]
        if row["basis"] == Basis.MOVED:
            counts["moved"] += row["all"]
            continue
        prefix = "original_" if row["basis"] == Basis.ORIGINAL else ""
        if state in OPEN_STATES:
            counts[f"{prefix}overdue"] += row["past"]
            counts[f"{prefix}no_deadline"] += row["undated"]
            counts[f"{prefix}open_in_time"] += row["all"] - row["past"] - row["undated"]
            counts["due_soon"] += 0 if prefix else row["soon"]
        elif state == "done":
            counts[f"{prefix}{_DONE[outcome]}"] += row["all"]
        else:
            counts[state] += row["all"]
    return FourStates(**counts)


_DONE = {Outcome.ON_TIME: "done_on_time", Outcome.LATE: "done_late", Outcome.NONE: "no_deadline"}
