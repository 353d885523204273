"""The style page in a real browser: accessible in both widths, colours and languages, and alive with scripts."""

from itertools import product

import pytest

from tests.browser.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme", "language"), [*product((1280, 390), ("light", "dark"), ("vi", "en"))])
def test_style_page_has_no_accessibility_violation_and_fits(open_page, axe, width, theme, language):
    page = open_page("/giao-dien/", width=width, theme=theme, language=language)
    assert page.locator("html").get_attribute("lang") == language
    axe(page)
    assert overflow(page) == 0


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_pages_are_accessible(open_page, axe, allowed_errors, status):
    allowed_errors.append(f"status of {status}")
    page = open_page(f"/giao-dien/loi/{status}/", width=390)
    axe(page)
    assert overflow(page) == 0


def test_text_at_200_percent_still_fits(open_page):
    page = open_page("/giao-dien/", width=640)  # 1280 px zoomed to 200 %
    assert overflow(page) == 0


def test_colours_are_chosen_kept_and_drawn_by_the_server(open_page):
    page = open_page("/giao-dien/")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator(".dateline [data-theme-switch] button[value=dark]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate(ground) != light
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_language_and_colours_change_without_scripts(open_page):
    page = open_page("/giao-dien/?trang=3", scripts=False)
    page.locator(".dateline .language-switch button").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/giao-dien/?trang=3")
    page.locator(".dateline [data-theme-switch] button[value=dark]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_skip_link_leads_to_the_content(open_page):
    page = open_page("/giao-dien/hop-thoai/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_dialog_opens_with_scripts_and_is_a_page_without(open_page):
    page = open_page("/giao-dien/")
    page.locator("[data-dialog=ly-do]").click()
    assert page.locator("#ly-do").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#ly-do").is_hidden()
    plain = open_page("/giao-dien/", scripts=False)
    plain.locator("[data-dialog=ly-do]").click()
    assert plain.url.endswith("/giao-dien/hop-thoai/")


def test_running_work_is_exchanged_for_its_result(open_page):
    page = open_page("/giao-dien/")
    page.locator(".working").wait_for(state="detached")
    assert page.get_by_text("Đã đọc xong").is_visible()


def test_keys_move_and_can_be_switched_off(open_page):
    page = open_page("/giao-dien/")
    current = page.locator("#de-xuat > article.current h3")
    first = current.inner_text()
    page.keyboard.press("j")
    assert current.inner_text() != first
    assert page.locator("#c3").get_attribute("class").endswith("lit-current")
    page.keyboard.press("k")
    assert current.inner_text() == first
    page.keyboard.press("?")
    page.locator("[data-keys-switch]").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert current.inner_text() == first


def test_keys_are_letters_while_typing(open_page):
    page = open_page("/giao-dien/")
    page.locator("#id_title").first.press_sequentially("kj")
    assert page.locator("#id_title").first.input_value() == "kj"
    assert page.locator("#de-xuat > article.current").get_attribute("data-lights") == "c2"


def test_unsaved_text_warns_before_leaving(open_page):
    page = open_page("/giao-dien/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_title").first.fill("Chưa lưu")
    page.goto("/giao-dien/hop-thoai/")
    assert asked == ["beforeunload"]


def test_draft_is_offered_again_and_forgotten_when_the_deed_succeeded(open_page):
    page = open_page("/giao-dien/")
    page.on("dialog", lambda dialog: dialog.accept())
    note = page.locator("[data-autosave]")
    assert note.is_hidden()
    page.locator("#id_title").first.fill("Bản nháp")
    page.wait_for_timeout(600)  # drafts are written when the typing pauses
    page.reload()
    assert note.is_visible()
    note.locator("[data-draft-restore]").click()
    assert page.locator("#id_title").first.input_value() == "Bản nháp"
    page.locator("#id_checked").first.check()
    page.locator("form[data-unsaved] .form-actions .primary").click()
    page.wait_for_load_state()
    assert page.locator("[data-deed-done]").is_visible()
    assert note.is_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('lienket-draft:'))") == []


def test_printing_leaves_out_navigation_and_writes_out_sources(open_page):
    page = open_page("/giao-dien/", theme="dark")
    page.emulate_media(media="print")
    assert page.locator(".main-nav").is_hidden()
    assert page.locator(".site-foot").is_hidden()
    after = "getComputedStyle(document.querySelector('.quote footer a'), '::after').content"
    assert "#" in page.evaluate(after)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
