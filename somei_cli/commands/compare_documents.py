"""somei compare."""

from typing import Annotated

from somei_cli.actions.read import compare_documents as comparing
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import UnsortedAnswer
from somei_cli.commands.shared.pages import is_on_screen
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.views.document_comparison import comparison_of_documents_view, describe_comparison_of_documents


def compare_documents(
    number: params.Number,
    second: Annotated[DocumentNumber, params.argument("OTHER", "The document to compare it with.", params.number)],
    answer: UnsortedAnswer,
    moment: AsOf,
) -> None:
    """Compare two documents.

    It compares their fields, items and references. The first line says how the two are related and which is newer.
    The status is 0, whether they differ or not.
    """
    past = moment.open()
    for named in (number, second):
        past.require(named)
    comparison = comparing.compare_documents(past.register, number, second)
    relation, counts = describe_comparison_of_documents(comparison)
    view = comparison_of_documents_view(comparison)
    is_page = is_on_screen(answer) and bool(counts)
    if not is_page:
        session.talk(relation)
    answer.show(view)
    if counts and not is_page:
        session.talk(counts)
