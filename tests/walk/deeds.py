"""The deeds a walker may try, in one table. Each is what one person presses once, with what that person hands in."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lienket.accounts import actions as people
from lienket.accounts.models import Appointment, Officer, Role
from lienket.commitments import actions as commitments
from lienket.commitments.actions import ResponsibilityDraft
from lienket.commitments.models import Commitment
from lienket.indicators import actions as indicators
from lienket.indicators.models import Indicator
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.localities.models import Sector
from lienket.programmes import actions as programmes
from lienket.programmes.models import Clause, Meeting, ProgrammeState
from lienket.programmes.transitions import moves_from

from .world import World

SECTORS = ("CTT.01", "QPA", "NNT", "YTE", "XDD")


@dataclass(frozen=True)
class Deed:
    """How often it is tried, by whom it usually is (part of a side; "" anybody), and what it does. `system` deeds are nobody's."""

    name: str
    weight: int
    usual: str
    do: Callable[[World, Officer], object]
    system: bool = False


def _paper(w: World) -> Citation:
    return Citation(paper=w.text("01/BGN-HN-HT"), page=w.rng.randint(1, 9), clause="II.3", quote="Hai bên thống nhất")


def _sector(w: World) -> Sector | None:
    return Sector.objects.get(code=w.one(SECTORS)) if w.chance(0.85) else None


# -- commitments -----------------------------------------------------------------------------------------------------------


def add(w: World, by: Officer) -> object:
    programme = w.programme()
    parties = list(programme.parties.select_related("locality"))
    drafts = [
        ResponsibilityDraft(p, acting=w.chance(0.8), lead=w.agency(p) if w.chance(0.7) else None) for p in parties
    ]
    if w.chance(0.1):
        drafts = drafts[:1] * w.rng.randint(0, 2)
    groups = list(w.programme().groups.all())
    return commitments.add_commitment(
        programme, title=w.text("Tổ chức Tuần nông sản Hà Tĩnh tại Hà Nội"), responsibilities=drafts,
        sector=_sector(w), group=w.one(groups) if groups and w.chance(0.3) else None,
        origin=w.one(list(Commitment.Origin)), deadline=w.after(), output=w.text("Biên bản"), made_on=w.before(),
        audience=w.maybe(None, None, None, *Audience), citation=_paper(w), by=by,
    )  # fmt: skip


def edit(w: World, by: Officer) -> object:
    one = w.commitment()
    return commitments.edit_commitment(
        one, title=w.text("Tổ chức hội chợ"), description=w.text("Chi tiết"), output=w.text(one.output or "Kế hoạch"),
        deadline=w.maybe(one.deadline, w.after()), sector=_sector(w), group=one.group, by=by,
    )  # fmt: skip


def assign(w: World, by: Officer) -> object:
    part = w.part(by)
    return commitments.assign(
        part, lead=w.maybe(part.lead, part.lead, w.agency(part.party)), coordinators=[w.agency(part.party)] * w.chance(0.3),
        substitute=w.officer() if w.chance(0.1) else None, assigning_paper=w.text("188/KH-UBND"),
        assigning_paper_date=w.before(), output="Biên bản", by=by,
    )  # fmt: skip


def hand_over(w: World, by: Officer) -> object:
    part = w.part(by)
    return commitments.hand_over(part, lead=w.agency(part.party), by=by)


def carry_over(w: World, by: Officer) -> object:
    into = w.programme()
    item = w.one(list(into.commitments.all())) if into.commitments.exists() and w.chance(0.3) else None
    return commitments.carry_over(w.part(by), programme=into if w.chance(0.95) else None, item=item, by=by)


def measure(w: World, by: Officer) -> object:
    one = w.commitment()
    chosen = list(Indicator.objects.filter(programme=one.programme).order_by("pk")[: w.rng.randint(0, 3)])
    return commitments.measure_by(one, chosen, main=w.indicator() if chosen and w.chance(0.5) else None, by=by)


# -- programmes ------------------------------------------------------------------------------------------------------------


def move_programme(w: World, by: Officer) -> object:
    programme = w.programme()
    offered = [row.to for row in moves_from(programme.state)] if w.chance(0.7) else []
    return programmes.move_programme(
        programme, to=w.one(offered or list(ProgrammeState)), party=w.maybe(None, w.party(by, programme)),
        paper_number=w.text("12/KH-UBND"), paper_date=w.before(), reason=w.text("Hai bên thống nhất"), by=by,
    )  # fmt: skip


def add_clause(w: World, by: Officer) -> object:
    return programmes.add_clause(
        w.programme(), kind=w.one(list(Clause.Kind)), text=w.text("Phối hợp xúc tiến thương mại"), made_on=w.before(),
        citation=_paper(w), by=by,
    )  # fmt: skip


