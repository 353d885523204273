"""The daily digest: one mail, only with something to say, grouped; nobody twice, whatever dies in the middle."""

import datetime as dt
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lienket.accounts.models import Appointment, Officer
from lienket.accounts.tests.cast import Cast, build_cast
from lienket.jobs.daily import done_on, mark_done
from lienket.lib import clock
from lienket.lib.tests.at_once import at_once
from lienket.lib.tests.this_database import environment_of_this_database
from lienket.notices import digest
from lienket.notices.digest import clear_told, digest_daily, make_digests
from lienket.notices.kinds import Channel, Kind
from lienket.notices.models import Digest, HeldNotice, OutgoingMail
from lienket.notices.telling import Notice, tell, tell_many

ROOT = Path(__file__).parents[3]
TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


def hold(officer: Officer, group: str = "overdue", title: str = "CK-07 · Tuần nông sản", **more) -> HeldNotice:
    facts = {
        "kind": Kind.CHASES,
        "group": group,
        "title": title,
        "detail": "Hạn là ngày 10/11/2026.",
        "url": "/cam-ket/7/",
    }
    return HeldNotice.objects.create(officer=officer, **facts | more)


def letters() -> dict[str, OutgoingMail]:
    return {mail.to: mail for mail in OutgoingMail.objects.all()}


def test_one_mail_with_everything_grouped(cast: Cast):
    hold(cast.hn.desk, "silent", "CK-09 · Tour")
    hold(cast.hn.desk)
    hold(cast.hn.desk, "to_confirm", "CK-11 · Trường học")
    hold(cast.ht.desk, "news", "CK-12")
    assert make_digests(TODAY) == 2
    mail = letters()["desk@hn.example"]
    assert mail.subject == "Liên Kết ngày 24/11/2026: Quá hạn (1), Chờ xác nhận (1), Lâu chưa có thông tin (1)"
    order = [mail.body.index(word) for word in ("QUÁ HẠN (1)", "CHỜ XÁC NHẬN (1)", "LÂU CHƯA CÓ THÔNG TIN (1)")]
    assert order == sorted(order)
    assert "- CK-07 · Tuần nông sản\n  Hạn là ngày 10/11/2026.\n  http://127.0.0.1:8000/cam-ket/7/" in mail.body
    assert "/ban-lam-viec/" in mail.body
    assert "/tai-khoan/thong-bao/" in mail.body


def test_nothing_to_say_nothing_sent(cast: Cast):
    assert make_digests(TODAY) == 0
    assert not OutgoingMail.objects.exists()
    assert not Digest.objects.exists()


def test_told_once_and_what_comes_later_waits_for_the_next_day(cast: Cast):
    hold(cast.hn.desk)
    assert make_digests(TODAY) == 1
    hold(cast.hn.desk, "due_soon", "CK-08")
    assert make_digests(TODAY) == 0
    with clock.set_to(TODAY + DAY):
        assert make_digests(TODAY + DAY) == 1
    last = OutgoingMail.objects.order_by("-pk")[0]
    assert "CK-08" in last.body
    assert "CK-07" not in last.body


def test_in_the_officers_language(cast: Cast):
    cast.hn.desk.language = "en"
    cast.hn.desk.save()
    hold(cast.hn.desk)
    make_digests(TODAY)
    assert letters()["desk@hn.example"].subject == "Liên Kết on 24/11/2026: Overdue (1)"


def test_no_digest_on_a_day_off_the_next_working_day_tells(cast: Cast):
    hold(cast.hn.desk)
    assert make_digests(dt.date(2026, 11, 28)) == 0
    assert make_digests(dt.date(2026, 11, 30)) == 1


def test_deactivated_and_departed_officers_get_none(cast: Cast):
    hold(cast.hn.desk)
    hold(cast.hn.head)
    cast.hn.desk.is_active = False
    cast.hn.desk.save()
    Appointment.objects.filter(officer=cast.hn.head).update(valid_to=TODAY - DAY)
    assert make_digests(TODAY) == 0


