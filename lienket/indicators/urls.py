"""Addresses of the deeds of this room; pages/urls.py mounts them in the room's namespace beside the page that gathers it."""

from django.urls import URLPattern, path

from .views import differences, figures, indicators, values

urlpatterns: list[URLPattern] = [
    # /chuong-trinh/<slug>/
    path("chuong-trinh/<slug:slug>/them-chi-tieu/", indicators.define, name="define"),
    # /dia-phuong/<slug>/, /so-lieu/<id>/
    path("dia-phuong/<slug:slug>/nhap-so-lieu/", figures.enter, name="enter_figure"),
    path("so-lieu/<int:pk>/sua/", figures.correct, name="correct_figure"),
    path("so-lieu/<int:pk>/rut/", figures.withdraw, name="withdraw_figure"),
    path("so-lieu/<int:pk>/duyet/", figures.approve, name="approve_figure"),
    # /chi-tieu/<id>/
    path("chi-tieu/<int:pk>/bao-cao/", values.report, name="report"),
    path("chi-tieu/<int:pk>/chenh-lech/", differences.difference, name="difference"),
    path("chi-tieu/<int:pk>/rut/", indicators.withdraw, name="withdraw"),
    path("chi-tieu/<int:pk>/gia-tri/<int:report_pk>/", values.value, name="value"),
    path("chi-tieu/<int:pk>/gia-tri/<int:report_pk>/rut-duyet/", values.withdraw_approval, name="withdraw_approval"),
]
