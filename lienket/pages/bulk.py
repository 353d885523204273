"""Many commitments at once: the rows chosen on the programme page, one deed, a preview of every row, and what became of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.predicates import sides
from lienket.commitments import bulk
from lienket.commitments.forms.bulk import BulkForm
from lienket.commitments.models import Batch, Commitment
from lienket.lib import clock
from lienket.lib.exports import table_response
from lienket.localities.models import Locality
from lienket.programmes.models import Programme
from lienket.sheets.columns import export_header, export_rows, for_table
from lienket.sheets.deeds import BRING_IN

from .overview import overview_of
from .programme import _fetch
from .programme_filter import CommitmentFilter, narrow, sorted_by
from .programme_table import PAGE_SIZE

CHOSEN, ALL, DEED, STEP, SLIP = "chon", "tat_ca", "viec", "buoc", "phieu"
BY_FILTER, ON_PAGE = "loc", "trang"  # values of ALL
EXPORT = "xuat"  # among the deeds, but nothing is done
PREVIEW, CONFIRM = "xem-truoc", "lam"
DEEDS = {**bulk.BY_DEED, BRING_IN.code: BRING_IN}  # whose results are shown and taken back here


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows a person chose, at most bulk.LIMIT of them; `many` counts all that were asked for, `lost` those not there."""

    rows: list[Commitment]
    many: int
    lost: int

    @property
    def cut(self) -> bool:
        """More were asked for than can be read at once."""
        return self.many > len(self.rows)


def side_of(user: Any, programme: Programme) -> Locality | None:
    """The party of the programme the officer acts for."""
    mine = sides(user)
    return next((party.locality for party in programme.parties.all() if party.locality_id in mine), None)


@signed_in
def many(request: OfficerRequest, slug: str) -> HttpResponse:
    """Choose the deed, fill it in, look at what it would do, confirm."""
    programme = _fetch(request, slug)
    side = side_of(request.user, programme)
    if side is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and asked.get(STEP) == CONFIRM:
        return _confirm(request, programme, side)
    found = _selection(request, programme, asked)
    if asked.get(DEED) == EXPORT and found.rows:
        listed = Commitment.objects.listed_to(request.user).filter(pk__in=[row.pk for row in found.rows])
        rows = export_rows(for_table(listed.order_by("number"), clock.today()))
        return table_response("xlsx", programme.slug, export_header(), rows)
    offered = bulk.offered_to(request.user)
    deed = next((one for one in offered if one.code == asked.get(DEED)), None)
    context = {"programme": programme, "found": found, "offered": offered, "deed": deed, "limit": bulk.LIMIT}
    if deed is None or not found.rows:
        return render(request, "pages/bulk.html", context)
    filled = request.POST if asked.get(STEP) == PREVIEW else None
    form = deed.form(filled, programme=programme, side=side)
    if form.is_bound and form.is_valid():
        return _preview(request, context, deed, form, found)
    status = 422 if form.is_bound else 200
    return render(request, "pages/bulk.html", context | {"form": form}, status=status)


def _preview(
    request: OfficerRequest, context: dict[str, Any], deed: bulk.BulkDeed, form: BulkForm, found: Selection
) -> HttpResponse:
    outlooks = bulk.rehearse(deed, found.rows, form.cleaned_data, request.user)
    fields = {name: request.POST.getlist(name) for name in form.fields if name in request.POST}
    slip = bulk.new_slip(deed, outlooks, fields)
    more = {
        "form": form,
        "allowed": [one for one in outlooks if one.allowed],
        "refused": [one for one in outlooks if not one.allowed],
        "slip": slip.sealed(context["programme"], request.user),
        "filled": [(field.label, _shown(field)) for field in form.visible_fields() if _shown(field)],
    }
    return render(request, "pages/bulk_preview.html", context | more)


