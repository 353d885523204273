"""Forms of the steps T2–T9 and of a changed deadline. Cleaned data are the deed's own arguments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.accounts.models import Appointment, Officer, Role
from lienket.files.forms import FilesField
from lienket.lib import clock
from lienket.lib.forms import DayField, Form, NfcCharField
from lienket.localities.choosing import AgencyTypeField, AgencyTypesField, code_of
from lienket.localities.lineage import lineage

from ..models import Responsibility

LONG = 20_000  # characters: a long report, not a book


class StepForm(Form):
    """A step of one party's part; `part` prefills what is known."""

    def __init__(self, data: Any = None, files: Any = None, *, part: Responsibility, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        self.part = part
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the part."""


class AssignForm(StepForm):
    """T2: who leads, who coordinates, by which paper, with which product."""

    lead = AgencyTypeField(label=_("Lead agency"), help_text=_("Exactly one on each side."))
    coordinators = AgencyTypesField(
        label=_("Coordinating agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    focal_officer = forms.ModelChoiceField(
        Officer.objects.none(), label=_("Officer in charge"), required=False, empty_label=_("the lead agency names one"),
        help_text=_("Gets the mail about this task."),
    )  # fmt: skip
    substitute = forms.ModelChoiceField(
        Officer.objects.none(), label=_("Substitute"), required=False, empty_label=_("none")
    )
    output = NfcCharField(
        label=_("Product"), required=False, max_length=300,
        help_text=_("What shows that it is done: a plan, minutes, a decision, a report."),
    )  # fmt: skip
    assigning_paper = NfcCharField(
        label=_("Number of the assigning paper"), max_length=60, help_text=_("For example 188/KH-UBND.")
    )
    assigning_paper_date = DayField(label=_("Date of the assigning paper"))

    def prepare(self) -> None:
        """Offer this side's agencies and officers; start from the lead the paper named, or the one the lead proposed."""
        part, today = self.part, clock.today()
        locality = part.party.locality
        units = lineage().units_on(locality.pk, today)
        lead, coordinators = self.fields["lead"], self.fields["coordinators"]
        lead.offer(locality, today)  # type: ignore[attr-defined]  # an AgencyTypeField
        coordinators.offer(locality, today)  # type: ignore[attr-defined]  # an AgencyTypesField
        asked = part.steps.filter(transition="T4").select_related("proposed_lead__type").first()
        proposed = asked.proposed_lead if asked is not None else None
        self.initial.setdefault("lead", code_of(proposed or part.lead))
        self.initial.setdefault("coordinators", [a.type.code for a in part.coordinators.all()])
        self.initial.setdefault("output", part.commitment.output)
        if part.commitment.output:
            self.fields["output"].disabled = True
        seats = (
            Appointment.objects.on(today)
            .filter(agency__locality__in=units, role__in=[Role.DESK, Role.HEAD])
            .select_related("officer", "agency")
            .order_by("agency__sort_key", "officer__full_name")
        )
        people = {s.officer_id: f"{s.officer.full_name} · {s.agency}" for s in seats if s.officer.is_active}
        for name in ("focal_officer", "substitute"):
            field: Any = self.fields[name]
            field.queryset = Officer.objects.filter(pk__in=people)
            field.choices = [("", field.empty_label), *people.items()]


class AcceptForm(StepForm):
    """T3: which division of the lead agency takes it on."""

    receiving_division = NfcCharField(
        label=_("Receiving division"), required=False, max_length=200,
        help_text=_("The division of your agency that works on it, for example Phòng Quản lý thương mại."),
    )  # fmt: skip


class ReassignForm(StepForm):
    """T4: why the task belongs to another agency, and to which."""

    reason = NfcCharField(label=_("Reason"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}))
    proposed_lead = AgencyTypeField(label=_("Lead you propose"), required=False)

    def prepare(self) -> None:
        """Offer this side's agencies."""
        field: Any = self.fields["proposed_lead"]
        field.offer(self.part.party.locality, clock.today(), empty=_("none: the Office decides"))


class StartForm(StepForm):
    """T5: the agency's own plan, where it has one."""

    plan_number = NfcCharField(
        label=_("Number of your own plan"), required=False, max_length=60, help_text=_("For example 12/KH-SCT.")
    )


class ProgressForm(StepForm):
    """T6: what was achieved, what is difficult, what is proposed."""

    result = NfcCharField(
        label=_("Result"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was achieved since the last update. It is kept as written; correct it by the next update."),
    )  # fmt: skip
    percent = forms.IntegerField(
        label=_("Progress, %"), required=False, min_value=0, max_value=100, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short number"}),
        help_text=_("Leave it empty if it cannot be measured: empty is not zero."),
    )  # fmt: skip
    difficulties = NfcCharField(
        label=_("Difficulties"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
    proposals = NfcCharField(
        label=_("Proposals"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = FilesField(label=_("Evidence"), required=False)


class CompletionForm(StepForm):
    """T7: the output paper that shows it is done."""

    output_paper = NfcCharField(
        label=_("Number of the output paper"), max_length=60,
        help_text=_("The paper or the acceptance minutes that show the product, for example 45/BC-SCT."),
    )  # fmt: skip
    output_date = DayField(label=_("Date of the output paper"))
    note = NfcCharField(label=_("Note"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = FilesField(label=_("Evidence"), required=False)


class ConfirmForm(StepForm):
    """T8: the day of the output."""

    completed_on = DayField(
        label=_("Completed on"),
        help_text=_("The day on the output, not today: it decides whether this was done on time."),
    )
    note = NfcCharField(label=_("Note"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        """Start from the day the lead reported; a receiving side from the latest day of the acting ones."""
        days = [r.output_date for r in self.part.commitment.responsibilities.all() if r.output_date is not None]
        self.initial.setdefault("completed_on", self.part.output_date or max(days, default=None))


class ReturnForm(StepForm):
    """T9: what is missing."""

    reason = NfcCharField(label=_("What is missing"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}))


class DeadlineForm(Form):
    """A deadline moves with its reason."""

    new = DayField(
        label=_("New deadline"), required=False, help_text=_("Empty takes the deadline away; that is counted too.")
    )
    reason = NfcCharField(
        label=_("Reason"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("And on what the sides agreed, for a shared commitment: number and date of the letter or minutes."),
    )  # fmt: skip
