"""What is said when something that must hold does not."""


class Untrue(AssertionError):
    """Something that must hold does not."""


def hold(true: object, words: str) -> None:
    """Raise Untrue with these words unless it is true."""
    if not true:
        raise Untrue(words)
