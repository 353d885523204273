"""The words of a remark: cleaned at the door, and with its mentions shown as names."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lienket.accounts.models import Officer
from lienket.lib.text import clean

# "@", then a work address; a sentence's own full stop does not belong to it.
HANDLE = re.compile(r"(?<![\w@.])@([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_JOINER = "\u200d"  # holds pictures of several signs together; the one invisible mark that changes what is seen
_MARKS = re.compile(
    r"([\u0300-\u036f]{3})[\u0300-\u036f]+"
)  # a letter carries two marks at most, whoever piles up more


def tidy(text: str) -> str:
    """The words as they are kept: NFC, line ends as \\n, nothing invisible, no towers of marks; empty where nothing can be read."""
    kept = "".join(c for c in clean(text) if c == _JOINER or unicodedata.category(c) != "Cf")
    kept = _MARKS.sub(r"\1", kept)
    kept = re.sub(r"\n{3,}", "\n\n", kept).strip()
    return "" if not kept.replace(_JOINER, "").strip() else kept


def addresses(text: str) -> list[str]:
    """The work addresses mentioned, each once, in small letters, in order."""
    return list(dict.fromkeys(found.lower() for found in HANDLE.findall(text)))


def shown(text: str, mentioned: Iterable[Officer]) -> SafeString:
    """The words for a page: escaped, line ends kept, every mention as that person's name."""
    by_address = {officer.email.lower(): officer for officer in mentioned}
    parts: list[SafeString | str] = []
    end = 0
    for found in HANDLE.finditer(text):
        officer = by_address.get(found[1].lower())
        if officer is None:
            continue
        parts.append(conditional_escape(text[end : found.start()]))
        parts.append(format_html('<span class="mention">@{}</span>', officer.full_name))
        end = found.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))  # noqa: S308 - every part is escaped above
