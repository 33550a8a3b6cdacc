"""somei agenda print."""

from somei_cli.commands.shared import params
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.paper_options import As, Force, Output
from somei_cli.commands.shared.print import print_document
from somei_cli.errors import NotFound, shell_word


def print_agenda(agenda: params.Number, as_: As = None, output: Output = "", force: Force = False) -> None:
    """Print an agenda or an outcome, laid out as the Council does.

    Without a file it goes to standard output. Without a form the ending of the file tells it; else it is text.
    """
    register = open_register()
    document = register.get(agenda)
    if not document.items and document.agenda is None:
        raise NotFound(f"{agenda} has no items.", f"Print it with: somei show {shell_word(agenda)} --as text")
    print_document(register, agenda, as_, output, force=force)
