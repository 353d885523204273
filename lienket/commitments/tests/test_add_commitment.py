"""T1 Thêm nội dung."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.actions import ResponsibilityDraft
from lienket.commitments.models import Commitment
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.localities.models import Sector
from lienket.programmes.actions import add_group
from lienket.programmes.refusals import NotAParty
from lienket.programmes.tests.builders import PAPER, a_programme, party_of

from .builders import a_commitment


def test_a_draft_keeps_its_source_and_its_first_deadline(cast: Cast):
    commitment = a_commitment(cast).commitment
    assert commitment.state == "drafted"
    assert commitment.sources == [PAPER]
    assert commitment.original_deadline == commitment.deadline
    assert str(commitment) == commitment.title


@pytest.mark.parametrize(
    ("sector", "audience"),
    [("CTT.01", "public"), ("XDD.01", "parties"), ("QPA", "parties"), (None, "parties")],
)
def test_an_internal_or_unknown_sector_stays_with_the_parties(sector, audience, cast: Cast):
    chosen = Sector.objects.get(code=sector) if sector else None
    assert a_commitment(cast, sector=chosen).commitment.audience == audience


def test_the_groups_sector_counts_where_the_commitment_has_none(cast: Cast):
    programme = a_programme(cast)
    group = add_group(programme, code="I", title="Thương mại", sector=Sector.objects.get(code="CTT"), by=cast.hn.focal)
    assert a_commitment(cast, programme, sector=None, group=group).commitment.audience == "public"


def test_text_is_composed_and_trimmed(cast: Cast):
    commitment = a_commitment(cast, title="  To\u0302\u0309 chức Tuần hàng\u200f ").commitment
    assert commitment.title == "Tổ chức Tuần hàng"
    assert Commitment.objects.saying("to chuc TUẦN").exists()
    assert not Commitment.objects.saying("to chuc le hoi").exists()


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"output": "x" * 100_000}, "output"),
        ({"deadline": dt.date(2026, 3, 17)}, "__all__"),  # before it was promised
        ({"description": "Nội dung\nTỐI MẬT\nkhông phổ biến"}, "description"),
        ({"audience": "nobody"}, "audience"),
    ],
)
def test_what_a_commitment_cannot_be_is_said(broken, field, cast: Cast):
    programme = a_programme(cast)
    with pytest.raises(Incomplete) as refused:
        a_commitment(cast, programme, **broken)
    assert field in refused.value.fields
    assert not programme.commitments.exists()


def test_nul_characters_do_not_reach_the_database(cast: Cast):
    assert a_commitment(cast, title="Tuần\x00 hàng").commitment.title == "Tuần hàng"


def test_somebody_has_to_act_and_each_side_once(cast: Cast):
    programme = a_programme(cast)
    hn, ht = party_of(programme, cast.hn), party_of(programme, cast.ht)
    with pytest.raises(Incomplete):
        a_commitment(cast, programme, responsibilities=[])
    with pytest.raises(Incomplete):
        a_commitment(cast, programme, responsibilities=[ResponsibilityDraft(hn, acting=False), ResponsibilityDraft(ht, acting=False)])  # fmt: skip
    with pytest.raises(Incomplete):
        a_commitment(cast, programme, responsibilities=[ResponsibilityDraft(hn), ResponsibilityDraft(hn)])


def test_parties_and_agencies_are_of_the_programme(cast: Cast):
    programme, other = a_programme(cast), a_programme(cast, title="Chương trình khác")
    with pytest.raises(NotAParty):
        a_commitment(cast, programme, responsibilities=[ResponsibilityDraft(party_of(other, cast.hn))])
    with pytest.raises(NotAParty):
        a_commitment(cast, programme, responsibilities=[ResponsibilityDraft(party_of(programme, cast.hn), lead=cast.ht.so_ct)])  # fmt: skip


def test_a_stranger_adds_nothing(cast: Cast):
    programme = a_programme(cast)
    with pytest.raises(NotAllowed):
        a_commitment(cast, programme, by=cast.nb.focal)
    assert not programme.commitments.exists()


def test_a_draft_is_corrected_until_it_is_assigned(cast: Cast):
    promise = a_commitment(cast)
    commitment = promise.commitment
    facts = {"description": "", "output": "Kế hoạch", "sector": None, "group": None, "by": cast.ht.focal}
    actions.edit_commitment(commitment, title="Tuần hàng", deadline=dt.date(2026, 12, 1), **facts)
    commitment.refresh_from_db()
    assert (commitment.title, commitment.original_deadline) == ("Tuần hàng", dt.date(2026, 12, 1))
