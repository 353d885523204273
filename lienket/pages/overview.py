"""The counts of a programme: the whole, its content groups, its sectors."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import CharField, DateField, F, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext

from lienket.commitments.models import Commitment
from lienket.commitments.policy import reads_as
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.commitments.timeliness import PUBLISHED, FourStates, four_counts
from lienket.lib.questions import Given, ask
from lienket.programmes.models import Programme

UNSORTED = "chua-xep"  # without a group, without a sector
_NAMES = tuple(FourStates.__dataclass_fields__)
_COUNTS = attrgetter(*_NAMES)
_WORDS = ("code", "name", "place")


@dataclass(slots=True)
class Tally:
    """One content group or sector, with its counts."""

    key: str  # value of the filter that shows it
    code: str
    label: str
    counts: FourStates
    order: Any
    filter: str = ""

    @property
    def url(self) -> str:
        """The table narrowed to it."""
        return f"?{self.filter}={self.key}#cam-ket"

    @property
    def done(self) -> int:
        return self.counts.done

    @property
    def total(self) -> int:
        return self.counts.of

    @property
    def overdue(self) -> int:
        return self.counts.overdue


@dataclass(slots=True)
class Overview:
    """The counts of a whole programme and of its groups and sectors, from one query."""

    whole: FourStates = field(default_factory=FourStates)
    groups: list[Tally] = field(default_factory=list)
    sectors: list[Tally] = field(default_factory=list)
    faces: int = 0  # internal commitments of which a stranger reads the public face; counted nowhere else
    faced: dict[str, str] = field(default_factory=dict)  # their level-1 sectors: code, or UNSORTED → name

    @property
    def listed(self) -> int:
        """How many rows the list has, nothing chosen."""
        return self.whole.total + self.faces


def sum_of(parts: Iterable[FourStates]) -> FourStates:
    """Counts added up."""
    return FourStates(*map(sum, zip(*map(_COUNTS, parts), strict=True)))


def overview(programme: Programme, user: Any, today: dt.date) -> Overview:
    """What `user` is listed of a programme they may read, its parties at hand: one query."""
    reading, values = reads_as(user, programme)

    def question() -> QuerySet[Any, Any]:
        listed = Commitment.objects.listed_under(programme, user, asked_again=True)
        return _counted(listed, Given("today", DateField()))

    form = ("overview", reading, get_language(), settings.DUE_SOON_DAYS)
    return _told(ask(form, question, **values, today=today))


def overview_of(commitments: CommitmentQuerySet, today: dt.date) -> Overview:
    """The same of whatever commitments."""
    return _told(_counted(commitments, today))


def _counted(commitments: CommitmentQuerySet, today: dt.date | Given) -> QuerySet[Any, Any]:
    """Counts by content group, and by level-1 sector, of one moment.

    Of the faces of internal commitments only their number and their sectors: how late they are is not for strangers.
    """
    language = "en" if get_language() == "en" else "vi"
    parts = {
        "nhom": (F("group_id"), F("group__code"), F("group__title"), F("group__order")),
        "linh_vuc": (
            Coalesce("sector__parent_id", "sector_id"),
            Coalesce("sector__parent__code", "sector__code"),
            Coalesce(f"sector__parent__name_{language}", f"sector__name_{language}"),
            Coalesce("sector__parent__order", "sector__order"),
        ),
    }
    every: list[Any] = []
    kinds = {"nhom": commitments.told_whole(), "linh_vuc": commitments.told_whole()}
    if commitments.has_faces:
        parts["faces"], kinds["faces"] = parts["linh_vuc"], commitments.filter(Q(seen_whole=False))
    for by, (key, *named) in parts.items():
        # Grouped by the id alone; what is written beside it is the same in the whole group.
        words = {name: Min(one) for name, one in zip(_WORDS, named, strict=True)}
        by_id = kinds[by].order_by().annotate(by=Value(by, output_field=CharField()), key=key).values("by", "key")
        counts: dict[str, Any] = dict(four_counts(today))
        if by != "nhom":  # of sectors, only what the published counts say: the first deadlines are told of the whole
            counts |= {name: Value(0) for name in _NAMES if name not in PUBLISHED}
        every.append(by_id.annotate(**words, **counts).values_list("by", "key", *_WORDS, *_NAMES))
    found: QuerySet[Any, Any] = every[0].union(*every[1:], all=True)
    return found


def _told(rows: Iterable[Any]) -> Overview:
    found = Overview()
    for by, key, code, name, place, *counts in rows:
        four, order = FourStates(*counts), (place is None, place)
        if by == "nhom":
            label = name or gettext("Without a group")
            found.groups.append(Tally(str(key or UNSORTED), code or "", label, four, order, by))
            continue
        sector = Tally(code or UNSORTED, "", name or gettext("Without a sector"), four, order, by)
        if by == "faces":
            found.faces += four.total
            found.faced[sector.key] = sector.label
        else:
            found.sectors.append(sector)
    found.groups.sort(key=lambda tally: tally.order)
    found.sectors.sort(key=lambda tally: tally.order)
    found.whole = sum_of(tally.counts for tally in found.groups)
    return found
