"""The programme page: the promise, who, period, the four states with their denominator, progress by group, the commitments table."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.accounts import policy
from lienket.commitments.models import Commitment, CommitmentState
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.commitments.timeliness import Timeliness
from lienket.documents.citations import resolve
from lienket.documents.models import Document
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.exports import Cell, table_response
from lienket.lib.forms import Form, NfcCharField
from lienket.lib.text import fold
from lienket.localities.models import Agency, Sector
from lienket.programmes.models import Clause, ContentGroup, Programme

PAGE_SIZE = 50
SILENT_AFTER_DAYS = 60
SORTS = {
    "so": ("number",),
    "noi-dung": ("title",),
    "thoi-han": ("deadline", "number"),
    "trang-thai": ("state", "number"),
    "hoat-dong": ("last_activity_on", "number"),
}


class CommitmentFilter(Form):
    """Filters of the commitments table; every value stands in the address, so the view can be sent to a colleague."""

    q = NfcCharField(label=_("Words"), required=False, max_length=100)
    nhom = forms.ModelChoiceField(
        ContentGroup.objects.none(), label=_("Content group"), required=False, empty_label=_("All groups")
    )
    linh_vuc = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, empty_label=_("All sectors"), to_field_name="code"
    )
    co_quan = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency"), required=False, empty_label=_("All agencies")
    )
    trang_thai = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *CommitmentState.choices]
    )
    tien_do = forms.ChoiceField(label=_("Timeliness"), required=False, choices=[("", _("All")), *Timeliness.choices])

    def __init__(self, data: Any, *, groups: list[ContentGroup], programme: Programme) -> None:
        super().__init__(data)
        self.fields["nhom"].queryset = programme.groups.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["nhom"].choices = [("", _("All groups")), *((g.pk, str(g)) for g in groups)]  # type: ignore[attr-defined]
        self.fields["linh_vuc"].queryset = Sector.objects.top()  # type: ignore[attr-defined]
        self.fields["co_quan"].queryset = Agency.objects.filter(  # type: ignore[attr-defined]
            leads__commitment__programme=programme
        ).distinct()

    def narrow(self, commitments: CommitmentQuerySet, today: dt.date) -> CommitmentQuerySet:
        """Apply what was chosen; values that make no sense narrow nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if words := fold(chosen.get("q") or "").split():
            for word in words:
                commitments = commitments.filter(folded__contains=word)
        if group := chosen.get("nhom"):
            commitments = commitments.filter(group=group)
        if sector := chosen.get("linh_vuc"):
            commitments = commitments.filter(sector__code__startswith=sector.code)
        if agency := chosen.get("co_quan"):
            commitments = commitments.filter(responsibilities__lead=agency)
        if state := chosen.get("trang_thai"):
            commitments = commitments.filter(state=state)
        if timeliness := chosen.get("tien_do"):
            commitments = commitments.of_timeliness(timeliness, today)
        return commitments
