"""The command `vanban`: read one document in a terminal, ask why it was read so, or read a whole archive into Parquet.

`vanban read FILE` prints the text with its facts lit and a summary; `--json` prints the contract. `vanban explain FILE [OFFSET]` shows the rule of
each fact and what was set aside; `vanban lexicon check` proves every entry of the lexicon. Exit codes: 0; 1 when a sentence of the lexicon does not
hold; 2 when the input cannot be read (the reason on standard error). Modules are loaded when they are needed: a cold start is part of the answer time.
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
        command = {"read": _read, "explain": _explain, "lexicon": _check_lexicon, "archive": _archive}[options.command]
        return command(options, language)
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
    explain = commands.add_parser("explain", help=words["explain"], description=words["explain"])
    explain.add_argument("file", help=words["file"])
    explain.add_argument("offset", nargs="?", help=words["offset"])
    explain.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=words["lang"])
    lexicon = commands.add_parser("lexicon", help=words["lexicon"], description=words["lexicon"])
    lexicon.add_argument("what", choices=("check",), help=words["check"])
    lexicon.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=words["lang"])
    archive = commands.add_parser("archive", help=words["archive"], description=words["archive"])
    from vanban.cli_archive import add_arguments

    add_arguments(archive, language)
    return parser


def _extracted(path: str, language: Language) -> Any:
    """The text of a file with all that is known about it; where there is none, the reason is said and None returned."""
    from vanban.extract import Limits, Unreadable, extract

    words = COMMAND[language]
    try:
        data = _bytes_of(path, Limits().max_bytes)
        return extract(data, "" if path == "-" else path)
    except FileNotFoundError:
        _refuse(words["missing"].format(path=path))
    except IsADirectoryError:
        _refuse(words["folder"].format(path=path))
    except OSError as problem:
        _refuse(words["unopenable"].format(path=path, why=problem.strerror))
    except Unreadable as problem:
        _refuse(str(problem) if language == "en" else _in_vietnamese(problem))
    return None


def _read(options: argparse.Namespace, language: Language) -> int:
    extracted = _extracted(options.file, language)
    if extracted is None:
        return _UNREADABLE_INPUT

    from vanban import read

    contract = read(extracted.text).as_contract()
    if options.json:
        _print_json(contract, extracted)
    else:
        _show(contract, extracted.notes, options.color, language)
    sys.stdout.flush()
    return 0


def _explain(options: argparse.Namespace, language: Language) -> int:
    from shutil import get_terminal_size

    from vanban.explain import OutsideText, explain
    from vanban.explain_words import SAYS

    said = SAYS[language]
    if options.offset is not None and not options.offset.strip().lstrip("-").isdecimal():
        return _refuse(said["no_number"].format(found=options.offset))
    offset = None if options.offset is None else int(options.offset)
    extracted = _extracted(options.file, language)
    if extracted is None:
        return _UNREADABLE_INPUT
    width = get_terminal_size((100, 24)).columns
    try:
        sys.stdout.write(explain(extracted.text, offset, language=language, width=width))
    except OutsideText as problem:
        return _refuse(said["outside"].format(offset=offset, last=problem.last))
    sys.stdout.flush()
    return 0


def _check_lexicon(_: argparse.Namespace, language: Language) -> int:
    from collections import Counter

    from vanban.explain_words import SAYS
    from vanban.lexicon.check import bare, cases, counted, holds

    said = SAYS[language]
    proved = list(cases())
    sentences = Counter(case.file for case in proved)
    for file, entries in counted().items():
        print(said["counts"].format(file=f"{file}.toml", entries=entries, sentences=sentences[file]))
    wrong = [case for case in proved if not holds(case)]
    for case in wrong:
        words = said["wanted" if case.wanted else "unwanted"]
        print(words.format(file=f"{case.file}.toml", entry=case.entry, sentence=case.sentence))
    unproved = bare()
    for file, entry in unproved:
        print(said["bare"].format(file=f"{file}.toml", entry=entry))
    failed = len(wrong) + len(unproved)
    print(said["failed"].format(count=failed) if failed else said["all_hold"])
    return 1 if failed else 0


def _archive(options: argparse.Namespace, language: Language) -> int:
    from vanban.cli_archive import archive

    return archive(options, language)


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
