"""T12 Chuyển kỳ sau: at the final review, by the focal agency of every side, with a link to the item that goes on."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import BuiltUpon, OutOfTurn
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.localities.models import Locality
from lienket.programmes.actions import PartyDraft
from lienket.programmes.tests.builders import a_programme

from .builders import TODAY, a_commitment, at_review, in_state


@pytest.fixture
def next_programme(cast: Cast):
    return a_programme(cast, title="Chương trình hợp tác 2031–2035")


def test_with_the_last_consent_a_draft_is_made_and_linked(cast: Cast, next_programme):
    promise = in_state(cast, S.IN_PROGRESS)
    at_review(promise)
    actions.carry_over(promise.hn, programme=next_programme, by=cast.hn.focal)
    assert promise.state == S.IN_PROGRESS
    assert not next_programme.commitments.exists()
    (item,) = waiting_for(cast.ht.focal, TODAY)
    assert item.kind == "to_decide"
    assert waiting_for(cast.hn.focal, TODAY) == []
    actions.carry_over(promise.ht, programme=next_programme, by=cast.ht.focal)
    assert promise.state == S.CARRIED_OVER
    new = next_programme.commitments.get()
    assert promise.commitment.carried_to == new
    assert (new.title, new.state, new.deadline, new.number) == (promise.commitment.title, S.DRAFTED, None, "CK-01")
    assert {r.lead for r in new.responsibilities.all()} == {cast.hn.so_ct, cast.ht.so_ct}
    assert Commitment.objects.four_states(TODAY).carried_over == 1
    with pytest.raises(BuiltUpon):
        actions.withdraw_commitment(new, by=cast.hn.focal)


def test_it_goes_on_in_an_item_that_stands_there_already(cast: Cast, next_programme):
    promise = in_state(cast, S.ASSIGNED)
    item = a_commitment(cast, next_programme).commitment
    at_review(promise)
    for side in (cast.ht, cast.hn):
        actions.carry_over(promise.part(side), programme=next_programme, item=item, by=side.focal)
    assert promise.state == S.CARRIED_OVER
    assert promise.commitment.carried_to == item
    assert next_programme.commitments.count() == 1


def test_who_names_another_place_starts_the_agreement_anew(cast: Cast, next_programme):
    promise = in_state(cast, S.IN_PROGRESS)
    item = a_commitment(cast, next_programme).commitment
    at_review(promise)
    actions.carry_over(promise.hn, programme=next_programme, by=cast.hn.focal)
    actions.carry_over(promise.ht, programme=next_programme, item=item, by=cast.ht.focal)
    assert promise.state == S.IN_PROGRESS
    assert promise.hn.carrying_on is None
    actions.carry_over(promise.hn, programme=next_programme, item=item, by=cast.hn.focal)
    assert promise.state == S.CARRIED_OVER


def test_not_before_the_review(cast: Cast, next_programme):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(OutOfTurn):
        actions.carry_over(promise.hn, programme=next_programme, by=cast.hn.focal)


def test_only_the_focal_agency_of_the_side(cast: Cast, next_programme):
    promise = in_state(cast, S.IN_PROGRESS)
    at_review(promise)
    for officer in (cast.hn.office, cast.ht.focal, cast.nb.focal, cast.hn.head):
        with pytest.raises(NotAllowed):
            actions.carry_over(promise.hn, programme=next_programme, by=officer)


def test_only_to_another_programme_of_the_same_sides(cast: Cast, next_programme):
    promise = in_state(cast, S.IN_PROGRESS)
    at_review(promise)
    here, done = promise.commitment.programme, in_state(cast, S.DONE, programme=next_programme).commitment
    hue = Locality.objects.on(TODAY).get(short_name="Huế")
    foreign = a_programme(cast, parties=[PartyDraft(cast.hn.locality, cast.hn.so_tc), PartyDraft(hue)])
    for programme, item in ((None, None), (here, None), (foreign, None), (next_programme, done)):
        with pytest.raises(Incomplete) as refused:
            actions.carry_over(promise.hn, programme=programme, item=item, by=cast.hn.focal)
        assert "place" in refused.value.fields
    assert promise.hn.carrying_on is None


def test_the_page_offers_the_programmes_of_the_same_sides(cast: Cast, next_programme, client_of):
    promise = in_state(cast, S.IN_PROGRESS)
    item = a_commitment(cast, next_programme).commitment
    at_review(promise)
    address = f"/cam-ket/{promise.commitment.pk}/chuyen-ky-sau/"
    client = client_of(cast.hn.focal)
    page = client.get(address).content.decode()
    assert f'value="p{next_programme.pk}"' in page
    assert f'value="c{item.pk}"' in page
    assert f'value="p{promise.commitment.programme_id}"' not in page
    assert client.post(address, {"place": "p999999"}).status_code == 422
    assert client.post(address, {"place": f"c{item.pk}"}).status_code == 302
    assert promise.hn.carrying_on == TODAY
    assert f'value="c{item.pk}" selected' in client_of(cast.ht.focal).get(address).content.decode()
