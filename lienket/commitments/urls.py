"""Addresses of the deeds of this room; pages/urls.py mounts them in the room's namespace beside the page that gathers it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
