"""Addresses of the lib room."""

from django.urls import URLPattern, URLResolver

app_name = "lib"
urlpatterns: list[URLPattern | URLResolver] = []
