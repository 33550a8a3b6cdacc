"""What every writing command does: collect the circumstances of an act, and hand on its receipt."""

import os
from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

from somei_cli.actions.act import Circumstances
from somei_cli.commands.shared import params, questions, session
from somei_cli.commands.shared.allotment_options import Request
from somei_cli.commands.shared.option_groups import options_of
from somei_cli.commands.shared.receipts import answer_receipt
from somei_cli.errors import LevelNamed, WrongUsage
from somei_cli.model.level_mentions import find_level
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.git_identity import Person

Quoted = Sequence[str] | None
ApprovedBy = Annotated[
    Person | None, params.option("--approved-by", "WHO", "Who approved it: Name <mail>.", Person.parse)
]


def gather_circumstances(
    reason: str | None,
    *,
    dry_run: bool,
    approved_by: Person | None = None,
    quoted: Quoted = None,
) -> Circumstances:
    """Return the circumstances of an act: day, reason, dry run, approval, and the fields that only quote a level."""
    return Circumstances(
        today=session.today(),
        request=os.urandom(16).hex(),
        reason=reason,
        dry_run=dry_run,
        approved_by=approved_by,
        quoted=tuple(quoted or ()),
    )


def circumstances_of_request(
    reason: str | None,
    request: str | None,
    *,
    dry_run: bool,
    approved_by: Person | None = None,
    quoted: Quoted = None,
) -> Circumstances:
    """Return the circumstances of an act that allots numbers; with a request id it may repeat an earlier call."""
    circumstances = gather_circumstances(reason, dry_run=dry_run, approved_by=approved_by, quoted=quoted)
    return circumstances._replace(request=request, request_given=True) if request else circumstances


def ask_reason(reason: str | None) -> str | None:
    """Return the reason as given, or ask for it at a terminal; None if nobody is there to answer."""
    if reason or not session.can_ask():
        return reason
    answer = questions.ask("Why?")
    return params.line(answer) if answer else None


def require_reason(reason: str | None) -> str:
    """Return the reason as given, or ask for it at a terminal.

    Raises:
        WrongUsage: there is none.
    """
    if answer := ask_reason(reason):
        return answer
    raise WrongUsage("This needs a reason.", "Say why with -m TEXT, or --reason TEXT.")


def refuse_level(place: str, words: str) -> None:
    """Refuse typed words that name an EU level, in a command without --quoted.

    Raises:
        LevelNamed: the words name a level.
    """
    if level := find_level(words):
        raise LevelNamed(place, level, quotable=False)


class ActOptions(NamedTuple):
    """The options of an act."""

    approved_by: ApprovedBy = None
    request: Request = None
    quoted: params.Quoted = None
    dry_run: params.DryRun = False
    message: params.Message = None
    as_json: params.AsJson = False

    def circumstances(self) -> Circumstances:
        """Return the circumstances of the act."""
        return circumstances_of_request(
            self.message, self.request, dry_run=self.dry_run, approved_by=self.approved_by, quoted=self.quoted
        )

    def answer(self, receipt: Receipt) -> None:
        """Show what the act changed."""
        answer_receipt(receipt, as_json=self.as_json)


RequiredReason = Annotated[
    str | None, params.option("--reason -m --message", "TEXT", "Why; a terminal asks for it.", params.line)
]
Issued = Annotated[date | None, params.option("--date", "D", "Day of issue; else today.", params.day)]
Act = Annotated[ActOptions, options_of(ActOptions, "approved_by", "request")]
ApprovedAct = Annotated[ActOptions, options_of(ActOptions, "request")]
ReasonedAct = Annotated[ActOptions, options_of(ActOptions, "message")]
AllottingAct = Annotated[ActOptions, options_of(ActOptions, "approved_by")]
