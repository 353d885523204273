"""A party leaves: by its own office, on a paper, while two remain; then nothing waits for it and what it did stays."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail
from lienket.programmes import actions
from lienket.programmes.actions import PartyDraft
from lienket.programmes.models import Programme
from lienket.programmes.models import ProgrammeState as S
from lienket.programmes.refusals import MoveRefused

from .builders import a_programme, party_of

DAY = dt.date(2026, 11, 20)
LEAVING = {"left_on": DAY, "paper_number": "77/UBND-TH", "paper_date": DAY, "reason": "Sáp nhập vào chương trình vùng"}


def of_three(cast: Cast, **changes) -> Programme:
    sides = (cast.hn, cast.ht, cast.nb)
    return a_programme(cast, parties=[PartyDraft(side.locality, side.so_tc) for side in sides], **changes)


def test_a_party_leaves_and_the_others_learn_of_it(cast: Cast):
    programme = of_three(cast)
    party = actions.leave_programme(party_of(programme, cast.nb), **LEAVING, by=cast.nb.office)
    assert (party.left_on, party.left_paper) == (DAY, "77/UBND-TH")
    event = Event.objects.order_by("-sequence").first()
    assert (event.verb, event.data["party"]) == ("programmes.party_left", "Ninh Bình")
    assert {mail.to for mail in OutgoingMail.objects.all()} == {
        "focal@hn.example", "office@hn.example", "focal@ht.example", "office@ht.example",
    }  # fmt: skip


def test_who_left_still_reads_and_no_longer_writes(cast: Cast, client_of):
    programme = of_three(cast)
    actions.leave_programme(party_of(programme, cast.nb), **LEAVING, by=cast.nb.focal)
    assert Programme.objects.visible_to(cast.nb.focal).filter(pk=programme.pk).exists()
    assert not Programme.objects.editable_by(cast.nb.focal).exists()
    with pytest.raises(NotAllowed):
        actions.add_group(programme, code="II", title="Kinh tế", by=cast.nb.focal)
    with pytest.raises(MoveRefused, match="20/11/2026"):
        actions.leave_programme(party_of(programme, cast.nb), **LEAVING, by=cast.nb.focal)
    page = client_of(cast.nb.leader).get(programme.get_absolute_url()).content.decode()
    assert "77/UBND-TH" in page


def test_nobody_else_records_it(cast: Cast):
    programme = of_three(cast)
    others = [o for part, o in cast.nb.officers.items() if part not in {"focal", "office"}]
    for officer in [*others, cast.hn.focal, cast.hn.office, cast.ht.office]:
        with pytest.raises(NotAllowed):
            actions.leave_programme(party_of(programme, cast.nb), **LEAVING, by=officer)


def test_of_two_none_can_leave(cast: Cast):
    programme = a_programme(cast)
    with pytest.raises(MoveRefused, match="chấm dứt"):
        actions.leave_programme(party_of(programme, cast.ht), **LEAVING, by=cast.ht.focal)


def test_nobody_leaves_what_is_over(cast: Cast):
    programme = of_three(cast, state=S.REVIEWED)
    with pytest.raises(MoveRefused):
        actions.leave_programme(party_of(programme, cast.nb), **LEAVING, by=cast.nb.focal)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("left_on", None), ("left_on", dt.date(2027, 1, 1)), ("left_on", dt.date(2025, 12, 31)), ("paper_number", " "),
        ("paper_date", None), ("paper_date", dt.date(2027, 1, 1)), ("reason", "\u200e"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field(field, value, cast: Cast):
    programme = of_three(cast)
    with pytest.raises(Incomplete) as refused:
        actions.leave_programme(party_of(programme, cast.nb), **LEAVING | {field: value}, by=cast.nb.focal)
    assert set(refused.value.fields) == {field}


def test_a_step_that_waited_for_it_alone_is_taken(cast: Cast):
    programme = of_three(cast)
    for side in (cast.hn, cast.ht):
        actions.move_programme(programme, to=S.AMENDING, reason="Bổ sung lĩnh vực", by=side.focal)
    programme.refresh_from_db()
    assert programme.state == S.IN_FORCE
    actions.leave_programme(party_of(programme, cast.nb), **LEAVING, by=cast.nb.focal)
    programme.refresh_from_db()
    assert programme.state == S.AMENDING
    for side in (cast.ht, cast.hn):  # and later steps wait for the two alone
        actions.move_programme(programme, to=S.IN_FORCE, paper_number="2/PL", paper_date=DAY, by=side.focal)
    programme.refresh_from_db()
    assert programme.state == S.IN_FORCE


def test_the_page(cast: Cast, client_of):
    programme = of_three(cast)
    address = f"/chuong-trinh/{programme.slug}/thoi-tham-gia/"
    client = client_of(cast.nb.focal)
    assert address in client.get(programme.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "x"}).status_code == 422
    sent = {"left_on": "20/11/2026", "paper_number": "77/UBND-TH", "paper_date": "20/11/2026", "reason": "Sáp nhập"}
    assert client.post(address, sent).status_code == 302
    assert party_of(programme, cast.nb).left_on == DAY
    assert client.get(address).status_code == 404
    assert client_of(cast.hn.desk).get(address).status_code == 404
