"""The pages of the programme's record."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.answering import attempt, status_of
from lienket.lib.audience import Audience
from lienket.localities.actions import establish_agency

from .. import actions
from ..actions import PartyDraft
from ..forms import records as forms
from ..models import Programme
from ..policy import edits_for, own_parties


@signed_in
def create(request: OfficerRequest) -> HttpResponse:
    """A programme entered by hand, citing its paper."""
    if not can(request.user, "programmes.create"):
        raise PermissionDenied(_("Programmes are entered by the focal agency or the Office of a side."))
    form = forms.ProgrammeForm(request.POST or None, own=request.user.side)
    refusal = None
    made: list[Programme] = []

    @transaction.atomic
    def do(_data: dict[str, Any]) -> None:
        parties = []
        for locality, code in form.parties():
            # A programme of a past period names the agency of its own day.
            day = form.cleaned_data["period_from"] if locality.valid_to else None
            agency = establish_agency(code, locality, on=day, by=request.user) if code else None
            parties.append(PartyDraft(locality, agency))
        made.append(
            actions.create_programme(parties=parties, citation=form.citation(), **form.facts(), by=request.user)
        )

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if made and refusal is None and form.is_valid():
            messages.success(request, _("The programme has been entered. Officers of all parties see it now."))
            return redirect(made[0])
    context = {"form": form, "refusal": refusal, "autosave_key": "programme-new"}
    return render(request, "programmes/create.html", context, status=status_of(refusal, form))


@signed_in
def edit(request: OfficerRequest, slug: str) -> HttpResponse:
    """The record corrected."""
    programme = _editable(request, slug)
    if programme.audience == Audience.PUBLIC:
        return redirect("versions:of_programme", slug)  # the public reads it: a colleague approves the change
    form = forms.EditForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.edit_programme(programme, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The record has been corrected."))
            return redirect(programme)
    return _form_page(request, programme, form, "programmes/edit.html", _("Correct the record"))


@signed_in
def audience(request: OfficerRequest, slug: str) -> HttpResponse:
    """Public or internal, after seeing what it will show."""
    programme = _editable(request, slug)
    form = forms.AudienceForm(request.POST or None, initial={"audience": programme.audience})
    if request.method == "POST" and form.is_valid():
        deed = actions.publish if form.cleaned_data["audience"] == Audience.PUBLIC else actions.make_internal
        refusal = attempt(form, lambda _data: deed(programme, by=request.user))
        if refusal is None:
            public = programme.audience == Audience.PUBLIC
            messages.success(
                request,
                _("The programme is public now.") if public else _("The programme is internal to its parties now."),
            )
            return redirect(programme)
    return _form_page(request, programme, form, "programmes/audience.html", _("Who may see it"))


@signed_in
def focal_agency(request: OfficerRequest, slug: str) -> HttpResponse:
    """The focal agency of one's own side."""
    programme = _editable(request, slug)
    party = next((p for p in own_parties(request.user, programme) if edits_for(request.user, p)), None)
    if party is None:
        raise Http404
    form = forms.FocalAgencyForm(request.POST or None, party=party)
    refusal = None

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        unit = party.locality if party.locality.valid_to is None else request.user.side or party.locality
        actions.set_focal_agency(party, establish_agency(data["agency"], unit, by=request.user), by=request.user)

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            messages.success(request, _("The focal agency of your side has been named."))
            return redirect(programme)
    return _form_page(request, programme, form, "programmes/focal_agency.html", _("Focal agency"), refusal=refusal)


@signed_in
def leave(request: OfficerRequest, slug: str) -> HttpResponse:
    """One's own party leaves the programme."""
    programme = _editable(request, slug)
    party = next((p for p in own_parties(request.user, programme) if can(request.user, "programmes.leave", p)), None)
    if party is None:
        raise Http404
    form = forms.LeaveForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.leave_programme(party, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("It is recorded that your party left; the others have been told."))
            return redirect(programme)
    return _form_page(request, programme, form, "programmes/leave.html", _("Leave the programme"), refusal=refusal)


@signed_in
def add_signatory(request: OfficerRequest, slug: str) -> HttpResponse:
    """Who signed for one's own party, or for one that nobody writes for yet."""
    programme = _editable(request, slug)
    parties = programme.parties.select_related("locality", "programme", "focal_agency__type", "focal_agency__locality")
    mine = [party.pk for party in parties if can(request.user, "programmes.add_signatory", party)]
    form = forms.SignatoryForm(request.POST or None, parties=parties.filter(pk__in=mine))
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.add_signatory(**data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("Who signed has been recorded."))
            return redirect(programme)
    return _form_page(request, programme, form, "programmes/add_signatory.html", _("Add who signed"))


@signed_in
def add_group(request: OfficerRequest, slug: str) -> HttpResponse:
    """A content group."""
    programme = _editable(request, slug)
    form = forms.GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.add_group(programme, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The content group has been added."))
            return redirect(programme)
    return _form_page(request, programme, form, "programmes/add_group.html", _("Add a content group"))


@signed_in
def record_meeting(request: OfficerRequest, slug: str) -> HttpResponse:
    """A meeting of the parties, by hand."""
    programme = _editable(request, slug)
    form = forms.MeetingForm(request.POST or None)

    def do(data: dict[str, Any]) -> None:
        actions.record_meeting(
            programme, title=data["title"], held_on=data["held_on"], place=data["place_held"], purpose=data["purpose"],
            localities=[p.locality for p in programme.parties.select_related("locality")], citation=form.citation(),
            by=request.user,
        )  # fmt: skip

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            messages.success(request, _("The meeting has been recorded."))
            return redirect(programme)
    return _form_page(request, programme, form, "programmes/record_meeting.html", _("Record a meeting"))


@signed_in
def withdraw(request: OfficerRequest, slug: str) -> HttpResponse:
    """A programme entered by mistake taken back, after a question."""
    programme = _editable(request, slug)
    refusal = None
    if request.method == "POST":
        refusal = attempt(None, lambda _data: actions.withdraw_programme(programme, by=request.user))
        if refusal is None:
            messages.success(request, _("The programme has been withdrawn. The history keeps that it was there."))
            return redirect("/chuong-trinh/")
    return _form_page(
        request, programme, None, "programmes/withdraw.html", _("Withdraw the programme"), refusal=refusal
    )


def _editable(request: OfficerRequest, slug: str) -> Programme:
    programmes = Programme.objects.editable_by(request.user).prefetch_related("parties__locality")
    return get_object_or_404(programmes, slug=slug)


def _form_page(
    request: OfficerRequest, programme: Programme, form: Any, template: str, label: str, *, refusal: Any = None
) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "label": label,
        "refusal": refusal,
        "autosave_key": f"programme-{programme.pk}-{template}",
    }
    return render(request, template, context, status=status_of(refusal, form))
