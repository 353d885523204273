"""Addresses of the pages that gather several rooms. The programme and commitment pages share a namespace with their room's deeds."""

from django.urls import URLPattern, URLResolver, include, path

from lienket.commitments.urls import urlpatterns as commitment_deeds
from lienket.pages import first_look
from lienket.programmes.urls import urlpatterns as programme_deeds

pages: list[URLPattern | URLResolver] = []
programme_pages: list[URLPattern | URLResolver] = [
    path("chuong-trinh/<slug:slug>/", first_look.programme, name="programme")
]
commitment_pages: list[URLPattern | URLResolver] = [path("cam-ket/<int:pk>/", first_look.commitment, name="commitment")]

urlpatterns = [
    path("", include((pages, "pages"))),
    path("", include(([*programme_deeds, *programme_pages], "programmes"))),
    path("", include(([*commitment_deeds, *commitment_pages], "commitments"))),
]