def test_what_no_longer_stands_is_not_told(cast: Cast, monkeypatch):
    hold(cast.hn.desk, about="commitments:officer:1")
    hold(cast.hn.head, about="commitments:officer:2")
    monkeypatch.setattr(
        "lienket.commitments.chasing.still_waits", lambda pairs: {p for p in pairs if p[1].endswith("2")}
    )
    assert make_digests(TODAY) == 1
    assert list(letters()) == ["head@hn.example"]
    assert not HeldNotice.objects.filter(digest=None).exists()


def test_a_thing_held_twice_is_told_once_in_its_newest_words(cast: Cast, monkeypatch):
    monkeypatch.setattr("lienket.commitments.chasing.still_waits", set)
    hold(cast.hn.desk, about="commitments:officer:1", detail="hôm qua")
    hold(cast.hn.desk, about="commitments:officer:1", detail="hôm nay")
    make_digests(TODAY)
    mail = letters()["desk@hn.example"]
    assert "hôm nay" in mail.body
    assert "hôm qua" not in mail.body


def test_long_lists_are_bounded(cast: Cast):
    for n in range(digest.MOST + 3):
        hold(cast.hn.desk, title=f"CK-{n}")
    make_digests(TODAY)
    mail = letters()["desk@hn.example"]
    assert mail.body.count("- CK-") == digest.MOST
    assert "và 3 việc nữa" in mail.body


def test_a_line_of_an_unknown_group_is_news(cast: Cast):
    hold(cast.hn.desk, "something_new")
    make_digests(TODAY)
    assert "TIN MỚI (1)" in letters()["desk@hn.example"].body


def test_the_digest_waits_for_the_reminders_and_for_its_hour(cast: Cast):
    hold(cast.hn.desk)
    with clock.set_to(dt.datetime(2026, 11, 24, 8, 59)):
        assert digest_daily() is False
    mark_done("commitments.chasing", TODAY)
    with clock.set_to(dt.datetime(2026, 11, 24, 6, 29)):
        assert digest_daily() is False
    with clock.set_to(dt.datetime(2026, 11, 24, 6, 30)):
        assert digest_daily() is True
        assert digest_daily() is False
    assert len(letters()) == 1


def test_reminders_that_fail_do_not_keep_the_digest_from_everybody(cast: Cast):
    hold(cast.hn.desk)
    with clock.set_to(dt.datetime(2026, 11, 24, 9)):
        assert digest_daily() is True
    assert len(letters()) == 1


def test_a_mail_server_that_is_down_loses_nothing(cast: Cast, monkeypatch):
    from lienket.notices.actions import send_due_mail

    hold(cast.hn.desk)
    make_digests(TODAY)

    class Down:
        def open(self):
            raise ConnectionRefusedError

    monkeypatch.setattr("lienket.notices.actions.get_connection", Down)
    assert send_due_mail() == 0
    monkeypatch.undo()
    with clock.set_to(dt.datetime(2026, 11, 24, 12)):
        assert send_due_mail() == 1
    assert letters()["desk@hn.example"].state == OutgoingMail.State.SENT


def test_a_digest_that_dies_in_a_batch_leaves_whole_batches_and_is_taken_up(cast: Cast, monkeypatch):
    for officer in (cast.hn.desk, cast.hn.head, cast.hn.focal):
        hold(officer)
    monkeypatch.setattr(digest, "BATCH", 1)
    make, calls = digest._make, []

    def dies_after_the_second_was_written(held, day):
        made = make(held, day)
        calls.append(held)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(digest, "_make", dies_after_the_second_was_written)
    with pytest.raises(KeyboardInterrupt):
        make_digests(TODAY)
    assert OutgoingMail.objects.count() == Digest.objects.count() == 1
    monkeypatch.setattr(digest, "_make", make)
    assert make_digests(TODAY) == 2
    assert sorted(letters()) == ["desk@hn.example", "focal@hn.example", "head@hn.example"]
    assert OutgoingMail.objects.count() == 3
    assert not done_on(digest.NAME, TODAY)  # marked by the daily round, not by a batch


