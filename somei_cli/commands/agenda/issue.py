"""somei agenda issue."""

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.agenda.options import Agenda, answer_compared
from somei_cli.commands.shared.act import Act, Issued
from somei_cli.commands.shared.open_and_show import open_register


def issue_agenda(
    agenda: Agenda,
    day: Issued = None,
    *,
    act: Act,
) -> None:
    """Issue a draft agenda.

    The agenda gets its date, and the numbers of its items never change again. A document that was named without a
    revision is fixed to the text that is current now. For a revised agenda the answer says what changed since the
    last one.
    """
    register = open_register()
    receipt = lifecycle.issue_agenda(register, agenda, day, act.circumstances())
    comparison = lifecycle.compare_with_revised(register, receipt)
    if comparison:
        answer_compared(receipt, comparison, "agenda-issue", as_json=act.as_json)
    else:
        act.answer(receipt)
