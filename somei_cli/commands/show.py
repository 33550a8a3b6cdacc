"""somei show."""

from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_as_of
from somei_cli.commands.shared.open_and_show import read_snapshot, show_view
from somei_cli.commands.shared.paper_options import As, Force, Output
from somei_cli.errors import WrongUsage
from somei_cli.render.views.documents import document_view


def show(
    number: params.Number,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_: As = None,
    output: Output = "",
    force: Force = False,
) -> int:
    """Show one document: its fields, its family, what it cites and what cites it. Or print it, with --as or -o."""
    past = open_as_of(as_of, known_at)
    past.require(number)
    register = past.register
    if as_ or output:
        if as_json or view_format or fields:
            raise WrongUsage("What is printed has no fields.", "Leave out --json, --format and --fields.")
        # A page on the screen needs nothing of what prints.
        from somei_cli.commands.shared.print import print_document

        print_document(register, number, as_, output, force=force)
        return 0
    document = register.get(number)
    snapshot, status = read_snapshot(register, about=[number])
    show_view(document_view(document, snapshot), as_json=as_json, view_format=view_format, fields=fields)
    return status