def set_focal(w: World, by: Officer) -> object:
    party = w.party(by, w.programme())
    return programmes.set_focal_agency(party, w.agency(party), by=by)


# -- indicators ------------------------------------------------------------------------------------------------------------


def define(w: World, by: Officer) -> object:
    return indicators.define_indicator(
        w.programme(), name=w.text("Số hợp đồng"), unit=w.maybe("hợp đồng", "%"), aggregation=w.one(["sum", "last", "max", "mean", "ratio"]),
        direction=w.one(["up", "down", "reach"]), baseline=w.maybe(None, Decimal(0), Decimal(40)), target=w.maybe(None, Decimal(12)),
        since=w.maybe(None, dt.date(2026, 1, 1)), sector=_sector(w), by=by,
    )  # fmt: skip


def report(w: World, by: Officer) -> object:
    one = w.indicator()
    numbers: dict[str, Decimal | None] = {"value": Decimal(w.rng.randint(0, 2)) if w.chance(0.95) else None}
    if (one.aggregation == "ratio") != w.chance(0.05):
        numbers = {
            "numerator": Decimal(w.rng.randint(0, 2)),
            "denominator": Decimal(w.rng.randint(0 if w.chance(0.1) else 1, 2)),
        }
    period = one.period_on(w.day - dt.timedelta(days=w.one([0, 0, 150, 300, -200])))
    return indicators.report_value(
        one,
        w.party(by, w.one([one.programme] * 9 + [w.programme()])),
        period,
        **numbers,
        note=w.text(""),
        draft=w.chance(0.1),
        by=by,
    )


def resolve(w: World, by: Officer) -> object:
    chosen = w.report()
    one = chosen.indicator
    return indicators.resolve_difference(
        one, w.party(by, one.programme), one.period_on(chosen.period_start), stands=w.maybe(chosen, None),
        reason=w.text("Một bên đếm cả hợp đồng nguyên tắc"), by=by,
    )  # fmt: skip


# -- people and time -------------------------------------------------------------------------------------------------------


def move_person(w: World, by: Officer) -> object:
    """An officer goes to another agency of the same side, mid-way; the part it plays in the walk's words stays its old one."""
    side = w.side(w.people[by.pk][0])
    who = w.one([side.desk, side.other_desk, side.head])
    open_ones = list(Appointment.objects.filter(officer=who, valid_to=None))
    return people.move_officer(
        w.one(open_ones), agency=w.one([side.so_ct, side.so_yt]), role=w.one([Role.DESK, Role.HEAD]), by=by
    )


def next_day(w: World, _by: Officer) -> object:
    w.day += dt.timedelta(days=w.rng.choice([1, 1, 2, 7, 20, 45]))
    return w.day


