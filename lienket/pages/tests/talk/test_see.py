"""A mention waits on the desk until it is seen or answered."""

from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.comments import actions
from lienket.comments.desk import still_waits, waiting_for
from lienket.comments.models import Mention
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.commitments.tests.builders import TODAY

from .builders import a_remark


def test_it_waits_until_seen(client_of, cast: Cast, commitment: Commitment):
    a_remark(commitment, cast.hn.desk, people=[cast.ht.desk])
    newest = a_remark(commitment, cast.hn.head, people=[cast.ht.desk])
    (item,) = waiting_for(cast.ht.desk, TODAY)
    assert item.url == reverse("comments:place", args=[newest.pk])
    assert commitment.number in item.title
    assert not waiting_for(cast.hn.desk, TODAY)
    browser = client_of(cast.ht.desk)
    assert "Nhắc đến bạn" in browser.get(commitment.get_absolute_url()).content.decode()
    for mention in Mention.objects.all():
        address = reverse("comments:see", args=[mention.remark_id])
        assert browser.get(address).status_code == 405
        assert client_of(cast.hn.desk).post(address).status_code == 302  # not the person's: nothing changes
        assert browser.post(address).status_code == 302
    assert not waiting_for(cast.ht.desk, TODAY)


def test_an_answer_is_enough(cast: Cast, commitment: Commitment):
    a_remark(commitment, cast.hn.desk, people=[cast.ht.desk])
    a_remark(commitment, cast.ht.desk)
    assert not waiting_for(cast.ht.desk, TODAY)


def test_what_was_withdrawn_or_closed_waits_for_nobody(
    cast: Cast, commitment: Commitment, django_assert_max_num_queries
):
    remark = a_remark(commitment, cast.hn.desk, people=[cast.hn.focal, cast.ht.desk])
    with django_assert_max_num_queries(9):
        assert waiting_for(cast.hn.focal, TODAY)
    commitment.responsibilities.get(party__locality=cast.ht.locality).delete()
    commitments.set_audience(commitment, "side", by=cast.hn.focal)
    assert waiting_for(cast.hn.focal, TODAY)
    assert not waiting_for(cast.ht.desk, TODAY)
    actions.withdraw_remark(remark, by=cast.hn.desk)
    assert not waiting_for(cast.hn.focal, TODAY)


def test_the_digest_tells_only_what_still_waits(cast: Cast, commitment: Commitment):
    seen = a_remark(commitment, cast.hn.desk, people=[cast.ht.desk])
    actions.see(seen, by=cast.ht.desk)
    gone = a_remark(commitment, cast.hn.desk, people=[cast.ht.desk, cast.hn.focal])
    stands = a_remark(commitment, cast.hn.head, people=[cast.ht.desk, cast.hn.focal])
    actions.withdraw_remark(gone, by=cast.hn.desk)
    pairs = [
        (officer.pk, f"comments:{one.pk}") for officer in (cast.ht.desk, cast.hn.focal) for one in (seen, gone, stands)
    ]
    assert still_waits(pairs) == {
        (cast.ht.desk.pk, f"comments:{stands.pk}"),
        (cast.hn.focal.pk, f"comments:{stands.pk}"),
    }
    commitment.responsibilities.get(party__locality=cast.ht.locality).delete()
    commitments.set_audience(commitment, "side", by=cast.hn.focal)
    assert still_waits(pairs) == {(cast.hn.focal.pk, f"comments:{stands.pk}")}
