"""The programme page: the promise, who, period, the four states with their denominator, progress by group, the commitments table."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from lienket.accounts import policy
from lienket.accounts.predicates import sides
from lienket.comments.showing import discussion
from lienket.commitments.bulk import BulkDeed, offered_to
from lienket.commitments.explaining import explain_four
from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.commitments.states import CommitmentState
from lienket.commitments.timeliness import FourStates, Timeliness, four_counts
from lienket.documents.citations import resolve
from lienket.documents.models import Document
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.exports import table_response
from lienket.lib.forms import DayField, Form, NfcCharField, QuickChoiceField
from lienket.localities.models import Agency
from lienket.programmes.models import Party, Programme
from lienket.programmes.remarks import subject_of
from lienket.versions.models import NextVersion

from .changes import waiting_version
from .links import links_to
from .programme_table import export_header, export_rows, for_page, for_table, with_sides
from .saved_filters import keeps_filters, kept_for
from .sources import with_sources

PAGE_SIZE = 25
SILENT_SHOWN = 5
REMARKS_SHOWN = 10
SILENT = "silent"
NO_LEAD = "chua-co"
UNSORTED = "chua-xep"  # without a group, without a sector
SORTS = {
    "so": "number",
    "noi-dung": "title",
    "thoi-han": "deadline",
    "trang-thai": "state",
    "hoat-dong": "last_activity_on",
}
NOT_OF_THE_FACE = {"deadline", "last_activity_on"}  # sorts by what strangers are not told of internal commitments
_COUNTS = attrgetter(*FourStates.__dataclass_fields__)  # in the order FourStates takes them
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
# Filters that ask for more than the public face of an internal commitment shows.
BEYOND_THE_FACE = {"nhom", "ben", "co_quan", "tien_do", "tu_han", "den_han", "dia_phuong"}
# Filter values named as the count that is the length of their list.
COUNTED = {"done_on_time", "open_in_time", "due_soon", "overdue", "no_deadline"}
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
    faces: int = 0  # internal commitments of which a stranger reads the public face; counted nowhere else
    faced: dict[str, str] = field(default_factory=dict)  # their level-1 sectors: code, or UNSORTED → name
    groups: list[Tally] = field(default_factory=list)
    sectors: list[Tally] = field(default_factory=list)

    @property
    def listed(self) -> int:
        """How many rows the list has, nothing chosen."""
        return self.whole.total + self.faces


def _four_states(row: Any) -> FourStates:
    """The counts of an aggregated row, whatever it is grouped by."""
    return FourStates(**{name: row[name] for name in FourStates.__dataclass_fields__})


def _sum(parts: Iterable[FourStates]) -> FourStates:
    return FourStates(*map(sum, zip(*map(_COUNTS, parts), strict=True)))


def overview(commitments: CommitmentQuerySet, today: dt.date) -> Overview:
    """Counts by group and level-1 sector at once; group and whole are their sums, so the numbers cannot disagree.

    Of the faces of internal commitments only their number and their sectors: how late they are is not for strangers.
    """
    language = "en" if get_language() == "en" else "vi"
    rows: Iterable[Any] = (
        commitments.order_by()
        .annotate(
            whole=F("seen_whole"),
            top=Coalesce("sector__parent__code", "sector__code"),
            top_name=Coalesce(f"sector__parent__name_{language}", f"sector__name_{language}"),
            top_order=Coalesce("sector__parent__order", "sector__order"),
            group_code=F("group__code"),
            group_title=F("group__title"),
            group_order=F("group__order"),
        )
        .values("whole", "top", "top_name", "top_order", "group_id", "group_code", "group_title", "group_order")
        .annotate(**four_counts(today))
    )
    faces, faced = 0, {}
    groups: dict[Any, list[FourStates]] = {}
    sectors: dict[Any, list[FourStates]] = {}
    for row in rows:
        counts = _four_states(row)
        if not row["whole"]:
            faces += counts.total
            faced[row["top"] or UNSORTED] = row["top_name"] or gettext("Without a sector")
            continue
        groups.setdefault((row["group_id"], row["group_code"], row["group_title"], row["group_order"]), []).append(
            counts
        )
        sectors.setdefault((row["top"], row["top_name"], row["top_order"]), []).append(counts)
    found = Overview(
        faces=faces,
        faced=faced,
        groups=[
            Tally(
                str(pk or UNSORTED),
                code or "",
                title or gettext("Without a group"),
                _sum(parts),
                (order is None, order),
                "nhom",
            )
            for (pk, code, title, order), parts in groups.items()
        ],
        sectors=[
            Tally(
                code or UNSORTED,
                "",
                name or gettext("Without a sector"),
                _sum(parts),
                (order is None, order),
                "linh_vuc",
            )
            for (code, name, order), parts in sectors.items()
        ],
    )
    found.groups.sort(key=lambda tally: tally.order)
    found.sectors.sort(key=lambda tally: tally.order)
    found.whole = _sum(tally.counts for tally in found.groups)
    return found


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
        parts = Responsibility.objects.filter(commitment__programme=programme)
        leads: Iterable[Any] = (
            Agency.objects.filter(pk__in=parts.values("lead"))
            .annotate(acts=Exists(parts.filter(acting=True, lead=OuterRef("pk"))))
            .only("name", "name_en")
        )
        self.leads = {agency.pk: agency for agency in leads}  # of receiving parts too: the table names them
        acting = [(str(agency.pk), str(agency)) for agency in leads if agency.acts]
        self._choose("co_quan", [every, *acting, (NO_LEAD, _("No lead yet"))])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # these are ChoiceFields

    def chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense; the rest narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def narrow(commitments: CommitmentQuerySet, chosen: dict[str, Any], today: dt.date) -> CommitmentQuerySet:
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


def counted_already(found: Overview, chosen: dict[str, Any]) -> int | None:
    """How many commitments fit what was chosen, where the head of the page has counted just that; None where it has not."""
    if not chosen:
        return found.listed
    name = str(chosen.get("tien_do")) if len(chosen) == 1 else ""
    return int(getattr(found.whole, name)) if name in COUNTED else None


def _parts(chosen: dict[str, Any]) -> QuerySet[Responsibility]:
    """The acting parts of the side and lead agency that were chosen."""
    parts = Responsibility.objects.filter(acting=True)
    if side := chosen.get("ben"):
        parts = parts.filter(party_id=side)
    agency = chosen.get("co_quan")
    if agency == NO_LEAD:
        return parts.filter(lead=None)
    return parts.filter(lead_id=agency) if agency else parts


def _sorted(commitments: CommitmentQuerySet, key: str) -> CommitmentQuerySet:
    name = SORTS.get(key.removeprefix("-"), "number")
    by: Any = F(name)
    if name in NOT_OF_THE_FACE and commitments.has_faces:
        by = Case(When(seen_whole=True, then=by))  # the place among dated rows would tell the day
    order = by.desc(nulls_last=True) if key.startswith("-") else by.asc(nulls_last=True)
    return commitments.order_by(order, "number")


def _fetch(request: HttpRequest, slug: str, **more: Any) -> Programme:
    parties = Party.objects.select_related("locality", "focal_agency")
    programmes = (
        Programme.objects.visible_to(request.user)
        .annotate(edited=Exists(NextVersion.objects.open().filter(programme=OuterRef("pk"))))
        .prefetch_related(Prefetch("parties", parties))
    )
    if more:
        programmes = programmes.annotate(**more)
    return get_object_or_404(programmes, slug=slug)


def _context(request: HttpRequest, programme: Programme, part: str) -> dict[str, Any]:
    address = programme.get_absolute_url()
    parts = [
        ("", "", _("Commitments")),
        ("bang-theo-doi", "bang-theo-doi/", _("Board")),
        ("van-ban", "van-ban/", _("Papers and clauses")),
        ("chi-tieu", "chi-tieu/", _("Indicators")),
        ("so-lieu", "so-lieu/", _("Figures")),
    ]
    parts.append(("dien-bien", "dien-bien/", _("Meetings and moves")))
    party = {one.locality_id for one in programme.parties.all()} & sides(request.user)
    return {
        "programme": programme,
        "next": waiting_version(programme, request.user) if party and getattr(programme, "edited", False) else None,
        "parties": programme.parties.all(),
        "may_edit": policy.can(request.user, "programmes.edit", programme),
        "may_leave": len([party for party in programme.parties.all() if not party.left_on]) > 2,  # of two none can
        "tabs": [{"label": label, "url": address + tail, "current": part == code} for code, tail, label in parts],
    }


def deeds_for(user: Any, programme: Programme) -> list[BulkDeed]:
    """What this officer can do on many of the programme's commitments; nothing for a stranger to it. No query."""
    return offered_to(user) if {party.locality_id for party in programme.parties.all()} & sides(user) else []


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The commitments of a programme, counted and listed, filters and sort in the address; `?dang=xlsx|csv` hands out the list shown."""
    programme: Any = _fetch(request, slug, keeps_filters=keeps_filters(request.user))
    today, kept_filters = clock.today(), kept_for(request, programme.get_absolute_url(), programme.keeps_filters)
    if not request.GET and kept_filters is not None and kept_filters.opens_with is not None:
        return redirect(kept_filters.opens_with)
    listed = Commitment.objects.listed_under(programme, request.user)
    found = overview(listed, today)
    filters = CommitmentFilter(request.GET, programme=programme, found=found)
    chosen = filters.chosen()
    shown = _sorted(narrow(listed, chosen, today), request.GET.get("sap-xep", ""))
    if kind := request.GET.get("dang"):
        return table_response(kind, programme.slug, export_header(), export_rows(for_table(shown, today)))
    pages = Paginator(for_page(shown, today), PAGE_SIZE)
    if (count := counted_already(found, chosen)) is not None:
        pages.count = count
    links = links_to()
    context = _context(request, programme, "") | {
        "found": found,
        "links": links,
        "told": explain_four(found.whole, today, links, faces=found.faces),
        "filters": filters,
        "kept_filters": kept_filters,
        "deeds": deeds_for(request.user, programme),
        "kept": [(name, request.GET[name]) for name in (*filters.fields, "sap-xep", "trang") if request.GET.get(name)],
        "page": with_sides(pages.get_page(request.GET.get("trang")), programme, filters.leads),
        "silent_days": settings.SILENT_DAYS,
        "silent": list(
            listed.told_whole()
            .silent(today)
            .only("title", "last_activity_on")
            .order_by(F("last_activity_on").asc(nulls_first=True))[:SILENT_SHOWN]
        ),
        "today": today,
    }
    return render(request, "pages/programme.html", context)


def programme_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """The papers behind a programme and what they say: clauses agreed, asked, and where the parties fall short."""
    programme = _fetch(request, slug)
    clauses: list[Any] = with_sources(programme.clauses.select_related("group"), request.user)
    if not {party.locality_id for party in programme.parties.all()} & sides(request.user):
        # Whoever may open the paper reads these words there anyway.
        clauses = [c for c in clauses if c.audience == Audience.PUBLIC or any(s.url for s in c.shown_sources)]
    context = _context(request, programme, "van-ban") | {
        "documents": Document.objects.visible_to(request.user).filter(programme=programme).select_related("side"),
        "clauses": clauses,
        "sources": resolve(programme.sources, request.user),
    }
    return render(request, "pages/programme_papers.html", context)


def programme_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures the programme's papers gave of its parties."""
    programme = _fetch(request, slug)
    figures = (
        Figure.objects.visible_to(request.user)
        .filter(programme=programme)
        .latest()
        .select_related("locality", "sector")
    )
    context = _context(request, programme, "so-lieu") | {"figures": with_sources(figures, request.user)}
    return render(request, "pages/programme_figures.html", context)


def programme_course(request: HttpRequest, slug: str) -> HttpResponse:
    """How the programme came about: meetings of the parties and its moves from state to state."""
    programme = _fetch(request, slug)
    meetings = programme.meetings.prefetch_related("localities")
    if not {party.locality_id for party in programme.parties.all()} & sides(request.user):
        meetings = meetings.filter(audience=Audience.PUBLIC)
    moves = programme.moves.select_related("party__locality").order_by("-made_at", "-id")
    talk = discussion(subject_of(programme), request.user)
    context = _context(request, programme, "dien-bien") | {
        "talk": talk,
        "latest": talk.remarks[-REMARKS_SHOWN:] if talk else [],
        "meetings": with_sources(meetings, request.user),
        "moves": moves,
        "today": clock.today(),
    }
    return render(request, "pages/programme_course.html", context)
