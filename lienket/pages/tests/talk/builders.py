"""A commitment of the cast as a subject, and remarks on it."""

from typing import Any

from lienket.accounts.models import Officer
from lienket.comments import actions, subjects
from lienket.comments.models import Remark
from lienket.comments.subjects import Subject
from lienket.commitments.models import Commitment


def on(commitment: Commitment, reader: Officer) -> Subject:
    """The commitment as this officer may talk about it."""
    found = subjects.find("commitment", reader, pk=commitment.pk)
    assert found is not None
    return found


def a_remark(commitment: Commitment, by: Officer, **changes: Any) -> Remark:
    facts: dict[str, Any] = {"text": "Đề nghị sớm chốt danh sách gian hàng.", "by": by}
    return actions.add_remark(on(commitment, by), **facts | changes)
