"""From the deed to the mail server: with the deed or not at all, once, and never lost."""

import datetime as dt
import io
import itertools
import smtplib
import threading
import unicodedata

import pytest
from django.core import mail as outside
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection, transaction

from lienket.lib import clock
from lienket.lib.refusals import DeedRefused
from lienket.notices import actions
from lienket.notices.actions import HOLD, BadAddress, BadSubject, send_due_mail, send_mail
from lienket.notices.models import OutgoingMail

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC)


class Server(EmailBackend):
    """A mail server that is down, or says what it is told to say."""

    down = None
    answers: list = []

    def open(self):
        if self.down:
            raise self.down
        return super().open()

    def send_messages(self, messages):
        if self.answers and (answer := self.answers.pop(0)):
            raise answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "down", None)
    monkeypatch.setattr(Server, "answers", [])
    return Server


def a_mail(**changes):
    return send_mail(
        **{"to": "an@hatinh.example", "subject": "Cam kết CK-01 chờ tiếp nhận", "body": "Kính gửi…"} | changes
    )


def test_a_mail_goes_out_once_with_its_own_message_id():
    kept = a_mail()
    assert outside.outbox == []
    assert send_due_mail() == 1
    assert send_due_mail() == 0
    (sent,) = outside.outbox
    assert (sent.to, sent.subject, sent.body) == (["an@hatinh.example"], kept.subject, "Kính gửi…")
    assert sent.message()["Message-ID"] == kept.message_id
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    kept.refresh_from_db()
    assert (kept.state, kept.attempts, kept.problem) == ("sent", 1, "")
    assert kept.sent_at is not None


def test_an_officer_is_written_to_at_the_work_address(cast):
    assert send_mail(to=cast.ht.desk, subject="x", body="y").to == cast.ht.desk.email


def test_a_mail_of_a_deed_that_is_rolled_back_never_goes_out():
    def deed():
        with transaction.atomic():
            a_mail()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()
    assert send_due_mail() == 0


def test_words_are_kept_composed():
    kept = a_mail(subject=unicodedata.normalize("NFD", "Hội nghị"), body=unicodedata.normalize("NFD", "Kết luận\x00"))
    assert (kept.subject, kept.body) == ("Hội nghị", "Kết luận")


@pytest.mark.parametrize("subject", ["", "  ", "x\nBcc: all@example.vn", "x\r\nTo: b@example.vn", "a\x0bb", "x\ty"])
def test_a_subject_that_would_write_headers_is_refused(subject):
    with pytest.raises(BadSubject):
        a_mail(subject=subject)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("to", ["", "an", "an@", "an@hatinh.example\nBcc: b@example.vn", "a@b.vn, c@d.vn"])
def test_what_is_no_address_is_refused(to):
    with pytest.raises(BadAddress) as refused:
        a_mail(to=to)
    assert isinstance(refused.value, DeedRefused)
    assert not OutgoingMail.objects.exists()


def test_a_dead_server_postpones_every_mail_and_loses_none(server):
    for number in range(3):
        a_mail(subject=f"Thư {number}")
    server.down = ConnectionRefusedError()
    tries, now = [], clock.now()
    for _ in range(60):
        with clock.set_to(now):
            before = list(OutgoingMail.objects.values_list("attempts", flat=True))
            assert send_due_mail() == 0
            if list(OutgoingMail.objects.values_list("attempts", flat=True)) != before:
                tries.append(now)
        now += dt.timedelta(minutes=10)
    pauses = [(after - before).total_seconds() / 60 for before, after in itertools.pairwise(tries)]
    assert pauses == sorted(pauses)  # ever longer
    assert len(tries) < 12
    assert set(OutgoingMail.objects.values_list("state", "problem")) == {("queued", "ConnectionRefusedError")}
    server.down = None
    with clock.set_to(now + actions.LONGEST_PAUSE):
        assert send_due_mail() == 3
    assert len(outside.outbox) == 3


def test_a_server_that_dies_in_the_middle_of_a_batch_gets_the_rest_later(server):
    for number in range(3):
        a_mail(subject=f"Thư {number}")
    server.answers = [None, smtplib.SMTPServerDisconnected("gone"), TimeoutError()]
    assert send_due_mail() == 1
    with clock.set_to(clock.now() + dt.timedelta(minutes=1)):
        assert send_due_mail() == 2
    assert sorted(m.subject for m in outside.outbox) == ["Thư 0", "Thư 1", "Thư 2"]


def never(code=550):
    return smtplib.SMTPRecipientsRefused({"an@hatinh.example": (code, b"no such user")})


def test_an_address_the_server_keeps_refusing_is_given_up_and_said(server):
    kept, now = a_mail(), clock.now()
    for _ in range(actions.REFUSALS_BEFORE_GIVING_UP):
        server.answers = [never()]
        with clock.set_to(now):
            send_due_mail()
        now += dt.timedelta(hours=7)
    kept.refresh_from_db()
    assert (kept.state, kept.problem) == ("failed", "SMTPRecipientsRefused")
    with clock.set_to(now):
        assert send_due_mail() == 0


def test_an_address_refused_only_for_now_is_never_given_up(server):
    kept, now = a_mail(), clock.now()
    for _ in range(10):
        server.answers = [never(code=450)]
        with clock.set_to(now):
            send_due_mail()
        now += dt.timedelta(hours=7)
    kept.refresh_from_db()
    assert (kept.state, kept.attempts) == ("queued", 10)


def test_a_sender_killed_after_sending_leads_to_one_more_with_the_same_message_id(monkeypatch):
    class Killed(BaseException):
        pass

    def die(self, **kwargs):
        raise Killed

    kept = a_mail()
    with monkeypatch.context() as patched:
        patched.setattr(OutgoingMail, "save", die)
        with pytest.raises(Killed):
            send_due_mail()
    assert len(outside.outbox) == 1
    assert send_due_mail() == 0  # still held by the sender that died
    with clock.set_to(clock.now() + HOLD + dt.timedelta(seconds=1)):
        assert send_due_mail() == 1
        assert send_due_mail() == 0
    assert [m.message()["Message-ID"] for m in outside.outbox] == [kept.message_id] * 2


@pytest.mark.django_db(transaction=True)
def test_two_senders_never_send_the_same_mail():
    for number in range(20):
        a_mail(subject=f"Thư {number}")
    ready, errors = threading.Barrier(4), []

    def run():
        try:
            ready.wait()
            send_due_mail()
        except Exception as error:  # noqa: BLE001 - every way of failing is a finding here
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    assert sorted(m.subject for m in outside.outbox) == sorted(f"Thư {n}" for n in range(20))


def test_the_command_sends_what_is_due_in_batches(monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    for _ in range(5):
        a_mail()
    out = io.StringIO()
    call_command("send_mail", stdout=out)
    assert out.getvalue().strip() == "5 sent"


def test_an_empty_outbox_asks_one_question_and_opens_no_connection(server, django_assert_num_queries):
    server.down = AssertionError("opened")
    with django_assert_num_queries(1):
        assert send_due_mail() == 0
