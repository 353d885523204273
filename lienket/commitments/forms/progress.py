"""Forms of milestones and of progress set by hand. Cleaned data are the deeds' own arguments."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from lienket.files.forms import FilesField
from lienket.lib.forms import DayField, Form, NfcCharField

from ..actions.milestones import MilestoneDraft
from ..models import Commitment, Milestone

FREE_ROWS = 4


class _Whole(forms.TextInput):
    """A short box for a whole number."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "numeric", "class": "short number", "autocomplete": "off"})


class MilestonesForm(Form):
    """The milestones not reached yet, one row each, and free rows. A row whose words are taken away goes."""

    def __init__(self, data: Any = None, *, commitment: Commitment) -> None:
        super().__init__(data)
        waiting: list[Milestone | None] = [one for one in commitment.milestones.all() if one.reached_on is None]
        self.rows: list[Milestone | None] = [*waiting, *[None] * FREE_ROWS]
        for number, one in enumerate(self.rows):
            self.fields[f"title_{number}"] = NfcCharField(
                label=_("Milestone"), required=False, max_length=300, initial=one.title if one else ""
            )
            self.fields[f"weight_{number}"] = forms.IntegerField(
                label=_("Weight"), required=False, min_value=1, max_value=1000, widget=_Whole(),
                initial=one.weight if one else None,
            )  # fmt: skip
            self.fields[f"due_{number}"] = DayField(
                label=_("Planned for"), required=False, initial=one.due if one else None
            )

    @property
    def row_fields(self) -> Iterator[tuple[BoundField, BoundField, BoundField]]:
        """The three fields of each row, for the page."""
        for number in range(len(self.rows)):
            yield self[f"title_{number}"], self[f"weight_{number}"], self[f"due_{number}"]

    def clean(self) -> dict[str, Any]:
        """A row has words and a weight, or nothing at all."""
        data = super().clean() or self.cleaned_data
        for number in range(len(self.rows)):
            title, weight = data.get(f"title_{number}"), data.get(f"weight_{number}")
            if title and weight is None and f"weight_{number}" not in self.errors:
                self.add_error(f"weight_{number}", _("Give its weight, for example 1 where all weigh alike."))
            if self.rows[number] is None and not title and (weight or data.get(f"due_{number}")):
                self.add_error(f"title_{number}", _("Say what will have been reached."))
        return data

    def drafts(self) -> list[MilestoneDraft]:
        """The rows with words, as the deed takes them."""
        data = self.cleaned_data
        return [
            MilestoneDraft(data[f"title_{n}"], data[f"weight_{n}"], data[f"due_{n}"], one.pk if one else None)
            for n, one in enumerate(self.rows)
            if data[f"title_{n}"]
        ]


class ReachForm(Form):
    """A milestone is reached: when, and what shows it."""

    reached_on = DayField(label=_("Reached on"), help_text=_("The day of the paper or the minutes."))
    evidence = NfcCharField(
        label=_("What shows it"), max_length=300, help_text=_("The number of a paper, minutes, a link: 45/BC-SCT.")
    )
    attached = FilesField(label=_("Files"), required=False)


class TakeBackForm(Form):
    """A milestone was marked by mistake."""

    reason = NfcCharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class OverrideForm(Form):
    """Progress set by hand."""

    percent = forms.IntegerField(label=_("Progress, %"), min_value=0, max_value=100, widget=_Whole())
    reason = NfcCharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown beside the number to everyone who sees it."),
    )  # fmt: skip
