"""Commitments of every programme one may see: the rows behind the counts of the home page and of a locality's page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.commitments.models import Commitment
from lienket.commitments.states import CommitmentState
from lienket.commitments.timeliness import Timeliness
from lienket.lib import clock
from lienket.lib.exports import Cell, table_response
from lienket.lib.forms import DayField, Form, NfcCharField
from lienket.localities.models import Locality
from lienket.programmes.models import Programme

from .programme_filter import STANDING_LABELS, narrow, sorted_by

PAGE_SIZE = 50


class EveryFilter(Form):
    """Filters of the list; every value stands in the address."""

    q = NfcCharField(label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    dia_phuong = forms.ModelChoiceField(
        Locality.objects.none(), label=_("Locality"), required=False, empty_label=_("All"), to_field_name="slug"
    )
    trang_thai = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *CommitmentState.choices])
    tien_do = forms.ChoiceField(label=_("Timeliness"), required=False, choices=[("", _("All")), *STANDING_LABELS])
    tu_han = DayField(label=_("Deadline from"), required=False)
    den_han = DayField(label=_("Deadline to"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        places: Any = self.fields["dia_phuong"]
        places.queryset = Locality.objects.filter(pk__in=Programme.objects.visible_to(user).values("parties__locality"))

    def chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense; the rest narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def commitments(request: HttpRequest) -> HttpResponse:
    """Filtered, sorted, paged; `?dang=xlsx|csv` hands out the list shown."""
    today = clock.today()
    filters = EveryFilter(request.GET, user=request.user)
    chosen = filters.chosen()
    listed = Commitment.objects.listed_to(request.user)
    if place := chosen.get("dia_phuong"):
        listed = listed.told_whole().of_locality(place)
    shown = (
        sorted_by(narrow(listed, chosen, today), request.GET.get("sap-xep", "thoi-han"))
        .with_timeliness(today)
        .with_progress()
        .select_related("programme", "sector")
    )
    if kind := request.GET.get("dang"):
        header = [
            gettext("Programme"), gettext("Number"), gettext("Content"), gettext("Sector"), gettext("Deadline"),
            gettext("State"), gettext("Timeliness"),
        ]  # fmt: skip
        return table_response(kind, "noi-dung-cam-ket", header, _rows(shown))
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "pages/commitments.html", {"filters": filters, "page": page, "narrowed": bool(chosen)})


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
