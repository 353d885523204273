"""The difference of two texts: exact for the machine, short for the reader, bounded for both."""

import itertools
import time

import pytest

from lienket.lib.word_diff import Piece, shortened, word_diff

TEXTS = [
    "",
    "một",
    "một hai ba",
    "một ba hai",
    "hai\n\nba, bốn.",
    "Tổ chức Tuần nông sản Hà Tĩnh tại Hà Nội",
    "  một hai ",
]


def apart(pieces: list[Piece]) -> tuple[str, str]:
    """The text before and the text after, put together from the pieces."""
    before, after = ("".join(p.text for p in pieces if p.kind != left_out) for left_out in ("in", "out"))
    return before, after


@pytest.mark.parametrize(("before", "after"), list(itertools.product(TEXTS, repeat=2)))
def test_nothing_is_lost_or_made_up(before, after):
    pieces = word_diff(before, after)
    assert apart(pieces) == (before, after)
    assert all(piece.text for piece in pieces)
    assert before != after or all(piece.kind == "same" for piece in pieces)


def test_words_are_never_cut():
    assert word_diff("hoàn thành tháng 11", "hoàn tất tháng 12") == [
        Piece("same", "hoàn "), Piece("out", "thành"), Piece("in", "tất"), Piece("same", " tháng "),
        Piece("out", "11"), Piece("in", "12"),
    ]  # fmt: skip


def test_words_replaced_in_a_row_read_as_one():
    assert word_diff("a một hai ba z", "a bốn năm sáu z") == [
        Piece("same", "a "), Piece("out", "một hai ba"), Piece("in", "bốn năm sáu"), Piece("same", " z"),
    ]  # fmt: skip


def test_a_long_stretch_loses_its_middle():
    text = " ".join(f"từ{n}" for n in range(200))
    pieces = shortened(word_diff(f"{text} cũ {text}", f"{text} mới {text}"))
    assert [piece.kind for piece in pieces] == ["same", "out", "in", "same"]
    assert pieces[0].text.startswith("… từ188 ")
    assert pieces[-1].text.endswith(" từ11 …")
    assert shortened(word_diff("a b", "a c")) == word_diff("a b", "a c")


def test_hostile_texts_are_answered_in_time():
    began = time.monotonic()
    for words in (("a " * 20_000, "a b " * 10_000), ("x" * 50_000, "y" * 50_000), (". " * 9_000, ", " * 9_000)):
        assert apart(word_diff(*words)) == words
    assert time.monotonic() - began < 5
