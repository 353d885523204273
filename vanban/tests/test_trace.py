"""The trace of a reading: what was met and what was set aside, without changing what is found."""

import pytest

from vanban import read
from vanban.trace import REASONS, Trace

PAPER = """Số: 12/KH-UBND
Ngày 3/4/2024, UBND tỉnh Lào Cai và UBND thành phố Thái Nguyên họp tại đường Hà Nội. Điện thoại: 0214.3850.111.
Anh Nguyễn Thái Bình trồng 5 ha chè, theo Điều 7 và trang 9; hai bên thống nhất mở 3 lớp học trước ngày 31/2/2025.
"""


def refused(text: str) -> set[tuple[str, str, str]]:
    trace = Trace()
    read(text, trace=trace)
    return {(text[r.start : r.end], r.kind, r.reason) for r in trace.refused}


def test_a_trace_changes_nothing() -> None:
    assert read(PAPER, trace=Trace()) == read(PAPER)


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [
        ("Thái Nguyên", "localities", "town"),
        ("Hà Nội", "localities", "bears-the-name"),
        ("Thái Bình", "localities", "person"),
        ("7", "quantities", "label"),
        ("0214", "quantities", "identifier"),
    ],
)
def test_says_what_was_set_aside_and_why(words: str, kind: str, reason: str) -> None:
    assert (words, kind, reason) in refused(PAPER)


def test_every_reason_is_a_known_one() -> None:
    assert {reason for _, _, reason in refused(PAPER + "Có 4.0 và 64/12 xã; 30 và.")} <= set(REASONS)


def test_words_met_stand_where_they_say() -> None:
    trace = Trace()
    read(PAPER, trace=trace)
    met = {(PAPER[w.start : w.end], w.family) for w in trace.words}
    assert {("Lào Cai", "localities"), ("UBND", "agencies"), ("thống nhất", "cues"), ("2024", "number")} <= met


def test_spans_lead_back_over_what_the_eye_skips() -> None:
    text = "Theo điều\u200b  7 của  đường Hà Nội"
    trace = Trace()
    read(text, trace=trace)
    assert [text[r.start : r.end] for r in trace.refused] == ["7", "Hà Nội"]