TABLE = (
    Deed("add", 6, "focal", add),
    Deed("edit", 3, "focal", edit),
    Deed("set_audience", 1, "focal", lambda w, by: commitments.set_audience(w.commitment(), w.one(list(Audience)), by=by)),
    Deed("withdraw", 1, "focal", lambda w, by: commitments.withdraw_commitment(w.commitment(), by=by)),
    Deed("add_evidence", 1, "focal", lambda w, by: commitments.add_evidence(w.commitment(), _paper(w), by=by)),
    Deed("assign", 22, "office", assign),
    Deed("accept", 18, "desk", lambda w, by: commitments.accept(w.part(by), receiving_division=w.text("Phòng Thương mại"), by=by)),
    Deed("ask_reassignment", 3, "head", lambda w, by: commitments.ask_reassignment(w.part(by), reason=w.text("Không đúng chức năng"), by=by)),
    Deed("keep_lead", 2, "office", lambda w, by: commitments.keep_lead(w.part(by), reason=w.text("Đúng chức năng"), by=by)),
    Deed("start", 8, "desk", lambda w, by: commitments.start(w.part(by), plan_number=w.text("12/KH-SCT"), by=by)),
    Deed("report_progress", 12, "desk", lambda w, by: commitments.report_progress(
        w.part(by), result=w.text("Đã chọn địa điểm"), percent=w.maybe(None, 0, 40, 100, 101), difficulties=w.text(""), by=by)),
    Deed("report_completion", 14, "head", lambda w, by: commitments.report_completion(
        w.part(by), output_paper=w.text("45/BC-SCT"), output_date=w.before(), by=by)),
    Deed("confirm", 16, "focal", lambda w, by: commitments.confirm_completion(w.part(by), completed_on=w.before(), by=by)),
    Deed("return", 3, "office", lambda w, by: commitments.return_for_more(w.part(by), reason=w.text("Thiếu biên bản"), by=by)),
    Deed("change_deadline", 4, "office", lambda w, by: commitments.change_deadline(
        w.commitment(), new=w.after(), reason=w.text("Hai bên thống nhất"), by=by)),
    Deed("pause", 3, "office", lambda w, by: commitments.pause(w.part(by), reason=w.text("Chờ mặt bằng"), expected_on=w.after(), by=by)),
    Deed("resume", 4, "office", lambda w, by: commitments.resume(w.part(by), move_the_deadline=w.chance(0.7), by=by)),
    Deed("stop", 1, "office", lambda w, by: commitments.stop(
        w.part(by), paper_number=w.text("412-KL/TU"), paper_date=w.before(), reason=w.text("Không còn nhu cầu"), by=by)),
    Deed("carry_over", 3, "focal", carry_over),
    Deed("ask_extension", 4, "head", lambda w, by: commitments.ask_extension(
        w.part(by), proposed=w.after(), reason=w.text("Bão số 10"), by=by)),
    Deed("approve_extension", 4, "office", lambda w, by: commitments.approve_extension(w.part(by), new=w.after(), by=by)),
    Deed("refuse_extension", 2, "office", lambda w, by: commitments.refuse_extension(w.part(by), reason=w.text("Giữ"), by=by)),
    Deed("reopen", 3, "office", lambda w, by: commitments.reopen(w.part(by), reason=w.text("Sản phẩm bị thu hồi"), by=by)),
    Deed("set_recurrence", 2, "focal", lambda w, by: commitments.set_recurrence(
        w.commitment(), recurrence=w.one(["month", "quarter", "half", "year", ""]), by=by)),
    Deed("hand_over", 1, "focal", hand_over),
    Deed("measure_by", 2, "focal", measure),
    Deed("move_programme", 6, "", move_programme),
    Deed("add_group", 1, "focal", lambda w, by: programmes.add_group(w.programme(), code=w.one(["1", "2", "3"]), title=w.text("Công thương"), by=by)),
    Deed("add_clause", 1, "focal", add_clause),
    Deed("withdraw_clause", 1, "focal", lambda w, by: programmes.withdraw_clause(w.one(list(Clause.objects.order_by("pk"))), by=by)),
    Deed("record_meeting", 1, "focal", lambda w, by: programmes.record_meeting(
        w.programme(), title=w.text("Hội nghị"), held_on=w.before(), localities=[w.cast.hn.locality], by=by)),
    Deed("withdraw_meeting", 1, "focal", lambda w, by: programmes.withdraw_meeting(w.one(list(Meeting.objects.order_by("pk"))), by=by)),
    Deed("set_focal_agency", 1, "focal", set_focal),
    Deed("publish", 1, "focal", lambda w, by: programmes.publish(w.programme(), by=by)),
    Deed("make_internal", 1, "office", lambda w, by: programmes.make_internal(w.programme(), by=by)),
    Deed("withdraw_programme", 1, "focal", lambda w, by: programmes.withdraw_programme(w.programme(), by=by)),
    Deed("define", 2, "focal", define),
    Deed("withdraw_indicator", 1, "focal", lambda w, by: indicators.withdraw_indicator(w.indicator(), by=by)),
    Deed("report_value", 12, "desk", report),
    Deed("approve_value", 12, "head", lambda w, by: indicators.approve_value(w.report(), by=by)),
    Deed("return_value", 2, "head", lambda w, by: indicators.return_value(w.report(), reason=w.text("Thiếu"), by=by)),
    Deed("withdraw_approval", 2, "head", lambda w, by: indicators.withdraw_approval(w.report(), reason=w.text("Đếm trùng"), by=by)),
    Deed("resolve", 6, "head", resolve),
    Deed("move_person", 1, "admin", move_person),
    Deed("next_day", 6, "", next_day, system=True),
    Deed("make_instances", 1, "", lambda _w, _by: commitments.make_instances(), system=True),
    Deed("pass_to_successors", 1, "", lambda _w, _by: commitments.pass_to_successors(), system=True),
    Deed("end_periods", 1, "", lambda _w, _by: programmes.end_periods(), system=True),
)  # fmt: skip

BY_NAME = {deed.name: deed for deed in TABLE}
BY_STEP = {  # the deed that takes a step of commitments/transitions.py
    "T2": "assign", "T3": "accept", "T4": "ask_reassignment", "T4b": "keep_lead", "T5": "start", "T6": "report_progress",
    "T7": "report_completion", "T8": "confirm", "T9": "return", "T10": "pause", "T10b": "resume", "T11": "stop",
    "T12": "carry_over", "T13": "ask_extension", "T13b": "approve_extension", "T13c": "refuse_extension", "T14": "reopen",
}  # fmt: skip
