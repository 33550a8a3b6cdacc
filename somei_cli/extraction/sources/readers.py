"""Choose the reader of a file by its format; all readers return the same kind of lines."""

from somei_cli.extraction.sources.detect import SourceFormat, decode, format_of, is_called_markdown
from somei_cli.extraction.sources.lettering import spell_plainly
from somei_cli.extraction.sources.markdown import beside_text, looks_like_markdown, read_markdown
from somei_cli.extraction.sources.plain_text import read_plain, without_double_spacing, without_mail_code, without_tags
from somei_cli.model.importing.draft_entry import Line, Text


def read_bytes(content: bytes, name: str = "-") -> Text:
    """Return the lines of a file, the doubts about its encoding or its pages, and its hidden text.

    Raises:
        Unreadable: if the file is damaged, locked, or in no format that somei reads.
        ExtraMissing: if the library that reads the format is not installed.
    """
    text = _read_by_format(content, name)
    return text._replace(aside=(*text.aside, *spell_plainly(text.lines), *spell_plainly(text.aside)))


def _read_by_format(content: bytes, name: str) -> Text:
    match format_of(content, name):
        case SourceFormat.PDF:
            from somei_cli.extraction.sources.pdf.document import read_pdf

            return read_pdf(content, name)
        case SourceFormat.DOCX:
            from somei_cli.extraction.sources.docx.document import read_docx

            return read_docx(content, name)
        case SourceFormat.HTML:
            from somei_cli.extraction.sources.html.document import read_html

            return read_html(content, name)
        case _:
            words, doubts = decode(without_mail_code(content), name)
            text = _read_text_or_markdown(words, name)
            return Text(text.lines, doubts, (*text.aside, *beside_text(words)))


def read_text(text: str, name: str = "-") -> tuple[Line, ...]:
    """Return the lines of a plain or Markdown text."""
    return _read_text_or_markdown(text, name).lines


def _read_text_or_markdown(text: str, name: str) -> Text:
    if looks_like_markdown(text, named=is_called_markdown(name)):
        return read_markdown(text)
    return Text(without_double_spacing(read_plain(without_tags(text))))
