"""Find references to documents in files and in register entries."""

from collections.abc import Generator, Iterator, Sequence
from itertools import islice

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.extraction.cover.outside_words import refuse_classified_name
from somei_cli.extraction.sources.readers import read_source
from somei_cli.formats.notation.reference_scan import find_references
from somei_cli.model.document import Document
from somei_cli.model.document_fields import content_texts
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.references import ScannedReference
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.input_files import prepare_reader
from somei_cli.store.process.limited_workers import WorkerPool

MAX_REFERENCES = 100_000
"""The most references of one file; the longest list of documents seen so far has some thousands."""


def scan_files(paths: Sequence[str], vocabulary: Vocabulary) -> Generator[tuple[ScannedReference, ...] | SomeiError]:
    """Yield the references in each file in order of appearance, or the refusal of a file that cannot be read."""
    read_file = prepare_reader(paths)

    def scanned(path: str) -> tuple[ScannedReference, ...]:
        file = read_file(path)
        refuse_classified_name(file.name)
        lines = read_source(file.content, file.name).lines
        references = tuple(islice(_scan_lines(path, lines, vocabulary), MAX_REFERENCES + 1))
        if len(references) > MAX_REFERENCES:
            raise Unreadable(path, f"holds more than {MAX_REFERENCES} references, more than any document has")
        return references

    return WorkerPool(scanned).results(paths)


def scan_document(document: Document, vocabulary: Vocabulary) -> Iterator[ScannedReference]:
    """Yield the references in a document's subject and note, and in the texts of its items."""
    texts = list(content_texts(document))
    for item in document.walk_items():
        texts += [item.title, item.result or "", *(item.summary or "").split("\n")]
    lines = tuple(Line(text, number) for number, text in enumerate(texts, start=1))
    yield from _scan_lines(str(document.number), lines, vocabulary)


def _scan_lines(name: str, lines: tuple[Line, ...], vocabulary: Vocabulary) -> Iterator[ScannedReference]:
    codes = frozenset(code.name for code in vocabulary.codes)
    for reference in find_references(lines, codes):
        yield ScannedReference(
            name,
            reference.line,
            reference.column,
            reference.target,
            reference.text,
            reference.candidates,
            reference.languages,
        )
