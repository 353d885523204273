"""Each officer chooses how to be told, for oneself only."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.lib.refusals import NotAllowed
from lienket.notices.actions import choose_channels
from lienket.notices.kinds import USUAL, Channel, Kind
from lienket.notices.models import Preference

ADDRESS = "/tai-khoan/thong-bao/"
CHOICE = {kind.value: channel.value for kind, channel in ((Kind(k), c) for k, c in USUAL.items())}


def test_only_what_differs_from_the_usual_is_kept(cast: Cast):
    choose_channels(cast.hn.desk, channels=CHOICE | {"chases": "at_once", "news": "desk"}, by=cast.hn.desk)
    assert dict(Preference.objects.values_list("kind", "channel")) == {"chases": "at_once", "news": "desk"}
    choose_channels(cast.hn.desk, channels=CHOICE | {"news": "digest"}, by=cast.hn.desk)
    assert dict(Preference.objects.values_list("kind", "channel")) == {"news": "digest"}
    assert Event.objects.filter(verb="notices.channels_chosen").count() == 2


def test_nobody_chooses_for_another(cast: Cast):
    for other in (cast.hn.admin, cast.hn.head, cast.ht.desk):
        with pytest.raises(NotAllowed):
            choose_channels(cast.hn.desk, channels=CHOICE, by=other)


def test_an_unknown_kind_or_channel_is_refused(cast: Cast):
    for channels in ({"gossip": "desk"}, {"news": "pigeon"}):
        with pytest.raises(ValueError, match="is not a valid"):
            choose_channels(cast.hn.desk, channels=channels, by=cast.hn.desk)


def test_the_page(cast: Cast, client_of, client):
    browser = client_of(cast.hn.desk)
    page = browser.get(ADDRESS)
    assert page.status_code == 200
    assert "Gộp vào thư tổng hợp hằng ngày" in page.content.decode()
    assert browser.post(ADDRESS, CHOICE | {"news": "pigeon"}).status_code == 422
    saved = browser.post(ADDRESS, CHOICE | {"news": "digest"}, follow=True)
    assert "Đã lưu lựa chọn." in saved.content.decode()
    assert Preference.objects.get().channel == Channel.DIGEST
    assert client.get(ADDRESS).status_code == 302
    assert ADDRESS in browser.get("/tai-khoan/").content.decode()


def test_what_is_chosen_already_is_not_said_to_be_required(client_of, cast: Cast):
    page = client_of(cast.hn.desk).get("/tai-khoan/thong-bao/").text
    assert page.count(" checked") == len(Kind)
    assert "bắt buộc" not in page
