"""The summary: short lines with their places, grouped as a busy reader asks; what the paper leaves open is counted."""

from django.utils import translation

from lienket.documents.summary import party_codes, summarise

from .builders import TEXT, facts, span

NAMES = {"01": "Hà Nội", "42": "Hà Tĩnh"}


def test_who_what_when() -> None:
    summary = summarise(facts(), NAMES)
    assert summary.parties == ["Hà Nội", "Hà Tĩnh"]
    assert (summary.kind, summary.number, str(summary.issued_on)) == ("conclusion", "77/TB-VP", "2026-03-10")
    (assignment,) = summary.assignments
    assert assignment.text == "Tổ chức tuần hàng nông sản"
    assert assignment.leads == ("Sở Công Thương Hà Nội",)
    assert str(assignment.due.last) == "2026-11-30"
    (request,) = summary.proposals
    assert (request.who, request.whom, request.text) == ("Hà Tĩnh", "Hà Nội", "Chia sẻ kinh nghiệm quản lý thuế")
    (agreement,) = summary.agreements
    assert [i.text for i in agreement.items] == ["kết nối tour du lịch biển", "tiêu thụ sản phẩm OCOP tại siêu thị"]
    assert summary.shortcomings[0].text == "Tuy nhiên, kết quả hợp tác còn hạn chế."


def test_figures_keep_their_bound_and_owner() -> None:
    (figure,) = summarise(facts(), NAMES).figures
    assert (figure.words, figure.whose) == ("trên 1.300 dự án đầu tư", "Hà Tĩnh")
    assert TEXT[figure.start : figure.end] == figure.words
    with translation.override("en"):
        (figure,) = summarise(facts(), NAMES).figures
        assert figure.words == "over 1,300 dự án đầu tư"


def test_figures_of_promises_fold_away() -> None:
    found = facts()
    found["quantities"].append(found["quantities"][0] | span("30/11/2026"))
    summary = summarise(found, NAMES)
    assert (len(summary.figures), len(summary.other_figures)) == (1, 1)


def test_what_is_left_open_is_counted() -> None:
    found = facts()
    found["statements"][3] |= {"leads": [], "lead_agencies": [], "due": None}
    summary = summarise(found, NAMES)
    assert (summary.without_lead, summary.without_due) == (1, 2)


def test_people_once_with_their_fullest_title() -> None:
    people = [
        {"start": 1, "end": 5, "name": "Đàm Khắc Thuận", "title": None},
        {"start": 9, "end": 14, "name": "Đàm Khắc Thuận", "title": "Phó Chủ tịch UBND thành phố Hà Nội"},
    ]
    (person,) = summarise(facts(people=people), NAMES).people
    assert (person.title, person.start) == ("Phó Chủ tịch UBND thành phố Hà Nội", 1)


def test_parties_without_a_head_are_those_who_speak_or_are_named_most() -> None:
    found = facts(document={"kind": "news"})
    assert party_codes(found) == ["01", "42"]
    named = [{"start": n, "end": n + 1, "code": code} for n, code in enumerate(["37", "42", "01", "42", "01"])]
    assert party_codes(facts(document={}, statements=[], localities=named)) == ["42", "01"]
    assert party_codes({"text": ""}) == []


def test_an_empty_reading_says_nothing() -> None:
    assert not summarise({"text": "xin chào"}, {}).says_anything
