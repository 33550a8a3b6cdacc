"""somei show."""

from somei_cli.commands import params
from somei_cli.commands.answers import answer, open_register
from somei_cli.render.documents import page_view


def show(
    number: params.Number,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
) -> None:
    """Show one document: its fields, its family, what it cites and what cites it."""
    register = open_register()
    document = register.get(number)
    answer(page_view(document, register.snapshot()), as_json=as_json, how=how, fields=fields)
