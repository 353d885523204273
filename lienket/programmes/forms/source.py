"""Where a fact stands in a paper that exists only as a scan: number, date, page, clause, and the words themselves."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.citations import Citation
from lienket.lib.forms import DayField, NfcCharField

# People write "mục II.3"; the page says the word itself, in its own language.
_NAMED = re.compile(r"^(?:mục|khoản|điểm|điều|item)\s+", re.IGNORECASE)


class SourceFields(forms.Form):
    """Put before Form: adds the fields of a source and hands them back as a Citation."""

    paper = NfcCharField(label=_("Number or name of the paper"), max_length=200, help_text=_("For example 512/TB-VP."))
    paper_date = DayField(label=_("Date of the paper"), required=False)
    page = forms.IntegerField(
        label=_("Page"), required=False, min_value=1, max_value=5000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short number"}),
    )  # fmt: skip
    place = NfcCharField(
        label=_("Clause"), required=False, max_length=100, help_text=_("Its number only, for example II.3.")
    )
    quote = NfcCharField(
        label=_("The words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The sentence as the paper has it, so that everyone can check."),
    )  # fmt: skip

    SOURCE = ("paper", "paper_date", "page", "place", "quote")

    def clean_paper_date(self) -> Any:
        """A paper is dated when it is issued."""
        day = self.cleaned_data["paper_date"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(_("The date of the paper lies in the future. Enter the date it bears."))
        return day

    def citation(self) -> Citation:
        """The source as a value, once the form is valid."""
        data = self.cleaned_data
        return Citation(
            paper=data["paper"],
            paper_date=data["paper_date"].isoformat() if data["paper_date"] else "",
            page=data["page"],
            clause=_NAMED.sub("", data["place"]),
            quote=data["quote"],
            accepted_on=clock.today().isoformat(),
        )

    def without_source(self) -> dict[str, Any]:
        """The cleaned data of the other fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.SOURCE}
