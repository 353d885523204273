"""The papers the main job is walked with: the founding article where this checkout has it beside it, and the project's own sample."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from lienket.documents.samples import CONCLUSION, sample
from lienket.documents.tests.builders import docx
from lienket.lib import clock

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("LIENKET_SHARED") or ROOT.parent / "shared")
FOUNDING = SHARED / "reading" / "gold" / "hanoi-hatinh-2019.txt"


@dataclass(frozen=True)
class Paper:
    """A paper and what a reader must be shown of it. `figures` are with their bounds, as the page writes them."""

    name: str
    words: Callable[[], str]
    figures: tuple[str, ...]
    people: tuple[str, ...]
    agreed: str
    asked: str
    falls_short: str
    issued_on: str = ""  # empty where the day moves with the calendar

    @property
    def text(self) -> str:
        return self.words()

    def as_docx(self) -> bytes:
        """The paper as a Word file."""
        return docx(*(line for line in self.text.splitlines() if line.strip()))

    def as_pdf(self, chromium: Browser) -> bytes:
        """The paper printed: a real PDF with the letters of Vietnamese in it."""
        page = chromium.new_page()
        page.set_content("<!doctype html><meta charset=utf-8><body></body>")
        page.evaluate(
            "lines => document.body.append(...lines.map(l => Object.assign(document.createElement('p'), {textContent: l})))",
            [line for line in self.text.splitlines() if line.strip()],
        )
        content = page.pdf(format="A4")
        page.close()
        return content


OWN_SAMPLE = Paper(
    name="own-sample",
    words=lambda: sample(CONCLUSION, clock.today()),
    figures=("trên 41.200 tỷ đồng", "gần 7 vạn hộ kinh doanh", "khoảng 20 cụm công nghiệp", "366 sản phẩm OCOP"),
    people=("Đàm Khắc Thuận", "Tống Mai Hiên"),
    agreed="5 điểm giới thiệu",
    asked="đấu giá quyền sử dụng đất",
    falls_short="hạn chế",
)
FOUNDING_ARTICLE = Paper(
    name="founding-article",
    words=lambda: FOUNDING.read_text(encoding="utf-8"),
    figures=("trên 1.300 dự án đầu tư", "trên 370.000 tỷ đồng", "gần 6 vạn hộ kinh doanh", "gần 13 tỷ USD"),
    people=("Lê Đình Sơn", "Nguyễn Đức Chung", "Hoàng Trung Hải"),
    agreed="Cơ chế chính sách",
    asked="công nghệ thông tin",
    falls_short="còn hạn chế",
    issued_on="02/12/2019",
)
PAPERS = [OWN_SAMPLE, *([FOUNDING_ARTICLE] if FOUNDING.is_file() else [])]
