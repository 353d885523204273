"""Addresses of the lib room: choices of a visitor and the health of the site."""

from django.urls import path

from lienket.lib.health import healthz
from lienket.lib.language import choose_language, choose_theme

app_name = "lib"
urlpatterns = [
    path("ngon-ngu/", choose_language, name="language"),
    path("che-do-mau/", choose_theme, name="theme"),
    path("healthz", healthz, name="healthz"),
]
