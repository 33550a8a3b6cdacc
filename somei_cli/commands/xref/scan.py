"""somei xref scan."""

from contextlib import closing
from typing import Annotated

import typer

from somei_cli.actions.read.reference_scan import scan_document, scan_files
from somei_cli.commands.shared import params
from somei_cli.commands.shared.open_and_show import UnsortedAnswer, open_register
from somei_cli.errors import SomeiError
from somei_cli.model.references import ScannedReference
from somei_cli.render.views.references_and_graph import found_references_view
from somei_cli.store.disk.input_files import names_file


def scan_references(
    files: Annotated[list[str], typer.Argument(metavar="FILE…|NUMBER", help="Texts, - for standard input.")],
    answer: UnsortedAnswer,
) -> None:
    """Find the references in a text.

    It finds Council documents, cases, acts, Commission documents and web addresses.
    """
    register = open_register()
    readable_files = [name for name in files if names_file(name)]
    references: list[ScannedReference] = []
    with closing(scan_files(readable_files, register.vocabulary)) as read:
        for name in files:
            if name not in readable_files:
                references += scan_document(register.get(params.number_of_text(name)), register.vocabulary)
                continue
            scanned = next(read)
            if isinstance(scanned, SomeiError):
                raise scanned
            references += scanned
    answer.show(found_references_view(references))
