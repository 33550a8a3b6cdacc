"""What every writing command does: collect the circumstances of an act, and show its receipt."""

from collections.abc import Sequence
from dataclasses import replace

from somei_cli.actions.act import Circumstances
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.errors import LevelNamed
from somei_cli.model.level_mentions import find_level
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.git_identity import Person
from somei_cli.render.views.acts_and_history import describe_receipt, receipt_view

Quoted = Sequence[str] | None


def gather_circumstances(
    reason: str | None,
    *,
    dry_run: bool,
    approved_by: Person | None = None,
    quoted: Quoted = None,
) -> Circumstances:
    """Return the circumstances of an act: day, reason, dry run, approval, and the fields that only quote a level."""
    return Circumstances(
        today=session.today(), reason=reason, dry_run=dry_run, approved_by=approved_by, quoted=tuple(quoted or ())
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
    return replace(circumstances, request=request, request_given=True) if request else circumstances


def refuse_level(place: str, words: str) -> None:
    """Refuse typed words that name an EU level, in a command without --quoted.

    Raises:
        LevelNamed: the words name a level.
    """
    if level := find_level(words):
        raise LevelNamed(place, level, quotable=False)


def answer_receipt(receipt: Receipt, *, as_json: bool) -> None:
    """Show what an act changed: fields on standard output, one sentence on standard error."""
    if as_json or receipt.differences or receipt.change.codes:
        show_view(receipt_view(receipt), as_json=as_json)
    session.talk(*describe_receipt(receipt))
