"""A real Chromium for the tests marked `browser`: pages at both widths, in both colours and languages, as visitor or officer.

    @pytest.mark.browser
    def test_desk(open_page, axe, cast):
        page = open_page("/ban-lam-viec/", width=390, theme="dark", officer=cast.hn.desk)
        axe(page)

Every page opened here fails its test when the browser reports an error: a script that broke, a file that is missing,
something the content policy blocked.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

# Playwright's own event loop runs in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# Without `preload` axe would write style elements of its own, which the site's content policy rightly blocks.
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,
    "resultTypes": ["violations"],
}
RUN_AXE = """rules => axe.run(document, rules).then(({violations}) => violations.map(
    ({id, help, nodes}) => ({id, help, nodes: nodes.slice(0, 4).map(({html}) => html.slice(0, 160))})))"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each page has a context of its own."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def allowed_errors() -> list[str]:
    """Parts of browser errors a test expects, e.g. the status of an error page it opens on purpose: append to it."""
    return []


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, allowed_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(path, width=1280, theme="light", language="vi", officer=None, scripts=True)` → a page, already there."""
    contexts, errors = [], []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url')})")

    def open_(
        path: str = "/",
        *,
        width: int = 1280,
        theme: str = "light",
        language: str = "vi",
        officer: Any = None,
        scripts: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="vi-VN",
        )
        contexts.append(context)
        if scripts:
            context.add_init_script(AXE_SCRIPT)  # once a context: handing half a megabyte to every page costs seconds
        context.set_default_timeout(10_000)
        if language != "vi":
            context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        if officer is not None:
            client = Client()
            client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    unexpected = [e for e in errors if not any(part in e for part in allowed_errors)]
    assert not unexpected, "the browser reported errors: " + "; ".join(unexpected)


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` fails with every accessibility violation found on the page, and where; `only="color-contrast"` asks one rule."""

    def check(page: Page, *, only: str = "") -> None:
        found = page.evaluate(RUN_AXE, {**RULES, "runOnly": [only]} if only else RULES)
        lines = [f"{v['id']}: {v['help']} — {html}" for v in found for html in v["nodes"]]
        assert not lines, f"{page.url}\n" + "\n".join(lines)

    return check


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window; a page that fits gives 0."""
    return int(page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"))
