"""somei classify."""

from collections.abc import Iterable
from typing import Annotated

import typer

from somei_cli.actions.classify import Classification
from somei_cli.actions.classify import classify as classify_documents
from somei_cli.commands.shared import document_values, params
from somei_cli.commands.shared.act import ReasonedAct
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import NotANumber, WrongUsage
from somei_cli.model.classification import NewMarking
from somei_cli.model.classified_entries import is_classified
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document_number import DocumentNumber


def classify(
    words: Annotated[
        list[str], typer.Argument(metavar="NUMBER… [CODE…]", help="Documents, then codes: COSI, or “COSI 254”.")
    ],
    drop: Annotated[
        list[SubjectCode] | None, params.option("--drop", "CODE", "Remove a code.", SubjectCode.parse)
    ] = None,
    marking: Annotated[
        str | None, params.option("--marking", "M", "LIMITE, PUBLIC, a classification, or none.")
    ] = None,
    keep_subject: Annotated[
        bool, typer.Option("--keep-subject", help="With RESTREINT UE: keep the subject, which is not sensitive itself.")
    ] = False,
    reason: Annotated[
        str | None,
        params.option(
            "--reason -m --message",
            "TEXT",
            "Why; required to lower a marking or to raise one to a classification.",
            params.line,
        ),
    ] = None,
    new_code: params.NewCode = None,
    *,
    act: ReasonedAct,
) -> None:
    """Give documents subject codes and a marking.

    A code alone takes the next free serial of the year of the number; “COSI 254” records the serial that is
    printed. An EU classification reduces an entry to what may be kept of it. See: somei help classified
    """
    numbers, codes = _read_numbers_and_codes(words)
    new = NewMarking(document_values.marking_or_none(marking), keep_subject) if marking is not None else None
    if keep_subject and not (new and is_classified(new.marking)):
        raise WrongUsage("--keep-subject goes with a classification.", "Give one with --marking.")
    if not (codes or drop or new):
        raise WrongUsage("There is nothing to classify with.", "Give codes, --drop CODE or --marking M.")
    selection = Classification(codes, tuple(drop or ()), new, new_code)
    circumstances = act._replace(message=reason).circumstances()
    act.answer(classify_documents(open_register(), numbers, selection, circumstances))


def _read_numbers_and_codes(typed: Iterable[str]) -> tuple[tuple[DocumentNumber, ...], tuple[CodeEntry, ...]]:
    """Numbers come first; the first word that is none begins the codes."""
    numbers: list[DocumentNumber] = []
    codes: list[CodeEntry] = []
    for word in typed:
        try:
            numbers.append(params.number(word))
        except NotANumber:
            if not numbers:
                raise
            codes.append(CodeEntry.parse(word))
    return tuple(numbers), tuple(codes)