def test_lines_are_kept_two_months(cast: Cast):
    hold(cast.hn.desk)
    make_digests(TODAY)
    with clock.set_to(TODAY + 50 * DAY):
        assert clear_told() == 0
    with clock.set_to(TODAY + 61 * DAY):
        assert clear_told() == 1
    assert not Digest.objects.exists()
    assert OutgoingMail.objects.count() == 1


def test_few_queries_however_many_officers(cast: Cast, django_assert_max_num_queries):
    for officer in [*cast.hn.officers.values(), *cast.ht.officers.values()]:
        for n in range(3):
            hold(officer, title=f"CK-{n}")
    with django_assert_max_num_queries(10):
        assert make_digests(TODAY) == 20


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_nobody_twice():
    cast = build_cast()
    for officer in cast.hn.officers.values():
        hold(officer)
    counts = at_once(lambda: make_digests(TODAY), lambda: make_digests(TODAY), day=TODAY)
    assert sum(counts) == OutgoingMail.objects.count() == Digest.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_and_the_next_one_tells_the_rest():
    """A real process and a real SIGKILL, after the second batch was written and before it was committed."""
    cast = build_cast()
    for officer in cast.hn.officers.values():
        hold(officer)
    script = (
        "import os, signal, django; django.setup()\n"
        "from lienket.notices import digest\n"
        "make, calls = digest._make, []\n"
        "def dies(held, day):\n"
        "    made = make(held, day); calls.append(1)\n"
        "    if len(calls) == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return made\n"
        "digest._make, digest.BATCH = dies, 4\n"
        f"import datetime; digest.make_digests(datetime.date.fromisoformat('{TODAY}'))\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment_of_this_database(), capture_output=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert OutgoingMail.objects.count() == Digest.objects.count() == 4
    assert make_digests(TODAY) == 6
    assert len(letters()) == OutgoingMail.objects.count() == 10
    assert not HeldNotice.objects.filter(digest=None).exists()


def test_telling_at_once_in_the_digest_or_on_the_desk(cast: Cast):
    from lienket.notices.models import Preference

    notice = Notice(Kind.NEWS, "news", "CK-01 đã xong", "CK-01 · Tuần nông sản", "Các bên đã xác nhận.", "/cam-ket/1/")
    assert tell(cast.hn.desk, notice) == Channel.AT_ONCE
    Preference.objects.create(officer=cast.hn.head, kind=Kind.NEWS, channel=Channel.DIGEST)
    assert tell(cast.hn.head, notice) == Channel.DIGEST
    Preference.objects.create(officer=cast.hn.focal, kind=Kind.NEWS, channel=Channel.DESK)
    assert tell(cast.hn.focal, notice) == Channel.DESK
    cast.hn.office.is_active = False
    assert tell(cast.hn.office, notice) == Channel.DESK
    assert list(letters()) == ["desk@hn.example"]
    assert HeldNotice.objects.get().officer == cast.hn.head


def test_an_address_that_cannot_be_written_to_does_not_stop_the_others(cast: Cast):
    hold(cast.hn.desk)
    hold(cast.hn.head)
    Officer.objects.filter(pk=cast.hn.desk.pk).update(email="không phải thư")
    assert make_digests(TODAY) == 1
    assert Digest.objects.count() == 2


def test_an_address_that_cannot_be_written_to_does_not_stop_a_round_of_reminders(cast: Cast):
    notice = Notice(Kind.CHASES, "overdue", "CK-01 đã quá hạn", "CK-01")
    cast.hn.desk.email = "không phải thư"
    tell_many([(officer, notice, Channel.AT_ONCE) for officer in (cast.hn.desk, cast.hn.head)])
    assert list(letters()) == ["head@hn.example"]
