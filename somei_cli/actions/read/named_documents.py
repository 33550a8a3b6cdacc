"""Which document a person means: by a number without its year, or by a choice among the newest documents."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from somei_cli.errors import NotFound, SomeiError, Unreadable
from somei_cli.formats.register_paths import DOCUMENTS, number_of_path, path_of
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Suffix
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit
from somei_cli.store.git.log import read_commits_with_files
from somei_cli.store.register.find import find_register
from somei_cli.store.register.near_numbers import find_numbers_of_any_year, find_similar_of_any_year
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents

_MOST_LISTED = 10
_OFFERED = 10
_ACTS = 30
"""Acts that are looked through for documents."""


def find_without_year(
    register: Register, typed: str, series: str | None, number: int, suffixes: tuple[Suffix, ...]
) -> DocumentNumber:
    """Return the only document number of the register that fits; without a series it may be of any.

    Raises:
        NotFound: if there is none, or several; the hint lists them, or numbers that look alike.
    """
    numbers = find_numbers_of_any_year(register.root, series, number, suffixes)
    if len(numbers) == 1:
        return numbers[0]
    if numbers:
        listing = ", ".join(map(str, numbers[:_MOST_LISTED])) + (", …" if numbers[_MOST_LISTED:] else "")
        raise NotFound(f"“{typed}” may be {len(numbers)} documents of the register.", f"Type one of: {listing}")
    near = ", ".join(map(str, find_similar_of_any_year(register.files, number)))
    hint = f"Near it: {near}." if near else "Give the year too, as in 15070/19."
    raise NotFound(f"No document of the register has the number “{typed}”.", hint)


def find_gone_document(folder: Path, number: object) -> PurePosixPath | None:
    """Return the file of a document that the last commit has and the work tree has not; None if it is not so."""
    if not isinstance(number, DocumentNumber):
        return None
    path = path_of(number)
    with suppress(SomeiError):
        root = find_register(folder)
        git = Git(root)
        is_committed = git.call("cat-file", "-e", git.object_name("HEAD", path)).status == 0
        return path if is_committed and not (root / path).exists() and not list_sparse_documents(root, path) else None
    return None


def list_newest_documents(register: Register) -> tuple[Document, ...]:
    """Return documents in the order of the acts that touched them, the last first; of one act the highest number first.

    What cannot be read, or is not there any more, is left out.
    """
    documents: list[Document] = []
    for number in dict.fromkeys(_list_touched_numbers(register)):
        with suppress(Unreadable):
            if document := register.find(number):
                documents.append(document)
        if len(documents) == _OFFERED:
            break
    return tuple(documents)


def _list_touched_numbers(register: Register) -> Iterator[DocumentNumber]:
    git, place = Git(register.root), register.files.path_in_repository
    head = find_head_commit(git)
    if head is None:
        return
    paths = git.literal_pathspec(str(DOCUMENTS))
    commits = git.run("rev-list", "--no-merges", f"--max-count={_ACTS}", head, "--", paths).decode().split()
    for commit in read_commits_with_files(git, commits):
        inside = (delta.path.relative_to(place) for delta in commit.deltas if delta.path.is_relative_to(place))
        yield from sorted((number for number in map(number_of_path, inside) if number), reverse=True)
