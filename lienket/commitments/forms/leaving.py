"""The form on which the parties that stay decide to go on without one that left."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.lib.forms import Form, NfcCharField

from .steps import LONG


class GoOnForm(Form):
    """How the others do it."""

    reason = NfcCharField(
        label=_("How it goes on"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: the two remaining sides share the work; the deadline stays."),
    )  # fmt: skip
