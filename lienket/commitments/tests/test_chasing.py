"""The daily round: once per occasion, to the right office, stopped by a pause or an update, whole after a crash."""

import datetime as dt

import pytest
from django.db import connection

from lienket.accounts.models import Appointment, Role
from lienket.accounts.tests.cast import Cast, build_cast
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments import actions, chasing
from lienket.commitments.chase import Chase, Reason, Rung
from lienket.commitments.chasing import chase_daily, chase_on, still_waits
from lienket.commitments.models import CommitmentState as S
from lienket.jobs.daily import done_on
from lienket.lib import clock
from lienket.lib.appendonly import WrittenOnce
from lienket.notices.kinds import Channel, Kind
from lienket.notices.models import HeldNotice, OutgoingMail, Preference
from lienket.programmes.actions import record_meeting

from .builders import TODAY, a_commitment, in_state, report
from .test_two_at_once import at_once

DAY = dt.timedelta(days=1)
FAR = dt.date(2028, 12, 31)


def sent() -> list[tuple[str, str, str]]:
    """Every reminder as (side, rung, reason)."""
    return sorted(
        (chase.responsibility.party.locality.short_name, chase.rung, chase.reason) for chase in Chase.objects.all()
    )


def held_for(officer) -> list[str]:
    return list(HeldNotice.objects.filter(officer=officer).values_list("group", flat=True))


def test_both_sides_are_reminded_once_of_one_deadline(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY)
    assert chase_on(TODAY) == 2
    assert chase_on(TODAY) == 0
    assert sent() == [("Hà Nội", Rung.OFFICER, Reason.DUE_SOON), ("Hà Tĩnh", Rung.OFFICER, Reason.DUE_SOON)]
    chase = Chase.objects.get(responsibility=promise.hn)
    assert chase.to_label == "Chuyên viên, Sở Công Thương thành phố Hà Nội"
    assert (chase.sent_on, chase.channel, chase.by, chase.by_label) == (TODAY, Channel.DIGEST, None, "Hệ thống")
    assert list(chase.recipients.all()) == [cast.hn.desk]
    assert held_for(cast.hn.desk) == held_for(cast.ht.desk) == ["due_soon"]
    assert held_for(cast.hn.head) == held_for(cast.hn.focal) == held_for(cast.nb.desk) == []
    assert Event.objects.filter(verb="commitments.reminded").values_list("data", flat=True)[0]["count"] == 2
    assert verify_chain() is None


def test_a_reminder_is_written_once_and_is_no_sign_of_life(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY)
    heard = promise.commitment.last_activity_on
    chase_on(TODAY)
    promise.commitment.refresh_from_db()
    assert promise.commitment.last_activity_on == heard
    with pytest.raises(WrittenOnce):
        Chase.objects.get(responsibility=promise.hn).save()


def test_the_ladder_is_climbed_day_by_day_and_each_rung_is_recorded(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY, supported=True)
    for n in range(1, 32):
        with clock.set_to(TODAY + n * DAY):
            chase_on(clock.today())
    steps = Chase.objects.filter(responsibility=promise.hn).order_by("pk").values_list("rung", "sent_on")
    assert list(steps) == [
        (Rung.OFFICER, TODAY + 7 * DAY),
        (Rung.HEAD, TODAY + 7 * DAY),
        (Rung.OFFICER, TODAY + 14 * DAY),
        (Rung.FOCAL, TODAY + 14 * DAY),
        (Rung.OFFICER, TODAY + 21 * DAY),
        (Rung.OFFICER, TODAY + 28 * DAY),
        (Rung.OFFICE, TODAY + 30 * DAY),
    ]
    assert held_for(cast.hn.focal) == held_for(cast.hn.office) == held_for(cast.hn.head) == ["overdue"]


@pytest.mark.parametrize("state", [S.PAUSED, S.STOPPED, S.DRAFTED])
def test_what_is_off_the_clock_is_left_alone(state, cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY - 7 * DAY)
    type(promise.commitment).objects.filter(pk=promise.commitment.pk).update(state=state)
    assert chase_on(TODAY) == 0


def test_a_side_that_has_reported_is_not_pressed(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY - 7 * DAY)
    report(promise, cast.hn)
    chase_on(TODAY)
    assert {side for side, *_ in sent()} == {"Hà Tĩnh"}


