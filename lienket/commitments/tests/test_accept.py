"""T3 Tiếp nhận."""

import pytest

from lienket.accounts.models import Appointment, Role
from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import AlreadyTaken, OutOfTurn
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed

from .builders import TODAY, a_commitment, assign, in_state


def test_the_lead_takes_it_on(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    step = actions.accept(promise.hn, receiving_division="Phòng Quản lý thương mại", by=cast.hn.desk)
    assert (promise.hn.accepted_on, promise.hn.receiving_division) == (TODAY, "Phòng Quản lý thương mại")
    assert (step.transition, step.by_label) == ("T3", cast.hn.desk.label)


def test_twice_is_once_and_says_who_was_first(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    actions.accept(promise.hn, by=cast.hn.head)
    with pytest.raises(AlreadyTaken) as refused:
        actions.accept(promise.hn, by=cast.hn.desk)
    assert cast.hn.head.label in refused.value.message


def test_not_before_every_acting_side_is_assigned(cast: Cast):
    promise = a_commitment(cast)
    assign(promise, cast.hn)
    with pytest.raises(OutOfTurn):
        actions.accept(promise.hn, by=cast.hn.desk)


def test_an_appointment_that_has_ended_gives_nothing(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    Appointment.objects.filter(officer=cast.hn.desk).update(valid_to=TODAY)
    with clock.set_to(TODAY.replace(day=25)), pytest.raises(NotAllowed):
        actions.accept(promise.hn, by=type(cast.hn.desk).objects.get(pk=cast.hn.desk.pk))


def test_the_department_that_took_over_the_work_accepts_for_the_old_one(cast: Cast):
    """Lead named in a paper of 2019: Sở Kế hoạch và Đầu tư; today's Sở Tài chính acts for it."""
    import datetime as dt

    from lienket.localities.actions import establish_agency

    with clock.set_to(dt.date(2020, 1, 10)):
        old = establish_agency("so_khdt", cast.hn.locality, by=cast.hn.office)
        promise = a_commitment(cast, supported=True, made_on=dt.date(2019, 11, 30))
        assign(promise, cast.hn, lead=old, coordinators=[])
    Appointment.objects.create(officer=cast.hn.focal, agency=cast.hn.so_tc, role=Role.DESK, valid_from=TODAY)
    focal = type(cast.hn.focal).objects.get(pk=cast.hn.focal.pk)
    actions.accept(promise.hn, by=focal)
    assert promise.state == S.ACCEPTED
