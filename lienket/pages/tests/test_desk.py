"""The desk: what waits, and that it says when it holds less than there is."""

from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.tests.builders import a_commitment, many_parts


def test_a_desk_cut_short_says_at_least(cast: Cast, client_of):
    office, desk = client_of(cast.hn.office), reverse("pages:desk")
    first = a_commitment(cast).commitment
    page = office.get(desk).content.decode()
    assert "(1)" in page
    assert "Ít nhất" not in page
    party = first.responsibilities.get(party__locality=cast.hn.locality).party
    drafts = [Commitment(programme=first.programme, number=f"CK-{n}", title="x") for n in range(2, 44)]
    Commitment.objects.bulk_create(drafts)
    many_parts(Responsibility(commitment=one, party=party) for one in drafts)
    page = office.get(desk).content.decode()
    assert "(40+)" in page
    assert "Ít nhất 40 việc đang chờ bạn" in page
