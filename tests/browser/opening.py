"""Opening the site in a browser and judging what is open: for the fixtures of conftest.py, and for campaigns, which have none."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# Without `preload` axe would write style elements of its own, which the site's content policy rightly blocks.
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,
    "resultTypes": ["violations"],
}
RUN_AXE = """rules => axe.run(document, rules).then(({violations}) => violations.map(
    ({id, help, nodes}) => ({id, help, nodes: nodes.slice(0, 4).map(({html}) => html.slice(0, 160))})))"""


@contextmanager
def a_chromium() -> Iterator[Browser]:
    """One browser; each page has a context of its own."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def new_context(
    browser: Browser, url: str, *, width: int, theme: str, language: str, officer: Any, scripts: bool
) -> BrowserContext:
    """A window of its own, signed in where there is an officer."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="vi-VN",
    )
    if scripts:
        context.add_init_script(AXE_SCRIPT)  # once a context: handing half a megabyte to every page costs seconds
    context.set_default_timeout(10_000)
    if language != "vi":
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}])
    if officer is not None:
        client = Client()
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    return context


def violations(page: Page, *, only: str = "") -> list[str]:
    """Every accessibility violation on the page, and where; `only="color-contrast"` asks one rule."""
    found = page.evaluate(RUN_AXE, {**RULES, "runOnly": [only]} if only else RULES)
    return [f"{v['id']}: {v['help']} — {html}" for v in found for html in v["nodes"]]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window; a page that fits gives 0."""
    return int(page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"))
