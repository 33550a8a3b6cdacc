"""What keeps a spreadsheet from running a cell."""

_BEGINNINGS = tuple("=+-@＝＋－＠")
"""OWASP ASVS 1.2.10; the full-width forms are read as formulas by some spreadsheets too."""


def harmless(cell: str) -> str:
    """A cell that would be run as a formula is made text with an apostrophe; tabs and line ends are gone before."""
    return f"'{cell}" if cell[:1] in _BEGINNINGS else cell
