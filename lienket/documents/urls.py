"""Addresses of the documents room."""

from django.urls import URLPattern, URLResolver, include, path

from . import public, views, views_review, views_together

app_name = "documents"

# /van-ban/<pk>/ra-soat/
review_urls: list[URLPattern | URLResolver] = [
    path("", views_review.review, name="review"),
    path("dong-y-tat-ca/", views_review.accept_all, name="accept_all"),
    path("rut-lai-tat-ca/", views_review.withdraw_all, name="withdraw_all"),
    path("dong-y-chac-chan/", views_together.accept_sure, name="accept_sure"),
    path("dong-y-chac-chan/hoan-tac/", views_together.withdraw_together, name="withdraw_together"),
    path("<int:proposal_pk>/vi-sao/", views_together.why, name="why"),
    path("<int:proposal_pk>/", views_review.proposal, name="proposal"),
    path("<int:proposal_pk>/the/", views_review.card, name="card"),
    path("<int:proposal_pk>/dong-y/", views_review.accept, name="accept"),
    path("<int:proposal_pk>/bo-qua/", views_review.reject, name="reject"),
    path("<int:proposal_pk>/xem-lai/", views_review.reconsider, name="reconsider"),
    path("<int:proposal_pk>/rut-lai/", views_review.withdraw, name="withdraw"),
]
# /van-ban/
document_urls: list[URLPattern | URLResolver] = [
    path("", views.document_list, name="list"),
    path("nop/", views.upload, name="upload"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/doc-lai/", views.read_again, name="read_again"),
    path("<int:pk>/khoa/", views.lock, name="lock"),
    path("<int:pk>/chia-se/", views.share, name="share"),
    path("<int:pk>/chuong-trinh/", views.place, name="place"),
    path("<int:pk>/ra-soat/", include(review_urls)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("doc-van-ban/", public.read_public, name="read_public"),
    path("van-ban/", include(document_urls)),
]
