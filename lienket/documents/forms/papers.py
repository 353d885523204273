"""Forms about a paper as a whole: handing it in, its programme, who may see it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.accounts.models import Officer
from lienket.lib.audience import Audience
from lienket.lib.forms import Form, NfcCharField
from lienket.programmes.models import Programme

from ..intake import ACCEPTED_FILES
from ..models import Document


class UploadForm(Form):
    """A paper for one's own side: a file or pasted words."""

    file = forms.FileField(
        label=_("File"), required=False, allow_empty_file=True, widget=forms.FileInput({"accept": ACCEPTED_FILES})
    )
    text = NfcCharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    name = NfcCharField(
        label=_("What to call it"),
        required=False,
        max_length=200,
        help_text=_("For a pasted text; the reading finds number, day and title by itself."),
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        required=False,
        empty_label=_("Not known yet: propose one from the text"),
    )
    declared_not_secret = forms.BooleanField(
        label=_("I declare that this document is not a state secret"),
        required=False,
        help_text=_(
            "Needed only for scans: nobody can check a picture for a stamp, so it is kept on your word and never read."
        ),
    )

    def __init__(self, *args: Any, officer: Officer, programme: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Programme.objects.visible_to(officer).filter(parties__locality=officer.side)
        programmes = self.fields["programme"]
        if isinstance(programmes, forms.ModelChoiceField):
            programmes.queryset = own
        if programme:  # the page of a programme leads here
            self.initial["programme"] = own.filter(slug=programme).first()


class ProgrammeChoiceForm(Form):
    """To which programme a document belongs."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), required=False, empty_label=_("None yet")
    )

    def __init__(self, *args: Any, document: Document, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, initial={"programme": document.programme_id}, **kwargs)
        programmes = self.fields["programme"]
        if isinstance(programmes, forms.ModelChoiceField):
            programmes.queryset = Programme.objects.visible_to(officer).filter(parties__locality=document.side)


class ShareForm(Form):
    """Who else is to see a document."""

    audience = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[(Audience.PARTIES, Audience.PARTIES.label), (Audience.PUBLIC, Audience.PUBLIC.label)],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label=_("I have checked that nothing in it must stay with our side"))
