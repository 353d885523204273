"""Forms of a remark."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.accounts.models import Officer
from lienket.lib.forms import Form, NfcCharField

from .models import LONGEST
from .people import offered, readers
from .subjects import Subject
from .words import tidy


class _TidyField(NfcCharField):
    """Text without anything invisible, measured as it will be kept."""

    def to_python(self, value: Any) -> Any:
        """Tidied first."""
        return super().to_python(tidy(value) if isinstance(value, str) else value)


class RemarkForm(Form):
    """What is said, to whom it is put, and who may read it."""

    text = _TidyField(
        label=_("Your remark"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("To mention somebody write @ and the work address, or choose from the list."),
        error_messages={"required": _("Write what you have to say: nothing that can be read was typed.")},
    )
    own_side_only = forms.BooleanField(label=_("Only my side may read it"), required=False)
    people = forms.ModelMultipleChoiceField(
        Officer.objects.none(), label=_("Mention"), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, subject: Subject, author: Officer) -> None:
        super().__init__(data)
        people: Any = self.fields["people"]
        people.queryset = readers(subject.sides)
        people.choices = [
            (officer.pk, f"{officer.full_name} · {office}") for officer, office in offered(subject, author)
        ]


class EditForm(Form):
    """The words put right."""

    text = _TidyField(
        label=_("Your remark"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you have to say: nothing that can be read was typed.")},
    )
