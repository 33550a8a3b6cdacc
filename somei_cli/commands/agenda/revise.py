"""somei agenda revise."""

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.agenda.options import Agenda, answer_compared
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register


def revise_agenda(
    agenda: Agenda,
    act: Act,
) -> None:
    """Draft the next revision of an issued agenda, as 13735/1/19 REV 1; the old one is kept.

    Items keep their printed numbers, wherever they are moved; documents are looked up anew. What changed is said here,
    and again when the revision is issued.
    """
    register = open_register()
    receipt = lifecycle.revise_agenda(register, agenda, act.circumstances())
    (draft,) = receipt.change.puts
    answer_compared(
        receipt, lifecycle.compare_items(register, agenda, draft.number, receipt), "agenda-revise", as_json=act.as_json
    )
