"""Who may do what, as one table: every role × every deed × own side, other side, stranger. And then by really doing it.

A cell lists for whom the deed is open: `own` is the side whose part it is (Hà Nội), `other` the other party (Hà Tĩnh), nothing
for a stranger (Ninh Bình) anywhere. `.` is nobody.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from lienket.accounts.policy import can
from lienket.accounts.tests.cast import Cast, Side
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.lib.citations import Citation
from lienket.lib.refusals import NotAllowed
from lienket.localities.models import Agency
from lienket.programmes import actions as programme_actions
from lienket.programmes.models import ProgrammeState

from .builders import (
    DEADLINE,
    TODAY,
    Promise,
    a_commitment,
    ask_for_time,
    at_review,
    bring_to,
    in_state,
    pause,
    report,
    stop,
)

ROLES = ["desk", "head", "other_desk", "focal", "office", "leader", "clerk", "editor", "admin", "security"]

#                                desk   head   other   focal       office      leader clerk editor admin security
MATRIX = """
commitments.add                  .      .      .       own+other   own+other   .      .     .      .     .
commitments.set_milestones       own+other  own+other  .  own+other  .     .      .     .      .     .
commitments.reach_milestone      own+other own+other . .         .         .      .     .      .     .
commitments.override_progress    .      own+other .    own+other .         .      .     .      .     .
commitments.edit                 .      .      .       own+other   own+other   .      .     .      .     .
commitments.add_evidence         .      .      .       own+other   own+other   .      .     .      .     .
commitments.set_audience         .      .      .       own+other   own+other   .      .     .      .     .
commitments.withdraw             .      .      .       own+other   own+other   .      .     .      .     .
commitments.measure_by           .      .      .       own+other   own+other   .      .     .      .     .
commitments.set_recurrence       .      .      .       own+other   own+other   .      .     .      .     .
commitments.classify             .      .      .       own+other   own+other   .      .     .      .     .
commitments.hand_over            .      .      .       own         .           .      .     .      .     .
commitments.change_deadline      .      .      .       .           own+other   .      .     .      .     .
commitments.chase_by_hand        .      .      .       own+other   own+other   .      .     .      .     .
commitments.assign               .      .      .       .           own         .      .     .      .     .
commitments.accept               own    own    .       .           .           .      .     .      .     .
commitments.keep_lead            .      .      .       .           own         .      .     .      .     .
commitments.pause                .      .      .       .           own         .      .     .      .     .
commitments.resume               .      .      .       .           own         .      .     .      .     .
commitments.stop                 .      .      .       .           own         .      .     .      .     .
commitments.carry_over           .      .      .       own         .           .      .     .      .     .
commitments.ask_extension        .      own    .       .           .           .      .     .      .     .
commitments.approve_extension    .      .      .       .           own         .      .     .      .     .
commitments.refuse_extension     .      .      .       .           own         .      .     .      .     .
commitments.reopen               .      .      .       .           own         .      .     .      .     .
commitments.ask_reassignment     .      own    .       .           .           .      .     .      .     .
commitments.start                own    own    .       .           .           .      .     .      .     .
commitments.report_progress      own    own    own     .           .           .      .     .      .     .
commitments.report_completion    .      own    .       .           .           .      .     .      .     .
commitments.confirm_completion   .      .      .       own         own         .      .     .      .     .
commitments.return_for_more      .      .      .       own         own         .      .     .      .     .
commitments.go_on_without        .      .      .       other       other       .      .     .      .     .
programmes.edit                  .      .      .       own+other   own+other   .      .     .      .     .
programmes.publish               .      .      .       own+other   own+other   .      .     .      .     .
programmes.withdraw              .      .      .       own+other   own+other   .      .     .      .     .
programmes.set_focal_agency      .      .      .       own         own         .      .     .      .     .
programmes.add_signatory         .      .      .       own         own         .      .     .      .     .
programmes.leave                 .      .      .       own         own         .      .     .      .     .
programmes.move_focal            .      .      .       own         .           .      .     .      .     .
programmes.move_office           .      .      .       .           own         .      .     .      .     .
"""


def rows() -> dict[str, dict[str, set[str]]]:
    """deed → role → for which sides it is open."""
    table = {}
    for line in MATRIX.strip().splitlines():
        deed, *cells = line.split()
        assert len(cells) == len(ROLES), line
        table[deed] = {
            role: set() if cell == "." else set(cell.split("+")) for role, cell in zip(ROLES, cells, strict=True)
        }
    return table


TABLE = rows()
PAPER = Citation(paper="77/TB-UBND", page=1)

LATER = DEADLINE + dt.timedelta(days=30)


def other_item(promise: Promise) -> Any:
    """An open item of the same programme that another one can be carried over to."""
    return promise.commitment.programme.commitments.exclude(pk=promise.commitment.pk).get()


def before_it(deed: str, promise: Promise) -> None:
    """What has to have happened beside the state."""
    match deed:
        case "commitments.keep_lead":
            bring_to(S.ASSIGNED, promise)
            actions.ask_reassignment(promise.hn, reason="Không đúng chức năng", by=promise.cast.hn.head)
        case "commitments.approve_extension" | "commitments.refuse_extension":
            ask_for_time(promise, promise.cast.hn)
        case "commitments.reach_milestone":
            actions.set_milestones(
                promise.commitment, [actions.MilestoneDraft("Ký biên bản", 1)], by=promise.cast.hn.desk
            )
        case "commitments.hand_over":
            Agency.objects.filter(pk=promise.hn.lead_id).update(valid_to=TODAY - dt.timedelta(days=1))
        case "commitments.carry_over":
            a_commitment(promise.cast, promise.commitment.programme)
            promise.commitment.programme.open_ended = True
            promise.commitment.programme.save()
            at_review(promise)


# deed → (state of the commitment before, the deed itself on Hà Nội's part)
COMMITMENT_DEEDS: dict[str, tuple[str, Callable[[Promise, Any], Any]]] = {
    "commitments.add": (S.DRAFTED, lambda p, by: actions.add_commitment(
        p.commitment.programme, title="Nội dung mới", responsibilities=[actions.ResponsibilityDraft(p.hn.party)], by=by)),
    "commitments.edit": (S.DRAFTED, lambda p, by: actions.edit_commitment(
        p.commitment, title="Nội dung sửa", description="", output="Kế hoạch", deadline=p.commitment.deadline,
        sector=p.commitment.sector, group=None, by=by)),
    "commitments.add_evidence": (S.IN_PROGRESS, lambda p, by: actions.add_evidence(p.commitment, PAPER, by)),
    "commitments.set_audience": (S.IN_PROGRESS, lambda p, by: actions.set_audience(p.commitment, "parties", by)),
    "commitments.measure_by": (S.IN_PROGRESS, lambda p, by: actions.measure_by(p.commitment, [], by=by)),
    "commitments.withdraw": (S.DRAFTED, lambda p, by: actions.withdraw_commitment(p.commitment, by)),
    "commitments.change_deadline": (S.IN_PROGRESS, lambda p, by: actions.change_deadline(
        p.commitment, new=None, reason="Hai bên thống nhất", by=by)),
    "commitments.set_recurrence": (S.DRAFTED, lambda p, by: actions.set_recurrence(p.commitment, recurrence="month", by=by)),
    "commitments.set_milestones": (S.IN_PROGRESS, lambda p, by: actions.set_milestones(
        p.commitment, [actions.MilestoneDraft("Ký biên bản", 1)], by=by)),
    "commitments.reach_milestone": (S.IN_PROGRESS, lambda p, by: actions.reach_milestone(
        p.commitment.milestones.get(), reached_on=TODAY, evidence="Biên bản số 3", by=by)),
    "commitments.override_progress": (S.IN_PROGRESS, lambda p, by: actions.override_progress(
        p.commitment, percent=40, reason="Chưa đo được", by=by)),
    "commitments.classify": (S.IN_PROGRESS, lambda p, by: actions.classify(
        p.commitment, sector=None, group=None, by=by)),
    "commitments.hand_over": (S.IN_PROGRESS, lambda p, by: actions.hand_over(p.hn, lead=p.cast.hn.so_tc, by=by)),
    "commitments.chase_by_hand": (S.IN_PROGRESS, lambda p, by: actions.chase_by_hand(
        p.hn, words="Đề nghị báo cáo", by=by)),
    "commitments.assign": (S.DRAFTED, lambda p, by: actions.assign(
        p.hn, lead=p.cast.hn.so_ct, assigning_paper="188/KH-UBND", assigning_paper_date=TODAY, by=by)),
    "commitments.accept": (S.ASSIGNED, lambda p, by: actions.accept(p.hn, by=by)),
    "commitments.ask_reassignment": (S.ASSIGNED, lambda p, by: actions.ask_reassignment(p.hn, reason="Không đúng chức năng", by=by)),
    "commitments.start": (S.ACCEPTED, lambda p, by: actions.start(p.hn, by=by)),
    "commitments.report_progress": (S.IN_PROGRESS, lambda p, by: actions.report_progress(p.hn, result="Đã làm", by=by)),
    "commitments.report_completion": (S.IN_PROGRESS, lambda p, by: actions.report_completion(
        p.hn, output_paper="45/BC-SCT", output_date=TODAY, by=by)),
    "commitments.confirm_completion": (S.AWAITING_CONFIRMATION, lambda p, by: actions.confirm_completion(
        p.hn, completed_on=TODAY, by=by)),
    "commitments.return_for_more": (S.AWAITING_CONFIRMATION, lambda p, by: actions.return_for_more(p.hn, reason="Thiếu", by=by)),
    "commitments.keep_lead": (S.DRAFTED, lambda p, by: actions.keep_lead(p.hn, reason="Đúng chức năng", by=by)),
    "commitments.pause": (S.IN_PROGRESS, lambda p, by: pause(p, p.cast.hn, by=by)),
    "commitments.resume": (S.PAUSED, lambda p, by: actions.resume(p.hn, by=by)),
    "commitments.stop": (S.IN_PROGRESS, lambda p, by: stop(p, p.cast.hn, by=by)),
    "commitments.carry_over": (S.IN_PROGRESS, lambda p, by: actions.carry_over(
        p.hn, programme=p.commitment.programme, item=other_item(p), by=by)),
    "commitments.ask_extension": (S.IN_PROGRESS, lambda p, by: ask_for_time(p, p.cast.hn, by=by)),
    "commitments.approve_extension": (S.IN_PROGRESS, lambda p, by: actions.approve_extension(
        p.hn, new=LATER, by=by)),
    "commitments.refuse_extension": (S.IN_PROGRESS, lambda p, by: actions.refuse_extension(
        p.hn, reason="Giữ thời hạn", by=by)),
    "commitments.reopen": (S.DONE, lambda p, by: actions.reopen(p.hn, reason="Sản phẩm bị thu hồi", by=by)),
}  # fmt: skip
PROGRAMME_DEEDS: dict[str, tuple[str, Callable[[Promise, Any], Any]]] = {
    "programmes.edit": (ProgrammeState.IN_FORCE, lambda p, by: programme_actions.add_group(
        p.commitment.programme, code="II", title="Kinh tế", by=by)),
    "programmes.publish": (ProgrammeState.IN_FORCE, lambda p, by: programme_actions.publish(p.commitment.programme, by=by)),
    "programmes.set_focal_agency": (ProgrammeState.IN_FORCE, lambda p, by: programme_actions.set_focal_agency(
        p.hn.party, p.cast.hn.so_tc, by=by)),
    "programmes.move_focal": (ProgrammeState.IN_FORCE, lambda p, by: programme_actions.move_programme(
        p.commitment.programme, to=ProgrammeState.AMENDING, party=p.hn.party, reason="Bổ sung lĩnh vực", by=by)),
    "programmes.move_office": (ProgrammeState.IN_FORCE, lambda p, by: programme_actions.move_programme(
        p.commitment.programme, to=ProgrammeState.TERMINATED, party=p.hn.party, paper_number="9/QĐ", paper_date=TODAY,
        reason="Hai bên thống nhất", by=by)),
}  # fmt: skip


def everyone(cast: Cast):
    """(which side, role, officer) for each of the thirty officers."""
    sides: dict[str, Side] = {"own": cast.hn, "other": cast.ht, "stranger": cast.nb}
    return [(where, role, side.officers[role]) for where, side in sides.items() for role in ROLES]


def thing_of(deed: str, promise: Promise) -> Any:
    if deed in {"commitments.add", "programmes.edit", "programmes.publish", "programmes.withdraw"}:
        return promise.commitment.programme
    if deed in {
        "programmes.set_focal_agency",
        "programmes.add_signatory",
        "programmes.leave",
        "programmes.move_focal",
        "programmes.move_office",
    }:
        return promise.hn.party
    of_record = {
        "edit",
        "add_evidence",
        "set_audience",
        "withdraw",
        "measure_by",
        "set_recurrence",
        "change_deadline",
        "set_milestones",
        "reach_milestone",
        "override_progress",
        "classify",
    }
    if deed in {f"commitments.{name}" for name in of_record}:
        return promise.commitment
    return promise.hn


def test_the_rules_say_what_the_table_says(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    said = {}
    for deed in TABLE:
        thing = thing_of(deed, promise)
        for role in ROLES:
            said.setdefault(deed, {})[role] = {
                where for where, r, officer in everyone(cast) if r == role and can(officer, deed, thing)
            }
    assert said == TABLE


def test_every_rule_of_the_two_rooms_stands_in_the_table():
    import rules.rulesets

    ours = {name for name in rules.rulesets.default_rules if name.startswith(("commitments.", "programmes."))}
    assert ours - {"programmes.create"} == set(TABLE)  # who creates is asked without a thing: see test_create_programme


@pytest.mark.parametrize("deed", [*COMMITMENT_DEEDS, *PROGRAMME_DEEDS])
def test_the_deeds_keep_to_the_table(deed: str, cast: Cast):
    """Everyone who is not in the table is refused and changes nothing; then one who is does it."""
    before, do = (COMMITMENT_DEEDS | PROGRAMME_DEEDS)[deed]
    promise = in_state(cast, before if deed in COMMITMENT_DEEDS else S.DRAFTED)
    if before == S.AWAITING_CONFIRMATION:
        assert promise.hn.reported_by == cast.hn.head
    before_it(deed, promise)
    allowed = []
    for where, role, officer in everyone(cast):
        if where in TABLE[deed][role]:
            allowed.append(officer)
            continue
        with pytest.raises(NotAllowed):
            do(promise, officer)
    assert allowed
    promise.commitment.refresh_from_db()
    assert promise.commitment.state == (before if deed in COMMITMENT_DEEDS else S.DRAFTED)
    do(promise, allowed[0])


def test_nobody_confirms_what_he_reported_himself(cast: Cast):
    """A focal officer who is also head of the lead agency reports, and then may not confirm; a colleague may."""
    from lienket.accounts.models import Appointment, Role

    Appointment.objects.create(officer=cast.hn.focal, agency=cast.hn.so_ct, role=Role.HEAD, valid_from=TODAY)
    promise = in_state(cast, S.IN_PROGRESS, supported=True)
    report(promise, cast.hn, by=cast.hn.focal)
    for deed, do in (
        COMMITMENT_DEEDS["commitments.confirm_completion"],
        COMMITMENT_DEEDS["commitments.return_for_more"],
    ):
        assert deed == S.AWAITING_CONFIRMATION
        with pytest.raises(NotAllowed):
            do(promise, cast.hn.focal)
    actions.confirm_completion(promise.hn, completed_on=TODAY, by=cast.hn.office)
