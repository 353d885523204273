"""The localities that stand in filters and lists: those with a programme one may see."""

from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from lienket.lib.forms import Form, NfcCharField, QuickSelect
from lienket.localities.models import Locality, LocalityQuerySet
from lienket.programmes.models import Programme


def places_with_programmes(user: Any) -> LocalityQuerySet:
    """Parties of the programmes `user` may see, now or before. Each is asked for one such programme, not all programmes for theirs."""
    theirs = Programme.objects.visible_to(user).filter(parties__locality=OuterRef("pk")).order_by()
    return Locality.objects.filter(pk=Subquery(theirs.values("parties__locality")[:1]))


class PlaceFilter(Form):
    """What every list over many programmes can be narrowed to: words and a locality; every value stands in the address."""

    q = NfcCharField(label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    dia_phuong = forms.ModelChoiceField(
        Locality.objects.none(), label=_("Locality"), required=False, empty_label=_("All"), to_field_name="slug",
        widget=QuickSelect,
    )  # fmt: skip

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        places: Any = self.fields["dia_phuong"]
        places.queryset = places_with_programmes(user)
