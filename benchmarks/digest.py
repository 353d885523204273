"""One morning of a country: officers of 34 localities are reminded of 15,000 commitments and told in one mail each.

`python -m benchmarks.digest` measures it; `measure()` does so in a process of its own, for a site is set up once in a process.
"""

import datetime as dt
import subprocess
import sys
import time
from typing import Any

from benchmarks.figures import ROOT, load, progress, report
from benchmarks.own_site import own_site

TODAY = dt.date(2026, 11, 25)
DEPARTMENTS, DESKS = 14, 21  # of each locality; desks of each department
COMMITMENTS = 15_000
# Days to the deadline: due in a week, a week late (the head is told too), two weeks late (the focal agency).
AHEAD = (7, -7, -14)
GOAL = 60  # seconds


def measure() -> bool:
    """Whether the digest of 10,000 officers is made in time; prints its figures."""
    return subprocess.run([sys.executable, "-m", "benchmarks.digest"], check=False, cwd=ROOT).returncode == 0


def main() -> int:
    """Build the country, make its reminders, then its digests. Returns the exit code."""
    with own_site():
        from lienket.commitments.chase import Chase
        from lienket.commitments.chasing import chase_on
        from lienket.lib import clock
        from lienket.notices.digest import make_digests
        from lienket.notices.models import HeldNotice

        progress(f"building {34 * DEPARTMENTS * DESKS} officers and {COMMITMENTS} commitments")
        with clock.set_to(TODAY):
            officers = build()
            started = time.perf_counter()
            chase_on(TODAY)
            chased = time.perf_counter() - started
            lines = HeldNotice.objects.count()
            report(
                "reminders of 15,000 commitments", chased, "s", None, note=f"{Chase.objects.count()} written; {load()}"
            )
            started = time.perf_counter()
            mails = make_digests(TODAY)
            took = time.perf_counter() - started
            if mails < officers:
                raise RuntimeError(f"expected a digest for each of {officers} officers, found {mails}")
            note = f"{mails} mails, {lines} lines; {load()}"
            met = report("digest for 10,000 officers", took, "s", GOAL, note=note)
    return 0 if met else 1


def build() -> int:
    """Localities, agencies, officers, programmes of pairs, commitments under way. Returns how many officers have something to do."""
    from django.db import transaction

    with transaction.atomic():
        departments = _agencies()
        desks = _officers(departments)
        _commitments(departments, desks)
    return sum(len(ids) for ids in desks.values())


def _agencies() -> dict[int, list[Any]]:
    """Locality → its departments; the first of them is its focal agency."""
    from lienket.localities.actions import agency_facts
    from lienket.localities.models import Agency, AgencyType, Locality

    everywhere = [
        t for t in AgencyType.objects.filter(kind="department", valid_to=None) if not t.only_in and not t.for_kind
    ]
    if len(everywhere) < DEPARTMENTS:
        raise RuntimeError(f"expected {DEPARTMENTS} types of department, found {len(everywhere)}")
    known = {(a.locality_id, a.type_id): a for a in Agency.objects.all()}
    found: dict[int, list[Any]] = {}
    for locality in Locality.objects.on(TODAY):
        for type_ in everywhere[:DEPARTMENTS]:
            agency = known.get((locality.pk, type_.pk))
            if agency is None:
                agency = Agency(type=type_, locality=locality, **agency_facts(type_, locality))
                agency.keep_sort_key()
                agency.save()
            found.setdefault(locality.pk, []).append(agency)
    return found


def _officers(departments: dict[int, list[Any]]) -> dict[int, list[int]]:
    """Agency → ids of its desk officers; each has a head, and each locality a focal officer and an Office."""
    from lienket.accounts.models import Appointment, Officer, Role

    posts: list[tuple[Any, Role]] = []
    for agencies in departments.values():
        posts += [(agencies[0], Role.FOCAL), (agencies[0], Role.OFFICE)]
        posts += [(agency, Role.HEAD) for agency in agencies]
        posts += [(agency, Role.DESK) for agency in agencies for _ in range(DESKS)]
    people = [Officer(email=f"o{n}@bench.example", full_name=f"Cán bộ {n}", password="!") for n in range(len(posts))]
    for officer in people:
        officer.keep_sort_key()
    Officer.objects.bulk_create(people)
    Appointment.objects.bulk_create(
        Appointment(officer=officer, agency=agency, role=role, valid_from=dt.date(2025, 3, 1))
        for officer, (agency, role) in zip(people, posts, strict=True)
    )
    desks: dict[int, list[int]] = {}
    for officer, (agency, role) in zip(people, posts, strict=True):
        if role == Role.DESK:
            desks.setdefault(agency.pk, []).append(officer.pk)
    return desks


def _commitments(departments: dict[int, list[Any]], desks: dict[int, list[int]]) -> None:
    """Every pair of localities has a programme; its commitments go round the departments and their desks."""
    from lienket.commitments.models import Commitment, CommitmentState, Responsibility
    from lienket.programmes.models import Party, Programme, ProgrammeState

    units = list(departments)
    pairs = list(zip(units[::2], units[1::2], strict=True))
    for number, pair in enumerate(pairs):
        programme = Programme.objects.create(
            slug=f"bench-{number}", title=f"Chương trình hợp tác thứ {number}", state=ProgrammeState.IN_FORCE,
            period_from=dt.date(2025, 1, 1), period_to=dt.date(2030, 12, 31),
        )  # fmt: skip
        parties = [
            Party.objects.create(programme=programme, locality_id=unit, focal_agency=departments[unit][0], order=order)
            for order, unit in enumerate(pair)
        ]
        made = Commitment.objects.bulk_create(
            Commitment(
                programme=programme, number=f"CK-{n:03}", title=f"Nội dung phối hợp thứ {n}", state=CommitmentState.IN_PROGRESS,
                deadline=TODAY + dt.timedelta(days=AHEAD[n // DEPARTMENTS % len(AHEAD)]), last_activity_on=dt.date(2026, 11, 1),
            )
            for n in range(COMMITMENTS // len(pairs) + 1)
        )  # fmt: skip
        parts = []
        for n, commitment in enumerate(made):
            for party in parties:
                lead = departments[party.locality_id][n % DEPARTMENTS]
                officer = desks[lead.pk][n // DEPARTMENTS % DESKS]
                parts.append(
                    Responsibility(
                        commitment=commitment, party=party, lead=lead, focal_officer_id=officer,
                        assigned_on=dt.date(2026, 1, 5), accepted_on=dt.date(2026, 1, 6),
                    )
                )  # fmt: skip
        for part in parts:
            part.take_copies()
        Responsibility.objects.bulk_create(parts)


if __name__ == "__main__":
    sys.exit(main())
