"""HIST: agendas that changed after they were issued."""

from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.agenda_alterations import alterations, may_be_taken_back
from somei_cli.model.documents import Document
from somei_cli.model.steps import HistoryStep
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Scope, rule


@rule("HIST005", Severity.ERROR, Scope.HISTORY)
def issued_agenda_changed(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """An issued agenda changed otherwise than by its adoption, a late item or a withdrawal.

    The delegations prepare with what they were sent. Numbers that were printed stay, and so does the meeting. A
    withdrawn item stays on the page, unless that is undone with a reason before the meeting, and once it has adopted
    the agenda nothing moves. Words of an item that were corrected are a warning: the page that others have still says
    the old ones.
    """
    for turn, old, new in step.deed.changed:
        # A withdrawal may be taken back while the delegations can still prepare for the item.
        back = step.taken_back(turn, _gives_back) and may_be_taken_back(old, step.deed.when.date())
        for found in (one for one in alterations(old, new) if not (back and one.gives_back)):
            hint = f"Draft a revised agenda instead: somei agenda revise {as_typed(old.number)}"
            severity = None if found.grave else Severity.WARNING
            yield Flaw(old.number, (), f"{old.number} was issued, and {found.what}", hint, severity, path=turn.path)


def _gives_back(before: Document, after: Document) -> bool:
    return any(found.gives_back for found in alterations(before, after))
