"""What a programme's table can be narrowed to and put in order by; every value stands in the address."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import BigIntegerField, Case, CharField, DateField, Exists, F, Field, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from lienket.commitments.models import Responsibility
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.commitments.states import CommitmentState
from lienket.commitments.timeliness import Timeliness
from lienket.lib.forms import DayField, Form, NfcCharField, QuickChoiceField
from lienket.lib.questions import Given, ask
from lienket.localities.models import Agency
from lienket.programmes.models import Programme

from .overview import UNSORTED, Overview

SILENT = "silent"
NO_LEAD = "chua-co"
SORTS = {
    "so": "number",
    "noi-dung": "title",
    "thoi-han": "deadline",
    "trang-thai": "state",
    "hoat-dong": "last_activity_on",
}
NOT_OF_THE_FACE = {"deadline", "last_activity_on"}  # sorts by what strangers are not told of internal commitments
OPEN_IN_TIME = (Timeliness.IN_TIME, Timeliness.DUE_SOON)
STANDINGS = {  # filter value → the timeliness codes behind it
    "done_on_time": (Timeliness.DONE_ON_TIME,),
    "done_late": (Timeliness.DONE_LATE,),
    "open_in_time": OPEN_IN_TIME,
    "due_soon": (Timeliness.DUE_SOON,),
    "overdue": (Timeliness.OVERDUE,),
    "no_deadline": (Timeliness.NO_DEADLINE,),
    "done": (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE),
    "counted": (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, *OPEN_IN_TIME, Timeliness.OVERDUE),
    "outside": (Timeliness.OUTSIDE,),
    "left_out": (Timeliness.NO_DEADLINE, Timeliness.OUTSIDE),
}
# Filter values named as the count that is the length of their list.
COUNTED = {"done_on_time", "open_in_time", "due_soon", "overdue", "no_deadline"}
# Filters that ask for more than the public face of an internal commitment shows.
BEYOND_THE_FACE = {"nhom", "ben", "co_quan", "tien_do", "tu_han", "den_han", "dia_phuong"}
STANDING_LABELS = [
    ("done_on_time", _("Done on time")),
    ("done_late", _("Done late")),
    ("open_in_time", _("Open, in time")),
    ("due_soon", _("Due soon")),
    ("overdue", _("Overdue")),
    ("no_deadline", _("No deadline set")),
    (SILENT, _("Silent")),
    ("done", _("Done, on time or late")),
    ("counted", _("Counted in the four")),
    ("left_out", _("Not counted in the four")),
    ("outside", _("Not running")),
]


class CommitmentFilter(Form):
    """Filters of the commitments table; every value stands in the address, so the view can be sent to a colleague."""

    q = NfcCharField(label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    nhom = QuickChoiceField(label=_("Content group"), required=False)
    linh_vuc = QuickChoiceField(label=_("Sector"), required=False)
    ben = QuickChoiceField(label=_("Acting side"), required=False)
    co_quan = QuickChoiceField(label=_("Lead agency"), required=False)
    trang_thai = QuickChoiceField(label=_("State"), required=False, choices=[("", _("All")), *CommitmentState.choices])
    tien_do = QuickChoiceField(label=_("Timeliness"), required=False, choices=[("", _("All")), *STANDING_LABELS])
    tu_han = DayField(label=_("Deadline from"), required=False)
    den_han = DayField(label=_("Deadline to"), required=False)

    def __init__(self, data: Any, *, programme: Programme, found: Overview) -> None:
        super().__init__(data)
        every = ("", _("All"))
        self._choose("nhom", [every, *((t.key, f"{t.code}. {t.label}" if t.code else t.label) for t in found.groups)])
        sectors = {t.key: t.label for t in found.sectors}
        self._choose("linh_vuc", [every, *(sectors | found.faced).items()])
        self._choose("ben", [every, *((str(p.pk), str(p)) for p in programme.parties.all())])
        leads = ask("leads of a programme", _leads, programme=programme.pk)
        self.leads = {agency.pk: agency for agency in leads}  # of receiving parts too: the table names them
        acting = [(str(agency.pk), str(agency)) for agency in leads if agency.acts]
        self._choose("co_quan", [every, *acting, (NO_LEAD, _("No lead yet"))])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # these are ChoiceFields

    def chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense; the rest narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _leads() -> QuerySet[Agency]:
    """The agencies that lead a part in a programme; `acts` where it is one that acts."""
    parts = Responsibility.objects.filter(party__programme=Given("programme"))
    return (
        Agency.objects.filter(pk__in=parts.values("lead"))
        .annotate(acts=Exists(parts.filter(acting=True, lead=OuterRef("pk"))))
        .only("name", "name_en")
    )


def narrow(commitments: CommitmentQuerySet, chosen: Mapping[str, Any], today: dt.date | Given) -> CommitmentQuerySet:
    """The commitments that fit every chosen filter; the search needs no diacritics.

    Of an internal commitment a stranger is told title, sector and state: whoever asks for anything else does not find it, for
    what a list leaves out or keeps would tell it.
    """
    commitments = commitments.saying_to_readers(chosen.get("q", ""))
    if chosen.keys() & BEYOND_THE_FACE:
        commitments = commitments.told_whole()
    if group := chosen.get("nhom"):
        commitments = commitments.filter(group_id=None if group == UNSORTED else group)
    if sector := chosen.get("linh_vuc"):
        commitments = commitments.filter(Q(sector=None) if sector == UNSORTED else Q(sector__code__startswith=sector))
    if chosen.get("ben") or chosen.get("co_quan"):
        commitments = commitments.filter(pk__in=_parts(chosen).values("commitment"))
    since, until = chosen.get("tu_han"), chosen.get("den_han")
    if since or until:
        days = {"deadline__gte": since} if since else {}
        days |= {"deadline__lte": until} if until else {}
        commitments = commitments.filter(**days)
    if state := chosen.get("trang_thai"):
        commitments = commitments.filter(state=state)
    standing = chosen.get("tien_do")
    if standing == SILENT:
        commitments = commitments.silent(today)
    elif standing:
        commitments = commitments.standing(*STANDINGS[standing], today=today)
    return commitments


# Filters whose value may differ in one and the same question, and as what the database takes it.
_VALUES: "dict[str, Field[Any, Any]]" = {
    "nhom": BigIntegerField(), "linh_vuc": CharField(), "ben": BigIntegerField(), "co_quan": BigIntegerField(),
    "trang_thai": CharField(), "tu_han": DateField(), "den_han": DateField(),
}  # fmt: skip
_WORDS = {UNSORTED, NO_LEAD}  # values that make another question


def given_for(chosen: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The chosen values that are given with every asking, by name, and `chosen` with what stands in the question for them."""
    values = {name: value for name, value in chosen.items() if name in _VALUES and value not in _WORDS}
    return values, {name: Given(name, _VALUES[name]) if name in values else value for name, value in chosen.items()}


