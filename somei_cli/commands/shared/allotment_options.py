"""Options of the commands that allot numbers, and the answer that holds numbers alone."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.commands.shared.receipts import report_act, show_numbers_receipt
from somei_cli.errors import NotAValue
from somei_cli.model.document_number import KNOWN_SERIES
from somei_cli.model.register.change import Receipt
from somei_cli.render.output.streams import print_text
from somei_cli.render.views.acts_and_history import is_reported, receipt_view


def series(typed: str) -> str:
    """The letters before a number."""
    word = typed.strip().upper()
    if word not in KNOWN_SERIES and not (word.replace("-", "").isalpha() and word.isascii() and 2 <= len(word) <= 11):
        raise NotAValue("the series", typed, "letters, as CM")
    return word


def request(typed: str) -> str:
    """The name of an earlier request."""
    word = typed.strip()
    if not (word.isascii() and word.replace("-", "").isalnum() and 8 <= len(word) <= 64):
        raise NotAValue("the request", typed, "8 to 64 letters and figures")
    return word


Series = Annotated[str | None, params.option("--series", "S", "As CM; else the office's first.", series)]
Year = Annotated[str | None, params.option("--year", "Y", "Year of the counter; else this one.")]
Purpose = Annotated[str | None, params.option("--for", "TEXT", "What the number is for.", params.line)]
Offline = Annotated[
    bool,
    typer.Option("--offline", help="Use a provisional number, without a server; sync replaces it."),
]
Request = Annotated[
    str | None,
    params.option("--request", "ID", "Repeat an earlier call: you get the numbers that it got.", request),
]


def year_meant(typed: str | None) -> int:
    """The year of the counter."""
    return params.year(typed) if typed else session.today().year


def answer_numbers(receipt: Receipt, *, as_json: bool) -> None:
    """Show the numbers of an act, one a line and nothing else; without a terminal the act stands on standard error."""
    if session.has_terminal() and not as_json and is_reported(receipt):
        show_numbers_receipt(receipt)
        return
    if as_json:
        show_view(receipt_view(receipt), as_json=True)
    else:
        print_text("".join(f"{number}\n" for number in receipt.change.numbers))
    report_act(receipt)
