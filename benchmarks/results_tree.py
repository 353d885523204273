"""The results tree of one programme: 10 groups, 50 indicators, 200 periods (four half-years each), 1,000 approved reports of five parties."""

import datetime as dt
from decimal import Decimal
from typing import Any

from benchmarks.figures import median_ms, progress, report
from benchmarks.own_site import own_site

GROUPS, INDICATORS, PERIODS = 10, 50, 4  # periods of each indicator
CODES = ("01", "42", "37", "40", "38")  # five parties
TODAY = dt.date(2026, 11, 24)


def measure() -> bool:
    """Queries and time of the page as an officer of a party sees it; returns whether both goals are reached."""
    with own_site():
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from lienket.lib import clock

        progress(
            f"building {GROUPS} groups, {INDICATORS} indicators and {INDICATORS * PERIODS * len(CODES)} approved reports"
        )
        with clock.set_to(dt.datetime.combine(TODAY, dt.time(9))):
            address, officer = build()
            client = Client(SERVER_NAME="127.0.0.1")
            client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
            answer = client.get(address)
            if answer.status_code != 200 or answer.content.count(b"indicator-card") != INDICATORS:
                raise RuntimeError(f"expected {INDICATORS} indicators at {address}, found status {answer.status_code}")
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            few = report("results tree with 1,000 approved reports, queries", len(queries), "queries", 10)
            took = median_ms(lambda: client.get(address), times=20)
            return report("results tree with 1,000 approved reports, time", took, "ms", 120) and few


def build() -> tuple[str, Any]:
    """Address of the tree and the officer who looks at it. Every tenth value differs between the sides, one side is missing now and then."""
    from django.db import transaction
    from django.urls import reverse

    from lienket.accounts.tests.cast import build_side
    from lienket.indicators.actions import define_indicator
    from lienket.indicators.models import Report
    from lienket.lib import clock
    from lienket.lib.periods import periods_between
    from lienket.programmes.actions import PartyDraft, add_group, create_programme
    from lienket.programmes.models import ProgrammeState
    from lienket.programmes.tests.builders import PAPER

    with transaction.atomic():
        sides = [build_side(f"side{code}", code) for code in CODES]
        focal = sides[0].focal
        programme = create_programme(
            title="Chương trình hợp tác năm địa phương", parties=[PartyDraft(s.locality, s.so_tc) for s in sides],
            period_from=dt.date(2025, 1, 1), period_to=dt.date(2030, 12, 31), state=ProgrammeState.IN_FORCE,
            citation=PAPER, by=focal,
        )  # fmt: skip
        groups = [
            add_group(programme, code=str(n + 1), title=f"Nhóm nội dung {n + 1}", by=focal) for n in range(GROUPS)
        ]
        rows = []
        for number in range(INDICATORS):
            one = define_indicator(
                programme, name=f"Chỉ tiêu kết quả thứ {number + 1}", unit="hợp đồng", target=Decimal(200),
                baseline=Decimal(0), group=groups[number % GROUPS], citation=PAPER, by=focal,
            )  # fmt: skip
            for place, period in enumerate(periods_between(one.period, one.since, TODAY)):
                for order, (side, party) in enumerate(zip(sides, programme.parties.order_by("order"), strict=True)):
                    value = number + place + ((number + place) % 10 == 0 and order)
                    rows.append(
                        Report(
                            indicator=one,
                            party=party,
                            agency=side.so_ct,
                            period_start=period.start,
                            period_end=period.end,
                            value=value,
                            state="approved",
                            by=side.desk,
                            by_label=side.desk.label,
                            approved_by=side.head,
                            approved_by_label=side.head.label,
                            approved_at=clock.now(),
                        )
                    )
        if len(rows) != INDICATORS * PERIODS * len(CODES):
            raise RuntimeError(f"expected {INDICATORS * PERIODS * len(CODES)} reports, made {len(rows)}")
        for row in rows:
            row.save()
    return reverse("programmes:indicators", args=[programme.slug]), sides[1].leader
