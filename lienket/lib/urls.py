"""Addresses of the lib room: choices of a visitor and the health of the site."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.urls import path

from lienket.lib.health import healthz
from lienket.lib.language import choose_language, choose_theme


def favicon(_request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Browsers ask for this address on pages that are not ours to write, a plain file for one."""
    return HttpResponsePermanentRedirect(static("favicon.svg"))


app_name = "lib"
urlpatterns = [
    path("ngon-ngu/", choose_language, name="language"),
    path("che-do-mau/", choose_theme, name="theme"),
    path("favicon.ico", favicon),
    path("healthz", healthz, name="healthz"),
]
