"""Forms of what recurs and of what is inherited."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.forms import Form, NfcCharField
from lienket.lib.periods import PeriodKind
from lienket.localities.choosing import AgencyTypeField

from ..models import Commitment
from .steps import LONG, StepForm


class RecurrenceForm(Form):
    """How often the task comes back; none ends it."""

    recurrence = forms.ChoiceField(
        label=_("Recurrence"),
        required=False,
        help_text=_("Every period closes on the 14th; its last day is the deadline of its instance."),
    )

    def __init__(self, data: Any = None, *, commitment: Commitment) -> None:
        series = commitment.series
        super().__init__(data, initial={"recurrence": series.recurrence if series and not series.ended_on else ""})
        field: Any = self.fields["recurrence"]
        field.choices = [("", _("no standing task")), *PeriodKind.choices]


class HandOverForm(StepForm):
    """Which agency leads now."""

    lead = AgencyTypeField(label=_("Lead agency"), help_text=_("Exactly one on each side."))
    reason = NfcCharField(label=_("Reason"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        """Offer this side's agencies of today."""
        field: Any = self.fields["lead"]
        field.offer(self.part.party.locality, clock.today())
