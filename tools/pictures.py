"""`make pictures`: the pictures of the papers of this project, taken of the real site with its illustrative data.

A site of its own is started on a free port over a temporary folder, so that nobody's data are shown or touched.
"""

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.fresh_clone import free_port

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
ACCOUNTS = ROOT / "lienket" / "demo" / "data" / "accounts.yaml"
PATIENCE = 400  # seconds until the site answers
DESK, PHONE = 1280, 390
COLOURS = 96


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the page, who looks, how wide and high, in which colours; and what is done before it is taken.

    `typed` is written into the form of the page (name → value) and sent; then `unfold` is opened and `at` scrolled to the top.
    """

    name: str
    path: str
    officer: str = ""  # address of an illustrative account; "" is a visitor
    width: int = DESK
    height: int = 900
    theme: str = "light"
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unfold: str = ""  # a selector
    at: str = ""  # a selector


HN_DESK, HN_HEAD, HN_OFFICE, HN_LEADER, HN_ADMIN = (
    "chuyenvien.ct@hanoi.example",
    "lanhdao.ct@hanoi.example",
    "vanphong@hanoi.example",
    "lanhdao@hanoi.example",
    "quantri@hanoi.example",
)
HT_FOCAL = "daumoi@hatinh.example"
# `{programme}` is the address of the illustrative programme, `{commitment}` that of one under way, with remarks and evidence;
# `{differing}` leads to two figures that differ.
PICTURES = (
    Picture("home", "/"),
    Picture("reading", "/doc-van-ban/?mau=thong-bao-ket-luan", height=1100),
    Picture("programme", "{programme}", height=1150),
    Picture("programme-phone", "{programme}", width=PHONE, height=844),
    Picture("commitment", "{commitment}", height=1100),
    Picture("desk", "/ban-lam-viec/", officer=HT_FOCAL),
    Picture("review", "/van-ban/2/ra-soat/", officer=HT_FOCAL, height=1100),
    Picture("programme-dark", "{programme}", theme="dark", height=1150),
    # docs/user-guide.vi.md
    Picture("guide-desk", "/ban-lam-viec/", officer=HN_DESK, height=860),
    Picture("guide-desk-phone", "/ban-lam-viec/", officer=HN_DESK, width=PHONE, height=844),
    Picture("guide-progress", "{commitment}cap-nhat/", officer=HN_DESK, height=1000),
    Picture("guide-remarks", "{commitment}", officer=HN_DESK, height=800, at="[aria-labelledby=dien-bien]"),
    Picture("guide-milestones", "{commitment}", officer=HN_DESK, height=620, at="[aria-labelledby=tien-do]"),
    Picture("guide-extension", "{commitment}de-nghi-gia-han/", officer=HN_HEAD, height=820),
    Picture("guide-difference", "{differing}", officer=HT_FOCAL, height=860),
    Picture("guide-remind", "{commitment}don-doc/", officer=HT_FOCAL, height=760),
    Picture(
        "guide-many", "{programme}nhieu-noi-dung/?viec=doi-thoi-han&chon=4&chon=7&chon=8&chon=11", officer=HN_OFFICE, height=1000,
        typed={"days": "30", "reason": "Lùi theo Thông báo kết luận của hội nghị sơ kết"},
    ),
    Picture("guide-board", "{programme}bang-theo-doi/", officer=HN_LEADER, height=1000, at=".tabs"),
    Picture("guide-board-phone", "{programme}bang-theo-doi/", officer=HN_LEADER, width=PHONE, height=844, at=".four-states"),
    Picture("guide-reckoned", "{programme}bang-theo-doi/", officer=HN_LEADER, height=900, unfold="details.explain", at=".four-states"),
    Picture("guide-history", "{programme}lich-su/", officer=HN_OFFICE, height=760),
    Picture("guide-people", "/can-bo/", officer=HN_ADMIN, height=760),
    Picture("guide-list", "/cam-ket/?tien_do=overdue", height=760),
    Picture("guide-locality", "/dia-phuong/ha-tinh/", height=760),
    Picture("guide-notices", "/tai-khoan/thong-bao/", officer=HN_DESK, height=900),
)  # fmt: skip


def main() -> int:
    """Take every picture anew; returns the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _site() as address, sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        places = _places(browser, address)
        for picture in PICTURES:
            _take(browser, address, picture, places)
            print(f"docs/pictures/{picture.name}.png")
        browser.close()
    return 0


@contextmanager
def _site() -> Iterator[str]:
    """The site as `make run` starts it, over a folder that is thrown away."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lienket-pictures-") as state:
        environment = {**os.environ, "PORT": str(port), "STATE_DIR": state}
        environment.pop("DATABASE_URL", None)
        running = subprocess.Popen(
            [sys.executable, "-m", "tools.run"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(f"{address}/healthz", running)
            yield address
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=60)


def _wait(url: str, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise SystemExit("the site did not start; `make run` says why")


def _places(browser: Browser, address: str) -> dict[str, str]:
    page = browser.new_page()
    page.goto(f"{address}/chuong-trinh/")
    programme = page.locator("main article :is(h2, h3) a").first.get_attribute("href") or ""
    page.goto(address + programme)
    commitment = page.locator("#cam-ket tbody th a", has_text="Tuần nông sản").first.get_attribute("href") or ""
    page.close()
    focal = _window(browser, address, Picture("", "", officer=HT_FOCAL))
    differing = focal.locator("main a[href*='/chenh-lech/']").first.get_attribute("href") or ""
    focal.context.close()
    return {"programme": programme, "commitment": commitment, "differing": differing}


def _window(browser: Browser, address: str, picture: Picture) -> Page:
    """A window as the picture wants it; on the desk where an officer looks."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.theme == "dark" else "light",
        locale="vi-VN",
    )
    page = context.new_page()
    if picture.officer:
        _sign_in(page, picture.officer)
    return page


def _take(browser: Browser, address: str, picture: Picture, places: dict[str, str]) -> None:
    page = _window(browser, address, picture)
    page.goto(picture.path.format(**places))
    for name, value in picture.typed.items():
        page.locator(f"main form [name={name}]").fill(value)
    if picture.typed:
        page.locator("main form button.primary").click()
    page.wait_for_load_state("networkidle")
    if picture.unfold:
        page.locator(picture.unfold).first.evaluate("node => { node.closest('details').open = true }")
    if picture.at:
        page.locator(picture.at).first.evaluate("node => window.scrollTo(0, node.getBoundingClientRect().top - 16)")
    _keep(page.screenshot(), FOLDER / f"{picture.name}.png")
    page.context.close()


def _keep(taken: bytes, file: Path) -> None:
    """Write the picture with as few colours as a page of text needs: half of the bytes, the same to the eye."""
    with Image.open(io.BytesIO(taken)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(file, optimize=True)


def _sign_in(page: Page, officer: str) -> None:
    password = yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))["password"]
    page.goto("/dang-nhap/")
    page.fill("[name=username]", officer)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/ban-lam-viec/")


if __name__ == "__main__":
    raise SystemExit(main())
