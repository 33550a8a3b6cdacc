"""Open a register as of a commit or a day, and show what had happened by one day as it was known on another."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.moments_and_ranges import NOW, Moment
from somei_cli.store.register.register import Register, open_register

if TYPE_CHECKING:
    from somei_cli.store.git.dates import DatedCommit


class AsOfRegister(NamedTuple):
    """A register as of a moment: `commit` is the commit that is read, None for the work tree.

    `today` is the day on which it is looked at; what happened after the day `until` is left out.
    """

    register: Register
    today: date
    commit: "DatedCommit | None" = None
    until: date | None = None

    def require(self, number: DocumentNumber) -> None:
        """Refuse a document that the register did not have then; nothing is checked for the present register.

        Raises:
            NotFound: if it did not; it says when the document came.
        """
        if (self.commit or self.until) and self.register.find(number) is None:
            from somei_cli.actions.history.resolve_as_of import explain_absence

            raise explain_absence(self.register, self.commit, self.until, number)


def open_register_as_of(root: Path, as_of: Moment | None, known_at: Moment | None, today: date) -> AsOfRegister:
    """Open the register as of a moment; with `known_at`, what had happened by `as_of` as it was known at that moment.

    Raises:
        NotFound: if there was no such commit, or no register yet.
        WrongUsage: if both are given and `as_of` is not a day.
    """
    if as_of is not None and known_at is not None and as_of.day is None:
        raise WrongUsage("--known-at goes with a day: --as-of DATE.", "A commit goes alone: --as-of REV.")
    until = as_of.day if as_of is not None and known_at is not None else None
    moment = known_at if known_at is not None else as_of if as_of is not None else NOW
    if moment == NOW:
        return AsOfRegister(open_register(root, until=until), min(until or today, today), None, until)
    from somei_cli.actions.history.resolve_as_of import open_register_at, resolve_moment

    commit = resolve_moment(root, moment)
    day = until or moment.day or commit.committed.date()
    return AsOfRegister(open_register_at(root, commit, until), min(day, today), commit, until)
