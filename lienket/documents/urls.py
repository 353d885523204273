"""Addresses of the documents room."""

from django.urls import URLPattern, URLResolver, path

from . import public

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("doc-van-ban/", public.read_public, name="read_public"),
]
