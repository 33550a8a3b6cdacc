"""The names of the paper formats, without the writers, since every `somei show` loads this module."""

from enum import StrEnum


class PaperFormat(StrEnum):
    """The formats that a document can be printed in."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"

    @property
    def is_text(self) -> bool:
        """Whether the format can be shown on a terminal."""
        return self not in {PaperFormat.PDF, PaperFormat.DOCX}

    @property
    def template(self) -> str:
        """The file of somei's packaged data with the layout of this format; empty if the writer holds the layout."""
        return {PaperFormat.HTML: "templates/paper.css", PaperFormat.PDF: "templates/paper.typ"}.get(self, "")
