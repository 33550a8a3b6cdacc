"""Write the page of figures in the manual, and the line of figures in the README, from one file of figures.

    python tests/benchmarks/write_figures.py
    PEERS=/tmp/peers python tests/benchmarks/write_figures.py --measure

`--measure` measures everything anew, or only `peers` or `commands` if it is named, and writes it into the file. That
wants a quiet machine. `DOCUMENTS` gives the sizes for the table of commands (10k,100k); other programs are measured
with 10,000 documents. For `PEERS`, `ROUNDS` and `SOMEI` see `test_peers.py` and `test_scale.py`.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from figures_page import FIGURES, VARIABLE, read_figures, write_figures, write_page_and_readme

_HERE = Path(__file__).parent


def _describe_machine() -> str:
    """Return the kind of machine: the processors, the memory, the system and the Python."""
    known = Path("/proc/cpuinfo")
    names = re.findall(r"(?m)^model name\s*: (.*)$", known.read_text("utf-8")) if known.exists() else []
    processor = names[0] if names else platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {processor}, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


_BENCHMARKS = {"peers": ("test_peers", "10k"), "commands": ("test_scale", os.environ.get("DOCUMENTS", "10k,100k"))}


def _measure(parts: Sequence[str]) -> None:
    figures = read_figures() if FIGURES.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        for benchmark, sizes in map(_BENCHMARKS.__getitem__, parts):
            words = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:xdist", str(_HERE / f"{benchmark}.py")]
            subprocess.run(words, check=True, env={**os.environ, VARIABLE: str(file), "DOCUMENTS": sizes})
        figures |= json.loads(file.read_text("utf-8"))
    figures |= {"date": f"{datetime.now(UTC):%-d %B %Y}", "machine": _describe_machine()}
    FIGURES.write_text(write_figures(figures), encoding="utf-8")


if __name__ == "__main__":
    if "--measure" in sys.argv[1:]:
        _measure([word for word in sys.argv[1:] if word in _BENCHMARKS] or list(_BENCHMARKS))
    write_page_and_readme(read_figures())
