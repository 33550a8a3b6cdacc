"""A sheet as Markdown, laid out as far as Markdown can; what stands in a document is never taken for markup."""

import re
from collections.abc import Iterator

from somei_cli.formats.sanitize import set_off
from somei_cli.render.paper.sheet import DASH, PaperSheet, Paragraph, SheetItem

_MARKUP = re.compile(r"([\\`*_\[\]<>&~|])")
_LEADING = re.compile(r"^([0-9]{0,9})([#+=.)-])")
_RULE = "---"


def as_markdown(sheet: PaperSheet) -> str:
    """The whole document, ending with a line feed."""
    lines = "\n\n".join(filter(None, _blocks(sheet))).split("\n")
    return "".join(f"{set_off(line)}\n" for line in lines)


def _blocks(sheet: PaperSheet) -> Iterator[str]:
    yield _lines(sheet.institution)
    yield _lines((sheet.place_and_date, sheet.languages))
    if sheet.files:
        yield _lines(("Interinstitutional File:", *sheet.files))
    yield _strong(sheet.number) + (f"  \n{_strong(sheet.tail)}" if sheet.tail else "")
    yield _strong(sheet.marking)
    yield _lines(sheet.codes)
    if sheet.heading:
        yield f"## {_safe(sheet.heading)}"
    if sheet.standing:
        yield f"*{sheet.standing}*"
    if sheet.rows:
        yield _RULE
        yield "  \n".join(f"{row.label} {_safe(row.value)}" for row in sheet.rows)
        yield _RULE
    yield _lines(sheet.meeting)
    yield from (_safe(paragraph.words) for paragraph in sheet.lead)
    for part in sheet.parts:
        yield from (_strong(part.heading), _safe(part.below))
        for entry in part.entries:
            yield from _entry(entry)
    yield from (rf"[^{note.mark}]: {_safe(note.words)}" for note in sheet.notes)
    yield _RULE
    end = "  ".join(filter(None, (sheet.unit, sheet.marking, sheet.language)))
    yield f"{sheet.whole_number}    1  \n{end}"


def _entry(entry: SheetItem) -> Iterator[str]:
    calls = "".join(f"[^{note.mark}]" for note in entry.notes)
    words = " ".join(filter(None, (entry.aside, entry.mark, _safe(entry.shown_title))))
    yield f"### {words}{calls}"
    yield _lines(entry.documents)
    yield from (f"*{_safe(words)}*" for words in entry.treatments)
    if entry.below:
        yield "\n".join(_below(entry, ""))
    yield from _text(entry)


def _below(above: SheetItem, indent: str) -> Iterator[str]:
    """Sub-items as nested bullets; letters are kept behind the bullet."""
    for entry in above.below:
        mark = f"{entry.mark} " if entry.mark[:1] == "(" else ""
        words = _safe(entry.shown_title)
        yield f"{indent}- {mark}{f'*{words}*' if entry.stressed else words}"
        inner = indent + "  "
        for words in entry.documents:
            yield f"{inner}  {words}"
        for words in (*(f"*{_safe(t)}*" for t in entry.treatments), *_text(entry)):
            yield ""
            yield inner + words.replace("\n", "\n" + inner)
        yield from _below(entry, inner)


def _text(entry: SheetItem) -> Iterator[str]:
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
        return _safe(paragraph.words)
    return f"- {_safe(paragraph.words)}" if paragraph.mark == DASH else f"{paragraph.mark} {_safe(paragraph.words)}"


def _strong(words: str) -> str:
    return f"**{_safe(words)}**" if words else ""


def _lines(lines: tuple[str, ...]) -> str:
    return "  \n".join(_safe(line) for line in lines if line)


def _safe(words: str) -> str:
    return _LEADING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", words))
