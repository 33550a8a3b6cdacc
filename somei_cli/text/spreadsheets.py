"""What keeps a spreadsheet from running a cell."""

from somei_cli.text.cleaning import is_command

_BEGINNINGS = tuple("=+-@＝＋－＠")
"""OWASP ASVS 1.2.10; the full-width forms are read as formulas by some spreadsheets too."""


def harmless(cell: str) -> str:
    """A cell that would be run as a formula is made text with an apostrophe; tabs and line ends are gone before.

    Blanks before it do not make it text everywhere. So is one that would be a command of a code host where a line
    begins.
    """
    return f"'{cell}" if cell.lstrip()[:1] in _BEGINNINGS or is_command(cell) else cell
