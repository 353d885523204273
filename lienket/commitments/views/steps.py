"""The pages of the steps T2–T9."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.files.actions import store_all
from lienket.localities.actions import establish_agency
from lienket.localities.models import Agency, Locality

from .. import actions
from ..forms import steps as forms
from ..models import Responsibility
from ..transitions import BY_CODE
from .page import own_part, step_page


@signed_in
def assign(request: OfficerRequest, pk: int) -> HttpResponse:
    """T2 Giao nhiệm vụ."""
    part = own_part(request, pk, BY_CODE["T2"])
    form = forms.AssignForm(request.POST or None, part=part)

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        chosen = data | {
            "lead": _agency(request, part, data["lead"]),
            "coordinators": [_agency(request, part, code) for code in data["coordinators"]],
        }
        actions.assign(part, **chosen, by=request.user)

    return step_page(request, part, BY_CODE["T2"], form, do)


@signed_in
def accept(request: OfficerRequest, pk: int) -> HttpResponse:
    """T3 Tiếp nhận."""
    part = own_part(request, pk, BY_CODE["T3"])
    form = forms.AcceptForm(request.POST or None, part=part)
    return step_page(request, part, BY_CODE["T3"], form, lambda data: actions.accept(part, **data, by=request.user))


@signed_in
def ask_reassignment(request: OfficerRequest, pk: int) -> HttpResponse:
    """T4 Đề nghị phân công lại."""
    part = own_part(request, pk, BY_CODE["T4"])
    form = forms.ReassignForm(request.POST or None, part=part)

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        proposed = _agency(request, part, data["proposed_lead"]) if data["proposed_lead"] else None
        actions.ask_reassignment(part, reason=data["reason"], proposed_lead=proposed, by=request.user)

    return step_page(request, part, BY_CODE["T4"], form, do)


@signed_in
def start(request: OfficerRequest, pk: int) -> HttpResponse:
    """T5 Bắt đầu thực hiện."""
    part = own_part(request, pk, BY_CODE["T5"])
    form = forms.StartForm(request.POST or None, part=part)
    return step_page(request, part, BY_CODE["T5"], form, lambda data: actions.start(part, **data, by=request.user))


@signed_in
def report_progress(request: OfficerRequest, pk: int) -> HttpResponse:
    """T6 Cập nhật tiến độ."""
    part = own_part(request, pk, BY_CODE["T6"])
    form = forms.ProgressForm(request.POST or None, request.FILES or None, part=part)

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        words = {name: value for name, value in data.items() if name != "evidence"}
        actions.refuse_repeat(part, **words, by=request.user)
        actions.report_progress(part, **_with_files(request, data), by=request.user)

    return step_page(request, part, BY_CODE["T6"], form, do)


@signed_in
def report_completion(request: OfficerRequest, pk: int) -> HttpResponse:
    """T7 Báo cáo hoàn thành."""
    part = own_part(request, pk, BY_CODE["T7"])
    form = forms.CompletionForm(request.POST or None, request.FILES or None, part=part)

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        actions.report_completion(part, **_with_files(request, data), by=request.user)

    return step_page(request, part, BY_CODE["T7"], form, do)


@signed_in
def confirm_completion(request: OfficerRequest, pk: int) -> HttpResponse:
    """T8 Xác nhận hoàn thành."""
    part = own_part(request, pk, BY_CODE["T8"])
    form = forms.ConfirmForm(request.POST or None, part=part)
    return step_page(
        request, part, BY_CODE["T8"], form, lambda data: actions.confirm_completion(part, **data, by=request.user)
    )


@signed_in
def return_for_more(request: OfficerRequest, pk: int) -> HttpResponse:
    """T9 Yêu cầu bổ sung."""
    part = own_part(request, pk, BY_CODE["T9"])
    form = forms.ReturnForm(request.POST or None, part=part)
    return step_page(
        request, part, BY_CODE["T9"], form, lambda data: actions.return_for_more(part, **data, by=request.user)
    )


def _agency(request: OfficerRequest, part: Responsibility, code: str) -> Agency:
    """The agency of this type on the part's side, as the unit of today."""
    return establish_agency(code, _unit_of_today(request, part), by=request.user)


def _unit_of_today(request: OfficerRequest, part: Responsibility) -> Locality:
    side = request.user.side
    return part.party.locality if part.party.locality.valid_to is None or side is None else side


def _with_files(request: OfficerRequest, data: dict[str, Any]) -> dict[str, Any]:
    """The form's data as the deed takes them: uploads stored, at first for the officer's own side; the deed widens them."""
    side = request.user.side
    kept = store_all(data["evidence"], by=request.user, side=side) if side is not None else []
    return {name: value for name, value in data.items() if name != "evidence"} | {"files": kept}
