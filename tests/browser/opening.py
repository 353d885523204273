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
# Contrast takes axe three quarters of its time, one element after the other, though it depends only on how words are drawn and what
# is drawn behind them: of all elements drawn alike, three are judged, the first, the last and one between. Whatever is placed on its
# own (and may cover, or be covered) is alike only to its own kind.
RUN_AXE = """async ({structure, contrast, ...rules}) => {
    const grounds = new Map([[null, ""]]), alike = new Map();
    const ground = (node) => {
        if (!grounds.has(node)) {
            const drawn = getComputedStyle(node), before = getComputedStyle(node, "::before");
            const own = [drawn.backgroundColor, drawn.backgroundImage, drawn.opacity, drawn.filter, drawn.mixBlendMode,
                before.content === "none" ? "" : before.backgroundColor, drawn.overflow,
                drawn.position === "static" ? "" : `${drawn.position} ${node.tagName}.${node.getAttribute("class")}`].join();
            const below = ground(node.parentElement);
            grounds.set(node, below.endsWith(own) ? below : `${below}|${own}`);
        }
        return grounds.get(node);
    };
    const judged = async (where, asked) => (await axe.run(where, {...rules, ...asked})).violations;
    const found = structure ? await judged(document, {rules: {"color-contrast": {enabled: false}}}) : [];
    if (contrast) {
        for (const node of document.body.querySelectorAll("*")) {
            const words = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
            if (!(words || node.matches("input, select, textarea")) || !node.checkVisibility()) continue;
            const drawn = getComputedStyle(node);
            const kind = [ground(node), drawn.color, drawn.fontSize, drawn.fontWeight, drawn.textShadow, drawn.webkitTextFillColor,
                Boolean(node.closest(":disabled, [aria-disabled=true]"))].join(";");
            alike.set(kind, [...(alike.get(kind) || []), node]);
        }
        const few = [...alike.values()].flatMap((all) => [...new Set([all[0], all[all.length >> 1], all.at(-1)])]);
        if (few.length) found.push(...await judged(few, {runOnly: ["color-contrast"]}));
    }
    return found.map(({id, help, nodes}) => ({id, help, nodes: nodes.slice(0, 4).map(({html}) => html.slice(0, 160))}));
}"""


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


def violations(page: Page, *, contrast_only: bool = False) -> list[str]:
    """Every accessibility violation on the page, and where; `contrast_only` asks nothing but whether words can be told from their ground."""
    found = page.evaluate(RUN_AXE, {**RULES, "structure": not contrast_only, "contrast": True})
    return [f"{v['id']}: {v['help']} — {html}" for v in found for html in v["nodes"]]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window; a page that fits gives 0."""
    return int(page.evaluate("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"))
