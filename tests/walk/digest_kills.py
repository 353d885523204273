"""Kills in the middle of the digest and of the post: nobody is told twice, nothing is lost, a mail that went twice has one Message-ID."""

import datetime as dt
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from .kills import ROOT

OFFICERS = 400
DAY = dt.date(2026, 11, 24)
# A worker's day in short: small batches, so that there are many places to die in; then the post, printed to a file.
_WORK = """
import datetime as dt, django
django.setup()
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
from lienket.lib import clock
from lienket.notices import digest
from lienket.notices.actions import send_due_mail
digest.BATCH = digest.ASKED_AT_ONCE = 10
with clock.set_to(dt.datetime({year}, {month}, {day}, 9, {minute}, tzinfo=dt.timezone.utc)):
    digest.make_digests(dt.date({year}, {month}, {day}))
    while send_due_mail():
        pass
"""


def digest_mid_way(seed: int) -> str:
    """Hundreds of officers with something to hear, workers killed at random moments, a last one that lives."""
    from lienket.accounts.models import Appointment, Officer, Role
    from lienket.localities.actions import establish_agency
    from lienket.localities.models import Locality
    from lienket.notices.kinds import Kind
    from lienket.notices.models import Digest, HeldNotice, OutgoingMail

    rng = random.Random(seed)
    for model in (HeldNotice, Digest, OutgoingMail, Appointment, Officer):
        model.objects.all().delete()
    agency = establish_agency("so_ct", Locality.objects.get(code="01"), on=DAY, by=None)
    people = Officer.objects.bulk_create(
        Officer(email=f"can-bo-{n}@digest.example", full_name="Cán bộ", password="!") for n in range(OFFICERS)
    )
    Appointment.objects.bulk_create(
        Appointment(officer=one, agency=agency, role=Role.DESK, valid_from=dt.date(2019, 1, 1)) for one in people
    )
    lines = {one.email: rng.randint(0, 4) for one in people}
    HeldNotice.objects.bulk_create(
        HeldNotice(officer=one, kind=Kind.CHASES, group="overdue", title=f"CK-{n}")
        for one in people
        for n in range(lines[one.email])
    )
    told = {email for email, count in lines.items() if count}
    kills = rng.randint(1, 4)
    with tempfile.TemporaryDirectory(prefix="lienket-digest-") as folder:
        post = Path(folder) / "post"
        for number in range(kills):
            worker = _worker(post, minute=10 * number)  # later than any hold of a dead sender
            time.sleep(rng.uniform(1.5, 5.0))
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        assert _worker(post, minute=59).wait(600) == 0, "the last worker failed"
        sent = Counter(re.findall(r"^Message-ID:\s*(\S+)", post.read_text(encoding="utf-8"), re.MULTILINE))
    mails = list(OutgoingMail.objects.values_list("to", "state", "message_id"))
    assert sorted(to for to, _state, _id in mails) == sorted(told), "somebody was told twice, or not at all"
    assert {state for _to, state, _id in mails} == {"sent"}
    assert HeldNotice.objects.filter(digest=None).count() == 0
    assert {d.officer.email: d.count for d in Digest.objects.select_related("officer")} == {e: lines[e] for e in told}
    known = {message for _to, _state, message in mails}
    assert sent.keys() == known, (
        f"{len(known - sent.keys())} mails marked as sent never went out; {sorted(sent.keys() - known)[:3]}"
    )
    again = sum(sent.values()) - len(sent)
    assert again <= kills, f"{again} mails went twice after {kills} kills"
    return f"{len(told)} digests, {kills} kills, {again} mails sent twice under the same Message-ID"


def _worker(post: Path, *, minute: int) -> "subprocess.Popen[bytes]":
    code = _WORK.format(year=DAY.year, month=DAY.month, day=DAY.day, minute=minute)
    with post.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=dict(os.environ), stdin=subprocess.DEVNULL, stdout=out,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
