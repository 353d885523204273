"""Where a commitment is counted: its content group and its sector. They say nothing of what was promised, so they can be put right."""

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.audit.changes import changed
from lienket.lib.audience import Audience
from lienket.lib.saving import save_clean
from lienket.localities.models import Sector
from lienket.programmes.models import ContentGroup

from ..indexing import index_commitment
from ..models import Commitment
from ..refusals import AlreadyTaken
from .promises import as_recorded, check_place, set_audience, usual_audience
from .taking import hold


@transaction.atomic
def classify(commitment: Commitment, *, sector: Sector | None, group: ContentGroup | None, by: Officer) -> Commitment:
    """Put it into this sector and this content group of its programme, in whatever state it stands.

    What moves into a sector or group that is internal by default is taken from the public at once (handbook, section 3); the
    other way round somebody has to say so. Raises NotAllowed, AlreadyTaken where it stands there, Incomplete.
    """
    hold(commitment)
    require(by, "commitments.classify", commitment)
    if (sector, group) == (commitment.sector, commitment.group):
        raise AlreadyTaken(_("It stands in this sector and this content group already."))
    check_place(commitment.programme, group, None)
    before = as_recorded(commitment)
    commitment.sector, commitment.group = sector, group
    save_clean(commitment, only=["sector", "group"])
    index_commitment(commitment)
    audit.record(
        by=by, verb="commitments.classified", thing=commitment, side=by.side, number=commitment.number,
        **changed(before, as_recorded(commitment)),
    )  # fmt: skip
    internal = usual_audience(sector, group.sector if group else None) != Audience.PUBLIC
    if internal and commitment.audience == Audience.PUBLIC:
        set_audience(commitment, Audience.PARTIES, by=by)
    return commitment
