"""somei add."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.actions import add
from somei_cli.commands.shared import allotment_options as numbering
from somei_cli.commands.shared import document_values, params, session
from somei_cli.commands.shared.act import AllottingAct
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import SomeiError, WrongUsage
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.provisional_numbers import placeholder_number
from somei_cli.model.references import ExternalReference


def _read_file(typed: str) -> ExternalReference:
    # Needed for few documents.
    from somei_cli.commands.shared.interinstitutional_files import parse_interinstitutional_file

    try:
        return parse_interinstitutional_file(typed)
    except SomeiError as refusal:
        if typed.casefold().endswith((".pdf", ".docx", ".html", ".htm", ".md", ".txt")):
            refusal.hint = (
                f"They look like 2018/0330(COD). To register a document from its file: somei import '{typed}'"
            )
        raise


def add_document(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER|next", help="As printed: 15070/19; or next of the own series.")
    ],
    subject: Annotated[str, params.option("--subject", "TEXT", "The field Subject.", params.line)],
    type_: Annotated[str | None, params.option("--type", "T", "Heading, as NOTE.", params.line)] = None,
    dated: Annotated[date | None, params.option("--date", "D", "Day of issue.", params.day)] = None,
    place: Annotated[str | None, params.option("--place", "TOWN", "The place before the date.", params.line)] = None,
    originator: Annotated[str | None, params.option("--from", "T", "Originator.", params.line)] = None,
    addressee: Annotated[str | None, params.option("--to", "T", "Addressee.", params.line)] = None,
    marking: Annotated[str | None, params.option("--marking", "M", "As LIMITE.")] = None,
    language: Annotated[list[str] | None, params.option("--lang", "XX", "Original language, as en.")] = None,
    code: params.Code = None,
    file: Annotated[
        list[ExternalReference] | None,
        params.option("--file", "FILE", "Its interinstitutional file, as 2018/0330(COD).", _read_file),
    ] = None,
    previous: Annotated[
        list[DocumentNumber] | None, params.option("--previous", "N", "Number of a previous document.", params.number)
    ] = None,
    body: Annotated[str | None, params.option("--body", "B", "Body that met, as SOMEI.", params.line)] = None,
    on: Annotated[date | None, params.option("--on", "D", "Day of the meeting.", params.day)] = None,
    *,
    new_code: params.NewCode = None,
    series: numbering.Series = None,
    year: numbering.Year = None,
    offline: numbering.Offline = False,
    act: AllottingAct,
) -> None:
    """Enter a document by hand.

    A subject code without a serial takes the next free serial of the year of the number. With “next” in place of a
    number, the document becomes a draft under the next number of the office's own series.
    """
    typed_number = params.number_or_next(number)
    if typed_number and (series or year or offline):
        raise WrongUsage(f"{typed_number} is complete by itself.", "--series, --year and --offline go with next.")
    wish = None
    if typed_number is None:
        from somei_cli.actions.numbers.reservations import NumberRequest

        wish = NumberRequest(numbering.year_meant(year), series, None, offline)
    register = open_register()
    document = Document(
        number=typed_number or placeholder_number(session.today().year),
        type=type_,
        subject=subject,
        date=dated,
        place=place,
        languages=tuple(map(document_values.language, language or ())),
        marking=document_values.marking_or_none(marking) if marking else None,
        originator=originator,
        addressee=addressee,
        meeting=Meeting(body=body, start=on) if body or on else None,
        interinstitutional_files=tuple(dict.fromkeys(file or ())),
        previous_documents=tuple(dict.fromkeys(previous or ())),
    )
    receipt = add.add_document(
        register,
        document,
        code or (),
        new_title=new_code,
        wish=wish,
        circumstances=act.circumstances(),
    )
    act.answer(receipt)
