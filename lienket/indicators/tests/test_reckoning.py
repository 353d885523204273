"""Totals by every rule, progress in every direction, and two properties over random deeds."""

import datetime as dt
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket.accounts.tests.cast import Cast
from lienket.indicators import actions
from lienket.indicators.models import Aggregation, Indicator, Report
from lienket.indicators.reckoning import Progress, progress, total
from lienket.indicators.value import Value
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused

from .builders import a_ratio, an_indicator, approved, note, sent, series

THREE = [Value(D(4)), Value(D(9)), Value(D(2))]


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        ("sum", THREE, Value(D(15))),
        ("last", THREE, Value(D(2))),
        ("max", THREE, Value(D(9))),
        ("mean", THREE, Value(D(5))),
        ("mean", [Value(D(1)), Value(D(0)), Value(D(0))], Value(D("0.33"))),
        ("ratio", [Value(D(9), D(10)), Value(D(0), D(90))], Value(D(9), D(100))),
        ("sum", [Value(D(0))], Value(D(0))),
        ("sum", [], None),
    ],
)
def test_every_rule(rule, values, expected):
    assert total(rule, values) == expected


def test_an_unknown_rule_is_a_fault():
    with pytest.raises(ValueError, match="guess"):
        total("guess", THREE)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "now", "expected"),
    [
        ("up", 0, 12, 6, Progress(50, False)),
        ("up", 55, 85, 55, Progress(0, False)),
        ("up", None, 200, 199, Progress(99, False)),  # rounded down: nothing is done before it is
        ("up", 0, 12, 13, Progress(108, True)),
        ("up", 10, 20, 8, Progress(-20, False)),
        ("down", 40, 10, 25, Progress(50, False)),
        ("down", 40, 10, 10, Progress(100, True)),
        ("down", 40, 10, 45, Progress(-17, False)),
        ("down", None, 10, 45, Progress(None, False)),
        ("reach", 0, 5, 4, Progress(None, False)),
        ("reach", 0, 5, 5, Progress(None, True)),
        ("reach", 5, 0, 1, Progress(None, False)),
        ("reach", 5, 0, 0, Progress(None, True)),
        ("up", 0, None, 4, None),
        ("up", 0, 12, None, None),
        ("up", None, 0, 4, Progress(None, True)),
    ],
)
def test_progress_minds_the_direction(direction, baseline, target, now, expected):
    values = (D(n) if n is not None else None for n in (baseline, target, now))
    assert progress(direction, *values) == expected


def test_the_bar_stays_within_its_frame():
    assert [p.bar for p in (Progress(-20, False), Progress(50, False), Progress(130, True), Progress(None, True))] == [
        0, 50, 100, 100,
    ]  # fmt: skip


def test_a_ratio_is_reckoned_from_its_parts(cast: Cast):
    one = a_ratio(cast)
    days = (dt.date(2026, 3, 1), dt.date(2026, 9, 1))
    for side in (cast.hn, cast.ht):
        approved(one, side, (9, 10), day=days[0])
        approved(one, side, (0, 90), day=days[1])
    found = series(one)
    assert found.total == Value(D(9), D(100))
    assert found.total.words("%") == "9% (9/100)"


def test_the_explanation_names_every_period_once(cast: Cast):
    one = an_indicator(cast, period="quarter")
    quarters = [dt.date(2026, month, 1) for month in (2, 5, 8, 11)]
    for side, values in ((cast.hn, (3, 4, None, 1)), (cast.ht, (3, 5, 2, None))):
        for day, value in zip(quarters, values, strict=True):
            if value is not None:
                approved(one, side, value, day=day)
    told = series(one).explain(clock.today())
    assert [row.label for row in told.counted] == ["Quý I/2026"]
    assert [row.label for row in told.left_out] == ["Quý II/2026", "Quý III/2026", "Quý IV/2026"]
    assert "Hà Nội" in told.left_out[1].why
    assert told.counted[0].approvals == [f"{side.head.label}, 24/11/2026" for side in (cast.hn, cast.ht)]
    assert told.as_of == clock.today()


def recomputed(one: Indicator) -> D | None:
    """The total straight from the rows, in another way than the room's: the largest approved version is what a party says."""
    says: dict[dt.date, dict[int, Report]] = {}
    for report in Report.objects.filter(indicator=one, state="approved"):
        says.setdefault(report.period_start, {})[report.party_id] = report
    stands = []
    for start, by_party in sorted(says.items()):
        key = ",".join(str(pk) for pk in sorted(r.pk for r in by_party.values()))
        if len(by_party) == 2 and len({r.value for r in by_party.values()}) == 1:
            stands.append(next(iter(by_party.values())).value)
        elif len(by_party) == 2:
            last = {
                party: one.notes.filter(party=party, period_start=start, over=key).order_by("at", "pk").last()
                for party in by_party
            }
            named = {n.stands_id if n is not None else None for n in last.values()}
            if len(named) == 1 and (pk := named.pop()) is not None:
                stands.append(Report.objects.get(pk=pk).value)
    if not stands:
        return None
    match one.aggregation:
        case "sum":
            return sum(stands, D(0))
        case "last":
            return stands[-1]
        case "max":
            return max(stands)
    return (sum(stands, D(0)) / len(stands)).quantize(D("0.01"), "ROUND_HALF_UP")


STEP = st.tuples(
    st.sampled_from(["approve", "send", "withdraw", "return", "note", "note", "approve"]),
    st.sampled_from(["hn", "ht"]),
    st.integers(0, 2),  # value; few, so that sides agree often
    st.integers(0, 3),  # quarter
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rule=st.sampled_from([Aggregation.SUM, Aggregation.LAST, Aggregation.MAX, Aggregation.MEAN]),
    steps=st.lists(STEP, min_size=5, max_size=18),
)
def test_derived_is_recomputed_after_every_deed(cast: Cast, rule, steps):
    name = f"Chỉ tiêu {Indicator.objects.count()}"
    programme = Indicator.objects.first().programme if Indicator.objects.exists() else None
    one = an_indicator(cast, programme, name=name, period="quarter", aggregation=rule)
    for kind, short, value, quarter in steps:
        side, day = getattr(cast, short), dt.date(2026, 2 + 3 * quarter, 1)
        own = one.reports.filter(party__locality=side.locality, period_start=one.period_on(day).start)
        try:
            match kind:
                case "approve":
                    approved(one, side, value, day=day)
                case "send":
                    sent(one, side, value, day=day)
                case "withdraw" if own.filter(state="approved").exists():
                    taken = actions.withdraw_approval(own.get(state="approved"), reason="Sai", by=side.head)
                    told = series(one)
                    assert all(taken.pk != e.report for cell in told.cells for e in cell.entries.values())
                case "return" if own.filter(state="sent").exists():
                    actions.return_value(own.get(state="sent"), reason="Sai", by=side.head)
                case "note":
                    rows = one.reports.filter(period_start=one.period_on(day).start, state="approved").order_by("pk")
                    note(one, side, rows[value % rows.count()] if rows.count() else None, day=day)
        except DeedRefused:
            pass
        found = series(one).total
        assert (found.number if found is not None else None) == recomputed(one)
