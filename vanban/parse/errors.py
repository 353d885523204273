"""The one error of the parsing functions."""


class NotUnderstood(ValueError):
    """The words are not what was asked for: `expected` says what was, `found` is the text given."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found!r}")
        self.expected = expected
        self.found = found
