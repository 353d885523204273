"""Groups, clauses, meetings, signatories; and taking back what was entered by mistake."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.lib.citations import Citation
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.programmes import actions
from lienket.programmes.models import Meeting, Programme
from lienket.programmes.refusals import BuiltUpon
from lienket.search.models import IndexRow

from .builders import PAPER, a_programme, party_of

OTHER_PAPER = Citation(paper="77/TB-UBND", page=1)


def test_a_group_of_the_same_number_is_the_same_group(cast: Cast):
    programme = a_programme(cast)
    first = actions.add_group(programme, code="II", title="Kinh tế - xã hội", by=cast.hn.focal)
    again = actions.add_group(programme, code=" II ", title="Khác", by=cast.ht.focal)
    third = actions.add_group(programme, code="III", title="Quốc phòng", by=cast.ht.focal)
    assert (again, again.title) == (first, "Kinh tế - xã hội")
    second = actions.add_group(programme, code="I", title="Xây dựng Đảng", by=cast.hn.focal)
    sector = actions.add_group(programme, code="YTE", title="Y tế", by=cast.hn.focal)
    assert list(programme.groups.all()) == [second, first, third, sector]  # the paper's order, not the order of entry
    with pytest.raises(Incomplete):
        actions.add_group(programme, code="", title="x", by=cast.hn.focal)
    with pytest.raises(NotAllowed):
        actions.add_group(programme, code="IV", title="x", by=cast.nb.focal)


def test_a_meeting_is_found_and_withdrawn(cast: Cast):
    programme = a_programme(cast)
    meeting = actions.record_meeting(
        programme, title="Hội nghị hợp tác Hà Nội – Hà Tĩnh", held_on=dt.date(2019, 11, 30), place="Hà Nội",
        purpose="Thống nhất chương trình", localities=[cast.hn.locality, cast.ht.locality], citation=PAPER, by=cast.hn.focal,
    )  # fmt: skip
    row = IndexRow.objects.get(kind="meeting")
    assert (row.audience, row.url) == ("parties", programme.get_absolute_url())
    actions.publish(programme, by=cast.hn.focal)
    row.refresh_from_db()
    assert row.audience == "public"
    meeting.cite(OTHER_PAPER)
    meeting.save()
    with pytest.raises(BuiltUpon):
        actions.withdraw_meeting(meeting, by=cast.hn.focal)
    meeting.citations = meeting.citations[:1]
    meeting.save()
    actions.withdraw_meeting(meeting, by=cast.hn.focal)
    assert not Meeting.objects.exists()
    assert not IndexRow.objects.filter(kind="meeting").exists()


def test_a_programme_is_withdrawn_while_it_is_empty(cast: Cast):
    programme = a_programme(cast)
    group = actions.add_group(programme, code="I", title="x", by=cast.hn.focal)
    with pytest.raises(BuiltUpon):
        actions.withdraw_programme(programme, by=cast.hn.focal)
    group.delete()
    actions.cite_programme(programme, OTHER_PAPER, by=cast.hn.focal)
    with pytest.raises(BuiltUpon):
        actions.withdraw_programme(programme, by=cast.hn.focal)
    other = a_programme(cast)
    with pytest.raises(NotAllowed):
        actions.withdraw_programme(other, by=cast.nb.office)
    actions.withdraw_programme(other, by=cast.ht.focal)
    assert list(Programme.objects.all()) == [programme]
    assert IndexRow.objects.filter(kind="programme").count() == 1


def test_the_same_words_are_cited_once(cast: Cast):
    programme = a_programme(cast)
    actions.cite_programme(programme, OTHER_PAPER, by=cast.ht.focal)
    actions.cite_programme(programme, OTHER_PAPER, by=cast.ht.focal)
    programme.refresh_from_db()
    assert programme.sources == [PAPER, OTHER_PAPER]


def test_signatories_are_offices_and_signed_already(cast: Cast, today):
    programme = a_programme(cast)
    party = party_of(programme, cast.ht)
    signatory = actions.add_signatory(party, title="Chủ tịch UBND tỉnh Hà Tĩnh", signed_on=today, by=cast.ht.focal)
    assert str(signatory) == "Chủ tịch UBND tỉnh Hà Tĩnh"
    with pytest.raises(Incomplete):
        actions.add_signatory(party, title="Chủ tịch", signed_on=today + dt.timedelta(days=1), by=cast.ht.focal)


def test_nobody_enters_the_signer_of_another_side_that_can_do_it_itself(cast: Cast, today, client_of):
    programme = a_programme(cast)
    party = party_of(programme, cast.ht)
    for officer in (cast.hn.focal, cast.hn.office, cast.ht.desk, cast.nb.office):
        with pytest.raises(NotAllowed):
            actions.add_signatory(party, title="Chủ tịch", signed_on=today, by=officer)
    address = f"{programme.get_absolute_url()}them-nguoi-ky/"
    offered = client_of(cast.hn.office).get(address).context["form"].fields["party"].queryset
    assert [one.locality for one in offered] == [cast.hn.locality]
    sent = {"party": party.pk, "title": "Chủ tịch", "signed_on": ""}
    assert client_of(cast.hn.office).post(address, sent).status_code == 422
    assert not party.signatories.exists()


def test_of_a_side_that_nobody_writes_for_the_other_copies_the_signed_paper(cast: Cast, today):
    party = party_of(a_programme(cast), cast.ht)
    for officer in (cast.ht.focal, cast.ht.office):
        officer.is_active = False
        officer.save()
    actions.add_signatory(party, title="Chủ tịch UBND tỉnh Hà Tĩnh", signed_on=today, by=cast.hn.office)
    assert Event.objects.filter(verb="programmes.signatory_added").get().side_code == "01"
    with pytest.raises(NotAllowed):
        actions.add_signatory(party, title="Chủ tịch", signed_on=today, by=cast.nb.office)
