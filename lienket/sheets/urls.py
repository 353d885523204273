"""Addresses of this room; pages/urls.py mounts them beside the programme's page."""

from django.urls import URLPattern, path

from .views import bring_in

urlpatterns: list[URLPattern] = [
    # /chuong-trinh/<slug>/
    path("chuong-trinh/<slug:slug>/nhap-tu-bang/", bring_in, name="bring_in"),
]
