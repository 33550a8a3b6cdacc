"""Follow a dossier through the register, with the index if there is one."""

from collections.abc import Iterable
from datetime import date

from somei_cli.actions.read.search import find_documents
from somei_cli.errors import NotFound
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.dossier.thread import Dossier, InterinstitutionalFile, build_dossier
from somei_cli.model.references import ExternalReference
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.unknown_values import refuse_unknown_values
from somei_cli.model.search.plan import Conditions
from somei_cli.model.search.ranked_matches import Query


def first_document_of(snapshot: Snapshot, file: InterinstitutionalFile) -> DocumentNumber:
    """Return the first document of an interinstitutional file, by its day; one that became void does not count.

    Raises:
        UnknownValue: if no document has the file.
        NotFound: if only void ones have it.
    """
    selection = Selection(members=(("interinstitutional_files", (str(file),)),))
    refuse_unknown_values(snapshot, selection)
    documents = [document for document in snapshot.select(selection) if document.status is not Status.VOID]
    if not documents:
        raise NotFound(f"Every document of {file.removesuffix('(')} is void.", "See them with: somei list --file FILE")
    return min(documents, key=lambda document: (document.date or date.max, document.number.sort_key)).number


def follow_dossier(snapshot: Snapshot, number: DocumentNumber, limit: int) -> Dossier:
    """Return the dossier of a document, with a search for what cites its procedure file or Commission document."""

    def naming(outside: ExternalReference) -> Iterable[Document]:
        hits = find_documents(snapshot, Query(), Selection(), Conditions(cites=(outside,)))
        return sorted((hit.document for hit in hits), key=lambda document: document.number.sort_key)

    return build_dossier(snapshot, number, naming, limit)
