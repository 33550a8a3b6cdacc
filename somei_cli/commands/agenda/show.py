"""somei agenda show."""

from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_as_of
from somei_cli.commands.shared.open_and_show import read_snapshot, show_view
from somei_cli.errors import NotFound, shell_word
from somei_cli.render.views.agenda_board_and_comparison import agenda_view


def show_agenda(
    agenda: params.Number,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Show the items of an agenda or an outcome, with their documents as they stand now."""
    past = open_as_of(as_of, known_at)
    past.require(agenda)
    register = past.register
    document = register.get(agenda)
    if not document.items and document.agenda is None:
        raise NotFound(f"{agenda} has no items.", f"See: somei show {shell_word(agenda)}")
    snapshot, status = read_snapshot(register, about=[agenda])
    show_view(agenda_view(document, snapshot), as_json=as_json, view_format=view_format)
    return status
