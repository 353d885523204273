"""One percentage for a commitment, and how it came about: its main indicator, else weighted milestones, unless set by hand.

Nothing is stored: what was reached, what the parties agreed on, and who set a number by hand are; the percentage is reckoned.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienket.lib.explanation import Counted, Explanation, LeftOut
from lienket.lib.numbers import format_date, format_number

from .models import Milestone, ProgressOverride


class Source(models.TextChoices):
    """Where a percentage comes from."""

    BY_HAND = "by_hand", gettext_lazy("set by hand")
    INDICATOR = "indicator", gettext_lazy("by its main indicator")
    MILESTONES = "milestones", gettext_lazy("by weighted milestones")


@dataclass(frozen=True, slots=True)
class Progress:
    """The percentage that holds, its source, and what is reckoned beside one set by hand (None: nothing to reckon from)."""

    percent: int
    source: Source
    told: Explanation
    override: ProgressOverride | None = None
    reckoned: int | None = None


def weighed(reached: int, total: int) -> int | None:
    """Reached weight over all weight, rounded down: 100 only when everything is reached. None without weights."""
    return 100 * reached // total if total else None


def progress_of(
    milestones: Sequence[Milestone],
    override: ProgressOverride | None,
    indicator: tuple[int, Explanation] | None,
    today: dt.date,
) -> Progress | None:
    """The progress of a commitment; `indicator` is how far its main one is with its explanation. None where nobody said how to tell."""
    reckoned: Progress | None = None
    if indicator is not None:
        percent = max(0, min(100, indicator[0]))
        reckoned = Progress(percent, Source.INDICATOR, indicator[1])
    elif milestones:
        total = sum(one.weight for one in milestones)
        reached = sum(one.weight for one in milestones if one.reached_on is not None)
        reckoned = Progress(
            weighed(reached, total) or 0, Source.MILESTONES, _by_milestones(milestones, reached, total, today)
        )
    if override is None:
        return reckoned
    return Progress(
        override.percent,
        Source.BY_HAND,
        _by_hand(override, reckoned, today),
        override,
        reckoned.percent if reckoned else None,
    )


def _by_milestones(milestones: Sequence[Milestone], reached: int, total: int, today: dt.date) -> Explanation:
    share = _("weight %(weight)s, %(share)s%% of the whole")

    def words(one: Any) -> str:
        return share % {"weight": format_number(one.weight), "share": format_number(100 * one.weight // total)}

    return Explanation(
        formula=_("Weight of the milestones reached (%(reached)s) divided by the weight of all (%(total)s), rounded down.")
        % {"reached": format_number(reached), "total": format_number(total)},
        denominator=ngettext(
            "Weight %(total)s of %(n)s milestone.", "Weight %(total)s of %(n)s milestones.", len(milestones)
        )
        % {"total": format_number(total), "n": format_number(len(milestones))},
        counted=[
            Counted(
                one.title,
                words(one),
                [_("%(who)s, reached on %(day)s: %(evidence)s")
                % {"who": one.reached_by_label, "day": format_date(one.reached_on), "evidence": one.evidence}],
            )
            for one in milestones
            if one.reached_on is not None
        ],
        left_out=[
            LeftOut(
                one.title,
                _("not reached yet, planned for %(day)s") % {"day": format_date(one.due)} if one.due else _("not reached yet"),
            )
            for one in milestones
            if one.reached_on is None
        ],
        as_of=today,
    )  # fmt: skip


def _by_hand(override: ProgressOverride, reckoned: Progress | None, today: dt.date) -> Explanation:
    set_by = _("%(who)s, %(day)s") % {"who": override.by_label, "day": format_date(override.at)}
    left_out = []
    if reckoned is not None:
        left_out = [
            LeftOut(
                f"{Source(reckoned.source).label}: {reckoned.percent}%", _("a number set by hand stands in its place")
            ),
            *(LeftOut(f"{row.label}: {row.value}", _("reckoned, but not shown")) for row in reckoned.told.counted),
        ]
    return Explanation(
        formula=_("Set by hand: %(reason)s") % {"reason": override.reason},
        denominator=_("None: the number is a judgement, not a count."),
        counted=[Counted(_("Progress set by hand"), f"{override.percent}%", [set_by])],
        left_out=left_out,
        as_of=today,
    )
