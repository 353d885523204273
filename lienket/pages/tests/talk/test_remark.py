"""Writing a remark: who may, who reads it, who is told, and what hostile text becomes."""

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.comments import actions, subjects
from lienket.comments.models import Mention, Remark
from lienket.comments.refusals import NothingThere
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail
from lienket.programmes.actions import withdraw_programme
from lienket.programmes.refusals import BuiltUpon
from lienket.programmes.tests.builders import a_programme

from .builders import a_remark, on


def address_of(commitment: Commitment) -> str:
    return reverse("comments:on_commitment", args=[commitment.pk])


def readers(commitment: Commitment, cast: Cast) -> set[str]:
    everybody = {"hn": cast.hn.desk, "ht": cast.ht.desk, "nb": cast.nb.desk}
    return {
        name
        for name, officer in everybody.items()
        if (subject := subjects.find("commitment", officer, pk=commitment.pk))
        and Remark.objects.on(subject, officer).exists()
    }


def test_from_the_page_to_both_sides(client_of, cast: Cast, commitment: Commitment):
    page = commitment.get_absolute_url()
    answer = client_of(cast.hn.desk).post(address_of(commitment), {"text": "Đã thống nhất địa điểm."})
    remark = Remark.objects.get()
    assert answer.url == f"{page}#y-kien-{remark.pk}"
    assert (remark.side, remark.audience, remark.by_label) == (cast.hn.locality, "parties", cast.hn.desk.label)
    assert "Đã thống nhất địa điểm." in client_of(cast.ht.head).get(page).content.decode()
    event = Event.objects.get(verb="comments.remarked")
    assert "địa điểm" not in str(event.data)
    assert event.thing_id == str(commitment.pk)
    assert verify_chain() is None


