"""Every address of the site, opened by somebody who may: accessible, in its window, in one language, without errors.

A new page belongs into PAGES (or, when it is no page, into NOT_PAGES with the reason); a test fails until it is there.
Each page is opened twice: in Vietnamese, where it is looked at in both widths and both colours, and in English on a dark
phone. Two tests share the pages, so that two cores have their work.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page

from lienket.comments import subjects
from lienket.comments.actions import add_remark
from lienket.commitments.actions import MilestoneDraft, ResponsibilityDraft, add_commitment, set_milestones
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.models import Request, Responsibility
from lienket.documents.models import Proposal
from lienket.indicators.actions import FigureFacts, enter_figure
from lienket.indicators.models import Report
from lienket.lib import clock
from lienket.lib.citations import Citation
from lienket.localities.actions import locality_of_code
from lienket.localities.models import Agency
from lienket.programmes.actions import PartyDraft, create_programme, leave_programme
from tests.browser.conftest import overflow
from tests.browser.populated import Populated, invitation, populate, reset_link
from tools.messages import PLACEHOLDERS, catalogues

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VISITOR = ""
FOCAL, OFFICE, DESK, HEAD = (
    "daumoi@hanoi.example",
    "vanphong@hanoi.example",
    "chuyenvien.ct@hanoi.example",
    "lanhdao.ct@hanoi.example",
)
HT_FOCAL, HT_DESK = "daumoi@hatinh.example", "chuyenvien.ct@hatinh.example"
HT_OFFICE = "vanphong@hatinh.example"
ADMIN, SECURITY, LEADER = "quantri@hanoi.example", "anninh@hanoi.example", "lanhdao@hanoi.example"


class Row(NamedTuple):
    """One address, who opens it, what stands in the address and behind it, and the status it answers with."""

    name: str
    who: str
    args: Callable[[Populated], list[Any]] = lambda world: []
    query: str = ""
    status: int = 200


def slug(world: Populated) -> list[Any]:
    return [world.programme.slug]


def commitment(state: str, who: str) -> Callable[[Populated], list[Any]]:
    return lambda world: [world.commitment(state, who).pk]


def milestone(world: Populated) -> list[Any]:
    """A milestone of a commitment the desk works on."""
    one = world.commitment(S.IN_PROGRESS, DESK)
    waiting = (
        one.milestones.first() or set_milestones(one, [MilestoneDraft("Ký biên bản", 2)], by=world.officer(DESK))[0]
    )
    return [one.pk, waiting.pk]


def more_time_asked(world: Populated) -> list[Any]:
    return [Request.objects.get(state="pending", kind="extension").commitment_id]


def remark(world: Populated) -> list[Any]:
    """One that Hà Nội's focal officer has just written, which mentions the other side's."""
    subject = subjects.find("programme", world.officer(FOCAL), pk=world.programme.pk)
    text = "Đề nghị hai bên thống nhất lịch họp sơ kết trước ngày 15."
    return [add_remark(subject, text=text, people=[world.officer(HT_FOCAL)], by=world.officer(FOCAL)).pk]


def party_gone(world: Populated) -> list[Any]:
    """A commitment of Hà Nội and Hà Tĩnh in a programme of three, which Hà Tĩnh has left."""
    focal, office = world.officer(FOCAL), world.officer(HT_OFFICE)
    today, paper = clock.today(), Citation(paper="12/BGN", quote="Ba bên thống nhất", clause="II.1")
    places = [PartyDraft(locality_of_code(code), None) for code in ("01", "42", "37")]
    programme = create_programme(
        title="Chương trình ba bên", parties=places, state="in_force", period_from=today, citation=paper, by=focal
    )
    hanoi, hatinh, _third = programme.parties.all()
    one = add_commitment(
        programme, title="Tuần hàng ba địa phương", responsibilities=[ResponsibilityDraft(hanoi), ResponsibilityDraft(hatinh)],
        citation=paper, by=focal,
    )  # fmt: skip
    leave_programme(hatinh, left_on=today, paper_number="77/UBND-TH", paper_date=today, reason="Sáp nhập", by=office)
    return [one.pk]


def lead_dissolved(world: Populated) -> list[Any]:
    """A commitment under way that a department closed in 2025 still leads."""
    part = Responsibility.objects.filter(
        party__locality__code="01", party__programme=world.programme, commitment__state=S.IN_PROGRESS
    ).last()
    part.lead = Agency.objects.get(type__code="so_khdt", locality__code="01")
    part.save()
    return [part.commitment_id]


def appointment(world: Populated) -> list[Any]:
    officer = world.officer("chuyenvien.yt@hanoi.example")
    return [officer.pk, officer.appointments.get().pk]


def measured() -> list[Any]:
    """A public indicator, and a value Hà Nội reported for it and had approved."""
    approved = Report.objects.filter(state="approved", party__locality__code="01", indicator__audience="public")
    report = approved.order_by("pk").first()
    return [report.indicator_id, report.pk]


def figure(world: Populated) -> list[Any]:
    """A figure of Hà Nội its focal agency has entered by hand."""
    facts = FigureFacts("Dự án của nhà đầu tư Hà Nội", "count", Decimal(39), "dự án", bound="more_than", year=2025)
    paper = Citation(paper="512/TB-VP", page=2, clause="II.3", quote="trên 39 dự án")
    by = world.officer(FOCAL)
    return [enter_figure(locality_of_code("01"), facts, citation=paper, audience="public", by=by).pk]


def waiting_figure(world: Populated) -> list[Any]:
    figure(world)
    return ["ha-noi"]


def proposal(world: Populated) -> list[Any]:
    return [world.review.pk, Proposal.objects.filter(document=world.review, kind="agreement").first().pk]


PAGES = [
    # the public, and what the same pages look like to officers
    Row("pages:home", VISITOR),
    Row("pages:home", FOCAL),
    Row("pages:localities", VISITOR),
    Row("pages:locality", VISITOR, lambda w: ["ha-noi"]),
    Row("pages:locality", VISITOR, lambda w: ["nam-dinh"]),
    Row("pages:locality", OFFICE, waiting_figure),
    Row("pages:search", VISITOR),
    Row("pages:search", VISITOR, query="?q=ocop+ha+tinh"),
    Row("pages:search", VISITOR, query="?q=khong-co-gi-nhu-the"),
    Row("pages:history", FOCAL),
    Row("pages:filters", FOCAL),
    Row("pages:desk", FOCAL),
    Row("pages:desk", HT_DESK),
    Row("pages:desk", ADMIN),
    Row("pages:desk", SECURITY),
    # programmes
    Row("programmes:leave", FOCAL, slug),
    Row("programmes:list", VISITOR),
    Row("programmes:list", FOCAL),
    Row("programmes:bulk", OFFICE, slug, "?tat_ca=loc"),
    Row("programmes:bulk", OFFICE, slug, "?tat_ca=loc&viec=doi-thoi-han"),
    Row("programmes:bulk", OFFICE, slug),
    Row("programmes:batch", OFFICE, lambda w: [w.programme.slug, w.batch.pk]),
    Row("programmes:bring_in", FOCAL, slug),
    Row("programmes:programme", VISITOR, slug),
    Row("programmes:programme", FOCAL, slug),
    Row("programmes:programme", VISITOR, slug, "?tien_do=overdue&sap-xep=-thoi-han"),
    Row("programmes:programme", VISITOR, slug, "?q=khong-co-gi-nhu-the"),
    Row("programmes:board", VISITOR, slug),
    Row("programmes:board", VISITOR, slug, "?xem=linh-vuc"),
    Row("programmes:board", VISITOR, slug, "?xem=tien-trinh"),
    Row("programmes:board", FOCAL, slug, "?xem=bieu-do"),
    Row("programmes:papers", VISITOR, slug),
    Row("programmes:papers", FOCAL, slug),
    Row("programmes:figures", VISITOR, slug),
    Row("programmes:course", VISITOR, slug),
    Row("programmes:create", FOCAL),
    Row("programmes:edit", FOCAL, slug),
    Row("programmes:audience", FOCAL, slug),
    Row("programmes:focal_agency", FOCAL, slug),
    Row("programmes:add_signatory", FOCAL, slug),
    Row("programmes:add_group", FOCAL, slug),
    Row("programmes:record_meeting", FOCAL, slug),
    Row("programmes:move", FOCAL, slug),
    Row("programmes:move", FOCAL, slug, "?buoc=awaiting_review"),
    Row("programmes:withdraw", FOCAL, slug),
    # commitments
    Row("commitments:list", VISITOR),
    Row("commitments:list", FOCAL, query="?tien_do=overdue&dia_phuong=ha-tinh"),
    Row("commitments:add", FOCAL, slug),
    Row("commitments:commitment", VISITOR, lambda w: [w.open_to_all(S.DONE).pk]),
    Row("commitments:commitment", FOCAL, commitment(S.IN_PROGRESS, FOCAL)),
    Row("commitments:assign", OFFICE, commitment(S.DRAFTED, OFFICE)),
    Row("commitments:accept", HT_DESK, commitment(S.ASSIGNED, HT_DESK)),
    Row("commitments:ask_reassignment", "lanhdao.ct@hatinh.example", commitment(S.ASSIGNED, HT_DESK)),
    Row("commitments:start", DESK, commitment(S.ASSIGNED, HT_DESK), status=409),
    Row("commitments:start", "desk@hn.example", lambda w: [w.accepted.pk]),
    Row("commitments:report_progress", DESK, commitment(S.IN_PROGRESS, DESK)),
    Row("commitments:report_completion", HEAD, commitment(S.IN_PROGRESS, HEAD)),
    Row("commitments:confirm_completion", HT_FOCAL, commitment(S.AWAITING_CONFIRMATION, HT_FOCAL)),
    Row("commitments:return_for_more", HT_FOCAL, commitment(S.AWAITING_CONFIRMATION, HT_FOCAL)),
    Row("commitments:keep_lead", OFFICE, commitment(S.DRAFTED, OFFICE), status=409),
    Row("commitments:pause", OFFICE, commitment(S.IN_PROGRESS, OFFICE)),
    Row("commitments:resume", OFFICE, commitment(S.PAUSED, OFFICE)),
    Row("commitments:commitment", OFFICE, commitment(S.PAUSED, OFFICE)),
    Row("commitments:stop", OFFICE, commitment(S.IN_PROGRESS, OFFICE)),
    Row("commitments:carry_over", FOCAL, commitment(S.IN_PROGRESS, FOCAL), status=409),
    Row("commitments:ask_extension", HEAD, commitment(S.IN_PROGRESS, HEAD)),
    Row("commitments:approve_extension", HT_OFFICE, more_time_asked),
    Row("commitments:refuse_extension", HT_OFFICE, more_time_asked),
    Row("commitments:reopen", OFFICE, commitment(S.DONE, OFFICE)),
    Row("commitments:recurrence", FOCAL, commitment(S.DRAFTED, OFFICE)),
    Row("commitments:hand_over", FOCAL, lead_dissolved),
    Row("commitments:hand_over", FOCAL, commitment(S.IN_PROGRESS, FOCAL), status=409),
    Row("commitments:go_on_without", FOCAL, party_gone),
    Row("commitments:edit", FOCAL, commitment(S.DRAFTED, OFFICE)),
    Row("commitments:change_deadline", OFFICE, commitment(S.IN_PROGRESS, OFFICE)),
    Row("commitments:chase_by_hand", FOCAL, commitment(S.IN_PROGRESS, FOCAL)),
    Row("commitments:audience", FOCAL, commitment(S.IN_PROGRESS, FOCAL)),
    Row("commitments:withdraw", FOCAL, commitment(S.DRAFTED, OFFICE)),
    Row("commitments:measure_by", FOCAL, commitment(S.IN_PROGRESS, FOCAL)),
    Row("commitments:changes", OFFICE, commitment(S.IN_PROGRESS, OFFICE)),
    Row("programmes:changes", HT_FOCAL, slug, "?loai=noi-dung"),
    Row("commitments:milestones", DESK, commitment(S.IN_PROGRESS, DESK)),
    Row("commitments:reach_milestone", DESK, milestone),
    Row("commitments:take_back_milestone", DESK, milestone),
    Row("commitments:override_progress", HEAD, commitment(S.IN_PROGRESS, HEAD)),
    # next versions of public records
    Row("versions:of_programme", FOCAL, slug),
    Row("versions:of_commitment", FOCAL, commitment(S.DRAFTED, OFFICE)),
    Row("versions:of_commitment", FOCAL, commitment(S.IN_PROGRESS, FOCAL), status=409),
    # remarks
    Row("comments:on_commitment", FOCAL, commitment(S.IN_PROGRESS, FOCAL)),
    Row("comments:on_programme", HT_FOCAL, slug),
    Row("comments:edit", FOCAL, remark),
    Row("comments:withdraw", FOCAL, remark),
    # shared indicators
    Row("programmes:indicators", VISITOR, slug),
    Row("programmes:indicators", FOCAL, slug),
    Row("indicators:indicator", VISITOR, lambda w: measured()[:1]),
    Row("indicators:define", FOCAL, slug),
    Row("indicators:report", FOCAL, lambda w: measured()[:1]),
    Row("indicators:value", FOCAL, lambda w: measured()),
    Row("indicators:withdraw_approval", OFFICE, lambda w: measured()),
    Row("indicators:difference", FOCAL, lambda w: measured()[:1], status=409),
    Row("indicators:withdraw", FOCAL, lambda w: measured()[:1]),
    Row("indicators:enter_figure", FOCAL, lambda w: ["ha-noi"]),
    Row("indicators:correct_figure", OFFICE, figure),
    Row("indicators:withdraw_figure", OFFICE, figure),
    # documents
    Row("documents:read_public", VISITOR),
    Row("documents:read_public", VISITOR, query="?mau=thong-bao-ket-luan"),
    Row("documents:read_public", VISITOR, query="?mau=tin-hoi-nghi"),
    Row("documents:list", VISITOR),
    Row("documents:list", FOCAL),
    Row("documents:upload", FOCAL),
    Row("documents:document", HT_FOCAL, lambda w: [w.review.pk]),
    Row("documents:document", FOCAL, lambda w: [w.unread.pk]),
    Row("documents:document", FOCAL, lambda w: [w.attachment.pk]),
    Row("documents:document", FOCAL, lambda w: [w.locked.pk], status=410),
    Row("documents:share", FOCAL, lambda w: [w.attachment.pk]),
    Row("documents:review", HT_FOCAL, lambda w: [w.review.pk]),
    Row("documents:proposal", HT_FOCAL, proposal),
    Row("files:file", FOCAL, lambda w: [w.kept_file.pk]),
    Row("files:file", SECURITY, lambda w: [w.kept_file.pk], "?xem=1"),
    Row("documents:accept_sure", HT_FOCAL, lambda w: [w.review.pk]),
    Row("documents:why", HT_FOCAL, proposal),
    Row("files:lock", SECURITY, lambda w: [w.kept_file.pk]),
    # accounts
    Row("accounts:sign_in", VISITOR),
    Row("accounts:forgot_password", VISITOR),
    Row("accounts:reset_sent", VISITOR),
    Row("accounts:set_new_password", VISITOR, lambda w: [reset_link(w)]),
    Row("accounts:set_new_password", VISITOR, lambda w: ["khong-phai"], status=410),
    Row("accounts:accept_invitation", VISITOR, lambda w: [invitation(w)]),
    Row("accounts:profile", DESK),
    Row("notices:channels", DESK),
    Row("accounts:change_own_password", DESK),
    Row("accounts:people", ADMIN),
    Row("accounts:invite", ADMIN),
    Row("accounts:officer", ADMIN, lambda w: appointment(w)[:1]),
    Row("accounts:officer", ADMIN, lambda w: [w.invited.pk]),
    Row("accounts:appoint", ADMIN, lambda w: appointment(w)[:1]),
    Row("accounts:move", ADMIN, appointment),
    Row("accounts:end", ADMIN, appointment),
    Row("accounts:deactivate", ADMIN, lambda w: appointment(w)[:1]),
    Row("jobs:failed", ADMIN),
    Row("jobs:forget", ADMIN, lambda w: [w.failed_job.pk]),
]
POST_ONLY, PART, FILE = "answers POST only", "a part of a page, for htmx", "hands out a file, no page"
NOT_PAGES = {
    "programmes:undo_batch": POST_ONLY,
    "indicators:approve_figure": POST_ONLY,
    "programmes:keep_filter": POST_ONLY,
    "pages:change_filter": POST_ONLY,
    "documents:accept": POST_ONLY,
    "commitments:lift_override": POST_ONLY,
    "documents:accept_all": POST_ONLY,
    "documents:reject": POST_ONLY,
    "documents:reconsider": POST_ONLY,
    "documents:withdraw": POST_ONLY,
    "documents:withdraw_all": POST_ONLY,
    "documents:withdraw_together": POST_ONLY,
    "documents:read_again": POST_ONLY,
    "documents:place": POST_ONLY,
    "documents:lock": POST_ONLY,
    "accounts:sign_out": POST_ONLY,
    "accounts:reactivate": POST_ONLY,
    "accounts:resend_invitation": POST_ONLY,
    "jobs:retry": POST_ONLY,
    "lib:language": POST_ONLY,
    "lib:theme": POST_ONLY,
    "comments:see": POST_ONLY,
    "comments:place": "leads to the page of the discussion",
    "comments:people_of_commitment": "people to mention, for a script",
    "comments:people_of_programme": "people to mention, for a script",
    "versions:approve": POST_ONLY,
    "versions:drop": POST_ONLY,
    "files:verify": POST_ONLY,
    "documents:progress": PART,
    "documents:card": PART,
    "files:open": FILE,
    "lib:healthz": "a word for machines",
    "favicon.ico": "leads to the picture",
    "style:show": "walked in test_style.py",
    "style:dialog": "walked in test_style.py",
    "style:working": "walked in test_style.py",
    "style:received": "walked in test_style.py",
    "style:error": "walked in test_style.py",
}


def named_addresses(urls: Any = None, namespace: str = "") -> Iterator[str]:
    """The name of every address of the site; the address itself where it has none."""
    for entry in (urls or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from named_addresses(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern):
            yield namespace + entry.name if entry.name else str(entry.pattern)


def test_the_table_knows_every_address():
    known = {row.name for row in PAGES} | NOT_PAGES.keys()
    assert set(named_addresses()) == known
    assert not {row.name for row in PAGES} & NOT_PAGES.keys()


# -- one language on a page -----------------------------------------------------------------------------------------------

WORDS_ON_THE_PAGE = """() => {
    const words = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const foreign = (node) => node.parentElement.closest("script, style, textarea, [lang=en]:not(html)");
    while (walker.nextNode()) if (!foreign(walker.currentNode)) words.add(walker.currentNode.data.replace(/\\s+/g, " ").trim());
    for (const name of ["title", "aria-label", "placeholder", "alt"])
        for (const node of document.querySelectorAll(`[${name}]:not([lang=en]:not(html) *)`)) words.add(node.getAttribute(name).trim());
    return [...words];
}"""


@pytest.fixture(scope="session")
def english_sentences() -> re.Pattern[str]:
    """Every English message whose Vietnamese differs, as a pattern for a whole piece of text; placeholders stand for anything."""
    patterns = set()
    for catalogue in catalogues().values():
        for message in catalogue:
            written = message.string if isinstance(message.string, tuple) else (message.string,)
            for words in message.id if isinstance(message.id, tuple) else (message.id,):
                if words and words not in written and len(PLACEHOLDERS.sub("", words)) > 3:
                    pieces = re.split(r"%\(\w+\)[a-z]", words)
                    patterns.add(".{0,200}?".join(re.escape(piece) for piece in pieces))
    return re.compile("|".join(sorted(patterns)))


def faults(page: Page, language: str, english: re.Pattern[str]) -> Iterator[str]:
    """What is wrong with the page that a machine can tell, apart from what axe finds."""
    if wider := overflow(page):
        yield f"{wider} px wider than its window"
    if (headings := page.locator("h1").count()) != 1:
        yield f"{headings} first headings"
    if not page.title().strip() or "Liên Kết" not in page.title():
        yield f"title {page.title()!r}"
    if (found := page.locator("html").get_attribute("lang")) != language:
        yield f"says it is in {found}"
    if language == "vi":
        left = [words for words in page.evaluate(WORDS_ON_THE_PAGE) if english.fullmatch(words)]
        if left:
            yield f"English words left: {left}"


@pytest.mark.parametrize("half", [0, 1])
def test_every_page(open_page, axe, allowed_errors, tmp_path, english_sentences, half):
    allowed_errors += ["status of 409", "status of 410"]  # pages of the table that refuse in words
    world = populate(str(tmp_path))
    browsers: dict[str, tuple[Page, Page]] = {}
    found: list[str] = []

    def look(told: list[str], page: Page, *, contrast_only: bool = False) -> None:
        try:
            axe(page, contrast_only=contrast_only)
        except AssertionError as violation:
            told.append(str(violation))

    for row in PAGES[half::2]:
        if row.who not in browsers:
            officer = world.officer(row.who) if row.who else None
            browsers[row.who] = (
                open_page("/healthz", officer=officer),
                open_page("/healthz", width=390, theme="dark", language="en", officer=officer),
            )
        address, told = reverse(row.name, args=row.args(world)) + row.query, list[str]()
        for page, language in zip(browsers[row.who], ("vi", "en"), strict=True):
            answer = page.goto(address)
            if (status := answer.status if answer else 0) != row.status:
                told.append(f"answered {status}, expected {row.status}")
            told += faults(page, language, english_sentences)
            look(told, page, contrast_only=language == "en")
            if language == "vi":
                page.emulate_media(color_scheme="dark")
                look(told, page, contrast_only=True)
                page.emulate_media(color_scheme="light")
                page.set_viewport_size({"width": 390, "height": 900})
                look(told, page)
                told += [f"{wider} px wider than a phone"] if (wider := overflow(page)) else []
                page.set_viewport_size({"width": 1280, "height": 900})
        found += [f"{row.name} {address} ({row.who or 'visitor'}): {fault}" for fault in told]
    assert not found, f"{len(found)} faults\n" + "\n".join(found)


def test_english_words_on_a_page_are_noticed(open_page, english_sentences):
    page = open_page("/", language="en")
    assert len([words for words in page.evaluate(WORDS_ON_THE_PAGE) if english_sentences.fullmatch(words)]) > 10


@pytest.mark.parametrize("name", [name for name, reason in NOT_PAGES.items() if reason == POST_ONLY])
def test_deeds_without_a_page_cannot_be_done_by_a_link(client, cast, name):
    client.force_login(cast.hn.admin, backend="django.contrib.auth.backends.ModelBackend")
    for args in ([], [1], [1, 1], ["0b9f7a3e-5c1f-4d0c-9a53-0d3c0a7a6a11"]):
        try:
            address = reverse(name, args=args)
        except NoReverseMatch:
            continue
        assert client.get(address).status_code == 405
        return
    pytest.fail(f"{name} has an address of a shape this test does not know")
