"""Following a dossier through the register, by its index where there is one."""

from collections.abc import Iterable

from somei_cli.actions.searching import look_for
from somei_cli.model.documents import Document
from somei_cli.model.dossiers import Dossier, dossier_of
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ExternalReference
from somei_cli.model.search_conditions import Conditions
from somei_cli.model.searching import Query
from somei_cli.model.selection import Selection
from somei_cli.model.snapshot import Snapshot


def follow_dossier(snapshot: Snapshot, number: DocumentNumber, most: int) -> Dossier:
    """The dossier of a document; what names its file or its Commission document is found as a search finds it."""

    def naming(outside: ExternalReference) -> Iterable[Document]:
        found = look_for(snapshot, Query(), Selection(), Conditions(cites=(outside,)))
        return sorted((one.document for one in found), key=lambda document: document.number.sort_key)

    return dossier_of(snapshot, number, naming, most)
