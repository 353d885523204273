"""Addresses of the lists behind a count: every number of a programme leads to its rows."""

from urllib.parse import urlencode

_STATES = ("drafted", "paused", "stopped", "carried_over")
_STANDINGS = (
    "done_on_time",
    "done_late",
    "done",
    "open_in_time",
    "due_soon",
    "overdue",
    "no_deadline",
    "silent",
    "counted",
    "outside",
    "left_out",
)


def links_to(address: str = "", **narrowed: str) -> dict[str, str]:
    """Name of a count → the commitments behind it, in the programme at `address` (the present page, where it is empty)."""

    standings = {name: link_to(address, **narrowed, tien_do=name) for name in _STANDINGS}
    # What stands outside is asked for by both words: faces of internal commitments, which are not counted, answer to the state.
    states = {state: link_to(address, **narrowed, trang_thai=state, tien_do="outside") for state in _STATES}
    return standings | states


def link_to(address: str = "", **narrowed: str) -> str:
    """The commitments of a programme that fit these filters; days as dd/mm/yyyy."""
    return f"{address}?{urlencode(narrowed)}#cam-ket"
