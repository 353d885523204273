"""Form fields that choose an agency by its type: "Sở Tài chính" of a side, whether or not a paper has named it before."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.lib.text import vietnamese_sort_key

from .models import Agency, AgencyType, Locality


def agency_types_of(locality: Locality, day: dt.date) -> list[AgencyType]:
    """The types of agency such a locality has on `day`, in the order of their names."""
    fitting = [
        one
        for one in AgencyType.objects.on(day)
        if (not one.for_kind or one.for_kind == locality.kind) and (not one.only_in or locality.code in one.only_in)
    ]
    return sorted(fitting, key=lambda one: vietnamese_sort_key(str(one)))


class AgencyTypeField(forms.TypedChoiceField):
    """One type of agency by code; `offer` says of which locality and day. Cleaned to the code, "" where none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"empty_value": "", "error_messages": _NOT_THERE} | kwargs)

    def offer(self, locality: Locality, day: dt.date, *, empty: Any = None) -> None:
        """Put the locality's agencies into the list."""
        self.choices = [("", empty or _("— choose —")), *((t.code, str(t)) for t in agency_types_of(locality, day))]


class AgencyTypesField(forms.TypedMultipleChoiceField):
    """Several types of agency by code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"empty_value": [], "error_messages": _NOT_THERE} | kwargs)

    def offer(self, locality: Locality, day: dt.date) -> None:
        """Put the locality's agencies into the list."""
        self.choices = [(t.code, str(t)) for t in agency_types_of(locality, day)]


def code_of(agency: Agency | None) -> str:
    """The choice that shows an agency as already chosen."""
    return agency.type.code if agency is not None else ""


_NOT_THERE = {"invalid_choice": _("This agency does not exist here today. Choose one of the list.")}
