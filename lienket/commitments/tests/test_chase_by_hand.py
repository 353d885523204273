"""Reminding by hand: by the Office or the focal agency, in their words, once a day for each office."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast, build_cast
from lienket.audit.models import Event
from lienket.commitments import actions
from lienket.commitments.chase import Chase, Reason, Rung
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import AlreadyTaken, OutOfTurn
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import TODAY, a_commitment, in_state, report
from .test_two_at_once import at_once

DAY = dt.timedelta(days=1)
WORDS = "Đề nghị báo cáo kết quả quý IV trước thứ Sáu."


def mails_to(address: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=address).order_by("pk"))


def test_the_focal_agency_reminds_the_officer_in_charge(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    OutgoingMail.objects.all().delete()
    chase = actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.focal)
    assert (chase.reason, chase.rung, chase.words) == (Reason.ASKED, Rung.OFFICER, WORDS)
    assert chase.to_label == "Chuyên viên, Sở Công Thương thành phố Hà Nội"
    assert chase.by_label == "Cán bộ đầu mối, Sở Tài chính thành phố Hà Nội"
    (mail,) = OutgoingMail.objects.all()
    assert mail.to == "desk@hn.example"
    assert WORDS in mail.body
    event = Event.objects.order_by("-sequence").first()
    assert (event.verb, event.data["to"]) == ("commitments.chased_by_hand", chase.to_label)


def test_the_office_reminds_the_head_of_what_is_overdue(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY - DAY)
    OutgoingMail.objects.all().delete()
    chase = actions.chase_by_hand(promise.hn, words=WORDS, rung=Rung.HEAD, by=cast.hn.office)
    assert chase.reason == Reason.OVERDUE
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["head@hn.example"]


def test_of_the_other_side_the_focal_agency_is_reminded_and_nobody_else(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    for rung in (Rung.OFFICER, Rung.HEAD, Rung.OFFICE):
        with pytest.raises(NotAllowed):
            actions.chase_by_hand(promise.ht, words=WORDS, rung=rung, by=cast.hn.focal)
    chase = actions.chase_by_hand(promise.ht, words=WORDS, rung=Rung.FOCAL, by=cast.hn.focal)
    assert chase.to_label == "Cán bộ đầu mối, Sở Tài chính tỉnh Hà Tĩnh"


def test_nobody_else_reminds(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    others = [officer for part, officer in cast.hn.officers.items() if part not in {"focal", "office"}]
    for officer in [*others, *cast.nb.officers.values()]:
        with pytest.raises(NotAllowed):
            actions.chase_by_hand(promise.hn, words=WORDS, by=officer)
    assert not Chase.objects.exists()


def test_once_a_day_and_the_second_learns_who_was_first(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    first = actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.focal)
    with pytest.raises(AlreadyTaken) as refused:
        actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.office)
    assert first.by_label in refused.value.message
    with clock.set_to(TODAY + DAY):
        actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.office)
    assert promise.commitment.chases.count() == 2


def test_of_what_the_side_has_to_confirm_the_focal_agency_and_the_office_remind_each_other(cast: Cast):
    promise = in_state(cast, S.AWAITING_CONFIRMATION)
    with pytest.raises(NotAllowed):  # the lead agency has reported: nothing waits for it
        actions.chase_by_hand(promise.hn, words=WORDS, rung=Rung.OFFICER, by=cast.hn.office)
    chase = actions.chase_by_hand(promise.hn, words=WORDS, rung=Rung.FOCAL, by=cast.hn.office)
    assert list(chase.recipients.all()) == [cast.hn.focal]
    chase = actions.chase_by_hand(promise.hn, words=WORDS, rung=Rung.OFFICE, by=cast.hn.focal)
    assert list(chase.recipients.all()) == [cast.hn.office]


@pytest.mark.parametrize("state", [S.DRAFTED, S.DONE])
def test_nobody_is_reminded_of_what_waits_for_nobody(state, cast: Cast):
    promise = in_state(cast, state)
    with pytest.raises(OutOfTurn):
        actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.focal)


def test_a_side_that_has_reported_is_not_reminded(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    report(promise, cast.hn)
    with pytest.raises(OutOfTurn):
        actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.focal)


def test_without_words_nothing_is_sent(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    for words in ("", "  ", "\u200e"):
        with pytest.raises(Incomplete):
            actions.chase_by_hand(promise.hn, words=words, by=cast.hn.focal)


def test_the_page(cast: Cast, client_of):
    promise = in_state(cast, S.IN_PROGRESS)
    address = f"/cam-ket/{promise.commitment.pk}/don-doc/"
    client = client_of(cast.hn.focal)
    page = client.get(address)
    assert page.status_code == 200
    choice = f"{promise.hn.pk}-head"
    assert choice in page.content.decode()
    assert client.post(address, {"to": choice, "words": ""}).status_code == 422
    assert client.post(address, {"to": "999-head", "words": WORDS}).status_code == 422
    done = client.post(address, {"to": choice, "words": WORDS}, follow=True)
    assert WORDS in done.content.decode()  # on the commitment's page, in the trail
    assert Chase.objects.get().rung == Rung.HEAD
    again = client.post(address, {"to": choice, "words": WORDS})
    assert again.status_code == 409
    assert WORDS in again.content.decode()
    assert client_of(cast.hn.desk).get(address).status_code == 403
    assert client_of(cast.nb.focal).get(address).status_code == 404


def test_nobody_is_offered_to_remind_oneself(cast: Cast, client_of):
    from lienket.accounts.models import Appointment

    promise = in_state(cast, S.IN_PROGRESS)
    Appointment.objects.filter(officer=cast.hn.head).update(
        valid_to=TODAY - DAY
    )  # the head's reminders go to the focal agency
    address = f"/cam-ket/{promise.commitment.pk}/don-doc/"
    choice = f'value="{promise.hn.pk}-head"'
    assert choice not in client_of(cast.hn.focal).get(address).content.decode()
    assert choice in client_of(cast.hn.office).get(address).content.decode()


def test_the_public_does_not_read_reminders(cast: Cast, client):
    promise = in_state(cast, S.IN_PROGRESS)
    type(promise.commitment).objects.filter(pk=promise.commitment.pk).update(audience="public")
    type(promise.commitment.programme).objects.update(audience="public")
    actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.focal)
    page = client.get(promise.commitment.get_absolute_url())
    assert page.status_code == 200
    assert WORDS not in page.content.decode()


def test_the_desks_say_what_was_chased(cast: Cast):
    from lienket.commitments.chasing import chase_on

    in_state(cast, S.IN_PROGRESS, deadline=TODAY, supported=True)
    for days in (7, 14):
        with clock.set_to(TODAY + days * DAY):
            chase_on(clock.today())
    with clock.set_to(TODAY + 15 * DAY):
        (item,) = waiting_for(cast.hn.desk, clock.today())
        assert "Đã đôn đốc 4 lần, gần nhất ngày 08/12/2026." in item.why
        (pressed,) = waiting_for(cast.hn.focal, clock.today())
        assert (pressed.kind, pressed.url.endswith("/don-doc/")) == ("reminded", True)
        assert waiting_for(cast.ht.focal, clock.today()) == []


@pytest.mark.django_db(transaction=True)
def test_two_remind_at_once_and_one_is_told():
    cast = build_cast()
    promise = in_state(cast, S.IN_PROGRESS)
    mine, yours = promise.hn, promise.hn
    results = at_once(
        lambda: actions.chase_by_hand(mine, words=WORDS, by=cast.hn.focal),
        lambda: actions.chase_by_hand(yours, words=WORDS, by=cast.hn.office),
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyTaken", "Chase"]
    assert Chase.objects.count() == 1


def test_a_commitment_without_a_lead_is_nobodys(cast: Cast):
    promise = a_commitment(cast)
    with pytest.raises(OutOfTurn):
        actions.chase_by_hand(promise.hn, words=WORDS, by=cast.hn.office)
