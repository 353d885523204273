"""Addresses of the comments room. What a discussion is about stands in the address; settings.COMMENTED knows the kind."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "comments"
COMMITMENT, PROGRAMME = {"kind": "commitment"}, {"kind": "programme"}
urlpatterns: list[URLPattern | URLResolver] = [
    # /cam-ket/<id>/ and /chuong-trinh/<slug>/
    path("cam-ket/<int:pk>/y-kien/", views.discussion, COMMITMENT, name="on_commitment"),
    path("cam-ket/<int:pk>/y-kien/nguoi/", views.suggest, COMMITMENT, name="people_of_commitment"),
    path("chuong-trinh/<slug:slug>/y-kien/", views.discussion, PROGRAMME, name="on_programme"),
    path("chuong-trinh/<slug:slug>/y-kien/nguoi/", views.suggest, PROGRAMME, name="people_of_programme"),
    # /y-kien/<id>/
    path("y-kien/<int:pk>/", views.place, name="place"),
    path("y-kien/<int:pk>/sua/", views.edit, name="edit"),
    path("y-kien/<int:pk>/rut/", views.withdraw, name="withdraw"),
    path("y-kien/<int:pk>/da-xem/", views.see, name="see"),
]
