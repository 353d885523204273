"""Correcting a draft before it is accepted.

A draft form is filled from a proposal's draft and gives a draft back (`to_draft`): the same plain values, so that what
`applying.py` gets looks the same whether a person touched it or not.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienket.indicators.models import Bound
from lienket.lib.forms import DayField, FigureField, Form, NfcCharField

from ..models import Proposal
from .choices import Choices

Kind, Mode = Proposal.Kind, Proposal.Mode
Draft = Mapping[str, Any]


class DraftForm(Form):
    """What every draft form has: how it is accepted, and what it updates."""

    modes: ClassVar[dict[str, Any]] = {Mode.NEW: _("As new")}
    mode = forms.ChoiceField(label=_("Accept it"), choices=[], widget=forms.RadioSelect)
    match_id = forms.TypedChoiceField(
        label=_("What it updates"), choices=[], coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: Any = None, *, proposal: Proposal, choices: Choices, mode: str = Mode.NEW) -> None:
        self.proposal, self.choices = proposal, choices
        initial = self.initial_of(proposal.draft) | {"match_id": proposal.match_id, "mode": mode}
        super().__init__(data, initial=initial, prefix="d")
        self._offer("mode", list(self.modes.items()))
        known = self.known()
        self._offer("match_id", [("", _("Nothing")), *known])
        if len(self.modes) == 1 or not known:
            self._offer("mode", [(Mode.NEW, self.modes[Mode.NEW])])
            self.fields["mode"].initial = self.initial["mode"] = Mode.NEW
            self.fields["mode"].widget = forms.HiddenInput()
            self.fields["match_id"].widget = forms.HiddenInput()
        self.prepare()
        self.order_fields([*(n for n in self.fields if n not in {"mode", "match_id"}), "mode", "match_id"])

    def known(self) -> list[tuple[int, str]]:
        """What exists that the draft could update."""
        return []

    def prepare(self) -> None:
        """Fill the selects."""

    def initial_of(self, draft: Draft) -> dict[str, Any]:
        """The form's first values."""
        return {name: draft.get(name) for name in self.base_fields if name in draft}

    def to_draft(self) -> dict[str, Any]:
        """The draft as corrected: what the form knows replaces what the reading said, the rest stays."""
        values = {k: v for k, v in self.cleaned_data.items() if k not in {"mode", "match_id"}}
        draft = dict(self.proposal.draft) | {k: _plain(v) for k, v in values.items() if k in self.base_fields}
        if self.cleaned_data["mode"] != Mode.NEW:
            draft["match_id"] = self.cleaned_data["match_id"]
        return draft

    def clean(self) -> dict[str, Any]:
        """A mode that updates something names what."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("mode") not in {None, Mode.NEW} and not cleaned.get("match_id"):
            self.add_error("match_id", ValidationError(_("Choose what this updates, or accept it as new.")))
        return cleaned

    def _offer(self, name: str, choices: Iterable[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if hasattr(value, "as_tuple") else value


class ProgrammeDraftForm(DraftForm):
    """A proposed programme."""

    modes = {Mode.NEW: _("As a new programme"), Mode.EVIDENCE: _("As belonging to one that exists")}
    title = NfcCharField(label=_("Title"), max_length=300)
    parties = forms.MultipleChoiceField(
        label=_("Parties"),
        choices=[],
        widget=forms.SelectMultiple({"size": 6}),
        help_text=_("At least two; hold Ctrl to choose several."),
    )
    period_from = DayField(label=_("From"), required=False)
    period_to = DayField(label=_("To"), required=False)
    open_ended = forms.BooleanField(label=_("And the following years"), required=False)
    promise = NfcCharField(label=_("The promise in one line"), required=False, widget=forms.Textarea({"rows": 2}))

    def known(self) -> list[tuple[int, str]]:
        """Programmes of the side."""
        return self.choices.programmes()

    def prepare(self) -> None:
        """Every locality can be a party."""
        self._offer("parties", self.choices.localities())

    def initial_of(self, draft: Draft) -> dict[str, Any]:
        """Days as days."""
        return super().initial_of(draft) | {k: _day(draft.get(k)) for k in ("period_from", "period_to")}

    def clean_parties(self) -> list[str]:
        """Two at least."""
        parties: list[str] = self.cleaned_data["parties"]
        if len(parties) < 2:
            raise ValidationError(_("A programme has at least two parties. Choose the other locality too."))
        return parties


class MeetingDraftForm(DraftForm):
    """A proposed meeting."""

    title = NfcCharField(label=_("Title"), max_length=300)
    held_on = DayField(label=_("Held on"), required=False)
    place = NfcCharField(label=_("Place"), max_length=200, required=False)
    purpose = NfcCharField(label=_("Purpose"), required=False, widget=forms.Textarea({"rows": 3}))

    def initial_of(self, draft: Draft) -> dict[str, Any]:
        """The day as a day."""
        return super().initial_of(draft) | {"held_on": _day(draft.get("held_on"))}


class ContentDraftForm(DraftForm):
    """A proposed commitment: agreed, assigned or asked for."""

    modes = {
        Mode.NEW: _("As a new commitment"),
        Mode.EVIDENCE: _("As an update of one that exists"),
        Mode.DEADLINE: _("As the new deadline of one that exists"),
    }
    title = NfcCharField(label=_("Content"), max_length=500, widget=forms.Textarea({"rows": 2}))
    sector = forms.ChoiceField(label=_("Sector"), choices=[], required=False)
    group_code = NfcCharField(label=_("Number of the group"), max_length=20, required=False)
    group_title = NfcCharField(label=_("Title of the group"), max_length=300, required=False)
    deadline = DayField(label=_("Deadline"), required=False)

    def known(self) -> list[tuple[int, str]]:
        """Commitments it could be."""
        return self.choices.commitments()

    def prepare(self) -> None:
        """Sectors and the acting sides."""
        self._offer("sector", self.choices.sectors())

    def initial_of(self, draft: Draft) -> dict[str, Any]:
        """The deadline as a day."""
        return super().initial_of(draft) | {"deadline": _day(draft.get("deadline"))}

    def clean(self) -> dict[str, Any]:
        """No deadline before the paper; a changed deadline is a day."""
        cleaned = super().clean()
        deadline, issued = cleaned.get("deadline"), self.proposal.document.issued_on
        if deadline and issued and deadline < issued:
            self.add_error("deadline", ValidationError(_("The deadline lies before the paper itself. Check the year.")))
        if cleaned.get("mode") == Mode.DEADLINE and not deadline:
            self.add_error("deadline", ValidationError(_("Give the new deadline.")))
        return cleaned


class AgreementDraftForm(ContentDraftForm):
    """Agreed by the parties: which of them act."""

    parties = forms.MultipleChoiceField(label=_("Who acts"), choices=[], widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        """The programme's parties."""
        super().prepare()
        self._offer("parties", self.choices.parties(self.proposal.draft))