def test_an_update_ends_the_silence(cast: Cast):
    in_state(cast, S.IN_PROGRESS, deadline=FAR)
    heard = in_state(cast, S.IN_PROGRESS, deadline=FAR)
    with clock.set_to(TODAY + 20 * DAY):
        actions.report_progress(heard.hn, result="Đã khảo sát", by=cast.hn.desk)
    with clock.set_to(TODAY + 30 * DAY):
        assert chase_on(clock.today()) == 2
    assert not heard.commitment.chases.exists()
    assert {reason for *_, reason in sent()} == {Reason.SILENT}


def test_a_meeting_of_the_programme_ends_the_silence_too(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=FAR)
    with clock.set_to(TODAY + 30 * DAY):
        programme = promise.commitment.programme
        record_meeting(
            programme, title="Giao ban", held_on=TODAY + 25 * DAY, place="Hà Tĩnh", purpose="",
            localities=[cast.hn.locality, cast.ht.locality], citation=None, by=cast.hn.focal,
        )  # fmt: skip
        assert chase_on(clock.today()) == 0
        assert not type(promise.commitment).objects.silent(clock.today()).exists()
    day = TODAY + 55 * DAY  # thirty days after the meeting
    with clock.set_to(day):
        assert chase_on(day) == 2
        assert type(promise.commitment).objects.silent(day).exists()


def test_nothing_on_a_day_off_and_all_of_it_afterwards(cast: Cast):
    in_state(cast, S.IN_PROGRESS, deadline=dt.date(2026, 12, 5))  # a Saturday
    with clock.set_to(dt.datetime(2026, 12, 5, 9)):
        assert chase_daily() is False
    with clock.set_to(dt.datetime(2026, 12, 4, 9)):
        assert chase_daily() is True
    assert sent() == [("Hà Nội", "officer", "due_soon"), ("Hà Tĩnh", "officer", "due_soon")]  # on the Friday before it
    with clock.set_to(dt.datetime(2026, 12, 14, 9)):  # a week late since Saturday
        assert chase_daily() is True
    assert len(sent()) == 6  # the officers again, and the heads


def test_not_before_six_and_once_a_day(cast: Cast):
    in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY)
    with clock.set_to(dt.datetime(2026, 11, 24, 5, 59)):
        assert chase_daily() is False
    with clock.set_to(dt.datetime(2026, 11, 24, 6, 0)):
        assert chase_daily() is True
        assert chase_daily() is False
    assert done_on(chasing.NAME, TODAY)


def test_an_outage_is_made_up_for(cast: Cast):
    in_state(cast, S.IN_PROGRESS, deadline=TODAY + 10 * DAY)
    with clock.set_to(dt.datetime(2026, 11, 24, 9)):
        chase_daily()
    with clock.set_to(dt.datetime(2026, 11, 30, 9)):  # seven days before was the 27th, when nothing ran
        chase_daily()
    assert len(sent()) == 2


def test_an_officer_who_moved_is_no_longer_addressed(cast: Cast):
    from .builders import assign

    promise = a_commitment(cast, deadline=TODAY + 7 * DAY, supported=True)
    assign(promise, cast.hn, focal_officer=cast.hn.head, substitute=None)
    chase_on(TODAY)
    assert held_for(cast.hn.head) == ["due_soon"]
    pairs = {(cast.hn.head.pk, HeldNotice.objects.get().about)}
    assert still_waits(pairs) == pairs
    Appointment.objects.filter(officer=cast.hn.head).update(valid_to=TODAY - DAY)
    assert still_waits(pairs) == set()  # the held line is not told any more
    with clock.set_to(TODAY + 6 * DAY):
        chase_on(clock.today())
    assert held_for(cast.hn.desk) == ["due_soon"]  # the desk takes it on


def test_an_office_without_anybody_passes_it_on(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY, supported=True)
    cast.hn.desk.is_active = False
    cast.hn.desk.save()
    chase_on(TODAY)
    chase = Chase.objects.get(responsibility=promise.hn)
    assert (chase.rung, chase.to_label) == (Rung.OFFICER, "Lãnh đạo cơ quan, Sở Công Thương thành phố Hà Nội")
    assert held_for(cast.hn.desk) == []


