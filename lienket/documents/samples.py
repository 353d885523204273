"""The project's own sample papers: illustrative, in our own words, with dates that move so that they never grow old.

A sample is a template in `samples/`. Its placeholders count days from a given day:
`{d:+30}` → 24/12/2026 · `{long:-150}` → "ngày 27 tháng 6 năm 2026" · `{day:-3}` → "Thứ bảy, 21/11/2026" ·
`{y:-150}` → 2026 · `{y:-150:+4}` → the year four years later.
"""

import datetime as dt
import re
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent / "samples"
CONCLUSION, NEWS = "thong-bao-ket-luan", "tin-hoi-nghi"
NAMES = (CONCLUSION, NEWS)
CHOICES = ((CONCLUSION, _("A notice of conclusions")), (NEWS, _("A news page")))

_PLACEHOLDER = re.compile(r"\{(?P<form>d|long|day|y):(?P<days>[+-]\d+)(?::\+(?P<years>\d+))?\}")
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def sample(name: str, today: dt.date) -> str:
    """The text of one sample as if it had been written around `today`. Raises KeyError for a name that is not in NAMES."""
    if name not in NAMES:
        raise KeyError(f"expected one of {NAMES}, found {name!r}")

    def resolved(match: re.Match[str]) -> str:
        day = today + dt.timedelta(days=int(match["days"]))
        years = int(match["years"] or 0)
        if match["form"] == "y":
            return str(day.year + years)
        if match["form"] == "long":
            return _long_form(day)
        if match["form"] == "day":
            return f"{_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
        return f"{day:%d/%m/%Y}"

    return _PLACEHOLDER.sub(resolved, _template(name))


@lru_cache(maxsize=len(NAMES))
def _template(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def _long_form(day: dt.date) -> str:
    """Decree 30/2020: a leading zero for days below 10 and for months 1 and 2."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
