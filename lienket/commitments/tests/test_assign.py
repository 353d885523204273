"""T2 Giao nhiệm vụ: the six clear things."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import AlreadyTaken, OutOfTurn
from lienket.lib import clock
from lienket.lib.saving import Incomplete
from lienket.localities.actions import establish_agency
from lienket.notices.models import OutgoingMail

from .builders import TODAY, a_commitment, assign, in_state


def test_the_part_keeps_who_leads_and_by_whose_authority(cast: Cast):
    promise = a_commitment(cast)
    assign(promise, cast.hn, focal_officer=cast.hn.desk, substitute=cast.hn.head)
    part = promise.hn
    assert (part.lead, part.assigning_paper, part.assigned_on) == (cast.hn.so_ct, "188/KH-UBND", TODAY)
    assert list(part.coordinators.all()) == [cast.hn.so_yt]
    assert (part.focal_officer, part.substitute) == (cast.hn.desk, cast.hn.head)


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"lead": None}, "lead"),  # người, trách nhiệm
        ({"assigning_paper": " "}, "assigning_paper"),  # thẩm quyền
        ({"assigning_paper_date": None}, "assigning_paper_date"),
        ({"assigning_paper_date": dt.date(2026, 11, 25)}, "assigning_paper_date"),  # tomorrow
    ],
)
def test_what_is_not_clear_is_asked_for(missing, field, cast: Cast):
    promise = a_commitment(cast)
    with pytest.raises(Incomplete) as refused:
        assign(promise, cast.hn, **missing)
    assert field in refused.value.fields
    assert promise.hn.assigned_on is None


def test_the_product_is_named_with_the_assignment_where_the_paper_did_not(cast: Cast):
    promise = a_commitment(cast, output="")
    with pytest.raises(Incomplete) as refused:
        assign(promise, cast.hn)
    assert "output" in refused.value.fields
    assign(promise, cast.hn, output="Biên bản ghi nhớ")
    promise.commitment.refresh_from_db()
    assert promise.commitment.output == "Biên bản ghi nhớ"


def test_the_deadline_may_be_open(cast: Cast):
    promise = in_state(cast, S.ASSIGNED, deadline=None)
    assert promise.state == S.ASSIGNED


def test_the_lead_is_an_agency_of_this_side_that_exists(cast: Cast):
    promise = a_commitment(cast)
    with pytest.raises(Incomplete):
        assign(promise, cast.hn, lead=cast.ht.so_ct)
    with pytest.raises(Incomplete):
        assign(promise, cast.hn, coordinators=[cast.ht.so_yt])
    with pytest.raises(Incomplete):
        assign(promise, cast.hn, coordinators=[cast.hn.so_ct])  # leads already
    with clock.set_to(dt.date(2020, 1, 1)):
        gone = establish_agency("so_khdt", cast.hn.locality, by=cast.hn.office)
    with pytest.raises(Incomplete) as refused:
        assign(promise, cast.hn, lead=gone)
    assert "lead" in refused.value.fields


def test_the_officer_in_charge_is_of_this_side(cast: Cast):
    promise = a_commitment(cast)
    with pytest.raises(Incomplete) as refused:
        assign(promise, cast.hn, focal_officer=cast.ht.desk)
    assert "focal_officer" in refused.value.fields


def test_twice_is_once(cast: Cast):
    promise = a_commitment(cast)
    assign(promise, cast.hn)
    with pytest.raises(AlreadyTaken) as refused:
        assign(promise, cast.hn)
    assert cast.hn.office.label in refused.value.message
    assert "24/11/2026" in refused.value.message


def test_a_receiving_side_is_assigned_nothing(cast: Cast):
    promise = a_commitment(cast, supported=True)
    with pytest.raises(OutOfTurn):
        assign(promise, cast.ht)


def test_the_leads_people_are_told_when_both_sides_are_assigned(cast: Cast):
    promise = a_commitment(cast)
    assign(promise, cast.hn, focal_officer=cast.hn.desk)
    assert not OutgoingMail.objects.exists()
    assign(promise, cast.ht)
    to = set(OutgoingMail.objects.values_list("to", flat=True))
    assert to == {cast.hn.desk.email, cast.hn.head.email, cast.ht.head.email}
    mail = OutgoingMail.objects.get(to=cast.hn.head.email)
    assert "CK-01" in mail.subject
    assert promise.commitment.get_absolute_url() in mail.body


def test_mail_speaks_the_officers_language(cast: Cast):
    cast.hn.head.language = "en"
    cast.hn.head.save(update_fields=["language"])
    promise = a_commitment(cast, supported=True)
    assign(promise, cast.hn)
    mail = OutgoingMail.objects.get(to=cast.hn.head.email)
    assert "waits for you" in mail.subject


def test_what_is_one_sides_own_keeps_its_words_out_of_mail(cast: Cast):
    promise = a_commitment(cast, supported=True, audience="side")
    assign(promise, cast.hn)
    assert promise.commitment.title not in OutgoingMail.objects.get(to=cast.hn.head.email).body


def test_drafts_partly_assigned_are_not_withdrawn_or_edited_silently(cast: Cast):
    from lienket.commitments.refusals import BuiltUpon, NotOpenToChange

    promise = a_commitment(cast)
    assign(promise, cast.hn)
    with pytest.raises(BuiltUpon):
        actions.withdraw_commitment(promise.commitment, by=cast.hn.focal)
    with pytest.raises(NotOpenToChange):
        actions.edit_commitment(
            promise.commitment, title="Khác", description="", output="Kế hoạch", deadline=None, sector=None, group=None,
            by=cast.hn.focal,
        )  # fmt: skip
