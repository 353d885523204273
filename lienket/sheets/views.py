"""The page on which a table comes in: hand it in, look at what each row would do, confirm. What became of it is the batch's page."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.commitments import bulk
from lienket.commitments.models import Commitment
from lienket.lib.exports import table_response
from lienket.programmes.models import Programme

from .columns import HEADS, MOVED_OTHERWISE, TO_FILL_IN
from .deeds import BRING_IN
from .forms import BesideTheTableForm, TableForm
from .names import Names
from .plan import Row, plan
from .reading import MOST_LINES

STEP, SLIP, CONFIRM, AGAIN = "buoc", "phieu", "lam", "xem-lai"


@signed_in
def bring_in(request: OfficerRequest, slug: str) -> HttpResponse:
    """`?mau=xlsx|csv` hands out an empty table."""
    editable = Programme.objects.editable_by(request.user).prefetch_related("parties__locality")
    programme = get_object_or_404(editable, slug=slug)
    if kind := request.GET.get("mau"):
        return table_response(kind, f"mau-{programme.slug}", [str(HEADS[code]) for code in TO_FILL_IN], [])
    if request.method == "POST" and request.POST.get(STEP) in {CONFIRM, AGAIN}:
        return _from_slip(request, programme)
    form = TableForm(request.POST or None, request.FILES or None)
    if not form.is_bound or not form.is_valid():
        context = {
            "programme": programme,
            "form": form,
            "limit": bulk.LIMIT,
            "most": MOST_LINES,
            "moved_otherwise": [(HEADS[code], why) for code, why in MOVED_OTHERWISE.items()],
        }
        return render(request, "sheets/bring_in.html", context, status=422 if form.is_bound else 200)
    names = Names(programme)
    rows = plan(programme, form.table.lines, names, request.user)
    asked = [row for row in rows if not row.same]
    more = {
        "names": names,
        "same": [row for row in rows if row.same],
        "ignored": form.table.ignored,
        "notes": form.table.notes,
        "many": len(asked),
    }
    return _preview(request, programme, asked[: bulk.LIMIT], form, more)


def _preview(
    request: OfficerRequest, programme: Programme, rows: Sequence[Row], form: BesideTheTableForm, more: dict[str, Any]
) -> HttpResponse:
    visible = Commitment.objects.visible_to(request.user).under(programme).select_related("sector", "group")
    there = {one.pk: one for one in visible.filter(pk__in=[row.commitment for row in rows if row.commitment])}
    data = _data(rows, more.pop("names"), form)
    outlooks = [_outlook(row, there.get(row.commitment or 0), programme, data, request) for row in rows]
    fields = {"rows": [asdict(row) for row in rows], "form": form.kept}
    slip = bulk.new_slip(BRING_IN, outlooks, fields).sealed(programme, request.user)
    pairs = list(zip(rows, outlooks, strict=True))
    context = {
        "programme": programme,
        "form": form,
        "allowed": [pair for pair in pairs if pair[1].allowed],
        "refused": [pair for pair in pairs if not pair[1].allowed],
        "slip": slip,
        # A cell that was not understood is mended in the file; a missing reason or paper is added here.
        "may_help": any(not row.problem for row, outlook in pairs if not outlook.allowed),
        "limit": bulk.LIMIT,
    }
    return render(request, "sheets/preview.html", context | more)


def _outlook(
    row: Row, commitment: Commitment | None, programme: Programme, data: dict[str, Any], request: OfficerRequest
) -> bulk.Outlook:
    if row.problem:
        return bulk.Outlook(row.key, commitment, False, row.problem, "")
    if row.commitment is None:
        return bulk.rehearse_new(BRING_IN, programme, row.key, data, request.user)
    if commitment is None:  # withdrawn, or hidden, since the table was handed in
        return bulk.Outlook(row.key, None, False, _("It is not there any more."), "")
    return bulk.rehearse(BRING_IN, [commitment], data, request.user)[0]


def _from_slip(request: OfficerRequest, programme: Programme) -> HttpResponse:
    """The rows as they were previewed: done, or previewed again with what was filled in beside them since."""
    try:
        slip = bulk.slip_of(request.POST.get(SLIP, ""), programme, request.user)
    except bulk.StaleSlip:
        return _too_old(request, programme)
    if slip.deed != BRING_IN.code:
        return _too_old(request, programme)
    rows, names = [Row(**row) for row in slip.fields["rows"]], Names(programme)
    again = request.POST[STEP] == AGAIN
    form = BesideTheTableForm(request.POST if again else slip.fields["form"])
    if again:
        form.is_valid()  # what is wrong with it stands beside its field, and the rows that need it are refused
        return _preview(request, programme, rows, form, {"names": names, "again": True, "many": len(rows)})
    form.is_valid()
    batch = bulk.carry_out(BRING_IN, programme, slip, _data(rows, names, form), by=request.user)
    return redirect("programmes:batch", slug=programme.slug, pk=batch.pk)


def _data(rows: Sequence[Row], names: Names, form: BesideTheTableForm) -> dict[str, Any]:
    sound = not form.errors
    return {
        "rows": {row.key: row for row in rows},
        "names": names,
        "reason": form.cleaned_data["reason"] if sound else "",
        "citation": form.source() if sound else None,
    }


def _too_old(request: OfficerRequest, programme: Programme) -> HttpResponse:
    messages.error(request, _("The preview is too old, so nothing was done. Choose the file again."))
    return redirect("programmes:bring_in", slug=programme.slug)
