"""Standing tasks: assigned once, one instance per reporting period, never two."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments import actions
from lienket.commitments.models import Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import NotOpenToChange
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.transitions import move
from lienket.notices.models import OutgoingMail
from lienket.programmes.models import ProgrammeState

from .builders import TODAY, a_commitment, assign, bring_to, in_state, stop


def standing(cast: Cast, state: str = S.IN_PROGRESS, recurrence: str = "month"):
    promise = a_commitment(cast, deadline=None)
    actions.set_recurrence(promise.commitment, recurrence=recurrence, by=cast.hn.focal)
    return bring_to(state, promise)


@pytest.mark.parametrize(
    ("recurrence", "start", "end"),
    [
        ("month", dt.date(2026, 11, 15), dt.date(2026, 12, 14)),
        ("quarter", dt.date(2026, 9, 15), dt.date(2026, 12, 14)),
        ("half", dt.date(2026, 6, 15), dt.date(2026, 12, 14)),
        ("year", dt.date(2025, 12, 15), dt.date(2026, 12, 14)),
    ],
)
def test_the_first_instance_is_of_the_period_of_today(recurrence, start, end, cast: Cast):
    promise = standing(cast, S.DRAFTED, recurrence)
    commitment = promise.commitment
    assert (commitment.period_from, commitment.deadline, commitment.original_deadline) == (start, end, end)
    assert commitment.period.start == start
    assert str(commitment.series) == f"CK-01, {commitment.series.get_recurrence_display()}"


def test_a_period_that_begins_opens_its_instance_once(cast: Cast):
    promise = standing(cast)
    assert actions.make_instances() == 0
    OutgoingMail.objects.all().delete()
    with clock.set_to(dt.date(2026, 12, 15)):
        assert actions.make_instances() == 1
        assert actions.make_instances() == 0
    new = Commitment.objects.get(number="CK-01.2")
    assert (new.state, new.deadline, new.period_from) == (S.ACCEPTED, dt.date(2027, 1, 14), dt.date(2026, 12, 15))
    assert new.responsibilities.count() == 2
    for part in new.responsibilities.all():
        assert part.lead.type.code == "so_ct"
        assert (part.accepted_on, part.reported_on) == (dt.date(2026, 12, 15), None)
        assert [a.type.code for a in part.coordinators.all()] == ["so_yt"]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {cast.hn.head.email, cast.ht.head.email}
    made = Event.objects.filter(verb="commitments.instance_made")
    assert set(made.values_list("side_code", flat=True)) == {"01", "42"}
    assert promise.state == S.IN_PROGRESS  # the old period's instance stays as it was
    assert promise.commitment.series.instances.count() == 2


def test_a_worker_that_was_down_makes_up_for_it_and_the_year_turns(cast: Cast):
    standing(cast)
    with clock.set_to(dt.date(2027, 3, 1)):
        assert actions.make_instances() == 3
    assert list(Commitment.objects.order_by("period_from").values_list("deadline", flat=True)) == [
        dt.date(2026, 12, 14), dt.date(2027, 1, 14), dt.date(2027, 2, 14), dt.date(2027, 3, 14),
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "born"), [(S.DRAFTED, S.DRAFTED), (S.ASSIGNED, S.ASSIGNED), (S.DONE, S.ACCEPTED)])
def test_what_was_assigned_and_accepted_stays_so(state, born, cast: Cast):
    standing(cast, state)
    with clock.set_to(dt.date(2026, 12, 20)):
        actions.make_instances()
    new = Commitment.objects.get(number="CK-01.2")
    assert new.state == born
    assert new.completed_on is None
    if born == S.DRAFTED:
        assert set(new.responsibilities.values_list("assigned_on", flat=True)) == {None}


def test_it_ends_with_the_programme_with_a_stop_or_by_hand(cast: Cast):
    ended, stopped, over = standing(cast), standing(cast), standing(cast)
    actions.set_recurrence(ended.commitment, recurrence="", by=cast.ht.office)
    for side in (cast.hn, cast.ht):
        stop(stopped, side)
    programme = over.commitment.programme
    move(programme, frm={programme.state}, to=ProgrammeState.AWAITING_REVIEW.value)
    with clock.set_to(dt.date(2027, 3, 1)):
        assert actions.make_instances() == 0
    assert Event.objects.filter(verb="commitments.series_ended").count() == 1


def test_nothing_begins_after_the_programmes_period(cast: Cast):
    promise = standing(cast)
    programme = promise.commitment.programme
    programme.period_to = dt.date(2026, 12, 31)
    programme.save()
    with clock.set_to(dt.date(2027, 3, 1)):
        assert actions.make_instances() == 1
    assert Commitment.objects.filter(number__startswith="CK-01.").get().period_from == dt.date(2026, 12, 15)


def test_refusals(cast: Cast):
    given_out = in_state(cast, S.ASSIGNED)
    with pytest.raises(NotOpenToChange):
        actions.set_recurrence(given_out.commitment, recurrence="month", by=cast.hn.focal)
    with pytest.raises(NotOpenToChange):
        actions.set_recurrence(given_out.commitment, recurrence="", by=cast.hn.focal)
    draft = a_commitment(cast)
    for officer in (cast.hn.head, cast.nb.focal, cast.hn.clerk):
        with pytest.raises(NotAllowed):
            actions.set_recurrence(draft.commitment, recurrence="month", by=officer)
    actions.set_recurrence(draft.commitment, recurrence="month", by=cast.hn.focal)
    with pytest.raises(NotOpenToChange):
        actions.set_recurrence(draft.commitment, recurrence="year", by=cast.hn.focal)


def test_the_database_keeps_one_instance_per_period(cast: Cast):
    promise = standing(cast, S.DRAFTED)
    other = a_commitment(cast, promise.commitment.programme).commitment
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=other.pk).update(
            series=promise.commitment.series, period_from=promise.commitment.period_from
        )


def test_the_page(cast: Cast, client_of):
    promise = a_commitment(cast)
    address = f"/cam-ket/{promise.commitment.pk}/nhiem-vu-thuong-xuyen/"
    assert client_of(cast.nb.focal).get(address).status_code == 404
    client = client_of(cast.hn.focal)
    assert client.get(address).status_code == 200
    assert client.post(address, {"recurrence": "ngay"}).status_code == 422
    assert client.post(address, {"recurrence": "month"}).status_code == 302
    assign(promise, cast.hn)
    assert client.post(address, {"recurrence": "year"}).status_code == 409
    with clock.set_to(TODAY + dt.timedelta(days=30)):
        actions.make_instances()
        page = client.get(promise.commitment.get_absolute_url()).content.decode()
    assert "CK-01.2" in page
    assert "Tháng 12/2026" in page
    assert "CK-01.2" not in client_of(cast.nb.focal).get("/chuong-trinh/").content.decode()
