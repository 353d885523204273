"""A commitment's whole walk in a real browser; that every deed's page is sound is looked at in test_every_page.py."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import build_cast
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.tests.builders import Promise, a_commitment
from lienket.lib import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_both_sides_walk_a_commitment_to_its_end_without_scripts(open_page):
    """The main job, page by page, as six people with their browsers: nobody needs JavaScript for it."""
    cast = build_cast()
    promise = a_commitment(
        cast, made_on=clock.today() - dt.timedelta(days=30), deadline=clock.today() + dt.timedelta(days=30)
    )
    address = promise.commitment.get_absolute_url()
    today = f"{clock.today():%d/%m/%Y}"

    def press(side, who: str, button: str, **typed: str) -> None:
        page = open_page(address, officer=side.officers[who], scripts=False)
        page.get_by_role("link", name=button).first.click()
        for name, value in typed.items():
            field = page.locator(f"[name={name}]")
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        page.get_by_role("button", name=button).click()
        assert page.url.endswith(address)

    sides = (cast.hn, cast.ht)
    for side in sides:
        press(side, "office", "Giao nhiệm vụ", lead="so_ct", assigning_paper="188/KH-UBND", assigning_paper_date=today)
    for side in sides:
        press(side, "desk", "Tiếp nhận", receiving_division="Phòng Quản lý thương mại")
    press(cast.hn, "desk", "Cập nhật tiến độ", result="Đã ban hành kế hoạch phối hợp", percent="20")
    for side in sides:
        press(side, "head", "Báo cáo hoàn thành", output_paper="45/BC-SCT", output_date=today)
    for side in sides:
        press(side, "focal", "Xác nhận hoàn thành", completed_on=today)
    assert Promise(cast, promise.commitment).state == S.DONE
