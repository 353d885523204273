"""Forms of the decisions: the lead kept, work paused and resumed, stopped, carried over, extended, reopened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.forms import DayField, NfcCharField
from lienket.lib.numbers import format_date
from lienket.programmes.models import Programme

from ..guards import pending
from ..models import Commitment, Request
from .steps import LONG, StepForm


def _reason(label: Any = None, *, required: bool = True, rows: int = 4) -> NfcCharField:
    return NfcCharField(
        label=label or _("Reason"), required=required, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReasonForm(StepForm):
    """T4b, T13c, T14: why."""

    reason = _reason()


class PauseForm(StepForm):
    """T10: why the work stands still, and until when."""

    reason = _reason()
    expected_on = DayField(
        label=_("Expected to go on"), help_text=_("The Office is reminded on this day; nothing goes on by itself.")
    )


class ResumeForm(StepForm):
    """T10b: whether the days it stood still are added to the deadline."""

    move_the_deadline = forms.BooleanField(
        label=_("Add the days it stood still to the deadline"), required=False, initial=True
    )
    note = _reason(_("Note"), required=False, rows=3)

    def prepare(self) -> None:
        """Say which day it would be; nothing to move where there is no deadline."""
        commitment = self.part.commitment
        stands = commitment.pauses.filter(ended_on=None).first()
        days = stands.days(clock.today()) if stands is not None else 0
        if commitment.deadline is None or not days:
            del self.fields["move_the_deadline"]
            return
        self.fields["move_the_deadline"].help_text = _("%(days)s days: from %(old)s to %(new)s.") % {
            "days": days,
            "old": format_date(commitment.deadline),
            "new": format_date(commitment.deadline + (clock.today() - stands.paused_on)) if stands else "",
        }


class StopForm(StepForm):
    """T11: the decision or conclusion, and why."""

    paper_number = NfcCharField(
        label=_("Number of the decision or conclusion"), max_length=60, help_text=_("For example 412-KL/TU.")
    )
    paper_date = DayField(label=_("Date of the decision or conclusion"))
    reason = _reason()


class CarryOverForm(StepForm):
    """T12: where it goes on. One list: a new draft in a programme of the same sides, or an item that stands there already."""

    place = forms.ChoiceField(label=_("Goes on in"))
    note = _reason(_("Note"), required=False, rows=3)

    def offer(self, places: "list[tuple[Programme, list[Commitment]]]") -> None:
        """Put the programmes one may choose into the list; start from what the other side named."""
        choices: list[Any] = [("", _("— choose —"))]
        for programme, items in places:
            inside: list[Any] = [(f"p{programme.pk}", _("a new draft with the same words"))]
            inside += [(f"c{item.pk}", f"{item.number} · {item.title}"[:120]) for item in items]
            choices.append((programme.title, inside))
        field: Any = self.fields["place"]
        field.choices = choices
        self._programmes = {programme.pk: programme for programme, _items in places}
        self._items = {item.pk: item for _programme, items in places for item in items}
        commitment = self.part.commitment
        if commitment.carried_to_id:
            self.initial.setdefault("place", f"c{commitment.carried_to_id}")
        elif commitment.carried_into_id:
            self.initial.setdefault("place", f"p{commitment.carried_into_id}")

    def chosen(self) -> tuple[Programme, Commitment | None]:
        """The programme, and the item in it where one was chosen."""
        kind, pk = self.cleaned_data["place"][0], int(self.cleaned_data["place"][1:])
        if kind == "p":
            return self._programmes[pk], None
        return self._items[pk].programme, self._items[pk]


class ExtensionForm(StepForm):
    """T13: until when, and why."""

    proposed = DayField(label=_("Deadline you propose"))
    reason = _reason()


class ApproveForm(StepForm):
    """T13b: the new deadline, first the one proposed."""

    new = DayField(label=_("New deadline"))
    note = _reason(_("Note"), required=False, rows=3)

    def prepare(self) -> None:
        """Start from the day the lead proposed."""
        asked = pending(self.part, Request.Kind.EXTENSION)
        self.initial.setdefault("new", asked.proposed if asked is not None else None)
