"""The plan of a check: what is looked at, compared with what, by whose settings; and what the check returns."""

from datetime import date
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.rules.definition.findings import Report, VerifiedHistory
from somei_cli.store.register.register import Register

if TYPE_CHECKING:
    from somei_cli.model.history.moments_and_ranges import HistoryRange
    from somei_cli.rules.definition.rule import RuleContext


class Source(Enum):
    """What a check looks at."""

    WORK_TREE = auto()
    GIT_INDEX = auto()
    COMMIT = auto()
    UNTRUSTED = auto()
    PUSH = auto()


class CheckPlan(NamedTuple):
    """What a check looks at, and what for.

    `revision` is the commit that is looked at if the source is one, or the untrusted branch, or what a push brings.
    Settings, vocabulary and waivers are those of the source; of an untrusted branch those of `trusted`, or of
    origin/HEAD. `changed` narrows the check to documents that differ from commit `since`. In a plan for an opened
    register, `since` None stands for an empty register, from which every document differs; before, for the commit that
    the source itself names: HEAD, or where the untrusted branch forked. `history` asks for a verification of it too.
    """

    today: date
    numbers: tuple[DocumentNumber, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    changed: bool = False
    since: str | None = None
    history: "HistoryRange | None" = None
    source: Source = Source.WORK_TREE
    revision: str | None = None
    trusted: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the whole register is to be checked."""
        return not (self.numbers or self.changed)


class CheckResult(NamedTuple):
    """The report of a check, remarks on it, and the folder of the register in its repository."""

    report: Report
    remarks: tuple[str, ...] = ()
    place: PurePosixPath = PurePosixPath()


def verify_history(register: Register, context: "RuleContext", plan: CheckPlan) -> VerifiedHistory | None:
    """Verify the history if the plan asks for it."""
    if plan.history is None:
        return None
    # Imported late for start-up time, and codes are checked first, so that a misspelt one is reported at once.
    from somei_cli.actions.history.verify import verify_register_history
    from somei_cli.rules.catalogue import select_rules

    select_rules(plan.select, plan.ignore, register.settings.rules)
    return verify_register_history(register, plan.history, context)
