"""somei show."""

from somei_cli.commands import params
from somei_cli.commands.answers import answer, open_register
from somei_cli.commands.reading import readable
from somei_cli.render.documents import page_view


def show(
    number: params.Number,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
) -> int:
    """Show one document: its fields, its family, what it cites and what cites it."""
    register = open_register()
    document = register.get(number)
    snapshot, status = readable(register)
    answer(page_view(document, snapshot), as_json=as_json, how=how, fields=fields)
    return status
