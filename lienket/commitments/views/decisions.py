"""The pages of the decisions: T4b, T10–T14."""

from typing import Any

from django.http import HttpResponse

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.programmes.models import Programme

from .. import actions
from ..forms import decisions as forms
from ..models import Commitment, Responsibility
from ..transitions import BY_CODE, UNFINISHED
from .page import own_part, step_page

MOST_ITEMS = 200  # of one programme, in the list of places to carry over to


@signed_in
def keep_lead(request: OfficerRequest, pk: int) -> HttpResponse:
    """T4b Giữ nguyên phân công."""
    row = BY_CODE["T4b"]
    part = own_part(request, pk, row)
    form = forms.ReasonForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.keep_lead(part, **data, by=request.user))


@signed_in
def pause(request: OfficerRequest, pk: int) -> HttpResponse:
    """T10 Tạm dừng."""
    row = BY_CODE["T10"]
    part = own_part(request, pk, row)
    form = forms.PauseForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.pause(part, **data, by=request.user))


@signed_in
def resume(request: OfficerRequest, pk: int) -> HttpResponse:
    """T10b Tiếp tục."""
    row = BY_CODE["T10b"]
    part = own_part(request, pk, row)
    form = forms.ResumeForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.resume(part, **data, by=request.user))


@signed_in
def stop(request: OfficerRequest, pk: int) -> HttpResponse:
    """T11 Dừng thực hiện."""
    row = BY_CODE["T11"]
    part = own_part(request, pk, row)
    form = forms.StopForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.stop(part, **data, by=request.user))


@signed_in
def carry_over(request: OfficerRequest, pk: int) -> HttpResponse:
    """T12 Chuyển kỳ sau."""
    row = BY_CODE["T12"]
    part = own_part(request, pk, row)
    form = forms.CarryOverForm(request.POST or None, part=part)
    form.offer(_places(request, part))

    def do(data: dict[str, Any]) -> None:
        programme, item = form.chosen()
        actions.carry_over(part, programme=programme, item=item, note=data["note"], by=request.user)

    return step_page(request, part, row, form, do)


@signed_in
def ask_extension(request: OfficerRequest, pk: int) -> HttpResponse:
    """T13 Đề nghị gia hạn."""
    row = BY_CODE["T13"]
    part = own_part(request, pk, row)
    form = forms.ExtensionForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.ask_extension(part, **data, by=request.user))


@signed_in
def approve_extension(request: OfficerRequest, pk: int) -> HttpResponse:
    """T13b Đồng ý gia hạn."""
    row = BY_CODE["T13b"]
    part = own_part(request, pk, row)
    form = forms.ApproveForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.approve_extension(part, **data, by=request.user))


@signed_in
def refuse_extension(request: OfficerRequest, pk: int) -> HttpResponse:
    """T13c Không đồng ý gia hạn."""
    row = BY_CODE["T13c"]
    part = own_part(request, pk, row)
    form = forms.ReasonForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.refuse_extension(part, **data, by=request.user))


@signed_in
def reopen(request: OfficerRequest, pk: int) -> HttpResponse:
    """T14 Mở lại."""
    row = BY_CODE["T14"]
    part = own_part(request, pk, row)
    form = forms.ReasonForm(request.POST or None, part=part)
    return step_page(request, part, row, form, lambda data: actions.reopen(part, **data, by=request.user))


def _places(request: OfficerRequest, part: Responsibility) -> list[tuple[Programme, list[Commitment]]]:
    """The programmes of the same sides the officer writes in, newest period first, with their unfinished items."""
    commitment = part.commitment
    sides = {
        r.party.locality_id for r in commitment.responsibilities.filter(party__left_on=None).select_related("party")
    }
    programmes = Programme.objects.editable_by(request.user).prefetch_related("parties")
    fitting = [
        programme
        for programme in programmes
        if sides <= {party.locality_id for party in programme.parties.all()}
        and (programme.pk != commitment.programme_id or programme.open_ended)
    ]
    items = Commitment.objects.filter(programme__in=fitting, state__in=UNFINISHED).exclude(pk=commitment.pk)
    by_programme: dict[int, list[Commitment]] = {}
    for item in items.visible_to(request.user).select_related("programme").order_by("number"):
        by_programme.setdefault(item.programme_id, []).append(item)
    return [(programme, by_programme.get(programme.pk, [])[:MOST_ITEMS]) for programme in fitting]
