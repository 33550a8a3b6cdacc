"""The forms of paper. Known to every `show`: whatever prints is elsewhere."""

from enum import StrEnum


class PaperFormat(StrEnum):
    """What a document can be printed as."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in {PaperFormat.PDF, PaperFormat.DOCX}

    @property
    def template(self) -> str:
        """The file of somei's own data that gives it its look; empty where the look is written out."""
        return {PaperFormat.HTML: "templates/paper.css", PaperFormat.PDF: "templates/paper.typ"}.get(self, "")
