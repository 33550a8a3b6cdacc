"""somei blame."""

from somei_cli.actions.history.blame import blame as blame_of
from somei_cli.commands.shared import params
from somei_cli.commands.shared.field_option import FieldAndBelow
from somei_cli.commands.shared.open_and_show import Answer, open_register, say_cut_off
from somei_cli.model.field_changes import WHOLE
from somei_cli.render.views.acts_and_history import blame_view


def blame(
    number: params.Number,
    field: FieldAndBelow = None,
    wide: params.Wide = False,
    *,
    answer: Answer,
) -> None:
    """Show who set each value of a document, and when.

    It also gives the reason and the commit.
    """
    register = open_register()
    say_cut_off(register)
    view = blame_view(number, blame_of(register, number, field or WHOLE), field=str(field) if field else "", wide=wide)
    answer.show(view)
