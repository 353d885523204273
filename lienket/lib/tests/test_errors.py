"""What a person sees when something is wrong, the health of the site, and the headers and log of every answer."""

import logging

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from lienket.lib import errors


@pytest.fixture
def visitor(db):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("status", "vi", "en"),
    [
        (400, "Hệ thống không hiểu yêu cầu này", "The request was not understood"),
        (403, "Vai trò của bạn không được làm việc này", "Your role does not allow this"),
        (404, "Địa chỉ này không có gì dành cho bạn", "There is nothing for you at this address"),
        (500, "Hệ thống gặp lỗi", "Something went wrong on our side"),
    ],
)
def test_error_pages_say_it_in_both_languages(visitor, status, vi, en):
    answer = visitor.get(f"/giao-dien/loi/{status}/")
    assert answer.status_code == status
    assert vi in answer.text
    answer = visitor.get(f"/giao-dien/loi/{status}/?lang=en")
    assert answer.status_code == status
    assert en in answer.text


def test_an_unknown_address_offers_ways_on(visitor):
    answer = visitor.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert 'name="q"' in answer.text


def test_a_refusal_shows_its_own_reason():
    request = RequestFactory().get("/")
    with translation.override("vi"):
        answer = errors.permission_denied(request, PermissionError("Chỉ Văn phòng được giao việc."))
    assert "Chỉ Văn phòng được giao việc." in answer.content.decode()


def test_the_last_page_needs_neither_database_nor_session(visitor, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.request_id = "abc123"
    with django_assert_num_queries(0):
        answer = errors.server_error(request)
    assert answer.status_code == 500
    assert "abc123" in answer.content.decode()


def test_even_a_broken_template_is_answered(monkeypatch):
    def broken(_name):
        raise OSError("no templates")

    monkeypatch.setattr(errors.loader, "get_template", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "<title>500</title>" in answer.content.decode()


def test_the_mark_is_found_where_browsers_look(visitor):
    assert visitor.get("/favicon.ico").url.endswith("favicon.svg")


def test_health_asks_the_database(visitor):
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_health_says_when_the_database_is_gone(visitor, monkeypatch):
    def gone(*_args):
        raise DatabaseError("secret detail")

    with monkeypatch.context() as patched:
        patched.setattr("lienket.lib.health.connection.cursor", gone)
        answer = visitor.get("/healthz")
    assert answer.status_code == 503
    assert "secret" not in answer.text


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_is_asked_without_tls(db):
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/giao-dien/").status_code == 301


def test_every_page_carries_the_policy_and_keeps_to_it(visitor):
    answer = visitor.get("/giao-dien/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    for forbidden in (" style=", " onclick=", " onload=", "<style", "javascript:"):
        assert forbidden not in answer.text
    assert "<script>" not in answer.text


def test_the_log_names_the_route_and_never_what_was_typed(visitor, caplog, monkeypatch):
    lines = []
    monkeypatch.setattr("lienket.lib.requestlog.logger.info", lambda event, **data: lines.append(data), raising=False)
    with caplog.at_level(logging.INFO):
        answer = visitor.get("/giao-dien/loi/404/", {"q": "Nguyễn Văn A"})
    assert lines[0] | {"ms": 0} == {
        "method": "GET",
        "route": "/giao-dien/loi/<int:status>/",
        "status": 404,
        "ms": 0,
        "officer": None,
    }
    assert len(answer.headers["X-Request-ID"]) == 12
