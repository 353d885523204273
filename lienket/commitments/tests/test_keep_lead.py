"""T4 decided: the Office assigns to another agency, or keeps the lead with a reason."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.models import Request
from lienket.commitments.refusals import OutOfTurn
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import a_commitment, assign, in_state


def asked(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    actions.ask_reassignment(promise.hn, reason="Thuộc tài chính", proposed_lead=cast.hn.so_tc, by=cast.hn.head)
    OutgoingMail.objects.all().delete()
    return promise


def test_the_lead_stays_with_a_reason(cast: Cast):
    promise = asked(cast)
    step = actions.keep_lead(promise.hn, reason="Đúng chức năng của Sở", by=cast.hn.office)
    assert promise.state == S.ASSIGNED
    assert (promise.hn.lead, step.note) == (cast.hn.so_ct, "Đúng chức năng của Sở")
    request = Request.objects.get()
    assert (request.state, request.decision, request.decided_by_label) == (
        "refused", "Đúng chức năng của Sở", cast.hn.office.label,
    )  # fmt: skip
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast.hn.head.email]
    actions.accept(promise.hn, by=cast.hn.desk)


def test_assigning_to_another_agency_grants_it(cast: Cast):
    promise = asked(cast)
    assign(promise, cast.hn, lead=cast.hn.so_tc)
    assert Request.objects.get().state == "granted"
    with pytest.raises(OutOfTurn):
        actions.keep_lead(promise.hn, reason="Muộn", by=cast.hn.office)


def test_refused_where_nobody_asked_or_without_reason(cast: Cast):
    with pytest.raises(OutOfTurn):
        actions.keep_lead(a_commitment(cast).hn, reason="Lý do", by=cast.hn.office)
    promise = asked(cast)
    with pytest.raises(Incomplete):
        actions.keep_lead(promise.hn, reason="  ", by=cast.hn.office)
    for officer in (cast.ht.office, cast.hn.focal, cast.hn.head):
        with pytest.raises(NotAllowed):
            actions.keep_lead(promise.hn, reason="Lý do", by=officer)
    assert promise.state == S.DRAFTED
