"""Signing in and out, and what stands in for it: a lock after wrong passwords, a form whose session has ended."""

import datetime as dt

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lienket.accounts import resubmission
from lienket.accounts.forms import SignInForm
from lienket.accounts.predicates import is_officer
from lienket.accounts.resubmission import FIELD, Kept
from lienket.lib import clock
from lienket.lib.language import remember_language


@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, then go where one was going (`next`, of this site only), or send again the form the session had lost."""
    onward = _onward(request)
    kept = resubmission.unseal(request.POST.get(FIELD, ""), request)
    if request.method == "GET" and is_officer(request.user):
        return redirect(onward)
    if request.method != "POST" or "username" not in request.POST:
        return sign_in_page(request, kept=kept, onward=onward)
    form = SignInForm(request, data=request.POST)
    if not form.is_valid():
        return sign_in_page(request, form=form, kept=kept, onward=onward)
    officer = form.get_user()
    login(request, officer)
    response = send_again_page(request, kept) if kept else redirect(onward)
    remember_language(response, officer.language)
    return response


def sign_in_page(
    request: HttpRequest,
    *,
    form: SignInForm | None = None,
    kept: Kept | None = None,
    onward: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page itself; with a kept form it says that nothing typed is lost."""
    context = {
        "form": form or SignInForm(request),
        "kept": kept,
        "sealed": resubmission.seal(kept) if kept else "",
        "next": onward,
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """429: too many wrong passwords for this address from this machine. Says when to try again, and keeps a kept form."""
    del response, credentials  # axes hands them over; the page must not tell whether the account exists
    wait = get_cool_off(request) or dt.timedelta()
    context = {
        "until": clock.now()
        + wait
        + dt.timedelta(seconds=59),  # shown to the minute, so rounded up: not told too early
        "sealed": request.POST.get(FIELD, ""),
        "next": request.POST.get("next", ""),
    }
    page = render(request, "accounts/locked_out.html", context, status=429)
    page["Retry-After"] = str(int(wait.total_seconds()))
    return page


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token does not fit, because the session changed since the page was opened.

    What was typed is offered for sending again, unless another site sent it: that is what the token guards against.
    """
    if not resubmission.came_from_here(request):
        return render(request, "accounts/form_refused.html", status=403)
    if request.path == reverse("accounts:sign_in"):
        kept = resubmission.unseal(request.POST.get(FIELD, ""), request)
        return sign_in_page(request, kept=kept, onward=_onward(request), status=403)
    return send_again_page(
        request,
        resubmission.keep(request),
        no_cookies=reason == REASON_NO_CSRF_COOKIE and not request.COOKIES,
        status=403,
    )


def send_again_page(request: HttpRequest, kept: Kept, *, no_cookies: bool = False, status: int = 200) -> HttpResponse:
    """Check what was typed and send it again, with a fresh token, by one button.

    `no_cookies`: the browser sent none at all; where it refuses them, sending again will not help, so the page says so.
    """
    return render(request, "accounts/send_again.html", {"kept": kept, "no_cookies": no_cookies}, status=status)


def _onward(request: HttpRequest) -> str:
    wish = request.POST.get("next") or request.GET.get("next") or ""
    return wish if resubmission.is_local(wish, request) else resolve_url(settings.LOGIN_REDIRECT_URL)
