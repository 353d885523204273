"""The sample papers: dates that move, illustrative, and read well enough to carry the demo."""

import datetime as dt

import pytest

from lienket.documents.drafts import drafts_of
from lienket.documents.reading import read_words
from lienket.documents.samples import CONCLUSION, NAMES, NEWS, sample

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("name", NAMES)
def test_every_date_is_resolved_and_moves(name: str) -> None:
    text = sample(name, TODAY)
    assert "{" not in text
    assert "minh họa" in text
    assert text != sample(name, TODAY + dt.timedelta(days=1))


def test_the_placeholders() -> None:
    assert "18/12/2026" in sample(NEWS, TODAY)
    assert "ngày 27 tháng 6 năm 2026" in sample(CONCLUSION, TODAY)
    assert "Thứ bảy, 21/11/2026" in sample(NEWS, TODAY)
    assert "ngày 05 tháng 02 năm" in sample(CONCLUSION, dt.date(2026, 2, 5) + dt.timedelta(days=150))
    assert "2026 - 2030" in sample(CONCLUSION, TODAY)


def test_unknown_names() -> None:
    with pytest.raises(KeyError):
        sample("../settings", TODAY)


@pytest.mark.django_db
def test_the_notice_carries_the_demo() -> None:
    facts = read_words(sample(CONCLUSION, TODAY))
    drafts = drafts_of(facts)
    promises = [d for d in drafts if d.kind in {"agreement", "assignment", "request"}]
    assert 20 <= len(promises) <= 32
    assert facts["document"]["number"] == "347/TB-VP"
    assert facts["document"]["issued_on"] == "2026-06-27"
    leads = [d for d in promises if any(a["type"] and a["locality"] for a in d.data.get("leads", ()))]
    assert len(leads) >= 18
    late = [d for d in promises if d.data["deadline"] and d.data["deadline"] < TODAY.isoformat()]
    soon = [d for d in promises if d.data["deadline"] and "2026-11-24" <= d.data["deadline"] <= "2026-12-09"]
    assert len(late) >= 6
    assert len(soon) >= 3
    sectors = {d.data["sector"][:3] for d in promises if d.data["sector"]}
    assert len(sectors) >= 13
    assert sum(d.kind == "figure" for d in drafts) >= 8
    assert sum(d.kind == "shortcoming" for d in drafts) == 2
