"""Follow a dossier through the register, with the index if there is one."""

from collections.abc import Iterable

from somei_cli.actions.read.search import find_documents
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.dossier.thread import Dossier, build_dossier
from somei_cli.model.references import ExternalReference
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.plan import Conditions
from somei_cli.model.search.ranked_matches import Query


def follow_dossier(snapshot: Snapshot, number: DocumentNumber, limit: int) -> Dossier:
    """Return the dossier of a document, with a search for what cites its procedure file or Commission document."""

    def naming(outside: ExternalReference) -> Iterable[Document]:
        hits = find_documents(snapshot, Query(), Selection(), Conditions(cites=(outside,)))
        return sorted((hit.document for hit in hits), key=lambda document: document.number.sort_key)

    return build_dossier(snapshot, number, naming, limit)
