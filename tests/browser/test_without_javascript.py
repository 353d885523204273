"""The whole site with scripts switched off: signing in, handing in, deciding, finding, changing language and colours.

Both sides' steps on a commitment without scripts are walked in test_deeds.py, the public reading in test_main_job.py, and
a session that ends in test_session_expires.py.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from lienket import jobs
from lienket.commitments.models import Commitment
from lienket.documents.models import Document, Proposal, ProposalState
from lienket.indicators.models import Figure
from lienket.programmes.models import Programme
from tests.browser.conftest import overflow
from tests.browser.papers import OWN_SAMPLE
from tests.browser.test_session_expires import PASSWORD, give_password, sign_in_again

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def decide(page: Page, proposal: Proposal, address: str) -> None:
    """Press one button of a card; the page comes again, at the card."""
    page.locator(f"#de-xuat-{proposal.pk} form[action$='/{address}/'] button").first.click()
    page.wait_for_url(re.compile(f"#de-xuat-{proposal.pk}$"))
    proposal.refresh_from_db()


def first(document: Document, kind: str) -> Proposal:
    return document.proposals.alive().filter(kind=kind).order_by("start")[0]


def test_from_signing_in_to_a_programme(open_page, cast):
    focal = give_password(cast.hn.focal)
    page = open_page("/van-ban/nop/", scripts=False)
    sign_in_again(page, focal)
    page.wait_for_url("**/van-ban/nop/")

    page.locator("[name=text]").fill(OWN_SAMPLE.text)
    page.locator("form.form button.primary").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    jobs.run_all()
    page.reload()
    page.locator("a.primary[href$='/ra-soat/']").click()

    document = Document.objects.get()
    decide(page, first(document, "programme"), "dong-y")
    agreement = first(document, "agreement")
    page.locator(f"#de-xuat-{agreement.pk} [data-key=e]").click()
    page.wait_for_url(f"**/ra-soat/{agreement.pk}/")
    assert overflow(page) == 0
    page.locator("[name=d-title]").fill("Năm điểm bán hàng")
    page.locator("form.form button.primary").click()
    expect(page.locator(f"#de-xuat-{agreement.pk}")).to_contain_text("Năm điểm bán hàng")
    assert Commitment.objects.get().title == "Năm điểm bán hàng"

    request = first(document, "request")
    decide(page, request, "bo-qua")
    assert request.state == ProposalState.REJECTED
    decide(page, request, "xem-lai")
    assert request.state == ProposalState.PENDING
    page.locator("#loai-figure form[action$='/dong-y-tat-ca/'] button").click()
    page.wait_for_url("**#loai-figure")
    assert Figure.objects.count() == document.proposals.filter(kind="figure", state=ProposalState.ACCEPTED).count() > 5
    decide(page, first(document, "figure"), "rut-lai")
    page.locator("#loai-figure form[action$='/rut-lai-tat-ca/'] button").click()
    page.wait_for_url("**#loai-figure")
    assert not Figure.objects.exists()


def test_finding_filtering_and_choosing_how_it_looks(open_page, cast):
    test_from_signing_in_to_a_programme(open_page, cast)
    programme = Programme.objects.get()
    page = open_page("/", officer=cast.ht.focal, scripts=False)
    search = page.locator("form[action='/tim-kiem/'] input[type=search], form[action='/tim-kiem/'] input[name=q]").first
    search.fill("nam diem ban hang")
    search.press("Enter")
    page.get_by_role("link", name="Năm điểm bán hàng").first.click()
    expect(page.locator("h1")).to_have_text("Năm điểm bán hàng")

    page.goto(programme.get_absolute_url())
    page.locator(".filter-bar [name=q]").fill("nam diem")
    page.locator(".filter-bar button").first.click()
    page.wait_for_url("**q=nam+diem**")
    expect(page.locator("#cam-ket tbody tr")).to_have_count(1)
    page.locator(".language-switch button").first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "q=nam+diem" in page.url
    page.locator("[data-theme-switch] button[value=dark]").first.click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_wrong_password_and_signing_out(open_page, allowed_errors, cast):
    allowed_errors += ["status of 400", "status of 401"]
    desk = give_password(cast.hn.desk)
    page = open_page("/dang-nhap/", scripts=False)
    page.locator("[name=username]").fill(desk.email)
    page.locator("[name=password]").fill(PASSWORD.upper())
    page.locator("main form button.primary").click()
    expect(page.locator(".notice.danger")).to_be_visible()
    assert page.locator("[name=username]").input_value() == desk.email
    sign_in_again(page, desk)
    page.wait_for_url("**/ban-lam-viec/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Đăng xuất").first.click()
    page.goto("/ban-lam-viec/")
    page.wait_for_url("**/dang-nhap/**")
