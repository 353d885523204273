"""Addresses of the jobs room."""

from django.urls import URLPattern, URLResolver, path

from lienket.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern | URLResolver] = [
    # /quan-tri/viec-nen/
    path("quan-tri/viec-nen/", views.failed, name="failed"),
    path("quan-tri/viec-nen/<uuid:pk>/thu-lai/", views.retry, name="retry"),
    path("quan-tri/viec-nen/<uuid:pk>/bo-qua/", views.forget, name="forget"),
]
