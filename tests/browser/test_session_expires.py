"""A session that ends while somebody types: they sign in again, see what they had typed, and send it. Nothing is lost."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from lienket.accounts.models import Officer
from lienket.commitments.models import CommitmentState, ProgressUpdate
from lienket.commitments.tests.builders import in_state
from lienket.documents.models import ProposalState
from lienket.documents.tests.builders import read_document, the

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "mat-khau-cua-buoi-sang"
TYPED = "Đã chốt danh sách 74 sản phẩm <OCOP> & 41 chủ thể.\nCòn chờ mặt bằng gian hàng."


def give_password(officer: Officer) -> Officer:
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def sign_in_again(page: Page, officer: Officer) -> None:
    page.locator("[name=username]").fill(officer.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button.primary").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_what_was_typed_is_sent_after_signing_in_again(open_page, allowed_errors, axe, cast, scripts):
    allowed_errors.append("status of 401")
    desk = give_password(cast.hn.desk)
    promise = in_state(cast, CommitmentState.IN_PROGRESS)
    address = promise.commitment.get_absolute_url()
    page = open_page(f"{address}cap-nhat/", officer=desk, scripts=scripts)
    page.locator("[name=result]").fill(TYPED)
    page.locator("[name=percent]").fill("70")
    Session.objects.all().delete()
    page.locator("form.form .form-actions .primary").click()
    expect(page.locator(".notice").first).to_contain_text("không mất")
    if scripts:
        axe(page)
    assert not ProgressUpdate.objects.exists()
    sign_in_again(page, desk)
    expect(page.locator("blockquote").filter(has_text="74 sản phẩm <OCOP>")).to_be_visible()
    if scripts:
        axe(page)
    assert not ProgressUpdate.objects.exists()
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile(f"{address}$"))
    update = ProgressUpdate.objects.get()
    assert (update.result.replace("\r\n", "\n"), update.percent, update.by_id) == (TYPED, 70, desk.pk)


def test_a_wrong_password_in_between_loses_nothing_either(open_page, allowed_errors, cast):
    allowed_errors += ["status of 401", "status of 400"]
    desk = give_password(cast.hn.desk)
    promise = in_state(cast, CommitmentState.IN_PROGRESS)
    page = open_page(f"{promise.commitment.get_absolute_url()}cap-nhat/", officer=desk)
    page.locator("[name=result]").fill(TYPED)
    Session.objects.all().delete()
    page.locator("form.form .form-actions .primary").click()
    page.locator("[name=username]").fill(desk.email)
    page.locator("[name=password]").fill("nham-mat-khau")
    page.locator("main form button.primary").click()
    expect(page.locator(".notice.danger")).to_be_visible()
    sign_in_again(page, desk)
    page.locator("main form button.primary").click()
    page.wait_for_url(f"**{promise.commitment.get_absolute_url()}")
    assert ProgressUpdate.objects.count() == 1


def test_a_decision_exchanged_by_htmx_leads_to_sign_in_and_back(open_page, allowed_errors, cast):
    allowed_errors += ["status of 401", "htmx:responseError"]
    focal = give_password(cast.hn.focal)
    document = read_document(cast)
    programme = the(document, "programme")
    page = open_page(f"{document.get_absolute_url()}ra-soat/", officer=focal)
    Session.objects.all().delete()
    page.locator(f"#de-xuat-{programme.pk} [data-key=a]").click()
    page.locator("[name=password]").wait_for()
    programme.refresh_from_db()
    assert programme.state == ProposalState.PENDING
    sign_in_again(page, focal)
    page.locator("main form button.primary").click()
    expect(page.locator(f"#de-xuat-{programme.pk}.accepted")).to_be_visible()
    programme.refresh_from_db()
    assert programme.state == ProposalState.ACCEPTED
