"""Follow-ups that are open, without what acts on them need."""

from datetime import date
from functools import cache

from somei_cli.model.document import Document
from somei_cli.model.followup.list import DueOf, ListedFollowUp, list_follow_ups
from somei_cli.model.items_and_follow_ups import FollowUp
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot


def list_open_follow_ups(snapshot: Snapshot) -> list[ListedFollowUp]:
    """Return the open follow-ups without the agendas that name them; only documents that have any are read.

    The meetings of the register are read only if one is due at a next meeting.
    """

    @cache
    def make_reader() -> DueOf:
        # The words of a due time are read by what most registers have no use for.
        from somei_cli.actions.followup.followups import make_due_of

        return make_due_of(snapshot)

    def due_of(document: Document, follow_up: FollowUp) -> date | None:
        return make_reader()(document, follow_up)

    documents = snapshot.select(Selection(follow_ups=True))
    return [entry for entry in list_follow_ups(documents, due_of) if entry.is_open]
