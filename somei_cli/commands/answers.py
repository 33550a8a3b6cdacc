"""What every command does alike: open the register, and answer with a view."""

from somei_cli.commands import session
from somei_cli.render.output.formats import Output, show
from somei_cli.render.output.view import View, ViewFormat
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register


def open_register() -> Register:
    """The register that the options, the environment or the working directory name."""
    return Register(find_register(session.folder()), indexed=not session.current().no_index)


def answer(
    view: View,
    *,
    as_json: bool = False,
    how: ViewFormat | None = None,
    fields: str = "",
    sort: str = "",
    limit: int | None = None,
) -> None:
    """Show a view as the options want it."""
    form = ViewFormat.JSON if as_json else how
    show(view, Output(form, fields, sort, limit, session.current().color))
