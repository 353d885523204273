"""The main job, as people do it: a visitor reads a paper, an officer makes a programme of it, both sides see it through.

One story in three parts, told with each paper of `papers.py`; every deed is a click or a key in a real browser.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from lienket import jobs
from lienket.accounts.tests.cast import Cast, Side
from lienket.commitments.models import Commitment
from lienket.commitments.timeliness import Timeliness
from lienket.documents.models import Proposal, ProposalState
from lienket.files.tests.samples import PNG
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.programmes.models import Programme
from tests.browser.conftest import overflow
from tests.browser.papers import PAPERS, Paper
from tests.stored import stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
Opener = Callable[..., Page]

# -- (a) anyone reads a paper ---------------------------------------------------------------------------------------------


def shows_what_it_says(page: Page, paper: Paper) -> None:
    """Parties, date, figures with bounds, people, what was agreed, who asks whom for what, what falls short."""
    summary = page.locator(".summary")
    expect(summary).to_contain_text("Hà Nội – Hà Tĩnh")
    if paper.issued_on:
        expect(summary).to_contain_text(paper.issued_on)
    for words in (*paper.figures, *paper.people):
        expect(summary).to_contain_text(words)
    expect(page.locator("#phan-agreement")).to_contain_text(paper.agreed)
    asked = page.locator("#phan-proposal > ul > li").filter(has_text=paper.asked)
    expect(asked.first).to_contain_text("Hà Tĩnh")  # who asks
    expect(asked.first).to_contain_text("Hà Nội")  # whom
    expect(page.locator("#phan-shortcoming")).to_contain_text(paper.falls_short)


@each_paper
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_visitor_pastes_a_paper_and_sees_what_it_says(open_page: Opener, axe: Any, paper: Paper, scripts: bool):
    page = open_page("/doc-van-ban/", scripts=scripts)
    before = stored()
    page.locator("textarea[name=text]").fill(paper.text)
    page.locator("main form button.primary").click()
    shows_what_it_says(page, paper)
    figure = page.locator(".figure-lines a").filter(has_text=paper.figures[0]).first
    figure.click()
    lit = page.locator(f"[id='{page.url.split('#')[1]}']")
    expect(lit).to_contain_text(paper.figures[0].split()[0])
    assert stored() == before
    assert settings.SESSION_COOKIE_NAME not in [cookie["name"] for cookie in page.context.cookies()]
    if scripts:
        axe(page)


@each_paper
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_visitor_uploads_a_file(open_page: Opener, chromium: Any, paper: Paper, kind: str):
    content = paper.as_docx() if kind == "docx" else paper.as_pdf(chromium)
    page = open_page("/doc-van-ban/", width=390)
    before = stored()
    page.locator("input[type=file]").set_input_files(
        [{"name": f"thong-bao.{kind}", "mimeType": "application/octet-stream", "buffer": content}]
    )
    page.locator("main form button.primary").click()
    shows_what_it_says(page, paper)
    assert overflow(page) == 0
    assert stored() == before


# -- (b) an officer makes a programme of it -------------------------------------------------------------------------------


def hand_in(page: Page, paper: Paper) -> None:
    """Upload the paper and wait on its page until the background worker has read it."""
    page.goto("/van-ban/nop/")
    page.locator("input[type=file]").set_input_files(
        [{"name": "thong-bao.docx", "mimeType": "application/octet-stream", "buffer": paper.as_docx()}]
    )
    page.locator("form[data-unsaved] button.primary").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    waiting = page.locator(".working")
    expect(waiting).to_be_visible()
    jobs.run_all()
    waiting.wait_for(state="detached")  # the page finds out by itself


def cards(page: Page, kind: str, state: str = "pending") -> Any:
    """The cards of one kind, in the order of the page."""
    ids = Proposal.objects.filter(kind=kind, state=state).order_by("start", "pk").values_list("pk", flat=True)
    return [page.locator(f"#de-xuat-{pk}") for pk in ids]


def accept_all(page: Page, kind: str) -> None:
    page.locator(f"#loai-{kind} form[action$='dong-y-tat-ca/'] button").click()
    page.wait_for_url(f"**#loai-{kind}")


@dataclass(frozen=True)
class Promise:
    """What the officer makes of a read agreement: a title and sector of their own choice, and a deadline."""

    title: str
    sector: str
    deadline: dt.date


def review(page: Page, promises: list[Promise]) -> Programme:
    """Every way to decide: a button, a corrected field, a no, a key, all of a kind, and back again."""
    page.locator("a.primary[href$='/ra-soat/']").click()
    page.on("dialog", lambda dialog: dialog.accept())

    # the programme, by its button: the page comes anew, since everything else may match something now
    (programme_card,) = cards(page, "programme")
    programme_card.locator("[data-key=a]").click()
    expect(page.locator(f"#{programme_card.get_attribute('id')}.accepted")).to_be_visible()
    programme = Programme.objects.get()

    # agreements corrected before they are accepted
    for card, promise in zip(cards(page, "agreement"), promises, strict=False):
        name = card.get_attribute("id")
        card.locator("[data-key=e]").click()
        form = page.locator(f"#{name} form")
        form.locator("[name=d-title]").fill(promise.title)
        form.locator("[name=d-sector]").select_option(promise.sector)
        form.locator("[name=d-deadline]").fill(format_date(promise.deadline))
        form.locator("button.primary").click()
        expect(page.locator(f"#{name}.accepted")).to_contain_text(promise.title)

    # a no, taken back, and said again
    (short, *_more) = cards(page, "shortcoming")
    name = short.get_attribute("id")
    short.locator("[data-key=r]").click()
    expect(page.locator(f"#{name}.rejected")).to_be_visible()
    page.locator(f"#{name} form[action$='/xem-lai/'] button").click()
    expect(page.locator(f"#{name}.pending")).to_be_visible()
    page.locator(f"#{name} [data-key=r]").click()
    expect(page.locator(f"#{name}.rejected")).to_be_visible()

    by_keys(page)

    # all of a kind, one of them withdrawn, and the rest of it
    for kind in ("figure", "agreement", "assignment", "request", "meeting"):
        if page.locator(f"#loai-{kind} form[action$='dong-y-tat-ca/']").count():
            accept_all(page, kind)
    taken_back = page.locator(f"#{cards(page, 'figure', 'accepted')[0].get_attribute('id')}")
    taken_back.locator("form[action$='/rut-lai/'] button").click()
    expect(page.locator(f"#{taken_back.get_attribute('id')}.withdrawn")).to_be_visible()
    assert Figure.objects.count() == len(cards(page, "figure", "accepted"))
    page.locator(f"#{taken_back.get_attribute('id')} [data-key=a]").click()
    expect(page.locator(f"#{taken_back.get_attribute('id')}.accepted")).to_be_visible()
    return programme


def by_keys(page: Page) -> None:
    """j and k move, with the words lit beside; a says yes, r no."""
    page.locator("h1").click()
    current = page.locator("article.proposal.current")
    page.keyboard.press("k")
    second = current.get_attribute("id")
    page.keyboard.press("k")
    first = current.get_attribute("id")
    page.keyboard.press("j")
    assert current.get_attribute("id") == second != first
    expect(page.locator(".review-text .lit-current")).to_have_count(1)
    names = [card.get_attribute("id") for card in cards(page, "figure")[:2]]
    for key, end, name in zip("ar", ("accepted", "rejected"), names, strict=True):
        for _step in range(page.locator("article.proposal").count()):
            page.keyboard.press("k")
        while current.get_attribute("id") != name:
            page.keyboard.press("j")
        page.keyboard.press(key)
        expect(page.locator(f"#{name}.{end}")).to_be_visible()


def every_record_leads_to_its_words(page: Page, programme: Programme) -> None:
    """Each commitment and each figure has a link into the paper; there exactly its words are lit. The first of each is clicked."""
    for place, commitment in enumerate(Commitment.objects.filter(programme=programme)):
        quote = commitment.sources[0].quote
        address = commitment.get_absolute_url()
        if place == 0:
            page.goto(address)
            click_through(page, page.locator(".quote a").first, quote)
        assert lit_at(page, links_into_papers(page, address)[0]) == quote
    figures = list(Figure.objects.filter(programme=programme))
    address = f"{programme.get_absolute_url()}so-lieu/"
    links = links_into_papers(page, address)
    assert sorted(lit_at(page, link) for link in links) == sorted(figure.sources[0].quote for figure in figures)
    page.goto(address)
    link = page.locator("table td a[href^='/van-ban/']").first
    click_through(page, link, lit_at(page, links[0]))


def links_into_papers(page: Page, address: str) -> list[str]:
    """The links of a page that lead to words of a paper, fetched with the officer's session and not drawn."""
    return [
        unescape(link) for link in re.findall(r'href="(/van-ban/\d+/\?tu=[^"]+)"', page.request.get(address).text())
    ]


