"""Addresses of the pages that gather several rooms. The programme and commitment pages share a namespace with their room's deeds."""

from django.urls import URLPattern, URLResolver, include, path

from lienket.commitments.urls import urlpatterns as commitment_deeds
from lienket.indicators.urls import urlpatterns as indicator_deeds
from lienket.programmes.urls import urlpatterns as programme_deeds
from lienket.sheets.urls import urlpatterns as tables

from . import bulk, saved_filters
from .board import board
from .changes import commitment_changes, programme_changes
from .commitment import commitment
from .commitments import commitments
from .desk import desk
from .history import history
from .home import home
from .indicators import indicator, programme_indicators
from .locality import localities, locality
from .programme import programme, programme_course, programme_figures, programme_papers
from .programmes import programmes
from .search import search

pages: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("ban-lam-viec/", desk, name="desk"),
    path("tim-kiem/", search, name="search"),
    path("dia-phuong/", localities, name="localities"),
    path("dia-phuong/<slug:slug>/", locality, name="locality"),
    path("nhat-ky/", history, name="history"),
    path("bo-loc/", saved_filters.filters, name="filters"),
    path("bo-loc/<int:pk>/", saved_filters.change, name="change_filter"),
]
# /chuong-trinh/…
programme_pages: list[URLPattern | URLResolver] = [
    path("chuong-trinh/", programmes, name="list"),
    path("chuong-trinh/<slug:slug>/", programme, name="programme"),
    path("chuong-trinh/<slug:slug>/bang-theo-doi/", board, name="board"),
    path("chuong-trinh/<slug:slug>/giu-bo-loc/", saved_filters.save, name="keep_filter"),
    path("chuong-trinh/<slug:slug>/nhieu-noi-dung/", bulk.many, name="bulk"),
    path("chuong-trinh/<slug:slug>/nhieu-noi-dung/<int:pk>/", bulk.batch, name="batch"),
    path("chuong-trinh/<slug:slug>/nhieu-noi-dung/<int:pk>/hoan-tac/", bulk.undo, name="undo_batch"),
    path("chuong-trinh/<slug:slug>/van-ban/", programme_papers, name="papers"),
    path("chuong-trinh/<slug:slug>/chi-tieu/", programme_indicators, name="indicators"),
    path("chuong-trinh/<slug:slug>/so-lieu/", programme_figures, name="figures"),
    path("chuong-trinh/<slug:slug>/dien-bien/", programme_course, name="course"),
    path("chuong-trinh/<slug:slug>/lich-su/", programme_changes, name="changes"),
]
# /cam-ket/…
commitment_pages: list[URLPattern | URLResolver] = [
    path("cam-ket/", commitments, name="list"),
    path("cam-ket/<int:pk>/", commitment, name="commitment"),
    path("cam-ket/<int:pk>/lich-su/", commitment_changes, name="changes"),
]
# /chi-tieu/…
indicator_pages: list[URLPattern | URLResolver] = [
    path("chi-tieu/<int:pk>/", indicator, name="indicator"),
]

urlpatterns = [
    path("", include((pages, "pages"))),
    path("", include(([*programme_deeds, *tables, *programme_pages], "programmes"))),
    path("", include(([*commitment_deeds, *commitment_pages], "commitments"))),
    path("", include(([*indicator_deeds, *indicator_pages], "indicators"))),
]
