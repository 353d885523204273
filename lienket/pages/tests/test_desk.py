"""The desk: what waits, and that it says when it holds less than there is."""

from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.commitments.tests.builders import a_commitment


def test_a_desk_cut_short_says_at_least(cast: Cast, client_of, monkeypatch):
    for module in ("lienket.commitments.desk", "lienket.pages.desk"):
        monkeypatch.setattr(f"{module}.MOST_OF_A_STATE", 2)
    office, desk = client_of(cast.hn.office), reverse("pages:desk")
    a_commitment(cast)
    page = office.get(desk).content.decode()
    assert "(1)" in page
    assert "Ít nhất" not in page
    for _ in range(2):
        a_commitment(cast)
    page = office.get(desk).content.decode()
    assert "(2+)" in page
    assert "Ít nhất 2 việc đang chờ bạn" in page
