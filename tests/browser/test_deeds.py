"""A commitment's whole walk in a real browser, and a table's way out and in; that every deed's page is sound is looked at in test_every_page.py."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lienket.accounts.tests.cast import build_cast
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.tests.builders import Promise, a_commitment
from lienket.lib import clock
from lienket.sheets.tests.tables import opened, workbook
from tests.browser.conftest import overflow

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


def test_a_table_goes_out_is_changed_and_comes_in(open_page, axe, tmp_path: Path):
    """Down as Excel has it, changed there, up again: the preview, the button, the way back."""
    cast = build_cast()
    commitment = a_commitment(cast).commitment
    page = open_page(commitment.programme.get_absolute_url(), officer=cast.hn.office, scripts=True, width=390)
    with page.expect_download() as handed_out:
        page.locator(".export-links a", has_text="XLSX").click()
    rows = opened(handed_out.value.path().read_bytes())
    rows[1][1], rows[1][5] = "Tổ chức Tuần hàng Hà Tĩnh", "quý I"
    rows.append(["", "Mở tuyến du lịch di sản", "", "Du lịch", "Hà Nội: Sở Du lịch"])
    (tmp_path / "bang.xlsx").write_bytes(workbook(rows))

    page.get_by_role("link", name="Nhập từ bảng").click()
    page.locator("[name=file]").set_input_files(tmp_path / "bang.xlsx")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("#khong-lam")).to_have_text("Bị từ chối (2)")
    page.locator("[name=paper]").fill("512/TB-VP")
    page.get_by_role("button", name="Xem trước lại").click()
    expect(page.locator("#se-lam")).to_have_text("Sẽ được làm (1)")
    axe(page)
    assert overflow(page) == 0
    page.get_by_role("button", name="Làm cho 1 dòng").click()
    expect(page.locator("#da-lam")).to_have_text("Đã làm (1)")
    assert commitment.programme.commitments.count() == 2
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Hoàn tác").click()
    page.wait_for_url("**/nhieu-noi-dung/*/")
    assert commitment.programme.commitments.count() == 1
