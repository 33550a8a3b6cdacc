"""somei agenda show."""

from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import PlainAnswer, read_snapshot
from somei_cli.errors import shell_word
from somei_cli.model.agenda.lifecycle import require_agenda_page
from somei_cli.render.views.agenda_board_and_comparison import agenda_view


def show_agenda(
    agenda: params.Number,
    answer: PlainAnswer,
    moment: AsOf,
) -> int:
    """Show the items of an agenda or an outcome.

    Documents are shown as they are now.
    """
    past = moment.open()
    past.require(agenda)
    register = past.register
    document = register.get(agenda)
    require_agenda_page(document, f"See: somei show {shell_word(agenda)}")
    snapshot, status = read_snapshot(register, about=[agenda])
    answer.show(agenda_view(document, snapshot))
    return status
