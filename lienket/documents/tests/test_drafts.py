"""From facts to drafts: names without who and when, one draft per content, figures that say what they count."""

import pytest

from lienket.documents import titles
from lienket.documents.drafts import drafts_of

from .builders import TEXT, facts, span


def of_kind(kind: str, found: dict | None = None) -> list:
    return [d for d in drafts_of(found or facts()) if d.kind == kind]


def test_the_programme_stands_first_with_parties_and_period() -> None:
    first, *_rest = drafts_of(facts())
    assert first.kind == "programme"
    assert first.data["parties"] == ["01", "42"]
    assert (first.data["period_from"], first.data["period_to"], first.data["open_ended"]) == (
        "2026-01-01",
        "2030-12-31",
        False,
    )
    assert TEXT[first.start : first.end].startswith("Chương trình hợp tác phát triển giữa")


def test_no_programme_of_one_locality() -> None:
    assert not of_kind("programme", facts(document={"kind": "news", "parties": ["01"]}))


@pytest.mark.parametrize(
    ("after", "open_ended"), [(" và những năm tiếp theo", True), (" và các năm tới", True), (" của hai tỉnh", False)]
)
def test_following_years(after: str, open_ended: bool) -> None:
    text = TEXT.replace("2026 - 2030.", f"2026 - 2030{after}.")
    found = facts(text=text)
    assert of_kind("programme", found)[0].data["open_ended"] is open_ended


def test_one_draft_for_each_content_of_an_agreement() -> None:
    drafts = of_kind("agreement")
    assert [d.data["title"] for d in drafts] == ["Kết nối tour du lịch biển", "Tiêu thụ sản phẩm OCOP tại siêu thị"]
    assert [d.data["sector"] for d in drafts] == ["DUL.01", "NNT.02"]
    assert [d.data["group_code"] for d in drafts] == ["DUL", "NNT"]


def test_items_of_a_sentence_of_several_sectors_have_none_of_them() -> None:
    found = facts()
    for item in found["statements"][2]["items"]:
        item["sectors"] = []
    assert [d.data["sector"] for d in of_kind("agreement", found)] == ["", ""]


def test_the_papers_own_numbering_groups() -> None:
    found = facts()
    found["statements"][3] |= {"number": "III.2", "heading": "III. ĐẦU TƯ VÀ XÂY DỰNG ĐẢNG TẠI HÀ TĨNH"}
    (draft,) = of_kind("assignment", found)
    assert (draft.data["group_code"], draft.data["group_title"]) == ("III", "Đầu tư và xây dựng Đảng tại Hà Tĩnh")


def test_an_assignment_says_task_leads_and_day() -> None:
    (draft,) = of_kind("assignment")
    assert draft.data["title"] == "Tổ chức tuần hàng nông sản"
    assert draft.data["leads"] == [{"type": "so_ct", "locality": "01", "name": "Sở Công Thương Hà Nội"}]
    assert draft.data["coordinators"][0]["type"] == "so_yt"
    assert draft.data["deadline"] == "2026-11-30"


def test_a_day_before_the_paper_is_no_deadline_of_it() -> None:
    found = facts(document=facts()["document"] | {"issued_on": "2027-01-10"})
    assert of_kind("assignment", found)[0].data["deadline"] is None


def test_the_closing_formula_assigns_nothing() -> None:
    closing = "Văn phòng UBND thành phố thông báo để các cơ quan, đơn vị biết, thực hiện./."
    found = facts(text=TEXT + closing)
    found["statements"].append(
        found["statements"][3] | span(closing, TEXT + closing) | {"lead_agencies": [], "due": None}
    )
    assert len(of_kind("assignment", found)) == 1


def test_a_figure_says_what_it_counts_and_whose() -> None:
    (draft,) = of_kind("figure")
    assert draft.data["subject"] == "Dự án đầu tư"
    assert (draft.data["value"], draft.data["bound"], draft.data["locality"]) == ("1300", "more_than", "42")
    assert draft.data["as_of"] == "2026-03-10"


def test_durations_and_results_of_nobody_are_no_figures() -> None:
    found = facts()
    found["quantities"][0]["kind"] = "duration"
    assert not of_kind("figure", found)
    found = facts()
    found["statements"][1]["kind"] = "result"
    found["quantities"][0]["locality"] = None
    assert not of_kind("figure", found)


def quantity(text: str, words: str, **more) -> dict:
    return span(words, text) | {"kind": "money", "unit": "VND", "value": "1"} | more


@pytest.mark.parametrize(
    ("text", "words", "kind", "subject"),
    [
        (
            "thu hút dự án với tổng vốn đăng ký trên 370.000 tỷ đồng",
            "trên 370.000 tỷ đồng",
            "money",
            "Tổng vốn đăng ký",
        ),
        ("kết quả tăng trưởng năm 2018 đạt trên 20%", "trên 20%", "percent", "Tăng trưởng"),
        ("là tỉnh đứng thứ 9 cả nước về thu hút FDI", "thứ 9 cả nước", "rank", "Thu hút FDI"),
        ("tỷ lệ hộ nghèo giảm còn 3,2%", "3,2%", "percent", "Tỷ lệ hộ nghèo"),
    ],
)
def test_subjects_of_figures(text: str, words: str, kind: str, subject: str) -> None:
    assert titles.figure_subject(text, quantity(text, words, kind=kind), 0) == subject


def test_the_same_amount_in_another_currency_is_of_the_same_thing() -> None:
    text = "tổng vốn 370 tỷ đồng tương đương trên 16 triệu USD"
    assert titles.figure_subject(text, quantity(text, "trên 16 triệu USD"), 0, "Tổng vốn") == "Tổng vốn"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("THÔNG BÁO Kết luận Hội nghị", "Thông báo kết luận Hội nghị"),
        ("Hà Nội-Hà Tĩnh: Tăng cường trao đổi", "Hà Nội-Hà Tĩnh: Tăng cường trao đổi"),
        ("KẾ HOẠCH", "KẾ HOẠCH"),
    ],
)
def test_titles_of_papers(title: str, shown: str) -> None:
    assert titles.document_title(title) == shown


def test_every_draft_points_at_its_words() -> None:
    for draft in drafts_of(facts()):
        assert 0 <= draft.start < draft.end <= len(TEXT)


def test_broken_facts_raise_nothing() -> None:
    assert drafts_of({"text": ""}) == []
    assert drafts_of({"text": "x", "document": {}, "statements": [], "quantities": []}) == []
