"""Who reads what: whole, by its public face, or not at all."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import Commitment, PublicFace
from lienket.localities.models import Sector
from lienket.programmes.actions import make_internal, publish
from lienket.programmes.tests.builders import a_programme
from lienket.search.models import IndexRow

from .builders import a_commitment

VISITOR = AnonymousUser()


@pytest.mark.parametrize(
    ("programme_is", "commitment_is", "visitor_reads", "visitor_lists"),
    [
        ("public", "public", True, True),
        ("public", "parties", False, True),
        ("public", "side", False, False),
        ("parties", "public", False, False),
        ("parties", "parties", False, False),
        ("parties", "side", False, False),
    ],
)
def test_strangers(programme_is, commitment_is, visitor_reads, visitor_lists, cast: Cast):
    programme = a_programme(cast, audience=programme_is)
    commitment = a_commitment(cast, programme, audience=commitment_is).commitment
    for stranger in (VISITOR, cast.nb.focal, cast.nb.office):
        assert Commitment.objects.visible_to(stranger).filter(pk=commitment.pk).exists() == visitor_reads
        listed = Commitment.objects.listed_to(stranger).filter(pk=commitment.pk).first()
        assert (listed is not None) == visitor_lists
        if listed is not None:
            assert listed.seen_whole == visitor_reads
        assert not Commitment.objects.editable_by(stranger).exists()
        assert not Commitment.objects.own_to(stranger).exists()
    for officer in (cast.hn.clerk, cast.ht.desk):
        assert Commitment.objects.visible_to(officer).get() == commitment


def test_what_is_one_sides_own_is_hidden_from_the_other(cast: Cast):
    programme = a_programme(cast)
    from lienket.commitments.actions import ResponsibilityDraft
    from lienket.programmes.tests.builders import party_of

    own = a_commitment(
        cast, programme, audience="side", responsibilities=[ResponsibilityDraft(party_of(programme, cast.hn))]
    ).commitment
    assert Commitment.objects.visible_to(cast.hn.leader).get() == own
    for other in (cast.ht.focal, cast.ht.office, cast.ht.desk):
        assert not Commitment.objects.visible_to(other).exists()
        assert not Commitment.objects.editable_by(other).exists()
    row = IndexRow.objects.get(kind="commitment")
    assert list(row.sides.all()) == [cast.hn.locality]


def test_the_public_face_is_title_sector_state_and_no_more(cast: Cast):
    sector = Sector.objects.get(code="XDD")
    commitment = a_commitment(cast, sector=sector).commitment
    face = commitment.public_face()
    assert face == PublicFace(commitment.pk, commitment.title, sector, "drafted")
    assert set(PublicFace.__dataclass_fields__) == {"pk", "title", "sector", "state"}


def test_publishing_the_programme_brings_every_search_row_along(cast: Cast):
    programme = a_programme(cast)
    public = a_commitment(cast, programme).commitment
    internal = a_commitment(cast, programme, audience="parties").commitment

    def rows() -> dict[int, tuple[str, str]]:
        found = IndexRow.objects.filter(kind="commitment")
        return {row.thing_id: (row.audience, row.public_title) for row in found}

    assert rows() == {public.pk: ("parties", ""), internal.pk: ("parties", "")}
    publish(programme, by=cast.hn.focal)
    assert rows() == {public.pk: ("public", ""), internal.pk: ("parties", internal.title)}
    make_internal(programme, by=cast.ht.office)
    assert rows() == {public.pk: ("parties", ""), internal.pk: ("parties", "")}


def test_hiding_one_commitment(cast: Cast):
    commitment = a_commitment(cast, a_programme(cast, audience="public")).commitment
    actions.set_audience(commitment, "parties", by=cast.ht.focal)
    assert not Commitment.objects.visible_to(VISITOR).exists()
    assert IndexRow.objects.get(kind="commitment").public_title == commitment.title
