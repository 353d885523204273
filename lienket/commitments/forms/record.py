"""Forms of the commitment's own record: added by hand with its source, corrected as a draft, shown to whom."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from lienket.indicators.models import Indicator
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.forms import DayField, Form, NfcCharField
from lienket.localities.choosing import AgencyTypeField
from lienket.localities.models import Sector
from lienket.programmes.forms.source import SourceFields
from lienket.programmes.models import ContentGroup, Party, Programme

from ..models import Commitment


class _About(Form):
    """What every form of the record asks."""

    title = NfcCharField(label=_("Content"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    description = NfcCharField(
        label=_("Details"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, empty_label=_("not decided yet"),
        help_text=_("Without a sector the commitment stays internal to the parties."),
    )  # fmt: skip
    group = forms.ModelChoiceField(
        ContentGroup.objects.none(), label=_("Content group"), required=False, empty_label=_("none")
    )
    output = NfcCharField(
        label=_("Product"), required=False, max_length=300, help_text=_("What will show that it is done.")
    )
    deadline = DayField(
        label=_("Deadline"),
        required=False,
        help_text=_("Leave it empty where the paper sets none; that is counted too."),
    )

    def __init__(self, data: Any = None, *, programme: Programme, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        sector: Any = self.fields["sector"]
        sector.queryset = Sector.objects.select_related("parent")
        sector.choices = [("", sector.empty_label), *((s.pk, f"{s.code} · {s}") for s in sector.queryset)]
        group: Any = self.fields["group"]
        group.queryset = programme.groups.all()


class CommitmentForm(SourceFields, _About):
    """T1 by hand: the promise, which sides act, and where the paper says so."""

    made_on = DayField(label=_("Promised on"), required=False, help_text=_("The day of the paper, where it is known."))
    origin = forms.ChoiceField(label=_("Origin"), choices=Commitment.Origin.choices)

    field_order = [
        "title", "description", "group", "sector", "origin", "made_on", "deadline", "output",
        "paper", "paper_date", "page", "place", "quote",
    ]  # fmt: skip

    def __init__(self, data: Any = None, *, programme: Programme, initial: Any = None) -> None:
        super().__init__(data, programme=programme, initial=initial)
        self.parties: list[Party] = list(programme.parties.select_related("locality"))
        for party in self.parties:
            self.fields[f"part_{party.pk}"] = forms.ChoiceField(
                label=_("%(party)s") % {"party": party.locality},
                choices=[("acts", _("acts")), ("receives", _("receives")), ("", _("has no part"))],
                required=False,
                initial="acts",
            )
            lead = AgencyTypeField(label=_("Lead agency of %(party)s") % {"party": party.locality}, required=False)
            lead.offer(party.locality, clock.today(), empty=_("not named yet"))
            self.fields[f"lead_{party.pk}"] = lead

    @property
    def part_fields(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each party's two fields, for the page."""
        for party in self.parties:
            yield self[f"part_{party.pk}"], self[f"lead_{party.pk}"]

    def parts(self) -> list[tuple[Party, bool, str]]:
        """(party, acts, code of the lead's type) of every party that has a part."""
        chosen = [(p, self.cleaned_data[f"part_{p.pk}"], self.cleaned_data[f"lead_{p.pk}"]) for p in self.parties]
        return [(party, part == "acts", lead) for party, part, lead in chosen if part]

    def facts(self) -> dict[str, Any]:
        """The deed's other arguments."""
        return {n: v for n, v in self.without_source().items() if not n.startswith(("part_", "lead_"))}


class EditForm(_About):
    """A draft corrected. Once a deadline was given out it moves by its own deed only."""

    def __init__(self, data: Any = None, *, commitment: Commitment) -> None:
        names = ("title", "description", "sector", "group", "output", "deadline")
        initial = {name: getattr(commitment, name) for name in names}
        super().__init__(data, programme=commitment.programme, initial=initial)
        if commitment.steps.exists() or commitment.deadline_changes.exists():
            self.fields["deadline"].disabled = True
            self.fields["deadline"].help_text = _("It was given out once: change it by “Change the deadline”.")


class AudienceForm(Form):
    """Who may read the commitment."""

    audience = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[
            (Audience.PUBLIC.value, _("Everyone, once the programme itself is public")),
            (
                Audience.PARTIES.value,
                _("The parties; strangers read its title, sector and state in a public programme"),
            ),
            (Audience.SIDE.value, _("Only the sides that have a part in it; nobody else learns of it")),
        ],
        widget=forms.RadioSelect,
    )


class MeasuresForm(Form):
    """The shared indicators that measure a commitment, and which of them is its main one."""

    indicators = forms.ModelMultipleChoiceField(
        Indicator.objects.none(), label=_("Indicators"), required=False, widget=forms.CheckboxSelectMultiple
    )
    main = forms.ModelChoiceField(
        Indicator.objects.none(), label=_("Main indicator"), required=False, empty_label=_("none"),
        help_text=_("The one by which the progress of the commitment is judged first."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, commitment: Commitment) -> None:
        measures = list(commitment.measures.all())
        initial = {
            "indicators": [measure.indicator_id for measure in measures],
            "main": next((measure.indicator_id for measure in measures if measure.main), None),
        }
        super().__init__(data, initial=initial)
        for name in ("indicators", "main"):
            field: Any = self.fields[name]
            field.queryset = Indicator.objects.under(commitment.programme)
