"""`make lock`: resolve requirements/*.in into *.txt with hashes, for every platform at once. Uses uv in a small environment of its own.

The flags keep hosts and paths out of the locks: uv.lock and pip-compile's own output would write them in.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
FLAGS = "--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade --quiet"


def main() -> int:
    """Rewrite all locks; the test lock keeps the versions of the run-time one. Returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="lienket-lock-") as folder:
        venv.EnvBuilder(with_pip=True).create(folder)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"], check=True)
        uv = str(python.parent / "uv")
        for name, more in (
            ("run", []),
            ("test", ["--constraints", "run.txt"]),
            ("archive", ["--constraints", "run.txt"]),
            ("bench-peers", []),
        ):
            command = [uv, "pip", "compile", *FLAGS.split(), *more, f"{name}.in", "--output-file", f"{name}.txt"]
            subprocess.run(command, cwd=FOLDER, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