def lit_at(page: Page, link: str) -> str:
    """The words the address points at, as they stand in the paper."""
    body = page.request.get(link).text()
    return unescape("".join(re.findall(r'<[^>]* class="[^"]*\blit-current\b[^"]*"[^>]*>([^<]*)<', body)))


def click_through(page: Page, link: Any, quote: str) -> None:
    """Follow the link: the words are lit and in sight."""
    link.click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/\?tu="))
    lit = page.locator(".paper .lit-current")
    assert "".join(lit.all_text_contents()) == quote
    expect(lit.first).to_be_in_viewport()


# -- (c) both sides see it through ----------------------------------------------------------------------------------------


class Story:
    """The officers' browsers, one each, and the steps they take."""

    def __init__(self, open_page: Opener, *, scripts: bool = True) -> None:
        self._open, self._scripts = open_page, scripts
        self._pages: dict[int, Page] = {}

    def of(self, officer: Any) -> Page:
        """The browser of an officer."""
        if officer.pk not in self._pages:
            self._pages[officer.pk] = self._open("/ban-lam-viec/", officer=officer, scripts=self._scripts)
        return self._pages[officer.pk]

    def step(self, officer: Any, commitment: Commitment, address: str, fields: dict[str, str], file: str = "") -> None:
        """From the commitment's page through the step's link and form, back to the commitment."""
        page = self.of(officer)
        page.goto(commitment.get_absolute_url())
        page.locator(f".next-step a[href*='/{address}/']").click()
        for name, value in fields.items():
            field = page.locator(f"form.form [name={name}]").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        if file:
            page.locator("form.form input[type=file]").set_input_files(
                [{"name": file, "mimeType": "image/png", "buffer": PNG}]
            )
        page.locator("form.form .form-actions .primary").click()
        page.wait_for_url(f"**{commitment.get_absolute_url()}")


