"""Going back: the register as it stood at a moment, and what had happened by a day as it was known at another."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.as_of import NOW, Moment
from somei_cli.store.register.register import Register

if TYPE_CHECKING:
    from somei_cli.store.git.dates import DatedCommit


class AsOfRegister(NamedTuple):
    """A register as it was: `made` is the commit that is read, None for the files as they are.

    `today` is the day that it is looked at from; what happened after the day `by` is left out.
    """

    register: Register
    today: date
    made: "DatedCommit | None" = None
    by: date | None = None

    def need(self, number: DocumentNumber) -> None:
        """Stop where the document was not there then; now is left to what else is asked of the register.

        Raises:
            NotFound: telling when it came.
        """
        if (self.made or self.by) and self.register.find(number) is None:
            from somei_cli.actions.history.resolve_as_of import not_there

            raise not_there(self.register, self.made, self.by, number)


def go_back(root: Path, as_of: Moment | None, known_at: Moment | None, today: date) -> AsOfRegister:
    """The register as it stood at a moment; with both moments, what had happened by the one as known at the other.

    Raises:
        NotFound: where there was no such commit, or no register yet.
        WrongUsage: where both are given and the first is no day.
    """
    if as_of is not None and known_at is not None and as_of.day is None:
        raise WrongUsage("--known-at goes with a day: --as-of DATE.", "A commit goes alone: --as-of REV.")
    until = as_of.day if as_of is not None and known_at is not None else None
    moment = known_at if known_at is not None else as_of if as_of is not None else NOW
    if moment == NOW:
        return AsOfRegister(Register(root, by=until), min(until or today, today), None, until)
    from somei_cli.actions.history.resolve_as_of import commit_of, opened

    commit = commit_of(root, moment)
    day = until or moment.day or commit.committed.date()
    return AsOfRegister(opened(root, commit, until), min(day, today), commit, until)
