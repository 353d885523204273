"""An administrator's work on the officers of the own side. Officers of other sides are as absent: 404."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.accounts import actions
from lienket.accounts.forms import AppointForm, EndForm, InviteForm, MoveForm, PeopleFilter
from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.models import Appointment, Officer, Role
from lienket.accounts.policy import can
from lienket.accounts.predicates import sides
from lienket.lib import clock
from lienket.lib.forms import Form
from lienket.lib.refusals import DeedRefused
from lienket.localities.actions import establish_agency
from lienket.localities.choosing import code_of
from lienket.localities.models import Locality

PER_PAGE = 50


@signed_in
def people(request: OfficerRequest) -> HttpResponse:
    """The officers of the side."""
    _require_administrator(request)
    filters = PeopleFilter(request.GET or None)
    held = Appointment.objects.not_over(clock.today()).select_related("agency")
    officers = Officer.objects.administered_by(request.user).prefetch_related(Prefetch("appointments", held))
    # A side has some hundreds of officers at most; matching without marks is done here, alike on every database.
    shown = [one for one in officers if filters.matches(one, list(one.appointments.all()))]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "accounts/people.html", {"page": page, "filters": filters, "side": request.user.side})


@signed_in
def invite(request: OfficerRequest) -> HttpResponse:
    """Somebody new."""
    _require_administrator(request)
    form = InviteForm(request.POST or None, side=_side(request))
    if form.is_valid():
        try:
            with transaction.atomic():
                officer = actions.invite_officer(**_with_agency(request, form.cleaned_data), by=request.user)
        except DeedRefused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The invitation is on its way to %(address)s.") % {"address": officer.email})
            return redirect("accounts:officer", officer.pk)
    return render(request, "accounts/invite.html", {"form": form})


@signed_in
def officer(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """One officer: account, roles now and before, and what can be done."""
    one = _officer(request, officer_id)
    appointments = one.appointments.select_related("agency__locality").order_by("-valid_from", "-pk")
    context = {
        "officer": one,
        "appointments": [(held, can(request.user, "accounts.end_appointment", held)) for held in appointments],
        "today": clock.today(),
        "may_deactivate": can(request.user, "accounts.deactivate", one),
    }
    return render(request, "accounts/officer.html", context)


@signed_in
def appoint(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """One more role."""
    one = _officer(request, officer_id)
    form = AppointForm(request.POST or None, side=_side(request), initial={"since": clock.today()})
    done = _("The role is given.")
    return _deed(
        request,
        "accounts/appoint.html",
        one,
        form,
        done=done,
        deed=lambda data: actions.appoint(one, **_with_agency(request, data), by=request.user),
    )


@signed_in
def move(request: OfficerRequest, officer_id: int, appointment_id: int) -> HttpResponse:
    """To another role or agency."""
    one, held = _appointment(request, officer_id, appointment_id)
    initial = {"agency": code_of(held.agency), "role": held.role, "title": held.title, "on": clock.today()}
    form = MoveForm(request.POST or None, side=_side(request), initial=initial)
    done = _("The officer is moved.")
    return _deed(
        request,
        "accounts/move.html",
        one,
        form,
        done=done,
        deed=lambda data: actions.move_officer(held, **_with_agency(request, data), by=request.user),
        appointment=held,
    )


@signed_in
def end(request: OfficerRequest, officer_id: int, appointment_id: int) -> HttpResponse:
    """When a role ends."""
    one, held = _appointment(request, officer_id, appointment_id)
    form = EndForm(request.POST or None, initial={"last_day": clock.today()})
    done = _("The last day is recorded.")
    return _deed(
        request,
        "accounts/end.html",
        one,
        form,
        done=done,
        deed=lambda data: actions.end_appointment(held, **data, by=request.user),
        appointment=held,
    )


@signed_in
def deactivate(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Asks once more, then closes the account."""
    one = _officer(request, officer_id)
    form = Form(request.POST if request.method == "POST" else None)
    done = _("The officer is deactivated and signed out everywhere.")
    return _deed(
        request,
        "accounts/deactivate.html",
        one,
        form,
        done=done,
        deed=lambda _data: actions.deactivate_officer(one, by=request.user),
    )


@require_POST
@signed_in
def reactivate(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Opens the account again."""
    one = _officer(request, officer_id)
    return _press(
        request, one, _("The officer is active again."), lambda: actions.reactivate_officer(one, by=request.user)
    )


@require_POST
@signed_in
def resend_invitation(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Mails a new link; the old one dies."""
    one = _officer(request, officer_id)
    return _press(
        request,
        one,
        _("A new invitation is on its way to %(address)s.") % {"address": one.email},
        lambda: actions.resend_invitation(one, by=request.user),
    )


def _deed(
    request: OfficerRequest,
    template: str,
    one: Officer,
    form: Form,
    *,
    done: str,
    deed: Callable[[dict[str, Any]], object],
    **context: Any,
) -> HttpResponse:
    """Form, deed, redirect, render: alike for every deed on an officer."""
    status = 200
    if form.is_valid():
        try:
            with transaction.atomic():
                deed(form.cleaned_data)
        except DeedRefused as refused:
            form.add_error(None, refused.message)
            status = refused.status
        else:
            messages.success(request, done)
            return redirect("accounts:officer", one.pk)
    return render(request, template, {"officer": one, "form": form, **context}, status=status)


def _press(request: OfficerRequest, one: Officer, done: str, deed: Callable[[], object]) -> HttpResponse:
    """A deed of one button."""
    try:
        deed()
    except DeedRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect("accounts:officer", one.pk)


def _require_administrator(request: OfficerRequest) -> None:
    if not can(request.user, "accounts.manage"):
        raise Http404


def _officer(request: OfficerRequest, officer_id: int) -> Officer:
    return get_object_or_404(Officer.objects.administered_by(request.user), pk=officer_id)


def _appointment(request: OfficerRequest, officer_id: int, appointment_id: int) -> tuple[Officer, Appointment]:
    one = _officer(request, officer_id)
    mine = one.appointments.not_over(clock.today()).filter(agency__locality__in=sides(request.user, Role.ADMIN))
    return one, get_object_or_404(mine.select_related("agency__locality", "agency__type", "officer"), pk=appointment_id)


def _side(request: OfficerRequest) -> Locality:
    """The side the actor administers. Call it behind the gate of the officer or the list."""
    side = request.user.side_as(Role.ADMIN)
    if side is None:
        raise Http404
    return side


def _with_agency(request: OfficerRequest, data: dict[str, Any]) -> dict[str, Any]:
    """The form's data with the agency of the chosen type, entered now if it was not known yet."""
    day = data.get("since") or data.get("on")
    return {**data, "agency": establish_agency(data["agency"], _side(request), on=day, by=request.user)}
