"""somei show."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.asked_number import asked_number
from somei_cli.commands.shared.open_and_show import AnswerInFields, read_snapshot
from somei_cli.commands.shared.paper_options import As, Force, Output
from somei_cli.errors import WrongUsage
from somei_cli.render.views.single_document import document_view


def show(
    number: params.AskedNumber = None,
    as_: As = None,
    output: Output = "",
    force: Force = False,
    text: Annotated[bool, typer.Option("--text", help="On a terminal, show the texts of the items too.")] = False,
    *,
    answer: AnswerInFields,
    moment: AsOf,
) -> int:
    """Show one document, or print it.

    It shows the fields, the other documents of the same family, what the document cites and what cites it. With
    --as or -o it is printed instead.
    """
    number = asked_number(number, "show")
    if number is None:
        return 0
    past = moment.open()
    past.require(number)
    register = past.register
    if as_ or output:
        if answer.form or answer.fields:
            raise WrongUsage("What is printed has no fields.", "Leave out --json, --format and --fields.")
        # A page on the screen needs nothing of what prints.
        from somei_cli.commands.shared.print import print_document

        print_document(register, number, as_, output, force=force)
        return 0
    document = register.get(number)
    snapshot, status = read_snapshot(register, about=[number])
    answer.show(document_view(document, snapshot, past.today, with_text=text))
    return status