def carry_out(story: Story, commitment: Commitment, sides: tuple[Side, Side], finished_on: dt.date) -> None:
    """Assigned, accepted, reported on with evidence, reported complete and confirmed, by each side's own people."""
    today = format_date(clock.today())
    for side in sides:
        commitment.refresh_from_db()
        product = {} if commitment.output else {"output": "Báo cáo kết quả thực hiện"}
        paper = {"assigning_paper": f"{side.locality.code}/KH-UBND", "assigning_paper_date": today}
        story.step(side.office, commitment, "giao-nhiem-vu", {"lead": "so_ct"} | product | paper)
    for side in sides:
        story.step(side.desk, commitment, "tiep-nhan", {"receiving_division": "Phòng Quản lý thương mại"})
    for side in sides:
        report = {"result": f"Đã mời 40 doanh nghiệp ({side.locality.short_name})", "percent": "60"}
        story.step(side.desk, commitment, "cap-nhat", report, file="anh-hien-truong.png")
    for side in sides:
        output = {"output_paper": f"{side.locality.code}/BC-SCT", "output_date": format_date(finished_on)}
        story.step(side.head, commitment, "bao-cao-hoan-thanh", output)
    for side in sides:
        story.step(side.focal, commitment, "xac-nhan", {"completed_on": format_date(finished_on)})


def shown_states(page: Page) -> dict[str, int]:
    """The four counts as the page shows them."""
    names = ["done_on_time", "done_late", "open_in_time", "overdue"]
    return {n: int(page.locator(f".four-item.{n} .four-count").first.inner_text()) for n in names}


@each_paper
def test_from_one_paper_to_a_promise_kept(open_page: Opener, axe: Any, cast: Cast, paper: Paper):
    """Parts (b) and (c), a promise kept in time and one kept late; test_without_javascript.py does the same deeds on pages of their own.

    Of a second paper only the late one is carried out: the way is the same, and long.
    """
    today = clock.today()
    in_time = Promise("Tuần nông sản của hai bên", "CTT.01", today + dt.timedelta(days=20))
    late = Promise("Tour biển nối hai bên", "DUL.01", today - dt.timedelta(days=10))
    officer = open_page("/van-ban/", officer=cast.hn.focal)
    hand_in(officer, paper)
    shows_what_it_says(officer, paper)
    programme = review(officer, [in_time, late])
    axe(officer)

    made = Proposal.objects.filter(state=ProposalState.ACCEPTED)
    assert programme.groups.exists()
    assert (
        Commitment.objects.filter(programme=programme).count()
        == made.filter(kind__in=["agreement", "assignment", "request"]).count()
    )
    assert Figure.objects.filter(programme=programme).count() == made.filter(kind="figure").count()
    every_record_leads_to_its_words(officer, programme)

    officer.goto(f"{programme.get_absolute_url()}cong-khai/")
    officer.locator("input[name=audience][value=public]").check()
    officer.locator("form.form .form-actions .primary").click()
    officer.wait_for_url(f"**{programme.get_absolute_url()}")
    before = shown_states(officer)
    assert before["done_on_time"] == before["done_late"] == 0

    story = Story(open_page)
    kept = {in_time: Timeliness.DONE_ON_TIME, late: Timeliness.DONE_LATE}
    if paper is not PAPERS[0]:
        del kept[in_time]
    for promise in kept:
        commitment = Commitment.objects.get(title=promise.title)
        carry_out(story, commitment, (cast.hn, cast.ht), finished_on=today)
        commitment.refresh_from_db()
        assert commitment.state == "done"
    trail = story.of(cast.ht.focal)
    expect(trail.locator(".trail")).to_contain_text(
        "Đã mời 40 doanh nghiệp (Hà Nội)"
    )  # both sides' words stand in one trail
    expect(trail.locator(".trail a").filter(has_text="anh-hien-truong.png")).to_have_count(2)
    axe(trail)

    public = open_page(programme.get_absolute_url())
    after = shown_states(public)
    assert (after["done_on_time"], after["done_late"]) == (len(kept) - 1, 1)
    for promise, standing in kept.items():
        row = public.locator("#cam-ket tbody tr").filter(has_text=promise.title)
        expect(row).to_contain_text(str(standing.label))
    axe(public)
