"""Vietnamese unless the visitor chose English here."""

import pytest
from django.test import Client

from lienket.lib.language import THEME_COOKIE

PAGE = "/giao-dien/"


@pytest.fixture
def visitor(db):
    return Client()


def test_vietnamese_whatever_the_browser_prefers(visitor):
    answer = visitor.get(PAGE, headers={"accept-language": "en-US,en;q=0.9"})
    assert answer.headers["Content-Language"] == "vi"
    assert '<html lang="vi"' in answer.text
    assert "Đăng nhập" in answer.text or "Trang chủ" in answer.text


def test_the_choice_is_kept_and_leads_back(visitor):
    answer = visitor.post("/ngon-ngu/", {"language": "en", "next": "/giao-dien/?trang=2&lang=vi"})
    assert answer.status_code == 302
    assert answer.url == "/giao-dien/?trang=2"
    assert answer.cookies["ngon_ngu"]["httponly"]
    again = visitor.get(PAGE)
    assert '<html lang="en"' in again.text
    assert "Trang chủ" not in again.text


def test_an_english_address_can_be_sent_and_is_remembered(visitor):
    assert visitor.get(PAGE, {"lang": "en"}).headers["Content-Language"] == "en"
    assert visitor.get(PAGE).headers["Content-Language"] == "en"


@pytest.mark.parametrize("wish", ["xx", "", "vi; path=/", "../en"])
def test_other_languages_are_not_spoken(visitor, wish):
    visitor.post("/ngon-ngu/", {"language": wish})
    assert "ngon_ngu" not in visitor.cookies
    assert visitor.get(PAGE, {"lang": wish}).headers["Content-Language"] == "vi"


@pytest.mark.parametrize("wish", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_way_back_stays_in_the_house(visitor, wish):
    assert visitor.post("/ngon-ngu/", {"language": "en", "next": wish}).url == "/"


def test_choosing_is_a_deed_not_a_link(visitor):
    assert visitor.get("/ngon-ngu/").status_code == 405
    assert visitor.get("/che-do-mau/").status_code == 405


@pytest.mark.parametrize(("wish", "drawn"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("pink", "auto")])
def test_colours_are_drawn_by_the_server(visitor, wish, drawn):
    visitor.post("/che-do-mau/", {"theme": wish, "next": PAGE})
    assert f'data-theme="{drawn}"' in visitor.get(PAGE).text


def test_a_cookie_somebody_wrote_by_hand_is_not_drawn(visitor):
    visitor.cookies[THEME_COOKIE] = '"><script>'
    assert 'data-theme="auto"' in visitor.get(PAGE).text


def test_shared_caches_keep_the_languages_apart(visitor):
    assert "Cookie" in visitor.get(PAGE).headers["Vary"]
