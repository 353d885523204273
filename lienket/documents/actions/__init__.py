"""Deeds on papers. Each checks the policy, saves, and records what was done, in one transaction."""

from .deciding import (
    accept_all_of,
    accept_proposal,
    reconsider_proposal,
    reject_proposal,
    withdraw_acceptance,
    withdraw_all_of,
)
from .locking import lock_for_secret
from .reading import begin_reading, read_again, record_reading, rematch
from .receiving import receive_document
from .sharing import place_in_programme, share_document
from .together import Together, accept_sure, withdraw_together

__all__ = [
    "Together",
    "accept_all_of",
    "accept_proposal",
    "accept_sure",
    "begin_reading",
    "lock_for_secret",
    "place_in_programme",
    "read_again",
    "receive_document",
    "reconsider_proposal",
    "record_reading",
    "reject_proposal",
    "rematch",
    "share_document",
    "withdraw_acceptance",
    "withdraw_all_of",
    "withdraw_together",
]
