"""The frame around every page in a real browser: the officer's menu, parts exchanged by htmx, and what happens when they fail."""

import pytest

from tests.browser.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/giao-dien/"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_officers_menu_opens_closes_and_is_accessible(open_page, axe, cast, width):
    page = open_page("/giao-dien/hop-thoai/", width=width, officer=cast.hn.admin)
    sheet = page.locator(".menu-sheet")
    assert sheet.is_hidden()
    page.locator(".menu summary").click()
    assert sheet.get_by_text("Đăng xuất").is_visible()
    axe(page)
    assert overflow(page) == 0
    page.keyboard.press("Escape")
    assert sheet.is_hidden()


def test_the_officers_menu_works_without_scripts(open_page, cast):
    page = open_page("/giao-dien/hop-thoai/", officer=cast.hn.desk, scripts=False)
    page.locator(".menu summary").click()
    assert page.locator(".menu-sheet form[method=post]").get_by_text("Đăng xuất").is_visible()


def test_a_filter_exchanges_the_list_and_keeps_the_address(open_page):
    page = open_page(PAGE)
    page.evaluate("window.sameDocument = true")
    page.locator("#id_nhom").select_option("2")
    page.wait_for_url("**/giao-dien/?*nhom=2*")
    assert page.evaluate("window.sameDocument")
    page.reload()
    assert page.locator("#id_nhom").input_value() == "2"


def test_the_same_filter_without_scripts(open_page):
    page = open_page(PAGE, scripts=False)
    page.locator("#id_nhom").select_option("2")
    page.locator(".filter-bar button").click()
    assert "nhom=2" in page.url
    assert page.locator("#id_nhom").input_value() == "2"


def test_a_part_that_cannot_be_reached_says_so(open_page, allowed_errors):
    allowed_errors += ["ERR_FAILED", "htmx:sendError", "htmx:afterRequest"]
    page = open_page(PAGE)
    page.route("**/giao-dien/?*", lambda route: route.abort())
    page.locator("#id_nhom").select_option("2")
    notice = page.locator("[data-not-reached]")
    notice.wait_for()
    assert "Chưa cập nhật được trang" in notice.inner_text()


def test_an_ended_session_leads_to_sign_in_and_back(open_page, live_server):
    page = open_page(f"{PAGE}?trang=2")
    signing_in = page.locator("body").get_attribute("data-sign-in")
    # What htmx tells when a part was answered by the sign-in page instead.
    page.evaluate(
        """address => document.body.dispatchEvent(new CustomEvent("htmx:beforeSwap", {
            bubbles: true, detail: {xhr: {responseURL: address}, shouldSwap: true}}))""",
        live_server.url + signing_in,
    )
    page.wait_for_url(f"**{signing_in}?next=*")
    assert "trang%3D2" in page.url
