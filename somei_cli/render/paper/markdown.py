"""A sheet as Markdown; text of the document is escaped and never becomes markup."""

import re
from collections.abc import Iterator

from somei_cli.formats.sanitize import escape_log_command
from somei_cli.render.paper.sheet import DASH, PaperSheet, Paragraph, SheetItem

_MARKUP = re.compile(r"([\\`*_\[\]<>&~|])")
_LEADING_MARKUP = re.compile(r"^([0-9]{0,9})([#+=.)-])")
_RULE = "---"


def as_markdown(sheet: PaperSheet) -> str:
    """Return the whole document, ending with a line feed."""
    lines = "\n\n".join(filter(None, _blocks(sheet))).split("\n")
    return "".join(f"{escape_log_command(line)}\n" for line in lines)


def _blocks(sheet: PaperSheet) -> Iterator[str]:
    yield _hard_lines(sheet.institution)
    yield _hard_lines((sheet.place_and_date, sheet.languages))
    if sheet.files:
        yield _hard_lines(("Interinstitutional File:", *sheet.files))
    yield _bold(sheet.number) + (f"  \n{_bold(sheet.tail)}" if sheet.tail else "")
    yield _bold(sheet.marking)
    yield _hard_lines(sheet.codes)
    if sheet.heading:
        yield f"## {_escape(sheet.heading)}"
    if sheet.standing:
        yield f"*{sheet.standing}*"
    if sheet.rows:
        yield _RULE
        yield "  \n".join(f"{row.label} {_escape(row.value)}" for row in sheet.rows)
        yield _RULE
    yield _hard_lines(sheet.meeting)
    yield from (_escape(paragraph.words) for paragraph in sheet.lead)
    for part in sheet.parts:
        yield from (_bold(part.heading), _escape(part.below))
        for entry in part.entries:
            yield from _item(entry)
    yield from (rf"[^{note.mark}]: {_escape(note.words)}" for note in sheet.notes)
    yield _RULE
    last_words = "  ".join(filter(None, (sheet.unit, sheet.marking, sheet.language)))
    yield f"{sheet.whole_number}    1  \n{last_words}"


def _item(entry: SheetItem) -> Iterator[str]:
    note_calls = "".join(f"[^{note.mark}]" for note in entry.notes)
    words = " ".join(filter(None, (entry.aside, entry.mark, _escape(entry.shown_title))))
    yield f"### {words}{note_calls}"
    yield _hard_lines(entry.documents)
    yield from (f"*{_escape(words)}*" for words in entry.treatments)
    if entry.below:
        yield "\n".join(_below(entry, ""))
    yield from _text_blocks(entry)


def _below(item: SheetItem, indent: str) -> Iterator[str]:
    """Yield the sub-items as nested bullets; a letter is kept behind its bullet."""
    for subitem in item.below:
        mark = f"{subitem.mark} " if subitem.mark[:1] == "(" else ""
        words = _escape(subitem.shown_title)
        yield f"{indent}- {mark}{f'*{words}*' if subitem.stressed else words}"
        inner_indent = indent + "  "
        for words in subitem.documents:
            yield f"{inner_indent}  {words}"
        for words in (*(f"*{_escape(t)}*" for t in subitem.treatments), *_text_blocks(subitem)):
            yield ""
            yield inner_indent + words.replace("\n", "\n" + inner_indent)
        yield from _below(subitem, inner_indent)


def _text_blocks(entry: SheetItem) -> Iterator[str]:
    block = ""
    for paragraph in entry.text:
        if block and not paragraph.close:
            yield block
            block = ""
        block = "\n".join(filter(None, (block, _paragraph(paragraph))))
    if block:
        yield block


def _paragraph(paragraph: Paragraph) -> str:
    if not paragraph.mark:
        return _escape(paragraph.words)
    return f"- {_escape(paragraph.words)}" if paragraph.mark == DASH else f"{paragraph.mark} {_escape(paragraph.words)}"


def _bold(words: str) -> str:
    return f"**{_escape(words)}**" if words else ""


def _hard_lines(lines: tuple[str, ...]) -> str:
    return "  \n".join(_escape(line) for line in lines if line)


def _escape(words: str) -> str:
    return _LEADING_MARKUP.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", words))
