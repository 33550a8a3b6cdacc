"""Showing the receipt of an act: a page on a terminal; in a pipe a table, and a sentence on standard error."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.commands.shared.pages import show_receipt
from somei_cli.model.register.change import Receipt
from somei_cli.render.output.view import View
from somei_cli.render.views.acts_and_history import describe_needs, describe_receipt, is_reported, receipt_view
from somei_cli.store.register.find import find_register

if TYPE_CHECKING:
    from somei_cli.model.agenda.item_match import ItemComparison
    from somei_cli.render.output.page import PageLine
    from somei_cli.render.views.receipt_on_terminal import ReceiptOptions


def answer_receipt(receipt: Receipt, *, as_json: bool, view: View | None = None, is_preview: bool = False) -> None:
    """Show what an act changed: fields on standard output, one sentence on standard error; a terminal has a page.

    `view` is the receipt with more than every receipt has. A preview is of an act about which is asked next.
    """
    changes_something = bool(receipt.differences or receipt.other_differences or receipt.change.codes)
    if session.has_terminal() and not as_json and is_reported(receipt):
        _show_page(receipt, is_preview=is_preview)
        session.talk(*describe_needs(receipt))
        return
    if as_json or view or changes_something:
        show_view(view or receipt_view(receipt), as_json=as_json)
    session.talk(*describe_receipt(receipt))


def _show_page(receipt: Receipt, *, is_preview: bool) -> None:
    # Only what draws on a terminal is loaded for it.
    from somei_cli.render.views.receipt_on_terminal import receipt_form

    options = _receipt_options()._replace(is_preview=is_preview)
    show_view(receipt_view(receipt)._replace(terminal=lambda: receipt_form(receipt, options)))


def _receipt_options() -> "ReceiptOptions":
    # Only what draws on a terminal is loaded for it.
    from somei_cli.actions.history.recent_acts import follows_server
    from somei_cli.render.views.receipt_on_terminal import ReceiptOptions

    return ReceiptOptions(follows_server(find_register(session.folder())), session.current().quiet)


def show_compared_receipt(receipt: Receipt, comparison: "ItemComparison", changes: Sequence[Sequence[str]]) -> None:
    """Show on a terminal what an act on an agenda did, with the items that differ from those of another.

    `changes` say of each match of the comparison what else changed.
    """
    # Only what draws on a terminal is loaded for it.
    from somei_cli.render.views.receipt_on_terminal import compared_receipt_form

    options = _receipt_options() if is_reported(receipt) else None
    form = compared_receipt_form(receipt, comparison, changes, options)
    show_view(receipt_view(receipt)._replace(tabular=None, terminal=lambda: form))
    session.talk(*(describe_needs(receipt) if is_reported(receipt) else describe_receipt(receipt)))


def show_numbers_receipt(receipt: Receipt) -> None:
    """Show on a terminal which numbers an act took."""
    # Only what draws on a terminal is loaded for it.
    from somei_cli.render.views.receipt_on_terminal import numbers_receipt_form

    form = numbers_receipt_form(receipt, _receipt_options())
    show_view(receipt_view(receipt)._replace(tabular=None, terminal=lambda: form))
    session.talk(*describe_needs(receipt))


def receipt_lines(receipt: Receipt | None) -> "list[PageLine]":
    """Return the lines for a terminal that say what an act did, if anything; an empty line ends them."""
    if receipt is None or not is_reported(receipt):
        return []
    # Only what draws on a terminal is loaded for it.
    from somei_cli.render.output.page import EMPTY_LINE
    from somei_cli.render.views.receipt_on_terminal import act_lines

    lines = list(act_lines(receipt, _receipt_options()))
    return [*lines, EMPTY_LINE] if lines else []


def report_act(receipt: Receipt) -> None:
    """Say what an act did on standard error; a terminal shows whether it is sent, and how it is undone."""
    if not (session.has_terminal() and is_reported(receipt)):
        session.talk(*describe_receipt(receipt))
        return
    # Only what draws on a terminal is loaded for it.
    from somei_cli.actions.history.recent_acts import follows_server
    from somei_cli.render.views.receipt_on_terminal import report_lines

    show_receipt(report_lines(receipt, follows_server(find_register(session.folder()))))
    session.talk(*describe_needs(receipt))
