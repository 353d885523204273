"""Commitments of every programme one may see: the rows behind the counts of the home page and of a locality's page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.commitments.states import CommitmentState
from lienket.commitments.timeliness import Timeliness
from lienket.lib import clock
from lienket.lib.exports import Cell, table_response
from lienket.lib.forms import DayField, QuickChoiceField
from lienket.lib.numbers import format_number

from .every_commitment import EveryCommitment
from .places import PlaceFilter
from .programme_filter import STANDING_LABELS

MOST_HANDED_OUT = 20_000  # what a workbook takes some seconds and little memory to make, and a person can still read


class EveryFilter(PlaceFilter):
    """Filters of the list; every value stands in the address."""

    trang_thai = QuickChoiceField(label=_("State"), required=False, choices=[("", _("All")), *CommitmentState.choices])
    tien_do = QuickChoiceField(label=_("Timeliness"), required=False, choices=[("", _("All")), *STANDING_LABELS])
    tu_han = DayField(label=_("Deadline from"), required=False)
    den_han = DayField(label=_("Deadline to"), required=False)

    def chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense; the rest narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def commitments(request: HttpRequest) -> HttpResponse:
    """Filtered, sorted, paged; `?dang=xlsx|csv` hands out the list shown, where it is not too long for a file."""
    filters = EveryFilter(request.GET, user=request.user)
    chosen = filters.chosen()
    shown = EveryCommitment(request.user, chosen, request.GET.get("sap-xep", ""), clock.today())
    if kind := request.GET.get("dang"):
        rows = shown.handed_out(MOST_HANDED_OUT)
        if rows is None:
            return _too_long(request)
        header = [
            gettext("Programme"), gettext("Number"), gettext("Content"), gettext("Sector"), gettext("Deadline"),
            gettext("State"), gettext("Timeliness"),
        ]  # fmt: skip
        return table_response(kind, "noi-dung-cam-ket", header, _rows(rows))
    context = {"filters": filters, "page": shown.page(request.GET.get("trang")), "narrowed": bool(chosen)}
    return render(request, "pages/commitments.html", context)


def _too_long(request: HttpRequest) -> HttpResponse:
    """Back to the list, which says why there is no file and how to get one."""
    words = gettext(
        "The list has more than %(most)s commitments, which is too long for one file. Narrow it with the filters, then save it again."
    )
    messages.error(request, words % {"most": format_number(MOST_HANDED_OUT)})
    query = request.GET.copy()
    query.pop("dang")
    return redirect(f"{request.path}?{query.urlencode()}")


def _rows(shown: Iterable[Any]) -> Iterable[list[Cell]]:
    for one in shown:
        whole = one.seen_whole
        yield [
            one.programme.title,
            one.number,
            one.title,
            str(one.sector or ""),
            one.deadline if whole else None,
            one.get_state_display(),
            str(Timeliness(one.timeliness).label) if whole else "",
        ]
