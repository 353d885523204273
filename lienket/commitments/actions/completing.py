"""T7 the lead reports completion, T8 the party's focal agency or Office confirms, T9 it asks for more."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank

from ..models import Responsibility, Step
from ..transitions import BY_CODE
from .taking import begin, not_before_made, not_in_future, refuse, take

# What a report left on a responsibility, and what a confirmation did.
REPORT: dict[str, object] = {"reported_on": None, "reported_by": None, "output_paper": "", "output_date": None}
CONFIRMATION: dict[str, object] = {"confirmed_on": None, "completed_on": None}


@transaction.atomic
def report_completion(
    responsibility: Responsibility,
    *,
    output_paper: str,
    output_date: dt.date | None,
    note: str = "",
    files: Iterable[StoredFile] = (),
    by: Officer,
) -> Step:
    """T7: the head of the lead agency says it is done and names the output paper (or the acceptance minutes) with its date."""
    row = BY_CODE["T7"]
    begin(responsibility, row, by)
    problems: dict[str, str] = {}
    if is_blank(output_paper):
        problems["output_paper"] = _("Give the number of the output paper or of the acceptance minutes.")
    if output_date is None:
        problems["output_date"] = _("Give the date of the output paper.")
    not_in_future("output_date", output_date, problems)
    not_before_made("output_date", output_date, responsibility.commitment, problems)
    refuse(problems)
    return take(
        responsibility,
        row,
        by=by,
        marks={
            "reported_on": clock.today(),
            "reported_by": by,
            "output_paper": output_paper,
            "output_date": output_date,
        },
        paper_number=output_paper,
        paper_date=output_date,
        note=note,
        files=files,
    )


@transaction.atomic
def confirm_completion(
    responsibility: Responsibility, *, completed_on: dt.date | None, note: str = "", by: Officer
) -> Step:
    """T8: the party's focal agency or Office confirms; `completed_on` is the day of the output, not of the click.

    The commitment is done when every party has confirmed, the receiving ones what they received; it then counts as completed
    on the latest of the days the parties confirmed.
    """
    row = BY_CODE["T8"]
    begin(responsibility, row, by)
    problems: dict[str, str] = {}
    if completed_on is None:
        problems["completed_on"] = _("Give the day on the output: it decides whether the commitment was done on time.")
    not_in_future("completed_on", completed_on, problems)
    not_before_made("completed_on", completed_on, responsibility.commitment, problems)
    refuse(problems)
    marks = {"confirmed_on": clock.today(), "completed_on": completed_on}
    return take(responsibility, row, by=by, marks=marks, paper_date=completed_on, note=note)


@transaction.atomic
def return_for_more(responsibility: Responsibility, *, reason: str, by: Officer) -> Step:
    """T9: the report goes back with a reason. An acting party reopens its own report, a receiving one those of all acting parties.

    What the receiving parties confirmed was confirmed of the old report, so it falls too; another acting party's stays.
    """
    row = BY_CODE["T9"]
    begin(responsibility, row, by)
    if is_blank(reason):
        refuse({"reason": _("Say what is missing, so that the lead agency can add it.")})
    for other in responsibility.commitment.responsibilities.exclude(pk=responsibility.pk):
        changes: dict[str, object] = {}
        if not other.acting:
            changes = dict(CONFIRMATION)
        elif not responsibility.acting:
            changes = REPORT | CONFIRMATION
        for name, value in changes.items():
            setattr(other, name, value)
        if changes:
            save_clean(other, only=list(changes))
    marks = (REPORT | CONFIRMATION) if responsibility.acting else dict(CONFIRMATION)
    return take(responsibility, row, by=by, marks=marks, note=reason)
