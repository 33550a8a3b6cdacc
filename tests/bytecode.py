"""Compile the program once for all processes of the tests, also where nobody wants its bytecode beside the sources.

Many containers set PYTHONDONTWRITEBYTECODE. Each process that a test starts would then compile the program anew, which
takes half of its time, and pytest would do so with all tests. The bytecode goes into pytest's folder instead.

Whoever needs this imports it before the program.
"""

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / ".pytest_cache/bytecode"

if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(FOLDER)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
