"""The form on which an officer chooses how to be told."""

from typing import Any

from django import forms

from lienket.lib.forms import Form

from .kinds import EXPLAINED, Channel, Kind


class ChannelsForm(Form):
    """One choice for each kind of notice. `cleaned_data` is the deed's `channels`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, help_text=EXPLAINED[kind], choices=Channel.choices, widget=forms.RadioSelect
            )
