"""The four published counts say how they were reckoned: the rule, the denominator, what counts, what does not and why, on whose word."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.lib.explanation import Counted, Explanation, LeftOut
from lienket.lib.numbers import format_number, percent

from .timeliness import FourStates, Timeliness

COUNTED = {  # field of FourStates → its word
    "done_on_time": Timeliness.DONE_ON_TIME.label,
    "done_late": Timeliness.DONE_LATE.label,
    "open_in_time": gettext_lazy("Open, in time"),  # of what is counted: the badge of a single one says only "in time"
    "overdue": Timeliness.OVERDUE.label,
}


def explain_four(
    counts: FourStates, today: dt.date, links: Mapping[str, str] | None = None, *, faces: int = 0
) -> Explanation:
    """The panel under the four states. `links` leads from the name of a count to the list of its commitments; `faces` is how many
    internal ones the reader is shown by title, sector and state only.

    The rule is the handbook's, section 2: completed and not completed, each in time or late, add up to what was counted.
    """
    to = links or {}
    confirmed = [_("confirmed by the focal agency or the Office of every party")]
    counted = [
        Counted(
            str(label),
            f"{format_number(getattr(counts, code))} ({percent(getattr(counts, code), counts.of)}%)",
            confirmed if code.startswith("done") and getattr(counts, code) else (),
            to.get(code, ""),
        )
        for code, label in COUNTED.items()
    ]
    outside = [
        ("no_deadline", counts.no_deadline, _("Without a deadline"), _("there is no day to hold it against")),
        ("drafted", counts.drafted, _("Drafts"), _("not given out yet")),
        ("paused", counts.paused, _("Paused"), _("the clock stands still")),
        ("stopped", counts.stopped, _("Stopped"), _("given up by a decision")),
        ("carried_over", counts.carried_over, _("Carried over"), _("goes on, and is counted, as another commitment")),
    ]
    left_out = [
        LeftOut(f"{label}: {format_number(count)}", why, to.get(code, ""))
        for code, count, label, why in outside
        if count
    ]
    if faces:
        why = _("only title, sector and state are public; the parties count them")
        left_out.append(LeftOut(f"{_('Internal to the parties')}: {format_number(faces)}", why))
    return Explanation(
        formula=_(
            "Each commitment is held against the deadline in force: done by that day or after it, open before it or past it. "
            "A share is a count divided by the denominator, in whole per cent."
        ),
        denominator=_("%(of)s of %(total)s commitments: given out, with a deadline, neither paused, stopped nor carried over.")
        % {"of": format_number(counts.of), "total": format_number(counts.total)},
        counted=counted,
        left_out=left_out,
        as_of=today,
    )  # fmt: skip
