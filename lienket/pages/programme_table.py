"""The table of a programme's commitments: what is read for it, on the screen and handed out as a file."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Page
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.progress import Source
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.commitments.timeliness import Timeliness
from lienket.lib.exports import Cell
from lienket.localities.models import Agency
from lienket.programmes.models import Programme


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


def for_page(commitments: CommitmentQuerySet, today: dt.date) -> QuerySet[Commitment]:
    """Rows for one page of the screen: the columns it shows, and parts as ids, whose sides and leads are at hand already."""
    parts = Responsibility.objects.only("commitment_id", "acting", "party_id", "lead_id")
    return (
        commitments.with_timeliness(today)
        .with_progress()
        .select_related("sector")
        .only("number", "title", "state", "deadline", "sector__name_vi", "sector__name_en")
        .prefetch_related(Prefetch("responsibilities", parts))
    )


def with_sides(page: Page[Commitment], programme: Programme, leads: Mapping[int, Agency]) -> Page[Commitment]:
    """Each part's party and lead, from what was read for the head of the page and the filters."""
    parties = {party.pk: party for party in programme.parties.all()}
    for commitment in page:
        for part in commitment.responsibilities.all():
            part.party = parties[part.party_id]
            if part.lead_id is not None and part.lead_id in leads:
                part.lead = leads[part.lead_id]
    return page


def export_rows(commitments: Iterable[Any]) -> Iterable[list[Cell]]:
    """The rows of the table handed out; of an internal one only its public face."""
    for c in commitments:
        parts = list(c.responsibilities.all()) if c.seen_whole else []
        yield [
            c.number,
            c.title,
            str(c.group or ""),
            str(c.sector or ""),
            "; ".join(f"{r.party.locality.short_name}: {r.lead or '—'}" for r in parts if r.acting),
            c.deadline if c.seen_whole else None,
            c.get_state_display(),
            str(Timeliness(c.timeliness).label) if c.seen_whole else "",
            c.completed_on if c.seen_whole else None,
            c.output if c.seen_whole else "",
            *(_progress(c) if c.seen_whole else (None, "")),
        ]


def export_header() -> list[str]:
    """The heads of its columns."""
    return [
        gettext("Number"),
        gettext("Content"),
        gettext("Content group"),
        gettext("Sector"),
        gettext("Lead agencies"),
        gettext("Deadline"),
        gettext("State"),
        gettext("Timeliness"),
        gettext("Completed on"),
        gettext("Output"),
        gettext("Progress, %"),
        gettext("Source of the progress"),
    ]


def _progress(c: Any) -> tuple[int | None, str]:
    """The percentage of a row and where it comes from; how far a main indicator is stands on the commitment's page."""
    if c.by_hand is not None:
        return c.by_hand, str(Source.BY_HAND.label)
    if c.by_indicator:
        return None, str(Source.INDICATOR.label)
    return c.by_milestones, str(Source.MILESTONES.label) if c.by_milestones is not None else ""
