"""Pages and receipts on a terminal, and messages whose command stands alone on its line."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import AnswerOptions
from somei_cli.render.output.view import ViewFormat

if TYPE_CHECKING:
    from somei_cli.render.output.page import PageLine


def talk_with_commands(*lines: str) -> None:
    """Talk; on a terminal, a command at the end of a line stands alone on the next one."""
    for line in lines:
        words, separator, command = line.rpartition(": somei ")
        if separator and session.has_terminal():
            session.talk(f"{words}:", f"  somei {command}")
        else:
            session.talk(line)


def show_receipt(lines: "Iterable[PageLine]") -> None:
    """Show the lines of a receipt on the terminal, unless -q was given."""
    if not session.current().quiet:
        show_page(lines)


def is_on_screen(answer: AnswerOptions) -> bool:
    """Whether a person at a terminal sees an answer in the form that is made for it."""
    return session.has_terminal() and answer.form in {None, ViewFormat.TABLE} and not answer.fields


def show_page(lines: "Iterable[PageLine]") -> None:
    """Show the lines of a page on the terminal."""
    # Only what draws is loaded with Rich.
    from somei_cli.render.output.screen import draw_page
    from somei_cli.render.output.terminal import print_for_people

    print_for_people(draw_page(lines, session.current().color))
