"""Choose the reader of a file by its format; all readers return the same kind of lines."""

from somei_cli.extraction.sources.detect import SourceFormat, detect_format, has_markdown_suffix
from somei_cli.extraction.sources.encodings import decode_text
from somei_cli.extraction.sources.hidden_lines import find_hidden_words
from somei_cli.extraction.sources.markdown import looks_like_markdown, read_markdown
from somei_cli.extraction.sources.plain_text import (
    decode_quoted_printable,
    read_plain,
    without_double_spacing,
    without_tags,
)
from somei_cli.extraction.sources.text_damage import undo_letter_damage, undo_text_damage
from somei_cli.extraction.sources.unusual_lettering import spell_plainly
from somei_cli.model.importing.draft_entry import Line, SourceText


def read_source(content: bytes, name: str = "-") -> SourceText:
    """Return the lines of a file, the doubts about its encoding or its pages, and its hidden text.

    Raises:
        Unreadable: if the file is damaged, locked, or in no format that somei reads.
        ExtraMissing: if the library that reads the format is not installed.
    """
    text = _read_by_format(content, name)
    mended = undo_letter_damage(text.lines)
    return text._replace(
        lines=mended.lines,
        # The letters as they are printed: a marking in them is never lost.
        outside_text=(*text.outside_text, *spell_plainly(text.lines), *spell_plainly(text.outside_text)),
        uncertain_words=mended.uncertain_words,
    )


def _read_by_format(content: bytes, name: str) -> SourceText:
    match detect_format(content, name):
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
            words, doubts = decode_text(decode_quoted_printable(content), name)
            words, further_doubts = undo_text_damage(words)
            text = _read_text_or_markdown(words, name)
            return SourceText(text.lines, (*doubts, *further_doubts), (*text.outside_text, *find_hidden_words(words)))


def read_text(text: str, name: str = "-") -> tuple[Line, ...]:
    """Return the lines of a plain or Markdown text."""
    return _read_text_or_markdown(text, name).lines


def _read_text_or_markdown(text: str, name: str) -> SourceText:
    if looks_like_markdown(text, named=has_markdown_suffix(name)):
        return read_markdown(text)
    return SourceText(without_double_spacing(read_plain(without_tags(text))))
