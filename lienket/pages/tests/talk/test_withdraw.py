"""Taking a remark back: shown as withdrawn, its words to nobody, never removed."""

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.comments import actions
from lienket.comments.models import Remark
from lienket.comments.refusals import WordsStand
from lienket.commitments.models import Commitment
from lienket.lib.appendonly import WrittenOnce
from lienket.lib.refusals import NotAllowed

from .builders import a_remark


def test_by_its_author(client_of, cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk, people=[cast.ht.desk])
    page = reverse("comments:withdraw", args=[remark.pk])
    browser = client_of(cast.hn.desk)
    assert remark.text in browser.get(page).content.decode()
    assert browser.post(page).status_code == 302
    for reader in (cast.hn.desk, cast.ht.desk):
        seen = client_of(reader).get(commitment.get_absolute_url()).content.decode()
        assert remark.text not in seen
        assert "Ý kiến đã rút" in seen
    assert Event.objects.filter(verb="comments.withdrawn").count() == 1
    actions.withdraw_remark(remark, by=cast.hn.desk)
    assert Event.objects.filter(verb="comments.withdrawn").count() == 1


def test_the_earlier_words_go_with_it(client_of, cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk, text="Lời đầu")
    actions.edit_remark(remark, text="Lời sau", by=cast.hn.desk)
    actions.withdraw_remark(remark, by=cast.hn.desk)
    seen = client_of(cast.ht.desk).get(commitment.get_absolute_url()).content.decode()
    assert "Lời đầu" not in seen
    with pytest.raises(WordsStand):
        actions.edit_remark(remark, text="Lời thứ ba", by=cast.hn.desk)


def test_the_security_officer_of_the_side_closes_what_should_not_stand(cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk)
    with pytest.raises(NotAllowed):
        actions.withdraw_remark(remark, by=cast.ht.security)
    actions.withdraw_remark(remark, by=cast.hn.security)
    assert remark.withdrawn_by_label == cast.hn.security.label


def test_nobody_else(client_of, cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk)
    for other in (cast.hn.head, cast.hn.admin, cast.ht.desk, cast.nb.security):
        assert client_of(other).post(reverse("comments:withdraw", args=[remark.pk])).status_code == 404
    remark.refresh_from_db()
    assert remark.withdrawn_at is None


def test_nothing_is_deleted(cast: Cast, commitment: Commitment):
    remark = a_remark(commitment, cast.hn.desk)
    with pytest.raises(WrittenOnce):
        remark.delete()
    with pytest.raises(WrittenOnce):
        Remark.objects.all().delete()
