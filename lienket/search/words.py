"""Words to find by: the same small alphabet in the index and in the question, on both databases."""

import re

from lienket.lib.text import searchable

# More words than this narrow nothing and only cost; a word longer than this is nobody's word.
MOST_WORDS, LONGEST_WORD = 12, 40
_THOUSANDS = re.compile(r"(?<=[0-9])[.](?=[0-9]{3}(?![0-9]))")  # "37.700" is one number
_APART = re.compile(r"[^0-9a-z]+|(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])")


def words(text: str) -> list[str]:
    """The words of a text: runs of a–z or of digits, so that no database splits "CK-01" or "12/NQ" its own way."""
    return [word[:LONGEST_WORD] for word in _APART.split(_THOUSANDS.sub("", searchable(text))) if word]


def indexed(*texts: str) -> str:
    """The texts as they stand in the index."""
    return " ".join(word for text in texts for word in words(text))


def asked(query: str) -> list[str]:
    """The different words of a question, in their order, as many as are worth asking for."""
    return list(dict.fromkeys(words(query[:1000])))[:MOST_WORDS]
