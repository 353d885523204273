"""A programme is entered by one of its parties, with its paper."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.policy import can
from lienket.accounts.tests.cast import Cast
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.programmes import actions
from lienket.programmes.actions import PartyDraft
from lienket.programmes.models import Programme
from lienket.programmes.refusals import NotAParty
from lienket.search.models import IndexRow

from .builders import PAPER, a_programme, party_of


def test_parties_stand_in_the_order_of_the_paper(cast: Cast):
    programme = a_programme(cast, parties=[PartyDraft(cast.ht.locality), PartyDraft(cast.hn.locality, cast.hn.so_tc)])
    assert [p.locality for p in programme.parties.all()] == [cast.ht.locality, cast.hn.locality]
    assert party_of(programme, cast.hn).focal_agency == cast.hn.so_tc
    assert programme.sources == [PAPER]
    assert programme.slug == "chuong-trinh-hop-tac-ha-noi-ha-tinh-2026-2030"
    row = IndexRow.objects.get(kind="programme")
    assert (row.audience, set(row.sides.all())) == ("parties", {cast.hn.locality, cast.ht.locality})


def test_three_parties(cast: Cast):
    sides = [PartyDraft(side.locality) for side in (cast.hn, cast.ht, cast.nb)]
    assert a_programme(cast, parties=sides).parties.count() == 3


def test_addresses_do_not_collide(cast: Cast):
    first, second = a_programme(cast), a_programme(cast)
    assert second.slug == f"{first.slug}-2"
    assert len(a_programme(cast, title="Chương trình " * 22).slug) <= 120
    assert a_programme(cast, title="…", period_from=None, period_to=None).slug == "chuong-trinh"
    assert a_programme(cast, title="Mới", period_from=None, period_to=None).slug == "moi-2"  # "moi" is a page's address


@pytest.mark.parametrize("part", ["desk", "head", "leader", "clerk", "editor", "admin", "security"])
def test_only_focal_agency_and_office_enter_programmes(part, cast: Cast):
    officer = cast.hn.officers[part]
    assert not can(officer, "programmes.create")
    with pytest.raises(NotAllowed):
        a_programme(cast, by=officer)
    assert not Programme.objects.exists()


def test_nobody_enters_a_programme_of_others(cast: Cast):
    assert not can(AnonymousUser(), "programmes.create")
    with pytest.raises(NotAllowed):
        a_programme(cast, by=cast.nb.focal)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"period_to": dt.date(2025, 1, 1)}, "__all__"),
        ({"audience": "side"}, "audience"),
        ({"citation": None}, "paper"),  # in force already: some paper says so
        ({"promise": "Lời hứa\nTỐI MẬT\n"}, "promise"),
    ],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    with pytest.raises(Incomplete) as refused:
        a_programme(cast, **broken)
    assert field in refused.value.fields
    assert not Programme.objects.exists()


def test_a_party_is_not_its_own_partner(cast: Cast):
    for parties in ([], [cast.hn], [cast.hn, cast.hn]):
        with pytest.raises(Incomplete):
            a_programme(cast, parties=[PartyDraft(side.locality) for side in parties])


def test_the_focal_agency_is_the_partys_own(cast: Cast):
    with pytest.raises(NotAParty):
        a_programme(cast, parties=[PartyDraft(cast.hn.locality, cast.ht.so_tc), PartyDraft(cast.ht.locality)])
    programme = a_programme(cast)
    with pytest.raises(NotAParty):
        actions.set_focal_agency(party_of(programme, cast.hn), cast.ht.so_tc, by=cast.hn.focal)
    with pytest.raises(NotAllowed):
        actions.set_focal_agency(party_of(programme, cast.ht), cast.ht.so_ct, by=cast.hn.focal)
    actions.set_focal_agency(party_of(programme, cast.hn), cast.hn.vp_ubnd, by=cast.hn.office)
    assert party_of(programme, cast.hn).focal_agency == cast.hn.vp_ubnd
    # The focal officers are now those of the new focal agency, so those of Sở Tài chính no longer write.
    assert not Programme.objects.editable_by(cast.hn.focal).exists()


def test_who_reads_it(cast: Cast):
    programme = a_programme(cast)
    for officer in (cast.hn.clerk, cast.ht.desk):
        assert Programme.objects.visible_to(officer).get() == programme
    for stranger in (AnonymousUser(), cast.nb.leader):
        assert not Programme.objects.visible_to(stranger).exists()
    actions.publish(programme, by=cast.ht.focal)
    for stranger in (AnonymousUser(), cast.nb.leader):
        assert Programme.objects.visible_to(stranger).get() == programme
        assert not Programme.objects.editable_by(stranger).exists()
    assert Programme.objects.between(cast.hn.locality, cast.ht.locality).get() == programme
    assert not Programme.objects.between(cast.hn.locality, cast.nb.locality).exists()


def test_the_record_is_corrected_and_the_address_stays(cast: Cast):
    programme = a_programme(cast)
    slug = programme.slug
    actions.edit_programme(
        programme, title="Chương trình hợp tác phát triển", promise="", period_from=None, period_to=None, open_ended=True,
        by=cast.ht.office,
    )  # fmt: skip
    programme.refresh_from_db()
    assert (programme.title, programme.slug) == ("Chương trình hợp tác phát triển", slug)
    assert Programme.objects.saying("phat trien hop tac").exists()
    assert IndexRow.objects.get(kind="programme").title == programme.title


def test_officers_of_a_merged_unit_keep_their_programme(cast: Cast):
    """Nam Định signed in 2020 and passed into Ninh Bình in 2025: Ninh Bình's officers read and write for it."""
    from lienket.lib import clock
    from lienket.localities.actions import locality_of_code

    nam_dinh = locality_of_code("36", dt.date(2020, 1, 1))
    with clock.set_to(dt.date(2020, 6, 1)):
        programme = a_programme(
            cast, parties=[PartyDraft(cast.hn.locality), PartyDraft(nam_dinh)], period_from=dt.date(2020, 1, 1)
        )
    assert Programme.objects.visible_to(cast.nb.desk).get() == programme
    assert Programme.objects.editable_by(cast.nb.office).get() == programme