def test_neither_the_public_nor_a_third_side_reads_or_writes(client, client_of, cast: Cast, commitment: Commitment):
    a_remark(commitment, cast.hn.desk)
    page = commitment.get_absolute_url()
    for one in (client, client_of(cast.nb.focal)):
        seen = one.get(page).content.decode()
        assert "chốt danh sách" not in seen
        assert "y-kien" not in seen
    assert client.post(address_of(commitment), {"text": "x"}).status_code == 401
    assert client_of(cast.nb.focal).get(address_of(commitment)).status_code == 404
    assert client_of(cast.nb.focal).post(address_of(commitment), {"text": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.add_remark(subjects.find("commitment", cast.nb.focal, pk=commitment.pk), text="x", by=cast.nb.focal)
    assert Remark.objects.count() == 1


@pytest.mark.parametrize(
    ("own_side_only", "audience", "read_by"),
    [
        (False, "public", {"hn", "ht"}),
        (True, "public", {"hn"}),
        (True, "parties", {"hn"}),
        (False, "parties", {"hn", "ht"}),
    ],
)
def test_who_reads(own_side_only, audience, read_by, client_of, cast: Cast, commitment: Commitment):
    commitments.set_audience(commitment, audience, by=cast.hn.focal)
    remark = a_remark(commitment, cast.hn.desk, own_side_only=own_side_only)
    assert readers(commitment, cast) == read_by
    other = client_of(cast.ht.focal)
    for path in (commitment.get_absolute_url(), address_of(commitment)):
        assert ("chốt danh sách" in other.get(path).content.decode()) == ("ht" in read_by)
    status = 302 if "ht" in read_by else 404
    assert other.get(reverse("comments:place", args=[remark.pk])).status_code == status


def test_a_side_that_loses_the_thing_loses_its_remarks(cast: Cast):
    from lienket.commitments.actions import ResponsibilityDraft
    from lienket.commitments.tests.builders import a_commitment
    from lienket.programmes.tests.builders import party_of

    programme = a_programme(cast)
    mine = [ResponsibilityDraft(party_of(programme, cast.hn))]
    commitment = a_commitment(cast, programme, audience="parties", responsibilities=mine).commitment
    a_remark(commitment, cast.ht.desk, people=[cast.hn.desk, cast.ht.head])
    before = on(commitment, cast.ht.desk)
    assert readers(commitment, cast) == {"hn", "ht"}
    commitments.set_audience(commitment, "side", by=cast.hn.focal)
    assert readers(commitment, cast) == {"hn"}
    with pytest.raises(NothingThere):
        actions.add_remark(before, text="Còn tôi?", by=cast.ht.desk)


def test_mentions_by_address_and_from_the_list(cast: Cast, commitment: Commitment):
    remark = a_remark(
        commitment, cast.hn.desk, text=f"Nhờ @{cast.ht.desk.email.upper()}, xem giúp.", people=[cast.hn.focal]
    )
    assert {m.officer for m in remark.mentions.all()} == {cast.ht.desk, cast.hn.focal}
    mails = OutgoingMail.objects.filter(subject__contains="nhắc đến")
    assert {mail.to for mail in mails} == {cast.ht.desk.email, cast.hn.focal.email}
    assert all("xem giúp" not in mail.body for mail in mails)
    assert reverse("comments:place", args=[remark.pk]) in mails[0].body


@pytest.mark.parametrize("stranger", ["desk@nb.example", "nobody@nowhere.example"])
def test_who_may_not_read_it_is_refused_like_who_does_not_exist(stranger, cast: Cast, commitment: Commitment):
    with pytest.raises(Incomplete, match="Không có ai được đọc") as refused:
        a_remark(commitment, cast.hn.desk, text=f"@{stranger} xem giúp")
    assert stranger in refused.value.fields["text"]
    assert not Remark.objects.exists()


def test_a_remark_for_one_side_mentions_nobody_else(cast: Cast, commitment: Commitment):
    with pytest.raises(Incomplete):
        a_remark(commitment, cast.hn.desk, text=f"@{cast.ht.desk.email} xem", own_side_only=True)
    with pytest.raises(Incomplete):
        a_remark(commitment, cast.hn.desk, people=[cast.ht.desk], own_side_only=True)
    assert not Mention.objects.exists()
    assert not OutgoingMail.objects.filter(subject__contains="nhắc đến").exists()


def test_oneself_and_too_many(cast: Cast, commitment: Commitment, monkeypatch):
    assert not a_remark(commitment, cast.hn.desk, text=f"@{cast.hn.desk.email} ghi nhớ").mentions.exists()
    monkeypatch.setattr(actions, "MOST_MENTIONS", 2)
    with pytest.raises(Incomplete, match="tối đa 2"):
        a_remark(commitment, cast.hn.desk, people=[cast.hn.head, cast.hn.focal, cast.ht.desk])


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b\u200b", "x" * 100_000, "Văn bản MẬT số 12", "TUYỆT MẬT"], ids=lambda t: t[:12]
)
def test_what_is_refused_stands_beside_the_field(text, client_of, cast: Cast, commitment: Commitment):
    if "MẬT" in text:
        text = f"Độ mật: {text}\nTỐI MẬT"
    answer = client_of(cast.hn.desk).post(address_of(commitment), {"text": text})
    assert answer.status_code == 422
    assert answer.context["form"].errors["text"]
    assert not Remark.objects.exists()


def test_a_script_is_only_words(client_of, cast: Cast, commitment: Commitment):
    evil = f"<script>alert(1)</script> <b>@{cast.ht.desk.email}</b>\n\"' &"
    a_remark(commitment, cast.hn.desk, text=evil)
    page = client_of(cast.ht.desk).get(commitment.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert f'<span class="mention">@{cast.ht.desk.full_name}</span>' in page


def test_on_a_programme(client, client_of, cast: Cast):
    programme = a_programme(cast, audience="public")
    address = reverse("comments:on_programme", args=[programme.slug])
    course = reverse("programmes:course", args=[programme.slug])
    assert client_of(cast.ht.office).post(address, {"text": "Đề nghị họp sơ kết."}).url.startswith(course)
    assert "họp sơ kết" in client_of(cast.hn.focal).get(course).content.decode()
    assert "họp sơ kết" not in client.get(course).content.decode()


def test_what_was_talked_about_is_not_withdrawn(cast: Cast):
    programme = a_programme(cast)
    subject = subjects.find("programme", cast.hn.focal, pk=programme.pk)
    actions.add_remark(subject, text="Ghi nhớ.", by=cast.hn.focal)
    with pytest.raises(BuiltUpon):
        withdraw_programme(programme, by=cast.hn.focal)


def test_people_to_mention(client, client_of, cast: Cast, commitment: Commitment):
    address = reverse("comments:people_of_commitment", args=[commitment.pk])
    found = client_of(cast.hn.desk).get(address, {"q": "phan thi minh thu"}).json()["people"]
    assert {one["address"] for one in found} == {cast.hn.desk.email, cast.ht.desk.email}
    assert client_of(cast.nb.desk).get(address, {"q": "phan"}).status_code == 404
    assert client.get(address).status_code == 302


def test_paging_and_a_budget_however_long(client_of, cast: Cast, commitment: Commitment, django_assert_max_num_queries):
    remarks = [a_remark(commitment, cast.ht.desk, text=f"Ý {n}", people=[cast.hn.desk]) for n in range(24)]
    browser = client_of(cast.hn.desk)
    browser.get(commitment.get_absolute_url())
    with django_assert_max_num_queries(18):
        last = browser.get(address_of(commitment))
    assert [one.remark for one in last.context["remarks"]] == remarks[20:]
    place = browser.get(reverse("comments:place", args=[remarks[3].pk]))
    assert place.url.endswith(f"?trang=1#y-kien-{remarks[3].pk}")
