"""What a deed on many commitments asks once, for all of them. Cleaned data are what bulk/table.py hands to each row's deed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lienket.lib import clock
from lienket.lib.forms import DayField, Form, NfcCharField
from lienket.localities.choosing import AgencyTypeField
from lienket.localities.models import Locality, Sector
from lienket.programmes.models import Programme

from ..chase import Rung
from .record import AudienceForm
from .steps import LONG

KEEP: Final = "keep"
NONE: Final = "none"
_FURTHEST = 3650  # days a deadline can be moved at once


class BulkForm(Form):
    """A form for many rows of one programme; `side` is the locality the officer acts for."""

    def __init__(self, data: Any = None, *, programme: Programme, side: Locality) -> None:
        super().__init__(data)
        self.programme, self.side = programme, side
        self.prepare()

    def prepare(self) -> None:
        """Fill choices."""


class BulkAssignForm(BulkForm):
    """T2 for many."""

    lead = AgencyTypeField(label=_("Lead agency"), help_text=_("The same for all of them."))
    assigning_paper = NfcCharField(
        label=_("Number of the assigning paper"), max_length=60, help_text=_("For example 188/KH-UBND.")
    )
    assigning_paper_date = DayField(label=_("Date of the assigning paper"))
    output = NfcCharField(
        label=_("Product"), required=False, max_length=300,
        help_text=_("Only for those that name none yet: what shows that it is done."),
    )  # fmt: skip

    def prepare(self) -> None:
        """The agencies of the own side."""
        lead: Any = self.fields["lead"]
        lead.offer(self.side, clock.today())


class _ToADay(BulkForm):
    """One day for all, or so many days for each."""

    new = DayField(label=_("New deadline"), required=False, help_text=_("One day for all of them, or give days below."))
    days = forms.IntegerField(
        label=_("Days to move each by"), required=False, min_value=-_FURTHEST, max_value=_FURTHEST,
        help_text=_("30 makes each thirty days later; a minus sign makes it earlier."),
    )  # fmt: skip
    reason = NfcCharField(
        label=_("Reason"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the trail of each."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data = super().clean() or {}
        given = [data.get("new") is not None, bool(data.get("days"))]
        if not self.errors and sum(given) != 1:
            self.add_error("new", _("Give either one day for all or a number of days."))
        return data


class BulkDeadlineForm(_ToADay):
    """A changed deadline."""


class BulkExtensionForm(_ToADay):
    """T13 for many."""

    def prepare(self) -> None:
        """It only goes forward."""
        self.fields["new"].label = _("Proposed deadline")
        days: Any = self.fields["days"]
        days.min_value = 1
        days.help_text = _("30 asks for thirty more days for each.")


class BulkPauseForm(BulkForm):
    """T10 for many."""

    reason = NfcCharField(label=_("Reason"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    expected_on = DayField(label=_("Expected to go on"), help_text=_("The Office is reminded on that day."))


class BulkResumeForm(BulkForm):
    """T10b for many."""

    move_the_deadline = forms.BooleanField(
        label=_("Add the days each stood still to its deadline"), required=False, initial=True
    )


class BulkPlaceForm(BulkForm):
    """Group and sector."""

    group = forms.ChoiceField(label=_("Content group"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def prepare(self) -> None:
        """Groups of the programme, every sector; nothing changes unless it is chosen."""
        keep, none = (KEEP, _("leave as it is")), (NONE, pgettext_lazy("choice", "none"))
        self._groups = {str(one.pk): one for one in self.programme.groups.all()}
        self._sectors = {str(one.pk): one for one in Sector.objects.select_related("parent")}
        group, sector = (self.fields[name] for name in ("group", "sector"))
        group.choices = [keep, *((pk, str(one)) for pk, one in self._groups.items()), none]  # type: ignore[attr-defined]  # a ChoiceField
        sector.choices = [keep, *((pk, f"{one.code} · {one}") for pk, one in self._sectors.items()), none]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """KEEP, None, or the thing chosen; at least one changes."""
        data = super().clean() or {}
        for name, known in (("group", self._groups), ("sector", self._sectors)):
            value = data.get(name) or KEEP
            data[name] = KEEP if value == KEEP else known.get(value)
        if not self.errors and data["group"] == data["sector"] == KEEP:
            self.add_error("group", _("Choose a group or a sector to move them to."))
        return data


class BulkAudienceForm(BulkForm):
    """Who may see them."""

    audience = forms.ChoiceField(label=_("Who may see them"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The same choices as for one."""
        audience: Any = self.fields["audience"]
        audience.choices = AudienceForm.base_fields["audience"].choices  # type: ignore[attr-defined]  # a ChoiceField


class BulkRemindForm(BulkForm):
    """Đôn đốc for many."""

    whom = forms.ChoiceField(
        label=_("Whom"),
        choices=[
            (Rung.OFFICER.value, _("The officer in charge of your side's part")),
            (Rung.HEAD.value, _("The head of your side's lead agency")),
            (Rung.FOCAL.value, _("The focal agency of the other sides")),
        ],
    )
    words = NfcCharField(
        label=_("What you ask"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The office reads it, and it stays in the trail."),
    )  # fmt: skip
