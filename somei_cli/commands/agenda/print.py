"""somei agenda print."""

from somei_cli.commands.shared import params
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.paper_options import As, Force, Output
from somei_cli.commands.shared.print import print_document
from somei_cli.errors import shell_word
from somei_cli.model.agenda.lifecycle import require_agenda_page


def print_agenda(agenda: params.Number, as_: As = None, output: Output = "", force: Force = False) -> None:
    """Print an agenda or an outcome as the Council does.

    Without -o it goes to standard output. Without --as the ending of the file says which format is meant; otherwise
    it is text.
    """
    register = open_register()
    require_agenda_page(register.get(agenda), f"Print it with: somei show {shell_word(agenda)} --as text")
    print_document(register, agenda, as_, output, force=force)
