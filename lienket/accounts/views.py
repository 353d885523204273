"""The two views that the settings name: a sign-in locked for a while, and a form whose session has expired."""

import datetime as dt

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lienket.lib import clock


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """429: too many wrong passwords for this address from this machine. Says when to try again."""
    del response, credentials  # axes hands them over; the page must not depend on whose account it was
    wait = get_cool_off(request) or dt.timedelta()
    page = render(request, "accounts/locked_out.html", {"until": clock.now() + wait}, status=429)
    page["Retry-After"] = str(int(wait.total_seconds()))
    return page


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token does not fit this session."""
    del reason  # for the log, which Django writes
    return render(request, "accounts/form_expired.html", status=403)
