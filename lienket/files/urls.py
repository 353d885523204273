"""Addresses of the files room."""

from django.urls import URLPattern, URLResolver, path

from lienket.files import views

app_name = "files"
urlpatterns: list[URLPattern | URLResolver] = [
    # /tep/<id>/
    path("tep/<int:pk>/", views.open_file, name="open"),
    path("tep/<int:pk>/thong-tin/", views.file, name="file"),
    path("tep/<int:pk>/kiem-tra/", views.verify, name="verify"),
    path("tep/<int:pk>/khoa/", views.lock, name="lock"),
]
