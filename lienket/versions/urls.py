"""Addresses of the versions room."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "versions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("cam-ket/<int:pk>/ban-chinh-sua/", views.of_commitment, name="of_commitment"),
    path("chuong-trinh/<slug:slug>/ban-chinh-sua/", views.of_programme, name="of_programme"),
    # /ban-chinh-sua/<id>/
    path("ban-chinh-sua/<int:pk>/duyet/", views.approve, name="approve"),
    path("ban-chinh-sua/<int:pk>/bo/", views.drop, name="drop"),
]
