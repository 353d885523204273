"""A programme with 200 commitments in mixed states, as an officer of one of its parties sees it: queries and time of its page."""

from typing import Any

from benchmarks.figures import median_ms, progress, report
from benchmarks.own_site import own_site

COMMITMENTS = 200


def measure() -> bool:
    """Both figures, in production settings on a database of its own; returns whether both goals are reached."""
    with own_site():
        return _measure()


def _measure() -> bool:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    progress(f"building a programme with {COMMITMENTS} commitments")
    address, officer = build()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"expected the programme page at {address}, found status {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    few = report("programme page with 200 commitments, queries", len(queries), "queries", 10)
    return (
        report("programme page with 200 commitments, time", median_ms(lambda: client.get(address), times=20), "ms", 80)
        and few
    )


def build() -> tuple[str, Any]:
    """Address of the programme and the officer (Officer, known only once Django is set up) who looks at it."""
    from django.db import transaction
    from django.urls import reverse

    from lienket.accounts.tests.cast import build_cast
    from lienket.commitments.tests.builders import ORDER, a_commitment, bring_to
    from lienket.programmes.tests.builders import a_programme

    with transaction.atomic():
        cast = build_cast()
        programme = a_programme(cast)
        for number in range(COMMITMENTS):
            bring_to(
                ORDER[number % len(ORDER)], a_commitment(cast, programme, title=f"Nội dung hợp tác thứ {number + 1}")
            )
    return reverse("programmes:programme", args=[programme.slug]), cast.hn.focal