class RequestDraftForm(ContentDraftForm):
    """Asked by one side of another."""

    to = forms.MultipleChoiceField(label=_("Who is asked"), choices=[], widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        """The programme's parties; who asks stays as read."""
        super().prepare()
        self._offer("to", self.choices.parties(self.proposal.draft))


class AssignmentDraftForm(ContentDraftForm):
    """Assigned to agencies: a lead and helpers for each party."""

    output = NfcCharField(label=_("Output"), max_length=300, required=False)

    def prepare(self) -> None:
        """A pair of selects for each party."""
        super().prepare()
        types, draft = self.choices.agencies(), self.proposal.draft
        self.parties = self.choices.parties(self.proposal.draft)
        for code, name in self.parties:
            own = [a["type"] for a in draft.get("leads") or () if a.get("locality") == code and a.get("type")]
            helping = [
                a["type"] for a in draft.get("coordinators") or () if a.get("locality") == code and a.get("type")
            ]
            self.fields[f"lead_{code}"] = forms.ChoiceField(
                label=_("Lead of %(party)s") % {"party": name},
                choices=types,
                required=False,
                initial=own[0] if own else "",
            )
            self.fields[f"with_{code}"] = forms.MultipleChoiceField(
                label=_("Coordinating for %(party)s") % {"party": name},
                choices=types[1:],
                required=False,
                initial=[*helping, *own[1:]],
                widget=forms.SelectMultiple({"size": 5}),
            )

    def to_draft(self) -> dict[str, Any]:
        """Agencies as the reading names them: type and locality."""
        draft = super().to_draft()
        names = {code: str(label) for group in self.choices.agencies()[1:] for code, label in group[1]}
        draft["leads"], draft["coordinators"] = [], []
        for code, name in self.parties:
            if lead := self.cleaned_data[f"lead_{code}"]:
                draft["leads"].append({"type": lead, "locality": code, "name": f"{names[lead]} {name}"})
            for helper in self.cleaned_data[f"with_{code}"]:
                draft["coordinators"].append({"type": helper, "locality": code, "name": f"{names[helper]} {name}"})
        before = self.proposal.draft
        for key in ("leads", "coordinators"):
            # Untouched choices keep the words of the paper.
            if _pairs(draft[key]) == _pairs(before.get(key) or ()) and not _unknown(before.get(key) or ()):
                draft[key] = before.get(key) or []
        return draft


class FigureDraftForm(DraftForm):
    """A proposed figure: whose, what, how much, when."""

    modes = {Mode.NEW: _("As a new figure"), Mode.NEWER: _("As a newer value of one that exists")}
    subject = NfcCharField(label=_("What is counted"), max_length=300)
    locality = forms.ChoiceField(label=_("Whose figure"), choices=[])
    bound = forms.ChoiceField(label=_("Qualifier"), choices=Bound.choices)
    value = FigureField(label=_("Value"), max_digits=28, decimal_places=6)
    value_to = FigureField(label=_("Up to"), max_digits=28, decimal_places=6, required=False)
    unit = NfcCharField(label=_("Unit"), max_length=120)
    as_of = DayField(label=_("As of"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200, localize=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[], required=False)

    def known(self) -> list[tuple[int, str]]:
        """Figures of the same unit."""
        return self.choices.figures(self.proposal.draft)

    def prepare(self) -> None:
        """Localities and sectors."""
        self._offer("locality", [("", _("Not chosen")), *self.choices.localities()])
        self._offer("sector", self.choices.sectors())

    def initial_of(self, draft: Draft) -> dict[str, Any]:
        """Days as days, figures as figures."""
        figures = {k: Decimal(draft[k]) if draft.get(k) not in {None, ""} else None for k in ("value", "value_to")}
        return super().initial_of(draft) | figures | {"as_of": _day(draft.get("as_of"))}

    def clean(self) -> dict[str, Any]:
        """A range has two ends, every other figure one."""
        cleaned = super().clean()
        if (cleaned.get("bound") == Bound.RANGE) != (cleaned.get("value_to") is not None):
            self.add_error("value_to", ValidationError(_("A range has two ends, every other figure has one.")))
        return cleaned


class ShortcomingDraftForm(DraftForm):
    """What falls short, as the paper says it."""

    details = NfcCharField(label=_("What falls short"), widget=forms.Textarea({"rows": 3}))
    sector = forms.ChoiceField(label=_("Sector"), choices=[], required=False)

    def prepare(self) -> None:
        """Sectors."""
        self._offer("sector", self.choices.sectors())


DRAFT_FORMS: dict[str, type[DraftForm]] = {
    Kind.PROGRAMME: ProgrammeDraftForm,
    Kind.MEETING: MeetingDraftForm,
    Kind.AGREEMENT: AgreementDraftForm,
    Kind.ASSIGNMENT: AssignmentDraftForm,
    Kind.REQUEST: RequestDraftForm,
    Kind.SHORTCOMING: ShortcomingDraftForm,
    Kind.FIGURE: FigureDraftForm,
}


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None


def _pairs(agencies: Iterable[Mapping[str, Any]]) -> set[tuple[Any, Any]]:
    return {(a.get("type"), a.get("locality")) for a in agencies}


def _unknown(agencies: Iterable[Mapping[str, Any]]) -> bool:
    return any(not a.get("type") or not a.get("locality") for a in agencies)