def test_a_side_without_officers_is_recorded_and_nobody_is_told(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY, supported=True)
    Appointment.objects.filter(officer__in=list(cast.hn.officers.values())).update(valid_to=TODAY - DAY)
    chase_on(TODAY)
    chase = Chase.objects.get(responsibility=promise.hn)
    assert chase.channel == Channel.DESK
    assert not chase.recipients.exists()


def test_a_merged_agency_is_answered_for_by_its_successor(cast: Cast):
    from lienket.localities.actions import establish_agency

    before = dt.date(2025, 2, 1)
    old = establish_agency("so_khdt", cast.hn.locality, on=before, by=None)
    promise = a_commitment(cast, deadline=TODAY + 7 * DAY, supported=True)
    from lienket.commitments.models import Commitment, Responsibility

    Responsibility.objects.filter(pk=promise.hn.pk).update(lead=old, assigned_on=TODAY)
    Commitment.objects.filter(pk=promise.commitment.pk).update(state=S.ASSIGNED, last_activity_on=TODAY)
    Appointment.objects.create(officer=cast.hn.other_desk, agency=cast.hn.so_tc, role=Role.DESK, valid_from=TODAY)
    chase_on(TODAY)
    assert held_for(cast.hn.other_desk) == ["due_soon"]


def test_each_is_told_as_chosen_in_his_own_language(cast: Cast):
    in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY)
    cast.hn.desk.language = "en"
    cast.hn.desk.save()
    Preference.objects.create(officer=cast.hn.desk, kind=Kind.CHASES, channel=Channel.AT_ONCE)
    Preference.objects.create(officer=cast.ht.desk, kind=Kind.CHASES, channel=Channel.DESK)
    OutgoingMail.objects.all().delete()
    chase_on(TODAY)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("desk@hn.example", "CK-01 falls due soon")
    assert "The deadline is 01/12/2026, 7 days left." in mail.body
    assert not HeldNotice.objects.exists()
    assert set(Chase.objects.values_list("channel", flat=True)) == {Channel.AT_ONCE, Channel.DESK}


def test_words_of_one_sides_own_business_stay_out_of_mail(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY, supported=True)
    type(promise.commitment).objects.filter(pk=promise.commitment.pk).update(audience="side")
    chase_on(TODAY)
    assert HeldNotice.objects.get(officer=cast.hn.desk).title == "CK-01"


def test_a_round_killed_between_two_batches_is_taken_up_where_it_stood(cast: Cast, monkeypatch):
    programme = in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY).commitment.programme
    for _ in range(2):
        in_state(cast, S.IN_PROGRESS, programme=programme, deadline=TODAY + 7 * DAY)
    monkeypatch.setattr(chasing, "BATCH", 1)
    remind, calls = chasing._remind, []

    def dies_in_the_second(*args):
        remind(*args)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(chasing, "_remind", dies_in_the_second)
    with clock.set_to(dt.datetime(2026, 11, 24, 6, 0)):
        with pytest.raises(KeyboardInterrupt):
            chase_daily()
        assert len(sent()) == 2  # the first commitment, both sides; the second's went with its transaction
        assert not done_on(chasing.NAME, TODAY)
        monkeypatch.setattr(chasing, "_remind", remind)
        assert chase_daily() is True
    assert len(sent()) == 6
    assert HeldNotice.objects.count() == 6


def test_few_queries_however_many(cast: Cast, django_assert_max_num_queries):
    programme = in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY).commitment.programme
    for _ in range(6):
        in_state(cast, S.IN_PROGRESS, programme=programme, deadline=TODAY + 7 * DAY)
    with django_assert_max_num_queries(26):
        assert chase_on(TODAY) == 14


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_nobody_twice():
    cast = build_cast()
    in_state(cast, S.IN_PROGRESS, deadline=TODAY + 7 * DAY)
    counts = at_once(lambda: chase_on(TODAY), lambda: chase_on(TODAY))
    assert sorted(counts) == [0, 2]
    assert Chase.objects.count() == HeldNotice.objects.count() == 2
    assert verify_chain() is None
    connection.close()
