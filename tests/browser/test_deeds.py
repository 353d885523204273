"""Every deed's page of commitments and programmes in a real browser: no fault for axe, in both colours, languages and widths."""

import datetime as dt

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import build_cast
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.tests.builders import Promise, a_commitment, in_state
from lienket.lib import clock
from lienket.programmes.models import ProgrammeState
from lienket.programmes.tests.builders import a_programme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [(1280, "light", "vi"), (390, "dark", "vi"), (390, "light", "en")]
STEPS = {
    "assign": (S.DRAFTED, "office"),
    "accept": (S.ASSIGNED, "desk"),
    "ask_reassignment": (S.ASSIGNED, "head"),
    "start": (S.ACCEPTED, "desk"),
    "report_progress": (S.IN_PROGRESS, "desk"),
    "report_completion": (S.IN_PROGRESS, "head"),
    "confirm_completion": (S.AWAITING_CONFIRMATION, "focal"),
    "return_for_more": (S.AWAITING_CONFIRMATION, "focal"),
    "edit": (S.DRAFTED, "focal"),
    "change_deadline": (S.IN_PROGRESS, "office"),
    "audience": (S.IN_PROGRESS, "focal"),
    "withdraw": (S.DRAFTED, "focal"),
}
PROGRAMME_PAGES = [
    "edit",
    "audience",
    "focal_agency",
    "add_signatory",
    "add_group",
    "record_meeting",
    "move",
    "withdraw",
]


def test_pages_of_a_commitment(open_page, axe):
    cast = build_cast()
    programme = a_programme(cast)
    at = {state: in_state(cast, state, programme=programme) for state, _who in STEPS.values()}
    for n, (page_name, (state, who)) in enumerate(STEPS.items()):
        address = reverse(f"commitments:{page_name}", args=[at[state].commitment.pk])
        width, theme, language = LOOKS[n % len(LOOKS)]
        axe(open_page(address, width=width, theme=theme, language=language, officer=cast.hn.officers[who]))


def test_pages_of_a_programme(open_page, axe):
    cast = build_cast()
    programme = a_programme(cast, state=ProgrammeState.PROPOSED)
    addresses = [reverse(f"programmes:{name}", args=[programme.slug]) for name in PROGRAMME_PAGES]
    addresses += [
        reverse("programmes:create"),
        reverse("programmes:move", args=[programme.slug]) + "?buoc=drafting",
        reverse("commitments:add", args=[programme.slug]),
    ]
    for n, address in enumerate(addresses):
        width, theme, language = LOOKS[n % len(LOOKS)]
        axe(open_page(address, width=width, theme=theme, language=language, officer=cast.ht.focal))


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
