"""A secret found after storage: closed at once, security officers told, the fact kept and the content not."""

import pytest

from lienket.accounts.policy import can
from lienket.audit.models import Event
from lienket.files.actions import lock, store
from lienket.files.models import StoredFile
from lienket.lib.audience import Audience
from lienket.lib.refusals import NotAllowed
from lienket.notices.models import OutgoingMail

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(cast):
    return store(
        samples.TEXT, name="Phương án đặc biệt.txt", by=cast.hn.desk, side=cast.hn.locality, sides=[cast.ht.locality],
        audience=Audience.PARTIES,
    )  # fmt: skip


def test_locking_closes_the_file_and_tells_the_security_officers_of_every_side_that_had_it(cast, file):
    assert lock(file, cast.ht.desk) is True
    assert not StoredFile.objects.open_to(cast.hn.desk).exists()
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {cast.hn.security.email, cast.ht.security.email}
    for mail in mails.values():
        assert "Phương án" not in mail.subject + mail.body
        assert f"/tep/{file.pk}/" in mail.body


def test_the_fact_is_recorded_and_the_name_is_not(cast, file):
    lock(file, cast.hn.clerk)
    event = Event.objects.of(file).get(verb="files.locked")
    assert (event.thing_label, event.data) == (f"Tệp {file.pk}", {})


def test_locking_twice_tells_once(cast, file):
    assert lock(file, cast.hn.desk) is True
    assert lock(StoredFile.objects.get(pk=file.pk), cast.ht.desk) is False
    assert OutgoingMail.objects.count() == 2
    assert Event.objects.filter(verb="files.locked").count() == 1


def test_the_system_may_lock(file):
    assert lock(file, None) is True


def test_every_officer_of_a_side_that_has_it_may_lock_and_no_stranger(cast, file):
    for side, may in ((cast.hn, True), (cast.ht, True), (cast.nb, False)):
        for part, officer in side.officers.items():
            assert can(officer, "files.lock", file) is may, part
    with pytest.raises(NotAllowed):
        lock(file, cast.nb.security)
    assert not Event.objects.filter(verb="files.locked").exists()


def test_the_page_asks_first_and_then_locks(cast, client_of, file):
    client, url = client_of(cast.ht.desk), f"/tep/{file.pk}/khoa/"
    assert client.get(url).status_code == 200
    file.refresh_from_db()
    assert file.locked_at is None
    answer = client.post(url)
    assert (answer.status_code, answer["Location"]) == (302, f"/tep/{file.pk}/")
    file.refresh_from_db()
    assert file.locked_at is not None
    assert client.get(url).status_code == 404  # nothing left to lock


def test_the_page_is_not_there_for_strangers_and_asks_visitors_to_sign_in(cast, client_of, client, file):
    url = f"/tep/{file.pk}/khoa/"
    assert client_of(cast.nb.desk).post(url).status_code == 404
    assert client.get(url).status_code == 302
    assert client.post(url).status_code != 410
    file.refresh_from_db()
    assert file.locked_at is None
    public = store(samples.TEXT, name="a.txt", by=cast.hn.desk, side=cast.hn.locality, audience=Audience.PUBLIC)
    assert client_of(cast.nb.desk).post(f"/tep/{public.pk}/khoa/").status_code == 404
    file.refresh_from_db()
    assert file.locked_at is None
