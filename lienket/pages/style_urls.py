"""Addresses of the style page; mounted under /giao-dien/ on a developer's machine and in tests only."""

from django.urls import path

from lienket.pages import style

app_name = "style"
urlpatterns = [
    path("", style.show, name="show"),
    path("hop-thoai/", style.dialog_page, name="dialog"),
    path("dang-lam/", style.working, name="working"),
    path("da-nhan/", style.received, name="received"),
    path("loi/<int:status>/", style.error, name="error"),
]
