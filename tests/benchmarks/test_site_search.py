"""What a search of the site takes and loads in a real browser, where there is one.

    DOCUMENTS=10k,100k pytest tests/benchmarks/test_site_search.py -s

Prints Markdown, asserts no times. `REGISTERS` is a folder where registers stay for the next time. Needs Chromium,
Node.js and `npm install --prefix tests/browser`. Each question is asked in a page of its own, from files on the disk:
milliseconds until the answer stands, and the files of the search index that it took.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CHROMIUM, PROJECT
from registers_at_scale import kept_register

SIZES = [int(size.lower().replace("k", "000")) for size in os.environ.get("DOCUMENTS", "10k").split(",")]
SOMEI = os.environ.get("SOMEI", str(Path(sys.executable).parent / "somei"))
KEPT = os.environ.get("REGISTERS")
QUESTIONS = ("fishing opportunities", "fishing", "council", "cosi 254", "enfopol", "5001/19", "zebra")


def _answers(site: Path) -> Iterator[str]:
    words = ["node", str(PROJECT / "tests/browser/search.js"), str(CHROMIUM), str(site), *QUESTIONS]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=900)
    yield "| question | answer | ms | files | KiB |"
    yield "|---|---|---:|---:|---:|"
    for one in json.loads(done.stdout):
        yield (
            f"| {one['question']} | {one['status']} | {one['milliseconds']:.0f} | {one['files']} "
            f"| {one['bytes'] / 1024:.0f} |"
        )


@pytest.mark.parametrize("size", SIZES)
def test_questions_in_a_browser(size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, never asserted."""
    folder = Path(KEPT or tmp_path) / str(size)
    kept_register(folder, size)
    subprocess.run([SOMEI, "site", "build", "-o", tmp_path / "site"], cwd=folder, check=True, capture_output=True)
    with capsys.disabled():
        sys.stdout.write(f"\n### {size:,} documents\n\n" + "\n".join(_answers(tmp_path / "site")) + "\n")
