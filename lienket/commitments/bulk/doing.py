"""A confirmed preview carried out: one transaction a row, so that a row that is refused, or a crash, costs only itself."""

from collections.abc import Callable, Mapping
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

from ..models import Batch, BatchRow, Commitment
from .looking import difference, facts, fingerprint, kept
from .rehearsing import Slip, fresh
from .table import BY_DEED, BulkDeed


def carry_out(programme: Programme, slip: Slip, data: Mapping[str, Any], *, by: Officer) -> Batch:
    """Do the slip's deed on its rows. A row that no longer stands as the preview showed it is refused, not guessed at.

    The same slip again, or at once from a second window, goes on with the same batch: a row that was tried is not tried again,
    and after a crash the rest is done. `data` is what the deed's form made of the slip's fields.
    """
    deed = BY_DEED[slip.deed]
    batch = _open(slip.key, programme, deed, by)
    for number, (pk, seen) in slip.rows.items():
        _row(batch, number, pk, by, partial(_as_previewed, deed, seen=seen, data=data, by=by))
    for number, (pk, why) in slip.refused.items():
        _row(batch, number, pk, by, partial(_refused_already, why))
    _close(batch, "commitments.batch_done", by)
    return batch


def undo(batch: Batch, *, by: Officer) -> Batch:
    """Take back what the batch did, row by row, where nothing came after. Asking again changes nothing more."""
    deed = BY_DEED[batch.deed]
    back = _open(f"undo-{batch.pk}", batch.programme, deed, by, undoes=batch)
    for row in batch.rows.filter(done=True).exclude(undo=None):
        _row(back, row.number, row.commitment_id, by, partial(_taken_back, deed, row=row, by=by))
    _close(back, "commitments.batch_undone", by)
    return back


class _Stale(DeedRefused):
    """Somebody was faster."""


def _refused_already(why: str, _commitment: Commitment) -> tuple[str, None]:
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
def _row(
    batch: Batch,
    number: str,
    pk: int | None,
    by: Officer,
    do: Callable[[Commitment], tuple[str, dict[str, Any] | None]],
) -> None:
    """Try one row and keep what became of it, in one transaction with the deed."""
    audit.take_turn()
    if batch.rows.filter(number=number).exists():
        return
    commitment = Commitment.objects.visible_to(by).filter(pk=pk).first() if pk is not None else None
    row = BatchRow(
        batch=batch, commitment=commitment, number=number, title=commitment.title if commitment else "", done=False
    )
    if commitment is None:
        row.words = _("It is not there any more: somebody withdrew it, or it is no longer for you to see.")
    else:
        try:
            with transaction.atomic():
                row.words, row.undo = do(fresh(commitment.pk))
                row.done = True
        except DeedRefused as refusal:
            row.words = refusal.message
    row.save()  # words of deeds and titles of commitments, which were cleaned when they were written


def _as_previewed(
    deed: BulkDeed, commitment: Commitment, seen: str, data: Mapping[str, Any], by: Officer
) -> tuple[str, dict[str, Any] | None]:
    if fingerprint(commitment) != seen:
        raise _Stale(
            _("It changed after the preview, so nothing was done on it. Look at it again and repeat the deed.")
        )
    before, was = facts(commitment), kept(commitment)
    more = deed.do(commitment, data, by)
    after = fresh(commitment.pk)
    words = "; ".join(filter(None, [difference(before, facts(after)), more]))
    return words, {"was": was, "became": kept(after)} if deed.undo is not None else None


def _taken_back(deed: BulkDeed, commitment: Commitment, row: BatchRow, by: Officer) -> tuple[str, None]:
    if deed.undo is None or row.undo is None:
        raise LookupError(f"{deed.code} has no way back")
    was, became, now = row.undo["was"], row.undo["became"], kept(commitment)
    if any(now[name] != value for name, value in became.items() if value != was[name]):
        raise _Stale(_("Something was done on it since. What was changed here is no longer taken back by itself."))
    before = facts(commitment)
    deed.undo(commitment, was, by)
    return difference(before, facts(fresh(commitment.pk))), None


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
