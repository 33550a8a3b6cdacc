"""What every command does alike: open the register, gather the circumstances of an act, answer with a view."""

from somei_cli.actions.acting import Circumstances
from somei_cli.commands import session
from somei_cli.model.changes import Receipt
from somei_cli.render.changes import receipt_view, receipt_words
from somei_cli.render.output import Output, show
from somei_cli.render.view import Format, View
from somei_cli.store.finding import find_register
from somei_cli.store.register import Register


def open_register() -> Register:
    """The register that the options, the environment or the working directory name."""
    return Register(find_register(session.folder()))


def circumstances(reason: str | None, *, dry_run: bool) -> Circumstances:
    """The day, the reason, and whether it is only a trial."""
    return Circumstances(today=session.today(), reason=reason, dry_run=dry_run)


def answer(
    view: View,
    *,
    as_json: bool = False,
    how: Format | None = None,
    fields: str = "",
    sort: str = "",
    limit: int | None = None,
) -> None:
    """Show a view as the options want it."""
    form = Format.JSON if as_json else how
    show(view, Output(form, fields, sort, limit, session.current().color))


def answer_receipt(receipt: Receipt, *, as_json: bool) -> None:
    """Show what an act changed: fields on standard output, one sentence on standard error."""
    if as_json or receipt.differences or receipt.change.codes:
        answer(receipt_view(receipt), as_json=as_json)
    session.tell(receipt_words(receipt))
