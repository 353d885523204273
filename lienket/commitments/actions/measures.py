"""Which shared indicators measure a commitment, and which of them is its main one."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.indicators.models import Indicator
from lienket.lib.saving import Incomplete, save_clean

from ..models import Commitment, CommitmentIndicator
from .taking import hold


@transaction.atomic
def measure_by(
    commitment: Commitment, indicators: Collection[Indicator], *, main: Indicator | None = None, by: Officer
) -> Commitment:
    """From now on the commitment is measured by exactly these indicators of its programme; values reported on others stay theirs."""
    hold(commitment)
    require(by, "commitments.measure_by", commitment)
    if any(one.programme_id != commitment.programme_id for one in indicators):
        raise Incomplete({"indicators": _("Choose indicators of this commitment's own programme.")})
    chosen = {one.pk for one in indicators}
    if main is not None and main.pk not in chosen:
        raise Incomplete({"main": _("The main indicator is one of the indicators chosen.")})
    commitment.measures.exclude(indicator__in=chosen).delete()
    kept = {measure.indicator_id: measure for measure in commitment.measures.all()}
    # The one that stops being main goes first: at most one is main at any moment.
    for one in sorted(indicators, key=lambda one: main is not None and one.pk == main.pk):
        measure = kept.get(one.pk) or CommitmentIndicator(commitment=commitment, indicator=one)
        measure.main = main is not None and one.pk == main.pk
        save_clean(measure)
    audit.record(
        by=by, verb="commitments.measured_by", thing=commitment, side=by.side, number=commitment.number,
        indicators=sorted(chosen), main=main.pk if main is not None else None,
    )  # fmt: skip
    return commitment
