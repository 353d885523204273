"""Forms of the programme's record: entered by hand with its source, corrected, its parties' agencies, signers, readers."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.forms import DayField, Form, NfcCharField
from lienket.lib.numbers import format_date
from lienket.localities.choosing import AgencyTypeField, agency_types_of, code_of
from lienket.localities.models import AgencyType, Locality, Sector

from ..models import Party, Programme, ProgrammeState
from .source import SourceFields

MOST_PARTIES = 4
_ENTERED_AT = [
    ProgrammeState.PROPOSED,
    ProgrammeState.DRAFTING,
    ProgrammeState.SIGNED,
    ProgrammeState.IN_FORCE,
    ProgrammeState.REVIEWED,
    ProgrammeState.TERMINATED,
]


class _Record(Form):
    """Title, promise and period."""

    title = NfcCharField(label=_("Title"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    promise = NfcCharField(
        label=_("The promise in one line"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    period_from = DayField(label=_("From"), required=False)
    period_to = DayField(label=_("To"), required=False)
    open_ended = forms.BooleanField(label=_("and the following years"), required=False)

    def clean(self) -> dict[str, Any]:
        """A period runs forward."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("period_from"), data.get("period_to")
        if begins and ends and ends < begins:
            self.add_error("period_to", _("A programme cannot end before it begins. Check the two days."))
        return data


class ProgrammeForm(SourceFields, _Record):
    """A programme by hand: who the parties are, where its life stands, and the paper that says so."""

    state = forms.ChoiceField(
        label=_("Where it stands"), choices=[(s.value, s.label) for s in _ENTERED_AT], initial=ProgrammeState.PROPOSED
    )

    def __init__(self, data: Any = None, *, own: Locality | None = None) -> None:
        super().__init__(data)
        today = clock.today()
        units = list(Locality.objects.all())
        standing = [(u.pk, str(u)) for u in units if u.stood_on(today)]
        ended = [(u.pk, f"{u} ({_ended(u)})") for u in units if not u.stood_on(today)]
        types = [(t.code, str(t)) for t in AgencyType.objects.filter(kind__in=["executive", "department", "party"])]
        for n in range(1, MOST_PARTIES + 1):
            party = forms.ModelChoiceField(
                Locality.objects.all(), label=_("Party %(n)s") % {"n": n}, required=n <= 2,
                initial=own.pk if own and n == 1 else None,
            )  # fmt: skip
            choices: Any = [("", _("— choose —")), (_("Today"), standing), (_("Merged into others"), ended)]
            party.choices = choices
            self.fields[f"party_{n}"] = party
            self.fields[f"focal_{n}"] = forms.ChoiceField(
                label=_("Focal agency of party %(n)s") % {"n": n}, required=False,
                choices=[("", _("not named yet")), *types],
            )  # fmt: skip

    @property
    def party_fields(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each party's two fields, for the page."""
        for n in range(1, MOST_PARTIES + 1):
            yield self[f"party_{n}"], self[f"focal_{n}"]

    def clean(self) -> dict[str, Any]:
        """Every party once."""
        data = super().clean()
        chosen = [data[f"party_{n}"] for n in range(1, MOST_PARTIES + 1) if data.get(f"party_{n}")]
        if len({unit.pk for unit in chosen}) < len(chosen):
            self.add_error("party_2", _("Each locality is a party once. Choose another one."))
        return data

    def parties(self) -> list[tuple[Locality, str]]:
        """(locality, code of the focal agency's type) in the order of the paper."""
        data = self.cleaned_data
        return [(data[f"party_{n}"], data[f"focal_{n}"]) for n in range(1, MOST_PARTIES + 1) if data.get(f"party_{n}")]

    def facts(self) -> dict[str, Any]:
        """The deed's other arguments."""
        return {n: v for n, v in self.without_source().items() if not n.startswith(("party_", "focal_"))}


class EditForm(_Record):
    """The record corrected."""

    def __init__(self, data: Any = None, *, programme: Programme) -> None:
        super().__init__(data, initial={name: getattr(programme, name) for name in self.base_fields})


class FocalAgencyForm(Form):
    """The focal agency of one's own side."""

    agency = AgencyTypeField(label=_("Focal agency"))

    def __init__(self, data: Any = None, *, party: Party) -> None:
        super().__init__(data, initial={"agency": code_of(party.focal_agency)})
        field: Any = self.fields["agency"]
        field.choices = [
            ("", _("— choose —")),
            *((t.code, str(t)) for t in agency_types_of(party.locality, clock.today())),
        ]


class AudienceForm(Form):
    """Public, or internal to the parties."""

    audience = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[
            (Audience.PUBLIC.value, _("Everyone")),
            (Audience.PARTIES.value, _("Officers of the parties only")),
        ],
        widget=forms.RadioSelect,
    )


class SignatoryForm(Form):
    """Who signed for a party, by office."""

    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"), empty_label=None)
    title = NfcCharField(
        label=_("Office"), max_length=200,
        help_text=_("By office, without the person's name: Chủ tịch Ủy ban nhân dân thành phố Hà Nội."),
    )  # fmt: skip
    signed_on = DayField(label=_("Signed on"), required=False)

    def __init__(self, data: Any = None, *, parties: QuerySet[Party]) -> None:
        super().__init__(data)
        party: Any = self.fields["party"]
        party.queryset = parties


class GroupForm(Form):
    """A content group, numbered as the paper numbers it."""

    code = NfcCharField(label=_("Number"), max_length=20, help_text=_("As the paper has it: II, 3, b."))
    title = NfcCharField(label=_("Title"), max_length=300)
    sector = forms.ModelChoiceField(Sector.objects.top(), label=_("Sector"), required=False, empty_label=_("none"))


class MeetingForm(SourceFields, Form):
    """A meeting of the parties, with the paper that tells of it."""

    title = NfcCharField(label=_("Title"), max_length=300)
    held_on = DayField(label=_("Held on"), required=False)
    place_held = NfcCharField(label=_("Place"), required=False, max_length=200)
    purpose = NfcCharField(
        label=_("Purpose"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    field_order = ["title", "held_on", "place_held", "purpose", "paper", "paper_date", "page", "place", "quote"]


class LeaveForm(Form):
    """By which paper, when and why one's own party leaves."""

    left_on = DayField(label=_("Left on"), help_text=_("The day the paper names, not the day of typing."))
    paper_number = NfcCharField(label=_("Number of the paper"), max_length=60)
    paper_date = DayField(label=_("Date of the paper"))
    reason = NfcCharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class MoveForm(Form):
    """The evidence of one step of the programme's life; asks only what the step needs."""

    paper_number = NfcCharField(label=_("Number of the paper"), max_length=60)
    paper_date = DayField(label=_("Date of the paper"))
    reason = NfcCharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, evidence: tuple[str, ...]) -> None:
        super().__init__(data)
        for name in list(self.fields):
            if name not in evidence:
                del self.fields[name]


def _ended(unit: Locality) -> str:
    return str(_("until %(day)s") % {"day": format_date(unit.valid_to)}) if unit.valid_to else ""
