"""Matching: what is the same is recognised, what only sounds alike is not, and the reasons are told."""

import datetime as dt
from decimal import Decimal

import pytest

from lienket.documents.matching import (
    KnownCommitment,
    KnownFigure,
    KnownProgramme,
    match_commitment,
    match_figure,
    match_programme,
)

WEEK = KnownCommitment(
    1,
    "Tổ chức Tuần nông sản và sản phẩm OCOP Hà Tĩnh tại Hà Nội",
    sector="CTT.01",
    leads=frozenset({("so_ct", "01")}),
    deadline=dt.date(2026, 12, 3),
)
TRAINING = KnownCommitment(2, "Tổ chức lớp bồi dưỡng quản lý đô thị cho cán bộ cấp xã", sector="TCB.04")
LEAD = [{"type": "so_ct", "locality": "01", "name": "Sở Công Thương Hà Nội"}]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Tổ chức Tuần nông sản và sản phẩm OCOP Hà Tĩnh tại Hà Nội", 1),
        ("Tuần nông sản, sản phẩm OCOP của Hà Tĩnh", 1),
        ("Bồi dưỡng quản lý đô thị cho cán bộ xã", 2),
        ("Mở 5 điểm giới thiệu và bán sản phẩm OCOP", None),
        ("Tăng cường hợp tác giữa hai địa phương", None),
        ("", None),
    ],
)
def test_commitments_by_their_words(title: str, found: int | None) -> None:
    match = match_commitment({"title": title}, [WEEK, TRAINING])
    assert (match.id if match else None) == found


def test_sector_lead_and_day_support_the_words_and_are_told() -> None:
    draft = {"title": "Tuần nông sản và sản phẩm OCOP", "sector": "CTT.01", "leads": LEAD, "deadline": "2026-12-20"}
    match = match_commitment(draft, [WEEK])
    assert match.reasons == ("words", "sector", "leads", "deadline", "other_deadline")
    assert match.score > match_commitment(draft | {"sector": "YTE"}, [WEEK]).score


def test_one_department_in_one_sector_on_one_day_is_not_one_promise() -> None:
    draft = {
        "title": "Chống hàng giả trên sàn thương mại điện tử",
        "sector": "CTT.01",
        "leads": LEAD,
        "deadline": "2026-12-03",
    }
    assert match_commitment(draft, [WEEK]) is None


FIGURE = KnownFigure(7, "Dự án đầu tư", "count", "dự án đầu tư", "42", Decimal(1300), "more_than")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"value": "1300"}, "same_value"),
        ({"value": "1450"}, "other_value"),
        ({"value": "1300", "bound": "exact"}, "other_value"),
    ],
)
def test_figures_of_the_same_thing(changes: dict, reason: str) -> None:
    draft = {
        "subject": "Dự án đầu tư",
        "kind": "count",
        "unit": "dự án đầu tư",
        "locality": "42",
        "value": "1300",
        "bound": "more_than",
    }
    assert match_figure(draft | changes, [FIGURE]).reasons[-1] == reason


@pytest.mark.parametrize(
    "changes",
    [
        {"locality": "01"},
        {"locality": ""},
        {"unit": "VND"},
        {"kind": "percent"},
        {"subject": "Dự án đầu tư của doanh nghiệp Hà Nội"},
    ],
)
def test_figures_of_something_else(changes: dict) -> None:
    draft = {
        "subject": "Dự án đầu tư",
        "kind": "count",
        "unit": "dự án đầu tư",
        "locality": "42",
        "value": "1",
        "bound": "exact",
    }
    assert match_figure(draft | changes, [FIGURE]) is None


PROGRAMME = KnownProgramme(
    3, "Chương trình hợp tác", frozenset({"01", "42"}), dt.date(2026, 1, 1), dt.date(2030, 12, 31)
)


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ({"parties": ["42", "01"], "period_from": "2026-01-01", "period_to": "2030-12-31"}, True),
        ({"parties": ["01", "42"], "period_from": "2027-01-01", "period_to": "2027-12-31"}, True),
        ({"parties": ["01", "42"]}, True),
        ({"parties": ["01", "42"], "period_from": "2019-01-01", "period_to": "2020-12-31"}, False),
        ({"parties": ["01", "37"], "period_from": "2026-01-01"}, False),
        ({"parties": ["01"], "title": "Chương trình hợp tác"}, False),
    ],
)
def test_programmes_by_parties_and_period(draft: dict, found: bool) -> None:
    assert (match_programme(draft, [PROGRAMME]) is not None) is found
