"""The forms of paper. Known to every `show`: whatever prints is elsewhere."""

from enum import StrEnum


class Form(StrEnum):
    """What a document can be printed as."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in {Form.PDF, Form.DOCX}

    @property
    def template(self) -> str:
        """The file of somei's own data that gives it its look; empty where the look is written out."""
        return {Form.HTML: "templates/paper.css", Form.PDF: "templates/paper.typ"}.get(self, "")
