"""Lit text: nothing lost, nothing crossed, every anchor once."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket.documents.lit import lit_text, marks_of

from .builders import TEXT, facts


def plain(paragraphs) -> str:
    return "\n".join("".join(piece.text for run in p.runs for piece in run.pieces) for p in paragraphs)


def anchors(paragraphs) -> list[str]:
    found = [run.anchor for p in paragraphs for run in p.runs if run.anchor]
    return found + [piece.anchor for p in paragraphs for run in p.runs for piece in run.pieces if piece.anchor]


def test_the_words_stay_as_they_are() -> None:
    assert plain(lit_text(TEXT, facts())) == TEXT.rstrip("\n")


def test_the_longer_of_two_facts_is_lit() -> None:
    found = {"agencies": [{"start": 0, "end": 22, "text": "x"}], "localities": [{"start": 15, "end": 21, "code": "01"}]}
    assert [(m.kind, m.start, m.end) for m in marks_of(found)] == [("agency", 0, 22)]


def test_items_and_asked_for_places_have_anchors() -> None:
    paragraphs = lit_text(TEXT, facts(), points=[5])
    for item in facts()["statements"][2]["items"]:
        assert f"o{item['start']}" in anchors(paragraphs)
    assert "o5" in anchors(paragraphs)


def test_pages_begin_where_they_begin() -> None:
    paragraphs = lit_text("một\nhai\nba", {}, pages=[(1, 0, 4), (2, 4, 8), (3, 8, 10)])
    assert [p.page for p in paragraphs] == [None, 2, 3]


spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda t: {"start": t[0], "end": t[0] + t[1]})


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly; the examples are the same
@given(st.text(min_size=0, max_size=60), st.lists(spans, max_size=8), st.lists(spans, max_size=5), spans)
def test_any_spans_over_any_text(text: str, facts_: list, said: list, here: dict) -> None:
    found = {
        "quantities": [s | {"kind": "count"} for s in facts_],
        "statements": [s | {"kind": "result", "items": []} for s in said],
    }
    paragraphs = lit_text(text, found, here=(here["start"], here["end"]))
    lines = [line for line in text.splitlines() if line.strip()]
    assert plain(paragraphs).split("\n") == (lines or [""])
    names = anchors(paragraphs)
    assert len(names) == len(set(names))
