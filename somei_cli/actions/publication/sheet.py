"""Make a sheet of one commit, for a spreadsheet program: for inside the house, or of what the public may see."""

from typing import NamedTuple

from somei_cli.actions.publication.committed_register import CommittedRegister
from somei_cli.errors import Refused
from somei_cli.formats.export.document_rows import export_internal, export_view
from somei_cli.formats.export.formats import FormName
from somei_cli.formats.export.sheet import Sheet, count_limite
from somei_cli.formats.register_paths import path_of
from somei_cli.model.publication.public_view_changes import Audience, refuse_classified_export
from somei_cli.model.register.public_view import Disclosure
from somei_cli.store.register.changed_files import list_document_blobs


class SheetOrder(NamedTuple):
    """What to write: for whom, in which form, and the words of the columns."""

    audience: Audience
    form: FormName
    words: tuple[str, ...]


def make_sheet(source: CommittedRegister, order: SheetOrder) -> Sheet:
    """Return a sheet of the documents of a commit.

    Raises:
        Refused: for inside the house, if a document is EU classified, or has been classified since.
    """
    if order.audience is Audience.PUBLIC:
        disclosure = Disclosure(source.snapshot)
        views = [view for document in source.snapshot if (view := disclosure.view(document))]
        return Sheet(order.words, [export_view(view) for view in views])
    refuse_classified_export(source.documents)
    blobs = list_document_blobs(source.register, source.commit)
    by_number = {str(document.number): blobs.get(path_of(document.number), "") for document in source.documents}
    documents = sorted(source.documents, key=lambda document: document.number.sort_key)
    return Sheet(order.words, [export_internal(document) for document in documents], count_limite(documents), by_number)


def refuse_text_form(order: SheetOrder) -> None:
    """Require a form that standard output can take.

    Raises:
        Refused: for XLSX.
    """
    if order.form is FormName.XLSX:
        raise Refused("An XLSX sheet is not text.", "Name a file for it with -o sheet.xlsx")
