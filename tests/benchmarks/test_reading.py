"""How fast documents are read, and what a long one costs in memory: `pytest tests/benchmarks --benchmark-only`."""

import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from papers_pdf import lamps, long_paper
from pytest_benchmark.fixture import BenchmarkFixture

from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.formats.register_paths import VOCABULARY_FILES
from somei_cli.formats.toml import vocabulary as lists
from somei_cli.model.register.vocabulary import Vocabulary

DOCUMENTS = Path(__file__).parents[1] / "documents"


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    def tell(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return tell


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    data = files("somei_cli") / "data"
    return lists.load({name: (data / name).read_text(encoding="utf-8") for name in VOCABULARY_FILES})


@pytest.mark.benchmark(group="reading")
def test_text_files_a_second_in_one_process(
    vocabulary: Vocabulary, benchmark: BenchmarkFixture, tell: Callable[[str], None]
) -> None:
    texts = [(file.name, file.read_bytes()) for file in sorted(DOCUMENTS.glob("*.txt"))]

    def read_all() -> None:
        for name, content in texts:
            read_document(read_source(content, name), vocabulary)

    benchmark.pedantic(read_all, rounds=10, warmup_rounds=2)
    benchmark.extra_info["files a second"] = round(len(texts) / benchmark.stats.stats.median)
    tell(f"{benchmark.extra_info['files a second']} text files a second")


@pytest.mark.benchmark(group="reading")
def test_pdf_files_a_second_in_one_process(
    vocabulary: Vocabulary, benchmark: BenchmarkFixture, tell: Callable[[str], None]
) -> None:
    content = lamps(DOCUMENTS)

    benchmark.pedantic(lambda: read_document(read_source(content, "a.pdf"), vocabulary), rounds=20, warmup_rounds=2)
    benchmark.extra_info["files a second"] = round(1 / benchmark.stats.stats.median)
    tell(f"{benchmark.extra_info['files a second']} PDF files of three pages a second")


@pytest.mark.benchmark(group="reading")
def test_a_pdf_against_bare_extraction(
    vocabulary: Vocabulary, benchmark: BenchmarkFixture, tell: Callable[[str], None]
) -> None:
    content = long_paper(30)
    bare = min(_seconds(lambda: _extract(content)) for _ in range(5))

    benchmark.pedantic(lambda: read_document(read_source(content, "a.pdf"), vocabulary), rounds=5, warmup_rounds=1)
    ratio = benchmark.stats.stats.median / bare
    lines = min(_seconds(lambda: read_source(content, "a.pdf")) for _ in range(5)) / bare
    benchmark.extra_info.update({"lines to extraction": round(lines, 2), "entry to extraction": round(ratio, 2)})
    tell(f"a PDF of 30 pages: its lines {lines:.2f}, its entry {ratio:.2f} times bare extraction")


@pytest.mark.benchmark(group="reading")
def test_the_memory_of_a_long_pdf(tmp_path: Path, benchmark: BenchmarkFixture, tell: Callable[[str], None]) -> None:
    peaks = {}
    for pages in (5, 500):
        file = tmp_path / f"{pages}.pdf"
        file.write_bytes(long_paper(pages))
        peaks[pages] = int(
            subprocess.run([sys.executable, "-c", PEAK, str(file)], capture_output=True, check=True).stdout
        )
    benchmark.pedantic(lambda: None, rounds=1)
    benchmark.extra_info["MiB"] = peaks
    tell(f"peak memory in MiB by pages: {peaks}")


PEAK = """
import sys
from pathlib import Path
from somei_cli.extraction.sources.readers import read_source
read_source(Path(sys.argv[1]).read_bytes(), "a.pdf")
# Not getrusage: its peak is handed down by the process that started this one.
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


def _extract(content: bytes) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
