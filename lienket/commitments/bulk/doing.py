"""A confirmed preview carried out: one transaction a row, so that a row that is refused, or a crash, costs only itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused
from lienket.lib.saving import save_clean
from lienket.programmes.models import Programme

from ..actions import withdraw_commitment
from ..models import Batch, BatchRow, Commitment
from .looking import difference, facts, fingerprint
from .rehearsing import Slip, fresh
from .table import BulkDeed


def carry_out(deed: BulkDeed, programme: Programme, slip: Slip, data: Mapping[str, Any], *, by: Officer) -> Batch:
    """Do the slip's deed on its rows. A row that no longer stands as the preview showed it is refused, not guessed at.

    The same slip again, or at once from a second window, goes on with the same batch: a row that was tried is not tried again,
    and after a crash the rest is done. `data` is what the deed's form made of the slip's fields.
    """
    batch = _open(slip.key, programme, deed, by)
    for key, (pk, seen) in slip.rows.items():
        if pk is None:
            _row(batch, key, by, partial(_made, deed, programme, key, data, by))
        else:
            _row(batch, key, by, partial(_as_previewed, deed, seen=seen, data=data, by=by), on=pk)
    for key, (pk, why) in slip.refused.items():
        _row(batch, key, by, partial(_refused_already, why), on=pk)
    _close(batch, deed.verb, by)
    return batch


def undo(deed: BulkDeed, batch: Batch, *, by: Officer) -> Batch:
    """Take back what the batch did, row by row, where nothing came after. Asking again changes nothing more."""
    back = _open(f"undo-{batch.pk}", batch.programme, deed, by, undoes=batch)
    for row in batch.rows.filter(done=True).exclude(undo=None):
        _row(back, row.number, by, partial(_taken_back, deed, row=row, by=by), on=row.commitment_id or _GONE)
    _close(back, "commitments.batch_undone", by)
    return back


_GONE = 0  # no row has it


class _Stale(DeedRefused):
    """Somebody was faster."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of one row: the commitment as it stands now, or None where it was withdrawn."""

    commitment: Commitment | None
    words: str
    undo: dict[str, Any] | None = None


def _refused_already(why: str, _commitment: Commitment | None) -> _Done:
    """The preview said why it is not done; it is not tried again behind the person's back."""
    raise DeedRefused(why)


@transaction.atomic
def _open(key: str, programme: Programme, deed: BulkDeed, by: Officer, *, undoes: Batch | None = None) -> Batch:
    audit.take_turn()
    batch = Batch.objects.filter(key=key).first()
    if batch is None:
        batch = Batch(key=key, programme=programme, deed=deed.code, by=by, by_label=by.label, undoes=undoes)
        save_clean(batch)
    return batch


@transaction.atomic
def _row(batch: Batch, key: str, by: Officer, do: Callable[[Any], _Done], *, on: int | None = None) -> None:
    """Try one row and keep what became of it, in one transaction with the deed. `on` is the commitment; None makes a new one."""
    audit.take_turn()
    if batch.rows.filter(number=key).exists():
        return
    commitment = Commitment.objects.visible_to(by).filter(pk=on).first() if on is not None else None
    row = BatchRow(
        batch=batch, commitment=commitment, number=key, title=commitment.title if commitment else "", done=False
    )
    if on is not None and commitment is None:
        row.words = _("It is not there any more: somebody withdrew it, or it is no longer for you to see.")
    else:
        try:
            with transaction.atomic():
                outcome = do(fresh(commitment.pk) if commitment else None)
                row.commitment, row.words, row.undo, row.done = outcome.commitment, outcome.words, outcome.undo, True
                row.title = outcome.commitment.title if outcome.commitment else row.title
        except DeedRefused as refusal:
            row.words = refusal.message
    row.save()  # words of deeds and titles of commitments, which were cleaned when they were written


def _made(
    deed: BulkDeed, programme: Programme, key: str, data: Mapping[str, Any], by: Officer, _none: Commitment | None
) -> _Done:
    if deed.make is None:
        raise LookupError(f"{deed.code} makes nothing new")
    commitment, words = deed.make(programme, key, data, by)
    return _Done(commitment, words, {"was": None, "became": deed.keeps(fresh(commitment.pk))})


def _as_previewed(deed: BulkDeed, commitment: Commitment, seen: str, data: Mapping[str, Any], by: Officer) -> _Done:
    if fingerprint(commitment) != seen:
        raise _Stale(
            _("It changed after the preview, so nothing was done on it. Look at it again and repeat the deed.")
        )
    before, was = facts(commitment), deed.keeps(commitment)
    more = deed.do(commitment, data, by)
    after = fresh(commitment.pk)
    words = "; ".join(filter(None, [difference(before, facts(after)), more]))
    return _Done(after, words, {"was": was, "became": deed.keeps(after)} if deed.undo is not None else None)


def _taken_back(deed: BulkDeed, commitment: Commitment, row: BatchRow, by: Officer) -> _Done:
    if deed.undo is None or row.undo is None:
        raise LookupError(f"{deed.code} has no way back")
    was, became, now = row.undo["was"], row.undo["became"], deed.keeps(commitment)
    if any(now[name] != value for name, value in became.items() if was is None or value != was[name]):
        raise _Stale(_("Something was done on it since. What was changed here is no longer taken back by itself."))
    if was is None:
        withdraw_commitment(commitment, by=by)
        return _Done(None, _("Withdrawn: it had been made by this."))
    before = facts(commitment)
    deed.undo(commitment, was, by)
    after = fresh(commitment.pk)
    return _Done(after, difference(before, facts(after)))


@transaction.atomic
def _close(batch: Batch, verb: str, by: Officer) -> None:
    """One line for the whole, once."""
    audit.take_turn()
    batch.refresh_from_db()
    if batch.finished_at is not None:
        return
    batch.finished_at = clock.now()
    save_clean(batch, only=["finished_at"])
    outcomes = list(batch.rows.values_list("done", flat=True))
    audit.record(
        by=by, verb=verb, thing=batch.programme, side=by.side, deed=batch.deed, done=outcomes.count(True),
        refused=outcomes.count(False),
    )  # fmt: skip
