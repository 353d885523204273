"""The table of a programme's commitments as a file: its columns, what stands in each, and which of them a table may change."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.progress import Source
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.commitments.timeliness import Timeliness
from lienket.lib.exports import Cell

NUMBER, TITLE, GROUP, SECTOR, LEADS, DEADLINE = "number", "title", "group", "sector", "leads", "deadline"
STATE, TIMELINESS, COMPLETED_ON, OUTPUT = "state", "timeliness", "completed_on", "output"
PROGRESS, SOURCE = "progress", "source"

HEADS: Mapping[str, Promise] = {
    NUMBER: _("Number"),
    TITLE: _("Content"),
    GROUP: _("Content group"),
    SECTOR: _("Sector"),
    LEADS: _("Lead agencies"),
    DEADLINE: _("Deadline"),
    STATE: _("State"),
    TIMELINESS: _("Timeliness"),
    COMPLETED_ON: _("Completed on"),
    OUTPUT: _("Output"),
    PROGRESS: _("Progress, %"),
    SOURCE: _("Source of the progress"),
}
# What no table changes, and what does.
MOVED_OTHERWISE: Mapping[str, Promise] = {
    LEADS: _("it changes by “Assign the task” or by asking for another lead, not by a table"),
    STATE: _("it changes by the steps on the commitment's page, not by a table"),
    TIMELINESS: _("it is reckoned from the deadline"),
    COMPLETED_ON: _("it comes from the confirmation of completion, not from a table"),
    PROGRESS: _("it comes from updates, milestones and indicators, not from a table"),
    SOURCE: _("it follows from how the progress is reckoned"),
}
TO_FILL_IN = (NUMBER, TITLE, GROUP, SECTOR, LEADS, DEADLINE, OUTPUT)  # of an empty table for new commitments
DASHES = ("-", "–", "—")  # in a cell: nothing


def for_table(commitments: CommitmentQuerySet, today: dt.date) -> QuerySet[Commitment]:
    """Every row with all that a table of commitments may say of it."""
    return (
        commitments.with_timeliness(today)
        .with_progress()
        .select_related("sector", "group")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("lead", "party__locality"))
        )
    )


def export_header() -> list[str]:
    """The heads of its columns."""
    return [str(head) for head in HEADS.values()]


def export_rows(commitments: Iterable[Any]) -> Iterable[list[Cell]]:
    """The rows of the table handed out; of an internal one only its public face."""
    for c in commitments:
        parts = list(c.responsibilities.all()) if c.seen_whole else []
        yield [
            c.number,
            c.title,
            str(c.group or "") if c.seen_whole else "",
            str(c.sector or ""),
            "; ".join(f"{r.party.locality.short_name}: {r.lead or '—'}" for r in parts if r.acting),
            c.deadline if c.seen_whole else None,
            c.get_state_display(),
            str(Timeliness(c.timeliness).label) if c.seen_whole else "",
            c.completed_on if c.seen_whole else None,
            c.output if c.seen_whole else "",
            *(_progress(c) if c.seen_whole else (None, "")),
        ]


def _progress(c: Any) -> tuple[int | None, str]:
    """The percentage of a row and where it comes from; how far a main indicator is stands on the commitment's page."""
    if c.by_hand is not None:
        return c.by_hand, str(Source.BY_HAND.label)
    if c.by_indicator:
        return None, str(Source.INDICATOR.label)
    return c.by_milestones, str(Source.MILESTONES.label) if c.by_milestones is not None else ""
