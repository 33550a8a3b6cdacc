"""somei agenda revise."""

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.agenda.options import Agenda, answer_compared
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register


def revise_agenda(
    agenda: Agenda,
    act: Act,
) -> None:
    """Begin the next revision of an agenda.

    The revision is a draft, as 13735/1/19 REV 1, and the old agenda is kept. Items keep their printed numbers even
    if you move them. Documents are looked up again. What changed is reported now, and again when the revision is
    issued.
    """
    register = open_register()
    receipt = lifecycle.revise_agenda(register, agenda, act.circumstances())
    (draft,) = receipt.change.puts
    comparison = lifecycle.compare_after_act(register, receipt, agenda, draft.number)
    answer_compared(receipt, comparison, "agenda-revise", as_json=act.as_json)
