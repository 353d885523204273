"""Forms of shared indicators. Cleaned data are the deeds' own arguments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.files.forms import FilesField
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.forms import DayField, FigureField, Form, NfcCharField
from lienket.lib.periods import PeriodKind
from lienket.localities.models import Locality, Sector
from lienket.programmes.forms.source import SourceFields
from lienket.programmes.models import ContentGroup, Programme

from .actions.by_hand import FigureFacts
from .models import Aggregation, Bound, Direction, Figure, Indicator
from .reckoning import Cell

LONG = 20_000  # characters


class IndicatorForm(SourceFields, Form):
    """An indicator with its rule: what is fixed here stays fixed."""

    name = NfcCharField(label=_("Name of the indicator"), max_length=300)
    unit = NfcCharField(
        label=_("Unit"),
        max_length=60,
        help_text=_("For example: contracts, households, %. Money in VND, in whole dong."),
    )
    period = forms.ChoiceField(
        label=_("How often it is reported"), choices=PeriodKind.choices, initial=PeriodKind.HALF,
        help_text=_("Every reporting period closes on the 14th; the reporting year runs from 15/12 to 14/12."),
    )  # fmt: skip
    aggregation = forms.ChoiceField(
        label=_("How periods make one total"), choices=Aggregation.choices,
        help_text=_("Fixed from now on. Of a ratio each side reports numerator and denominator."),
    )  # fmt: skip
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    baseline = FigureField(label=_("Baseline"), required=False, help_text=_("Where it stood at the beginning."))
    target = FigureField(label=_("Target"), required=False)
    since = DayField(
        label=_("Counted from"), required=False, help_text=_("Left empty: from the programme's first day.")
    )
    group = forms.ModelChoiceField(
        ContentGroup.objects.none(), label=_("Content group"), required=False, empty_label=_("none")
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, empty_label=_("not decided yet")
    )
    audience = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[(one.value, one.label) for one in (Audience.PUBLIC, Audience.PARTIES)],
        initial=Audience.PARTIES,
    )

    def __init__(self, data: Any = None, *, programme: Programme) -> None:
        super().__init__(data)
        group: Any = self.fields["group"]
        group.queryset = programme.groups.all()
        sector: Any = self.fields["sector"]
        sector.queryset = Sector.objects.select_related("parent")
        sector.choices = [("", sector.empty_label), *((s.pk, f"{s.code} · {s}") for s in sector.queryset)]


class FigureForm(SourceFields, Form):
    """A figure of one's own locality, entered by hand from a paper; with `reason` where one is corrected."""

    subject = NfcCharField(
        label=_("What is counted"), max_length=300, help_text=_("For example: projects of Hà Nội investors in Hà Tĩnh.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Figure.Kind.choices)
    bound = forms.ChoiceField(label=_("Qualifier"), choices=Bound.choices, help_text=_("As the paper says it."))
    value = FigureField(label=_("Value"), max_digits=28, decimal_places=6)
    value_to = FigureField(
        label=_("Up to"), max_digits=28, decimal_places=6, required=False, help_text=_("Only of a range.")
    )
    unit = NfcCharField(
        label=_("Unit"),
        max_length=120,
        help_text=_("Money in full, with VND or USD: 37,700 billion is 37700000000000 VND."),
    )
    as_of = DayField(label=_("As of"), required=False, help_text=_("A day, or only the year."))
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1900, max_value=2200, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short number"}),
    )  # fmt: skip
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, empty_label=_("not decided yet")
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), required=False, empty_label=_("none"),
        help_text=_("Where the figure belongs to one. What is internal is seen by its parties."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who may see it once approved"),
        choices=[(one.value, one.label) for one in (Audience.PUBLIC, Audience.PARTIES)],
    )
    reason = NfcCharField(
        label=_("What was wrong"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history."),
    )  # fmt: skip
    FACTS = tuple(FigureFacts.__dataclass_fields__)
    field_order = [  # as the page shows them: the list of what is wrong follows it
        "subject", "kind", "sector", "bound", "value", "value_to", "unit", "as_of", "year",
        "paper", "paper_date", "page", "place", "quote", "audience", "programme", "reason",
    ]  # fmt: skip

    def __init__(self, data: Any = None, *, locality: Locality, user: Any, figure: Figure | None = None) -> None:
        super().__init__(data, initial=_initial_of(figure) if figure is not None else None)
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.visible_to(user).between(locality)
        sector: Any = self.fields["sector"]
        sector.queryset = Sector.objects.select_related("parent")
        sector.choices = [("", sector.empty_label), *((s.pk, f"{s.code} · {s}") for s in sector.queryset)]
        if figure is None:
            del self.fields["reason"]

    def facts(self) -> FigureFacts:
        """The figure itself, once the form is valid."""
        return FigureFacts(**{name: self.cleaned_data[name] for name in self.FACTS})


def _initial_of(figure: Figure) -> dict[str, Any]:
    source = figure.sources[0] if figure.sources else Citation()
    return {
        **{name: getattr(figure, name) for name in FigureForm.FACTS},
        "audience": figure.wanted_audience or figure.audience,
        "paper": source.paper,
        "paper_date": source.paper_day,
        "page": source.page,
        "place": source.clause,
        "quote": source.quote,
    }


class ValueForm(Form):
    """One side's value for a period: one box, or numerator and denominator of a ratio."""

    value = FigureField(
        label=_("Value"), help_text=_("0 is a reported zero. Leave the page where nothing was counted.")
    )
    numerator = FigureField(label=_("Numerator"))
    denominator = FigureField(label=_("Denominator"))
    note = NfcCharField(
        label=_("How it was counted"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = FilesField(label=_("Evidence"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, indicator: Indicator, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        if indicator.is_ratio:
            del self.fields["value"]
        else:
            del self.fields["numerator"], self.fields["denominator"]
            self.fields["value"].label = _("Value (%(unit)s)") % {"unit": indicator.unit}


class ReasonForm(Form):
    """Why a value comes back, or why it no longer stands."""

    reason = NfcCharField(label=_("Reason"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))


class DifferenceForm(ReasonForm):
    """Whose value stands, and why the two differ."""

    stands = forms.ChoiceField(label=_("Which value stands"), required=True, widget=forms.RadioSelect)

    field_order = ["stands", "reason"]

    def __init__(self, data: Any = None, *, cell: Cell, names: dict[int, str], unit: str) -> None:
        super().__init__(data)
        choices: list[tuple[str, Any]] = [
            (str(entry.report), f"{names[party]}: {entry.value.words(unit)}") for party, entry in cell.entries.items()
        ]
        choices.append(("both", _("Both stand: they count different things")))
        stands: Any = self.fields["stands"]
        stands.choices = choices
        self.fields["reason"].label = _("Why the values differ")
