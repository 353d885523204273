"""Environment of a test run, loaded by pytest before the settings are (see addopts in pyproject.toml): nothing outside a temporary folder is touched."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

if "STATE_DIR" not in os.environ:
    _state = tempfile.mkdtemp(prefix="lienket-test-")
    atexit.register(shutil.rmtree, _state, ignore_errors=True)
    os.environ["STATE_DIR"] = _state
if "PYTEST_XDIST_WORKER" in os.environ:
    # Processes that test side by side inherit the folder of the one that started them: each has a part of its own, so that a test
    # which counts files does not count a neighbour's.
    os.environ["STATE_DIR"] = os.path.join(os.environ["STATE_DIR"], os.environ["PYTEST_XDIST_WORKER"])
os.makedirs(os.path.join(os.environ["STATE_DIR"], "staticfiles"), exist_ok=True)  # WhiteNoise warns when it is missing
os.environ["LIENKET_TESTING"] = "on"
os.environ["INSECURE_HTTP"] = "on"
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)

# Tests see the site as users do, so what they read is translated. Only what is out of date is compiled.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.messages import compile_all  # noqa: E402 - found through the line above

compile_all()
