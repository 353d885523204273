"""The programme page: the promise, who, period, the four states with their denominator, progress by group, the commitments table."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import DateField, Exists, F, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from lienket.accounts import policy
from lienket.accounts.predicates import sides
from lienket.comments.showing import discussion
from lienket.commitments.bulk import BulkDeed, offered_to
from lienket.commitments.explaining import explain_four
from lienket.commitments.models import Commitment
from lienket.commitments.policy import reads_as
from lienket.documents.citations import resolve
from lienket.documents.models import Document
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.exports import table_response
from lienket.lib.questions import Given, ask, at_hand
from lienket.programmes.models import Party, Programme
from lienket.programmes.remarks import subject_of
from lienket.sheets.columns import export_header, export_rows, for_table
from lienket.versions.models import NextVersion

from .changes import waiting_version
from .links import links_to
from .overview import overview
from .programme_filter import CommitmentFilter, counted_already, sort_of
from .programme_table import PAGE_SIZE, TableRows, with_sides
from .saved_filters import keeps_filters, kept_for
from .sources import with_sources

SILENT_SHOWN = 5
REMARKS_SHOWN = 10


def _fetch(request: HttpRequest, slug: str) -> Programme:
    """The programme, its parties at hand: with whether it is being edited, and whether its reader keeps filters of it."""
    reader = request.user

    def programmes() -> QuerySet[Programme]:
        return (
            Programme.objects.visible_to(reader)
            .filter(slug=Given("slug"))
            .annotate(edited=Exists(NextVersion.objects.open().filter(programme=OuterRef("pk"))))
            .annotate(keeps_filters=keeps_filters(Given("reader")))
        )

    found = ask(("programme", sides(reader)), programmes, slug=slug, reader=reader.pk)
    if not found:
        raise Http404
    programme: Programme = found[0]
    at_hand(programme, "parties", ask("parties", _parties, programme=programme.pk))
    return programme


def _parties() -> QuerySet[Party]:
    return Party.objects.filter(programme=Given("programme")).select_related("locality", "focal_agency")


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
    programme: Any = _fetch(request, slug)
    today, kept_filters = clock.today(), kept_for(request, programme.get_absolute_url(), programme.keeps_filters)
    if not request.GET and kept_filters is not None and kept_filters.opens_with is not None:
        return redirect(kept_filters.opens_with)
    found = overview(programme, request.user, today)
    filters = CommitmentFilter(request.GET, programme=programme, found=found)
    chosen = filters.chosen()
    shown = TableRows(programme, request.user, chosen, sort_of(request.GET.get("sap-xep", "")), today)
    if kind := request.GET.get("dang"):
        return table_response(kind, programme.slug, export_header(), export_rows(for_table(shown.all(), today)))
    pages: Paginator[Commitment] = Paginator(shown, PAGE_SIZE)  # type: ignore[arg-type]  # it is sliced and counted
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
        "silent": _silent(programme, request.user, today),
        "today": today,
    }
    return render(request, "pages/programme.html", context)


def _silent(programme: Programme, reader: Any, today: dt.date) -> list[Commitment]:
    """The commitments of which nothing was heard for longest."""

    def question() -> QuerySet[Commitment]:
        listed = Commitment.objects.listed_under(programme, reader, asked_again=True)
        silent = listed.told_whole().silent(Given("today", DateField())).only("title", "last_activity_on")
        return silent.order_by(F("last_activity_on").asc(nulls_first=True))[:SILENT_SHOWN]

    reading, values = reads_as(reader, programme)
    return ask(("silent", reading, settings.SILENT_DAYS), question, **values, today=today)


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
