"""The gate before every page for officers: `@signed_in`, instead of Django's `login_required`.

A visitor who follows a link signs in and arrives there. Whoever sends a form after the session has ended signs in on the
spot, and what was typed is sent again at one press (`resubmission.py`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from . import resubmission
from .models import Officer
from .predicates import is_officer

P = ParamSpec("P")


class OfficerRequest(HttpRequest):
    """A request whose user is an officer: what views behind the gate receive."""

    user: Officer


def signed_in(
    view: Callable[Concatenate[OfficerRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let only active officers through; others sign in first and lose nothing."""

    @wraps(view)
    def gate(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_officer(request.user):
            return ask_to_sign_in(request)
        response = view(cast(OfficerRequest, request), *args, **kwargs)
        # An officer's page is not for a shared cache; the browser may show it again when going back, with what was typed.
        patch_cache_control(response, private=True)
        return response

    return gate


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, leading back to the address, or carrying the form that was sent."""
    if request.method in {"GET", "HEAD"}:
        return _redirect(request)
    from .views.signing_in import sign_in_page  # the pages stand above the gate

    page = sign_in_page(request, kept=resubmission.keep(request), status=401)
    if request.headers.get("HX-Request"):
        # htmx would drop a 401 and put a page into a corner of the page: replace the whole instead.
        page.status_code = 200
        page["HX-Retarget"], page["HX-Reswap"] = "body", "innerHTML"
    return page


def _redirect(request: HttpRequest) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('accounts:sign_in')}?{urlencode({'next': request.get_full_path()})}")
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    page = f"{here.path or '/'}{'?' + here.query if here.query else ''}"
    response = HttpResponse(status=204)
    response["HX-Redirect"] = f"{reverse('accounts:sign_in')}?{urlencode({'next': page})}"
    return response
