"""Putting one's own remark right: for a while, with the earlier words kept."""

import datetime as dt

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.comments import actions
from lienket.comments.models import EarlierText
from lienket.comments.refusals import WordsStand
from lienket.commitments.models import Commitment
from lienket.lib import clock
from lienket.lib.appendonly import WrittenOnce
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import a_remark
from .conftest import NOW


def test_the_earlier_words_are_kept_and_can_be_read(client_of, cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk, text="Bốn mươi gian hàng.")
    page = reverse("comments:edit", args=[remark.pk])
    browser = client_of(cast.hn.desk)
    assert "Bốn mươi" in browser.get(page).content.decode()
    assert browser.post(page, {"text": "Sáu mươi gian hàng."}).status_code == 302
    remark.refresh_from_db()
    assert (remark.text, remark.edited_at is not None) == ("Sáu mươi gian hàng.", True)
    seen = client_of(cast.ht.desk).get(commitment.get_absolute_url()).content.decode()
    assert "Sáu mươi gian hàng." in seen
    assert "Bốn mươi gian hàng." in seen
    with pytest.raises(WrittenOnce):
        EarlierText.objects.get().delete()


def test_the_same_words_are_no_edit(cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk)
    actions.edit_remark(remark, text=f"  {remark.text}\u200b", by=cast.hn.desk)
    assert remark.edited_at is None
    assert not EarlierText.objects.exists()


def test_after_an_hour_the_words_stand(client_of, cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk)
    with clock.set_to(NOW + dt.timedelta(minutes=59)):
        actions.edit_remark(remark, text="Kịp", by=cast.hn.desk)
    with clock.set_to(NOW + dt.timedelta(minutes=60)):
        with pytest.raises(WordsStand):
            actions.edit_remark(remark, text="Muộn", by=cast.hn.desk)
        assert client_of(cast.hn.desk).get(reverse("comments:edit", args=[remark.pk])).status_code == 409


def test_nobody_else_edits(client_of, cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk)
    page = reverse("comments:edit", args=[remark.pk])
    for other in (cast.hn.head, cast.hn.admin, cast.ht.desk, cast.nb.desk):
        assert client_of(other).post(page, {"text": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.edit_remark(remark, text="x", by=cast.hn.head)
    remark.refresh_from_db()
    assert remark.text.startswith("Đề nghị")


def test_only_who_is_mentioned_anew_is_told(cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk, text=f"@{cast.ht.desk.email}", people=[cast.hn.focal])
    actions.edit_remark(remark, text=f"@{cast.ht.head.email} xem", by=cast.hn.desk)
    assert {m.officer for m in remark.mentions.all()} == {cast.ht.head, cast.hn.focal}
    told = OutgoingMail.objects.filter(subject__contains="nhắc đến").values_list("to", flat=True)
    assert sorted(told) == sorted([cast.ht.desk.email, cast.hn.focal.email, cast.ht.head.email])


@pytest.mark.parametrize("text", ["\u200b", "", "x" * 5001, "TỐI MẬT"])
def test_what_a_new_remark_may_not_hold_an_edit_may_not_either(text, cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk)
    with pytest.raises(Incomplete):
        actions.edit_remark(remark, text=text, by=cast.hn.desk)
    assert not EarlierText.objects.exists()
