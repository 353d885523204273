"""What people see when they look at the site on a day of the year, in a browser."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page, expect

from lienket.accounts.models import Officer
from lienket.commitments.models import Responsibility

from .story import YEAR, day, text
from .year import LAST, Visit, Year

FOUR = ("done_on_time", "done_late", "open_in_time", "overdue")


class Visitors:
    """The browsers of everybody who looks: one each, opened at the first look."""

    def __init__(self, open_page: Callable[..., Page], axe: Callable[[Page], None]) -> None:
        self._open, self._axe = open_page, axe
        self._pages: dict[int, Page] = {}

    def page_of(self, officer: Officer) -> Page:
        """The officer's browser."""
        if officer.pk not in self._pages:
            self._pages[officer.pk] = self._open("/healthz", officer=officer)
        return self._pages[officer.pk]

    def visits(self) -> dict[dt.date, Visit]:
        """Day → who looks at what."""
        return {
            day(8, 1): self.office_assigns_all_at_once,
            day(11, 2): self.mentioned_officer,
            day(24, 4): self.office_hears_of_silence,
            day(17, 6): self.focal_agency_sees_a_difference,
            day(16, 11): self.head_sees_the_overdue,
            LAST: self.leader_and_public,
        }

    def office_assigns_all_at_once(self, year: Year) -> None:
        """Hà Nội's Office gives all five to one lead by one paper, after a look at what that would do."""
        page = self._at(year.cast.hn.office, year.programme.get_absolute_url())
        page.locator("[name=tat_ca]").select_option("trang")
        page.locator("[name=viec]").select_option("giao-nhiem-vu")
        page.locator(".choose-bar button").click()
        for name, value in {"assigning_paper": "12/KH-UBND", "assigning_paper_date": text(8, 1)}.items():
            page.locator(f"main form [name={name}]").fill(value)
        page.locator("main form [name=lead]").select_option("so_ct")
        page.locator("main form button.primary").click()
        expect(page.locator("#se-lam")).to_contain_text("5")
        self._axe(page)
        assert not Responsibility.objects.exclude(assigned_on=None).exists()  # so far it was a look
        page.locator("main form[method=post] button.primary").click()
        expect(page.locator("#da-lam")).to_contain_text("5")

    def mentioned_officer(self, year: Year) -> None:
        """Hà Tĩnh's officer finds on the desk that Hà Nội's asks for something."""
        page = self._at(year.cast.ht.desk, "/ban-lam-viec/")
        expect(page.locator("main")).to_contain_text("nhắc đến bạn")

    def office_hears_of_silence(self, year: Year) -> None:
        """Ninety days without a word on B: officer, head, focal agency and Office were told, and the Office sees it."""
        assert year.rungs("B", "hn") == ["officer", "head", "focal", "office"]
        page = self._at(year.cast.hn.office, "/ban-lam-viec/")
        expect(page.locator("main")).to_contain_text(year.promise("B").title)
        self._axe(page)

    def focal_agency_sees_a_difference(self, year: Year) -> None:
        """Seven contracts here, five there: both focal agencies have it on the desk."""
        for side in (year.cast.hn, year.cast.ht):
            page = self._at(side.focal, "/ban-lam-viec/")
            expect(page.locator("main")).to_contain_text(year.week.name)

    def head_sees_the_overdue(self, year: Year) -> None:
        page = self._at(year.cast.hn.head, "/ban-lam-viec/")
        expect(page.locator("main")).to_contain_text(year.promise("D").title)

    def leader_and_public(self, year: Year) -> None:
        """The leader has two minutes and reads the board; the public sees the same four numbers and no working paper."""
        year.calendar.turn_to(LAST)
        counts = year.four()
        told = {name: getattr(counts, name) for name in FOUR}
        board = self._at(year.cast.hn.leader, f"{year.programme.get_absolute_url()}bang-theo-doi/")
        assert shown(board) == told
        panel = board.locator("details.explain").first
        panel.locator("summary").click()
        expect(panel.locator("dl")).to_contain_text(str(counts.of))
        expect(panel.locator("dl")).to_contain_text(f"31/12/{YEAR}")
        self._axe(board)
        public = self._open(year.programme.get_absolute_url())
        assert shown(public) == told
        public.goto(year.promise("A").get_absolute_url())
        expect(public.locator(".trail")).to_contain_text("46 sản phẩm đủ điều kiện")
        expect(public.locator(".trail")).not_to_contain_text("Nhờ @")
        self._axe(public)

    def _at(self, officer: Officer, address: str) -> Page:
        page = self.page_of(officer)
        page.goto(address)
        return page


def shown(page: Page) -> dict[str, int]:
    """The four counts as the page shows them."""
    return {name: int(page.locator(f".four-item.{name} .four-count").first.inner_text()) for name in FOUR}
