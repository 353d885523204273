"""Addresses of the notices room."""

from django.urls import path

from .views import channels

app_name = "notices"
urlpatterns = [
    # one's own: /tai-khoan/
    path("tai-khoan/thong-bao/", channels, name="channels"),
]
