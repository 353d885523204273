"""The command `vanban archive`: whole archives into Parquet of facts. Without the extra that it needs it says how to install it."""

import argparse
import sys
from importlib.util import find_spec

from vanban.terminal_words import COMMAND, Language

_UNUSABLE = 2
_MISSING = 3


def add_arguments(archive: argparse.ArgumentParser, language: Language) -> None:
    """The options of the command."""
    words = COMMAND[language]
    archive.add_argument("inputs", nargs="+", metavar="IN", help=words["archive_in"])
    archive.add_argument("--out", required=True, metavar="DIR", help=words["archive_out"])
    archive.add_argument("--ray", metavar="ADDRESS", help=words["archive_ray"])
    archive.add_argument("--text", metavar="COLUMN", help=words["archive_text"])
    archive.add_argument("--id", metavar="COLUMN", help=words["archive_id"])
    archive.add_argument("--batch", type=int, default=5_000, metavar="N", help=words["archive_batch"])
    archive.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=words["lang"])


def archive(options: argparse.Namespace, language: Language) -> int:
    """Run it; returns the exit code: 0, 2 when an input or the folder cannot be used, 3 when Daft is not installed."""
    words = COMMAND[language]
    wanted = ["daft", *(["ray"] if options.ray else [])]
    missing = [name for name in wanted if find_spec(name) is None]
    if missing:
        print(words["archive_missing"].format(name=", ".join(missing)), file=sys.stderr)
        return _MISSING
    from vanban.archive.manifest import OtherRun
    from vanban.archive.run import Task, run
    from vanban.archive.sources import BadSource, Columns

    task = Task(
        inputs=options.inputs,
        out=options.out,
        columns=Columns(options.text, options.id),
        batch=max(1, options.batch),
        ray=options.ray,
    )
    try:
        done = run(task, progress_words=words["archive_progress"])
    except (BadSource, OtherRun) as problem:
        print(problem, file=sys.stderr)
        return _UNUSABLE
    except KeyboardInterrupt:
        print("\n" + words["archive_stopped"], file=sys.stderr)
        return 130
    print(
        words["archive_done"].format(
            documents=done.documents, facts=done.facts, bad=done.bad, earlier=done.earlier, folder=done.folder
        )
    )
    return 0