def _confirm(request: OfficerRequest, programme: Programme, side: Locality) -> HttpResponse:
    """Do what was previewed, and show what became of it at an address of its own."""
    try:
        slip = bulk.slip_of(request.POST.get(SLIP, ""), programme, request.user)
    except bulk.StaleSlip:
        return _too_old(request, programme)
    deed = bulk.BY_DEED.get(slip.deed)
    if deed is None:  # of a table, which has a page of its own
        return _too_old(request, programme)
    fields = QueryDict(mutable=True)
    for name, values in slip.fields.items():
        fields.setlist(name, list(values))
    form = deed.form(fields, programme=programme, side=side)
    if not form.is_valid():  # an agency or a group that is no longer there
        return _too_old(request, programme)
    batch = bulk.carry_out(deed, programme, slip, form.cleaned_data, by=request.user)
    return redirect("programmes:batch", slug=programme.slug, pk=batch.pk)


def _too_old(request: OfficerRequest, programme: Programme) -> HttpResponse:
    messages.error(request, _("The preview is too old, so nothing was done. Choose the commitments again."))
    return redirect(programme)


@signed_in
def batch(request: OfficerRequest, slug: str, pk: int) -> HttpResponse:
    """What became of every row; only for whoever pressed."""
    found = _batch(request, slug, pk)
    rows = list(found.rows.select_related("commitment"))
    deed = DEEDS[found.deed]
    undone = getattr(found, "undone_by", None)
    context = {
        "programme": found.programme,
        "batch": found,
        "deed": deed,
        "done": [row for row in rows if row.done],
        "refused": [row for row in rows if not row.done],
        "undone": undone,
        "may_undo": undone is None and found.undoes is None and any(row.done and row.undo for row in rows),
    }
    return render(request, "pages/batch.html", context)


@require_POST
@signed_in
def undo(request: OfficerRequest, slug: str, pk: int) -> HttpResponse:
    """Take the batch back."""
    found = _batch(request, slug, pk)
    deed = DEEDS[found.deed]
    if found.undoes is not None or deed.undo is None:
        return redirect("programmes:batch", slug=slug, pk=pk)
    back = bulk.undo(deed, found, by=request.user)
    return redirect("programmes:batch", slug=slug, pk=back.pk)


def _batch(request: OfficerRequest, slug: str, pk: int) -> Batch:
    batches = Batch.objects.visible_to(request.user).select_related("programme", "undoes").filter(programme__slug=slug)
    return get_object_or_404(batches, pk=pk)


def _selection(request: HttpRequest, programme: Programme, asked: QueryDict) -> Selection:
    """The ticked rows, those of the page, or all that match the filter: what the officer may read whole, and nothing else."""
    visible = Commitment.objects.listed_to(request.user).under(programme).filter(Q(seen_whole=True))
    if asked.get(ALL) in {BY_FILTER, ON_PAGE}:
        chosen = CommitmentFilter(asked, programme=programme, found=overview_of(visible, clock.today())).chosen()
        matching: QuerySet[Commitment] = sorted_by(narrow(visible, chosen, clock.today()), asked.get("sap-xep", ""))
        matching = matching.select_related("sector", "group")
        if asked[ALL] == ON_PAGE:
            rows = list(Paginator(matching, PAGE_SIZE).get_page(asked.get("trang")))
            return Selection(rows, len(rows), 0)
        return Selection(list(matching[: bulk.LIMIT]), matching.count(), 0)
    numbers = _numbers(asked.getlist(CHOSEN))
    rows = list(visible.filter(pk__in=numbers[: bulk.LIMIT]).select_related("sector", "group").order_by("number"))
    within = min(len(numbers), bulk.LIMIT)
    return Selection(rows, len(rows) + max(0, len(numbers) - bulk.LIMIT), within - len(rows))


def _numbers(values: list[str]) -> list[int]:
    """Ids as sent, whatever was sent, once each and in their order."""
    return list(dict.fromkeys(int(v) for v in values if v.isascii() and v.isdecimal() and len(v) < 19))


def _shown(field: Any) -> str:
    """What was filled in, in words, for the preview."""
    choices = dict(getattr(field.field, "choices", ()))
    value = field.value()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(choices.get(value, value) or "")
