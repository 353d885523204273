"""Sentences that say something to follow up or to know."""

from vanban.choose import Chosen
from vanban.facts import Statement
from vanban.lexicon import Lexicon
from vanban.scan import Scan
from vanban.segments import Layout


def find_statements(layout: Layout, met: Scan, lexicon: Lexicon, chosen: Chosen) -> list[Statement]:
    """All statements in the order of the text."""
    return []
