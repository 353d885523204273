"""Addresses of the deeds of this room; pages/urls.py mounts them in the room's namespace beside the page that gathers it."""

from django.urls import URLPattern, path

from .views import differences, indicators, values

urlpatterns: list[URLPattern] = [
    # /chuong-trinh/<slug>/
    path("chuong-trinh/<slug:slug>/them-chi-tieu/", indicators.define, name="define"),
    # /chi-tieu/<id>/
    path("chi-tieu/<int:pk>/bao-cao/", values.report, name="report"),
    path("chi-tieu/<int:pk>/chenh-lech/", differences.difference, name="difference"),
    path("chi-tieu/<int:pk>/rut/", indicators.withdraw, name="withdraw"),
    path("chi-tieu/<int:pk>/gia-tri/<int:report_pk>/", values.value, name="value"),
    path("chi-tieu/<int:pk>/gia-tri/<int:report_pk>/rut-duyet/", values.withdraw_approval, name="withdraw_approval"),
]
