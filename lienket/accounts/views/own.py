"""One's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from lienket.accounts import actions
from lienket.accounts.forms import OwnSettingsForm
from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.lib import clock
from lienket.lib.language import remember_language
from lienket.lib.refusals import DeedRefused


@signed_in
def profile(request: OfficerRequest) -> HttpResponse:
    """Name, language, roles; and the way to a new password."""
    officer = request.user
    form = OwnSettingsForm(request.POST or None, initial={"full_name": officer.full_name, "language": officer.language})
    if form.is_valid():
        try:
            actions.change_own_settings(officer, **form.cleaned_data, by=officer)
        except DeedRefused as refused:
            form.add_error(None, refused.message)
        else:
            with translation.override(officer.language):
                messages.success(request, _("Your settings are saved."))
            response = redirect("accounts:profile")
            remember_language(response, officer.language)
            return response
    appointments = officer.appointments.select_related("agency").order_by("-valid_from", "-pk")
    context = {"form": form, "appointments": appointments, "today": clock.today()}
    return render(request, "accounts/profile.html", context)
