"""The command `vanban`: read one document in a terminal.

`vanban read FILE` prints the text with its facts lit and a summary; `--json` prints the contract. Exit codes: 0, or 2 when the input
cannot be read (the reason on standard error). Modules are loaded when they are needed: a cold start is part of the answer time.
"""

import argparse
import os
import sys
from typing import Any

from vanban.terminal_words import COMMAND, FOUND, UNREADABLE, Language

_UNREADABLE_INPUT = 2


class _Version(argparse.Action):
    """Looks the version up only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"vanban {version('lienket')}")
        parser.exit()


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    language = _language(given)
    _speak_utf8()
    options = _parser(language).parse_args(given)
    try:
        return _read(options, language)
    except BrokenPipeError:
        # The reader of our output (`| head`) has seen enough; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _language(given: list[str]) -> Language:
    """The language is needed before the options are parsed, because their help speaks it."""
    for at, argument in enumerate(given):
        if argument == "--lang=en" or (argument == "--lang" and given[at + 1 : at + 2] == ["en"]):
            return "en"
    return "vi"


def _parser(language: Language) -> argparse.ArgumentParser:
    words = COMMAND[language]
    parser = argparse.ArgumentParser(prog="vanban", description=words["description"])
    parser.add_argument("--version", action=_Version, nargs=0, help=words["version"])
    parser.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=words["lang"])
    commands = parser.add_subparsers(dest="command", required=True)
    read = commands.add_parser("read", help=words["read"], description=words["read"])
    read.add_argument("file", help=words["file"])
    read.add_argument("--json", action="store_true", help=words["json"])
    read.add_argument("--color", "--colour", choices=("auto", "always", "never"), default="auto", help=words["color"])
    read.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=words["lang"])
    return parser


def _read(options: argparse.Namespace, language: Language) -> int:
    from vanban.extract import Limits, Unreadable, extract

    words = COMMAND[language]
    try:
        data = _bytes_of(options.file, Limits().max_bytes)
    except FileNotFoundError:
        return _refuse(words["missing"].format(path=options.file))
    except IsADirectoryError:
        return _refuse(words["folder"].format(path=options.file))
    except OSError as problem:
        return _refuse(words["unopenable"].format(path=options.file, why=problem.strerror))
    try:
        extracted = extract(data, "" if options.file == "-" else options.file)
    except Unreadable as problem:
        return _refuse(str(problem) if language == "en" else _in_vietnamese(problem))

    from vanban import read

    contract = read(extracted.text).as_contract()
    if options.json:
        _print_json(contract, extracted)
    else:
        _show(contract, extracted.notes, options.color, language)
    sys.stdout.flush()
    return 0


def _bytes_of(path: str, limit: int) -> bytes:
    """At most one byte more than the limit: enough to know that it is too large."""
    if path == "-":
        return sys.stdin.buffer.read(limit + 1)
    with open(path, "rb") as file:
        return file.read(limit + 1)


def _print_json(contract: dict[str, Any], extracted: Any) -> None:
    import json

    about = {
        "format": extracted.format,
        "encoding": extracted.encoding,
        "notes": extracted.notes,
        "pages": [[page.start, page.end] for page in extracted.pages],
    }
    json.dump({**contract, "file": about}, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def _show(contract: dict[str, Any], notes: tuple[str, ...], colour: str, language: Language) -> None:
    from shutil import get_terminal_size

    from vanban.terminal import Screen

    on_terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    lit = colour == "always" or (colour == "auto" and on_terminal)
    print(Screen(language, width=get_terminal_size((100, 24)).columns, colour=lit).render(contract, notes))


def _in_vietnamese(problem: Any) -> str:
    detail = {
        name: FOUND.get(value, value) if isinstance(value, str) else value for name, value in problem.detail.items()
    }
    return UNREADABLE[problem.code].format(**detail)


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return _UNREADABLE_INPUT


def _speak_utf8() -> None:
    """JSON and Vietnamese are UTF-8 whatever the locale says; a lone surrogate in a path must not stop the message."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
