"""Find the numbers of documents by the names of their files alone: those like a number, those with any year."""

import re
from functools import cache
from itertools import islice
from pathlib import Path

from somei_cli.formats.register_paths import DOCUMENTS, folder_of, number_of_path, path_of
from somei_cli.model.document_number import DocumentNumber, Suffix
from somei_cli.model.similar_numbers import MOST_SIMILAR, list_similar_numbers, mistype
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.work_tree_files import RegisterFiles, WorkTree


def find_similar_numbers(files: RegisterFiles, number: DocumentNumber) -> tuple[DocumentNumber, ...]:
    """Return the documents whose numbers look like a number that is not here, the likeliest first."""
    names = cache(lambda folder: frozenset(files.names(folder)))
    similar = (
        candidate
        for candidate in list_similar_numbers(number)
        if path_of(candidate).name in names(folder_of(candidate))
    )
    return tuple(islice(similar, MOST_SIMILAR))


def find_numbers_of_any_year(
    root: Path, series: str | None, number: int, suffixes: tuple[Suffix, ...]
) -> tuple[DocumentNumber, ...]:
    """Return the documents of a clone with a number, of whatever year: of one series or all, the newest first.

    Without suffixes all members of a family fit. Those that a sparse checkout leaves out are among them.
    """
    left_out = (name for name in map(number_of_path, list_sparse_documents(root)) if name and name.number == number)
    numbers = {*_list_with_number(WorkTree(root), number), *left_out}
    documents = sorted(numbers, key=_newest_first)
    return tuple(d for d in documents if series in {None, d.series} and suffixes in {(), d.suffixes})


def find_similar_of_any_year(files: RegisterFiles, number: int) -> tuple[DocumentNumber, ...]:
    """Return documents whose numbers look like one whose year is not said, the likeliest first."""
    similar = (document for variant in mistype(number) for document in _list_with_number(files, variant))
    return tuple(islice((document for document in similar if not document.suffixes), MOST_SIMILAR))


def _list_with_number(files: RegisterFiles, number: int) -> list[DocumentNumber]:
    """Return the documents of all series and years with a number, the newest first."""
    pattern = re.compile(rf"[A-Z-]+-{number}-[0-9]{{4}}-")
    numbers: list[DocumentNumber] = []
    for year in files.names(DOCUMENTS):
        folder = DOCUMENTS / year / f"{number // 100:03d}"
        paths = (folder / name for name in files.names(folder) if pattern.match(name))
        numbers += [document for document in map(number_of_path, paths) if document]
    return sorted(numbers, key=_newest_first)


def _newest_first(number: DocumentNumber) -> tuple[object, ...]:
    return -number.year, *number.sort_key
