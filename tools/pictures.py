"""`make pictures`: the pictures of the papers of this project, taken of the real site with its illustrative data.

A site of its own is started on a free port over a temporary folder, so that nobody's data are shown or touched.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.fresh_clone import free_port

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
ACCOUNTS = ROOT / "lienket" / "demo" / "data" / "accounts.yaml"
PATIENCE = 120  # seconds until the site answers
DESK, PHONE = 1280, 390


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the page, who looks, how wide and high, in which colours."""

    name: str
    path: str
    officer: str = ""  # address of an illustrative account; "" is a visitor
    width: int = DESK
    height: int = 900
    theme: str = "light"


# `{programme}` is the address of the illustrative programme, `{commitment}` and `{document}` those of the first of each.
PICTURES = (
    Picture("home", "/"),
    Picture("reading", "/doc-van-ban/?mau=thong-bao-ket-luan", height=1100),
    Picture("programme", "{programme}", height=1150),
    Picture("programme-phone", "{programme}", width=PHONE, height=844),
    Picture("commitment", "{commitment}", height=1100),
    Picture("desk", "/ban-lam-viec/", officer="daumoi@hatinh.example"),
    Picture("review", "/van-ban/2/ra-soat/", officer="daumoi@hatinh.example", height=1100),
    Picture("programme-dark", "{programme}", theme="dark", height=1150),
)


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
    commitment = page.locator("#cam-ket tbody th a").nth(6).get_attribute("href") or ""
    page.close()
    return {"programme": programme, "commitment": commitment}


def _take(browser: Browser, address: str, picture: Picture, places: dict[str, str]) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.theme == "dark" else "light",
        locale="vi-VN",
    )
    page = context.new_page()
    if picture.officer:
        _sign_in(page, picture.officer)
    page.goto(picture.path.format(**places))
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def _sign_in(page: Page, officer: str) -> None:
    password = yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))["password"]
    page.goto("/dang-nhap/")
    page.fill("[name=username]", officer)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/ban-lam-viec/")


if __name__ == "__main__":
    raise SystemExit(main())
