"""somei agenda revise."""

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.agenda.options import Agenda, answer_compared
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import gather_circumstances
from somei_cli.commands.shared.open_and_show import open_register


def revise_agenda(
    agenda: Agenda,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Draft the next revision of an issued agenda, as 13735/1/19 REV 1; the old one is kept.

    Items keep their printed numbers, wherever they are moved; documents are looked up anew. What changed is said here,
    and again when the revision is issued.
    """
    register = open_register()
    receipt = lifecycle.revise_agenda(register, agenda, gather_circumstances(message, dry_run=dry_run, quoted=quoted))
    (draft,) = receipt.change.puts
    answer_compared(
        receipt, lifecycle.compare_items(register, agenda, draft.number, receipt), "agenda-revise", as_json=as_json
    )
