"""The form of a reminder by hand. Cleaned data are the deed's own arguments, `part` among them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienket.lib.forms import Form, NfcCharField

from ..chase import Rung
from ..models import Responsibility

LONG = 500  # characters: a sentence or two, which fit into a line of the digest


class ReminderForm(Form):
    """Whom, and in which words. `offered`: what the officer may choose from, with the office's name."""

    to = forms.ChoiceField(label=_("Whom"), widget=forms.RadioSelect)
    words = NfcCharField(
        label=_("What you ask"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: please report the result of the second quarter by Friday."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, offered: Sequence[tuple[Responsibility, Rung, str]]) -> None:
        self.offered = {f"{part.pk}-{rung}": (part, rung) for part, rung, _label in offered}
        choices = [(f"{part.pk}-{rung}", label) for part, rung, label in offered]
        super().__init__(data, initial={"to": choices[0][0]} if choices else {})
        field: Any = self.fields["to"]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The part and the rung that were chosen."""
        data = super().clean() or {}
        if "to" not in data:
            return data
        if data["to"] not in self.offered:
            raise ValidationError(_("Choose one of the offices of the list."))
        part, rung = self.offered[data["to"]]
        return data | {"part": part, "rung": rung}
