"""Read the documents that a sparse checkout leaves out and that an answer about one number needs."""

from pathlib import PurePosixPath

from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents


def read_related_sparse_entries(register: Register, number: DocumentNumber) -> tuple[DocumentFile, ...]:
    """Return the left-out members of a document's family and the documents they refer to, directly or indirectly.

    No others are read: in a partial clone each file may have to be fetched from the remote.
    """
    by_base: dict[DocumentNumber, list[PurePosixPath]] = {}
    for path in list_sparse_documents(register.root):
        if sparse_number := number_of_path(path):
            by_base.setdefault(sparse_number.base, []).append(path)
    if not by_base:
        return ()
    entries: list[DocumentFile] = []
    bases = {number.base} | {
        reference.to.base for document in register.family(number) for reference in document.all_references()
    }
    while paths := [path for base in bases for path in by_base.pop(base, ())]:
        read = tuple(register.entries_left_out(paths))
        documents = [entry.document for entry in read if entry.document]
        bases = {reference.to.base for document in documents for reference in document.all_references()}
        entries += read
    return tuple(entries)
