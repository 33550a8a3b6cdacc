"""somei agenda show."""

from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_then
from somei_cli.commands.shared.open import answer, readable
from somei_cli.errors import NotFound, as_typed
from somei_cli.render.views.agendas import agenda_view


def show_agenda(
    agenda: params.Number,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Show the items of an agenda or an outcome, with their documents as they stand now."""
    past = open_then(as_of, known_at)
    past.need(agenda)
    register = past.register
    document = register.get(agenda)
    if not document.items and document.agenda is None:
        raise NotFound(f"{agenda} has no items.", f"See: somei show {as_typed(agenda)}")
    snapshot, status = readable(register, about=[agenda])
    answer(agenda_view(document, snapshot), as_json=as_json, how=view_format)
    return status
