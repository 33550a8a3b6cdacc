"""What the commands about agendas that end in a comparison do alike."""

from somei_cli.commands import session
from somei_cli.commands.answers import answer
from somei_cli.model.agenda.item_match import Comparison
from somei_cli.model.register.change import Receipt
from somei_cli.render.views.agendas import compared_receipt_view, comparison_words
from somei_cli.render.views.history import receipt_words


def answer_compared(receipt: Receipt, comparison: Comparison, name: str, *, as_json: bool) -> None:
    """Show the items that differ, and tell the act and the count of items on standard error."""
    answer(compared_receipt_view(receipt, comparison, name), as_json=as_json)
    session.tell(*receipt_words(receipt))
    session.tell(comparison_words(comparison))
