"""Setting a password by a link: an invitation, or a forgotten password. The answers never tell which addresses exist."""

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lienket.accounts import actions
from lienket.accounts.forms import AddressForm, NewPasswordForm, OwnPasswordForm
from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.links import Purpose, read_token
from lienket.accounts.models import Officer
from lienket.accounts.refusals import LinkExpired, LinkInvalid, WrongPassword
from lienket.accounts.throttle import may_ask
from lienket.lib.language import remember_language

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
def forgot_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. The same answer for every address."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        if may_ask(request, form.cleaned_data["email"]):
            actions.ask_password_reset(form.cleaned_data["email"])
        return redirect("accounts:reset_sent")
    return render(request, "accounts/forgot_password.html", {"form": form})


def reset_sent(request: HttpRequest) -> HttpResponse:
    """What to do now."""
    return render(request, "accounts/reset_sent.html")


@sensitive_post_parameters()
@never_cache
def set_new_password(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of a reset mail."""
    return _by_link(request, token, Purpose.RESET)


@sensitive_post_parameters()
@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of an invitation."""
    return _by_link(request, token, Purpose.INVITATION)


def _by_link(request: HttpRequest, token: str, purpose: Purpose) -> HttpResponse:
    try:
        officer = read_token(token, purpose)
        form = NewPasswordForm(request.POST or None, officer=officer)
        if form.is_valid():
            officer = _SET[purpose](token, password=form.cleaned_data["password"])
            return _signed_in(request, officer)
    except (LinkInvalid, LinkExpired) as refused:
        lost = {"refused": refused, "form": AddressForm(), "invited": purpose is Purpose.INVITATION}
        return render(request, "accounts/link_refused.html", lost, status=refused.status)
    context = {"form": form, "officer": officer, "invited": purpose is Purpose.INVITATION}
    return render(request, "accounts/set_password.html", context)


_SET = {Purpose.RESET: actions.reset_password, Purpose.INVITATION: actions.accept_invitation}


def _signed_in(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Whoever holds the link and has just set the password need not type it again."""
    login(request, officer, backend=_BACKEND)
    messages.success(request, _("Your password is set and you are signed in."))
    response = redirect("accounts:profile")
    remember_language(response, officer.language)
    return response


@sensitive_post_parameters()
@never_cache
@signed_in
def change_own_password(request: OfficerRequest) -> HttpResponse:
    """Change one's own password; this session goes on, the others end."""
    officer = request.user
    form = OwnPasswordForm(request.POST or None, officer=officer)
    if form.is_valid():
        try:
            actions.change_own_password(
                officer, present=form.cleaned_data["present_password"], new=form.cleaned_data["password"], by=officer
            )
        except WrongPassword as refused:
            form.add_error("present_password", refused.message)
        else:
            update_session_auth_hash(request, officer)
            messages.success(request, _("Your password is changed. You are signed out everywhere else."))
            return redirect("accounts:profile")
    return render(request, "accounts/change_own_password.html", {"form": form})
