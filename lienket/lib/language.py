"""Which language a page speaks: Vietnamese unless the visitor chose English here. A browser's preferences are not a choice.

The choice lives in a cookie; `?lang=en` in an address is a choice too, so that an English link can be sent to somebody.
"""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

YEAR = 60 * 60 * 24 * 365
LANGUAGES = dict(settings.LANGUAGES)
THEME_COOKIE = "che_do_mau"
THEMES = ("auto", "light", "dark")


def chosen_language(request: HttpRequest) -> str:
    """The language of this request: the address's `?lang=`, the cookie, else Vietnamese."""
    for wish in (request.GET.get("lang"), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if wish in LANGUAGES:
            return str(wish)
    return settings.LANGUAGE_CODE


def chosen_theme(request: HttpRequest) -> str:
    """The colours of this request: "light", "dark", or "auto" (as the machine is set)."""
    wish = request.COOKIES.get(THEME_COOKIE, "auto")
    return wish if wish in THEMES else "auto"


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Keep the choice for a year; also for accounts, when an officer with a language of their own signs in."""
    if language in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


class LanguageMiddleware:
    """Speaks the chosen language while the request is answered, and says which one it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        if request.GET.get("lang") in LANGUAGES:
            remember_language(response, language)
        return response


def safe_next(request: HttpRequest) -> str:
    """Where to go back to: the form's `next` when it is an address of this site, else the front page."""
    wish = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(wish)
    query = QueryDict(parts.query, mutable=True)
    query.pop("lang", None)  # it would win over the choice just made
    return urlunsplit(parts._replace(query=query.urlencode()))


# Changing one's own language or colours needs no token: the worst a stranger's page could do is to switch them.
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Set the language and return to the page the visitor was on."""
    response = HttpResponseRedirect(safe_next(request))
    remember_language(response, request.POST.get("language", ""))
    return response


@csrf_exempt
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Set light or dark for those without JavaScript; with it the page changes at once and writes the same cookie."""
    response = HttpResponseRedirect(safe_next(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        # Not HttpOnly: the page's own script reads and writes it.
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax")
    return response
