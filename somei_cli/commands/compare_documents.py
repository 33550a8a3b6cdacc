"""somei compare."""

from typing import Annotated

from somei_cli.actions.read import compare_documents as comparing
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import UnsortedAnswer
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.views.document_comparison import comparison_of_documents_view, describe_comparison_of_documents


def compare_documents(
    number: params.Number,
    other: Annotated[DocumentNumber, params.argument("OTHER", "The document to compare it with.", params.number)],
    answer: UnsortedAnswer,
    moment: AsOf,
) -> None:
    """Compare two documents: their fields, their items and their references.

    The first line says what the two are to each other, and which is the newer. Status 0, whether they differ or not.

    \b
    somei compare 6110/20 "6110/1/20 REV 1"
    somei compare 13735/19 15070/19 --json
    """  # noqa: D301 - the sign keeps the lines apart
    past = moment.open()
    for named in (number, other):
        past.require(named)
    comparison = comparing.compare_documents(past.register, number, other)
    relation, counts = describe_comparison_of_documents(comparison)
    session.talk(relation)
    answer.show(comparison_of_documents_view(comparison))
    if counts:
        session.talk(counts)
