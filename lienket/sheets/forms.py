"""What is handed in with a table: the file, and what no cell holds: why deadlines move, and the paper new commitments stand in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lienket.commitments.forms.steps import LONG
from lienket.files import kinds
from lienket.files.forms import FilesField
from lienket.files.refusals import FileRefused
from lienket.lib.citations import Citation
from lienket.lib.forms import Form, NfcCharField
from lienket.programmes.forms.source import SourceFields

from .reading import MOST_BYTES, Table, read_table


class BesideTheTableForm(SourceFields, Form):
    """Needed only by some rows, which say so."""

    reason = NfcCharField(
        label=_("Why deadlines move"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where the table moves a deadline that was given out. It stands in the trail of each."),
    )  # fmt: skip
    field_order = ["file", "reason", "paper", "paper_date", "page", "place"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].required = False
        self.fields["paper"].help_text = _("Only where the table brings new commitments. For example 512/TB-VP.")
        del self.fields["quote"]  # of one commitment, not of many

    def clean(self) -> dict[str, Any]:
        """No words of the paper are quoted."""
        return (super().clean() or {}) | {"quote": ""}

    def source(self) -> Citation | None:
        """The paper, where one was named."""
        return self.citation() if self.cleaned_data["paper"] else None

    @property
    def kept(self) -> dict[str, str]:
        """What was filled in, as it was typed."""
        return {name: self.data.get(name, "") for name in ("reason", "paper", "paper_date", "page", "place")}


class TableForm(BesideTheTableForm):
    """The file is read here, so that what is wrong with it stands beside it."""

    file = FilesField(
        label=_("Table"), types={kinds.XLSX, kinds.CSV}, most=1, most_bytes=MOST_BYTES, widget=forms.FileInput,
        help_text=_("The file this table handed out, changed, or the empty one filled in: .xlsx or .csv."),
    )  # fmt: skip
    table: Table

    def clean_file(self) -> Any:
        """The upload; what was read of it is in `table`."""
        (upload,) = self.cleaned_data["file"]
        try:
            upload.seek(0)
            self.table = read_table(upload.read(), upload.name or "")
        except FileRefused as refusal:
            raise ValidationError(format_lazy("{}", refusal.message)) from refusal
        return upload
