"""What somei alone shows."""

from somei_cli.commands.shared import session
from somei_cli.commands.status import status
from somei_cli.errors import NoRegister
from somei_cli.render.output.streams import print_text
from somei_cli.store.register.find import find_register


def show_status_or(help_text: str) -> int:
    """Show how the register stands that somei was called in without a command; outside of one, the help."""
    try:
        find_register(session.folder())
    except NoRegister:
        print_text(help_text)
        return 0
    return status()