def counted_already(found: Overview, chosen: Mapping[str, Any]) -> int | None:
    """How many commitments fit what was chosen, where the head of the page has counted just that; None where it has not."""
    if not chosen:
        return found.listed
    name = str(chosen.get("tien_do")) if len(chosen) == 1 else ""
    return int(getattr(found.whole, name)) if name in COUNTED else None


def _parts(chosen: Mapping[str, Any]) -> QuerySet[Responsibility]:
    """The acting parts of the side and lead agency that were chosen."""
    parts = Responsibility.objects.filter(acting=True)
    if side := chosen.get("ben"):
        parts = parts.filter(party_id=side)
    agency = chosen.get("co_quan")
    if agency == NO_LEAD:
        return parts.filter(lead=None)
    return parts.filter(lead_id=agency) if agency else parts


def sort_of(asked: str) -> str:
    """What was asked for where a column is called so; else the order of numbers."""
    return asked if asked.removeprefix("-") in SORTS else "so"


def sorted_by(commitments: CommitmentQuerySet, key: str) -> CommitmentQuerySet:
    """In the order of a column; a minus before its name turns it round."""
    name = SORTS.get(key.removeprefix("-"), "number")
    by: Any = F(name)
    if name in NOT_OF_THE_FACE and commitments.has_faces:
        by = Case(When(seen_whole=True, then=by))  # the place among dated rows would tell the day
    order = by.desc(nulls_last=True) if key.startswith("-") else by.asc(nulls_last=True)
    return commitments.order_by(order, "number")
