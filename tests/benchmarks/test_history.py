"""What proving a long history costs, against git reading the same: `pytest tests/benchmarks/test_history.py -s`."""

import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fast_import import Stream, foundation

from somei_cli.actions.history.verify import verify_register_history
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.moments_and_ranges import HistoryRange
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.store.register.register import Register

COMMITS, DOCUMENTS = 20_000, 8_000


@pytest.fixture(scope="module")
def long_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty thousand commits of one file each: first all documents come, then each is changed now and then."""
    stream, folder = Stream(), tmp_path_factory.mktemp("long")
    stream.commit(foundation())
    for at in range(COMMITS):
        number = DocumentNumber("ST", at % DOCUMENTS + 1, 2019)
        document = Document(
            number, type="NOTE", subject="Summary of discussions", date=date(2019, 5, 7), note=f"{at // DOCUMENTS}"
        )
        message = f"Edit\n\nSomei-Action: edit\nSomei-Document: {number}"
        stream.commit({str(path_of(number)): codec.dump(document)}, message)
    hashes = stream.write(folder)
    subprocess.run(["git", "-C", str(folder), "checkout", "-q", hashes[0], "--", "."], check=True)
    return folder


def _timed(what: str, work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    took = time.perf_counter() - begun
    print(f"\n{what}: {took:.2f} s")  # noqa: T201 - the answer of a benchmark
    return took


def test_a_long_history(long_history: Path) -> None:
    """Printed, never asserted: git alone, the first proof, and the one of the next night."""
    register = Register(long_history)
    background = RuleContext(register.vocabulary, register.settings, date(2020, 6, 1))
    words = ["git", "-C", str(long_history), "log", "--first-parent", "--raw", "-z", "--format=%B", "main", "--", "."]

    def proved() -> None:
        assert verify_register_history(register, HistoryRange(), background).commits == COMMITS + 1

    git = _timed("git log of the same", lambda: subprocess.run(words, capture_output=True, check=True))
    first = _timed("verified from the first commit", proved)
    _timed("proved again", proved)
    print(f"first proof: {first / git:.1f} times git")  # noqa: T201
