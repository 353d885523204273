"""Every published total says how it was reckoned, and leads to as many rows as it counts."""

import datetime as dt
import re
from html import unescape

import pytest

from lienket.commitments.models import Commitment
from lienket.commitments.tests.builders import a_commitment, bring_to
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.programmes import actions
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme

pytestmark = pytest.mark.django_db
LATER = dt.date(2027, 2, 1)


@pytest.fixture
def cast(module_cast):
    return module_cast


@pytest.fixture(scope="module")
def made_once(module_cast):
    with clock.set_to(dt.date(2026, 11, 24)):
        made = a_programme(module_cast)
        actions.publish(made, by=module_cast.hn.focal)
        bring_to("done", a_commitment(module_cast, made))
        bring_to("in_progress", a_commitment(module_cast, made))
        bring_to("assigned", a_commitment(module_cast, made, deadline=None))
        bring_to("paused", a_commitment(module_cast, made))
        a_commitment(module_cast, made, title="Đào tạo cán bộ nội bộ", audience=Audience.PARTIES)
    return made


@pytest.fixture
def programme(made_once, db):
    return Programme.objects.get(pk=made_once.pk)


@pytest.mark.parametrize("who", ["visitor", "officer"])
@pytest.mark.parametrize("page", ["/", "/dia-phuong/ha-tinh/", "/chuong-trinh/", "programme"])
def test_what_counts_and_what_does_not_leads_to_its_rows(client, client_of, cast, programme, page, who):
    reader = client if who == "visitor" else client_of(cast.ht.leader)
    with clock.set_to(LATER):
        address = programme.get_absolute_url() if page == "programme" else page
        answer = reader.get(address)
        html = answer.content.decode()
        panel = html[html.index('<details class="explain') :]
        panel = panel[: panel.index("</details>")]
        counted = re.findall(r'<th scope="row"><a href="([^"]+)#cam-ket">[^<]+</a></th><td[^>]*>(\d+) \(\d+%\)', panel)
        left_out = re.findall(r'<a href="([^"]+)#cam-ket">[^<]+: (\d+)</a>', panel)
        assert sum(int(n) for _url, n in counted) == 2
        assert sum(int(n) for _url, n in left_out) == (
            2 if who == "visitor" else 3
        )  # the internal draft is the parties'
        for href, shown in [*counted, *left_out]:
            url = unescape(href)
            found = reader.get(address + url if url.startswith("?") else url)
            assert found.context["page"].paginator.count == int(shown), url


def test_the_list_of_all_programmes_keeps_what_is_not_public(client, client_of, cast, programme):
    hidden = a_programme(cast, title="Chương trình nội bộ")
    a_commitment(cast, hidden, title="Nội dung không công khai")
    Commitment.objects.filter(title__startswith="Đào tạo").update(deadline=dt.date(2028, 1, 31))
    page = client.get("/cam-ket/").content.decode()
    sheet = client.get("/cam-ket/?dang=csv").content.decode()
    for text in (page, sheet):
        assert "Đào tạo cán bộ nội bộ" in text
        assert "31/01/2028" not in text
        assert "Nội dung không công khai" not in text
    assert client.get("/cam-ket/?den_han=31/12/2030&q=dao+tao").context["page"].paginator.count == 0
    assert "Nội dung không công khai" in client_of(cast.ht.desk).get("/cam-ket/").content.decode()


@pytest.mark.parametrize(
    "query", ["dia_phuong=khong-co", "tu_han=32/13/2026", "trang=x", "sap-xep=", "tien_do=?", "q=%00", "trang_thai=x"]
)
def test_nonsense_narrows_nothing(client, programme, query):
    assert client.get(f"/cam-ket/?{query}").context["page"].paginator.count == 5


def test_the_panel_names_the_counts_as_the_legend_does(client, programme):
    page = client.get(programme.get_absolute_url()).text
    legend = re.findall(r'class="four-label">.*?</svg>([^<]+)<', page, re.S)
    panel = page[page.index('<details class="explain') :]
    assert len(legend) == 4
    for word in legend:
        assert f">{word.strip()}</a></th>" in panel
