"""A sheet as a single HTML page without scripts or external files; all text of the document is escaped."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.sheet import DASH, WITHDRAWN, PaperSheet, Paragraph, SheetItem, SheetPart


def item_html(entry: SheetItem) -> Iterator[str]:
    """Yield an item with everything below it."""
    yield "<section>"
    yield '<div class="item">'
    mark = " ".join(filter(None, (entry.aside, entry.mark)))
    note_links = "".join(f'<a href="#fn{note.mark}"><sup>{note.mark}</sup></a>' for note in entry.notes)
    yield f'<h2><span class="mark">{escape(mark)}</span> {_title_html(entry)}{note_links}</h2>'
    yield from _documents_html(entry)
    yield "</div>"
    yield from _below(entry)
    yield "</section>"


def _below(entry: SheetItem) -> Iterator[str]:
    """Yield what is below a title: treatments, sub-items, text."""
    yield from (f'<p class="treatment"><em>{escape(words)}</em></p>' for words in entry.treatments)
    if entry.below:
        yield '<ul class="sub">'
        for sub in entry.below:
            mark = "" if sub.mark == DASH else f'<span class="mark">{escape(sub.mark)}</span> '
            yield f'<li class="{_mark_class(sub.mark)}"><div class="item"><div>{mark}{_sub_title_html(sub)}</div>'
            yield from _documents_html(sub)
            yield "</div>"
            yield from _below(sub)
            yield "</li>"
        yield "</ul>"
    yield from _text_html(entry.text)


def _text_html(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the paragraphs, and the lists among them."""
    for is_list, group in groupby(paragraphs, lambda paragraph: bool(paragraph.mark)):
        if not is_list:
            yield from (f"<p>{escape(paragraph.words)}</p>" for paragraph in group)
            continue
        yield '<ul class="text">'
        for paragraph in group:
            mark = "" if paragraph.mark == DASH else f'<span class="mark">{escape(paragraph.mark)}</span> '
            yield f'<li class="{_mark_class(paragraph.mark)}">{mark}{escape(paragraph.words)}</li>'
        yield "</ul>"


def _mark_class(mark: str) -> str:
    """Return the class of a list item: the style sheet draws the dashes; letters are part of the text."""
    return "dash" if mark == DASH else "letter"


def _title_html(entry: SheetItem) -> str:
    words = escape(entry.title)
    return f"<s>{words}</s> {WITHDRAWN}" if entry.withdrawn else words


def _sub_title_html(entry: SheetItem) -> str:
    return f"<em>{_title_html(entry)}</em>" if entry.stressed else _title_html(entry)


def _documents_html(entry: SheetItem) -> Iterator[str]:
    if entry.documents:
        yield f'<div class="documents">{lines_html(entry.documents)}</div>'


def lines_html(texts: Iterable[str]) -> str:
    """Return lines below each other."""
    return "<br>".join(escape(line) for line in texts if line)


_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(sheet: PaperSheet, style: Style, css: str) -> str:
    """Return the whole page; `css` is somei's own style sheet, and the one of the register comes after it."""
    style_rules = (
        f'{css}\nbody {{ font-family: {_in_quotes(style.font)}, "Times New Roman", serif; font-size: {style.size}pt }}'
    )
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{sheet.language.lower()}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_SECURITY_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(sheet.title)}</title>",
            f"<style>\n{style_rules}\n{style.sheet}</style>",
            "</head>",
            "<body>",
            *_body(sheet),
            "</body>",
            "</html>",
            "",
        )
    )


def _body(sheet: PaperSheet) -> Iterator[str]:
    yield f'<main class="{"bare" if sheet.bare else "full"}">'
    yield from _letterhead(sheet)
    if sheet.heading:
        yield f"<h1>{escape(sheet.heading)}</h1>"
    if sheet.standing:
        yield f'<p class="standing">{sheet.standing}</p>'
    yield from _header_table(sheet)
    yield from (f'<p class="meeting">{escape(words)}</p>' for words in sheet.meeting)
    yield from (f"<p>{escape(paragraph.words)}</p>" for paragraph in sheet.lead)
    for part in sheet.parts:
        yield from _part(part)
    yield from _notes(sheet)
    yield "</main>"
    yield from _footer(sheet)


def _letterhead(sheet: PaperSheet) -> Iterator[str]:
    yield '<div class="letterhead">'
    yield f'<div class="institution">{lines_html(sheet.institution)}</div>'
    yield f'<div class="issued">{lines_html((sheet.place_and_date, sheet.languages))}</div>'
    files = ("Interinstitutional File:", *sheet.files) if sheet.files else ()
    yield f'<div class="files">{lines_html(files)}</div>'
    # A page has a heading of the first level: if the document has none, that is its number.
    tag = "div" if sheet.heading else "h1"
    yield f'<{tag} class="number">{lines_html((sheet.number, sheet.tail))}</{tag}>'
    if sheet.marking:
        yield f'<div class="marking">{escape(sheet.marking)}</div>'
    yield f'<div class="codes">{lines_html(sheet.codes)}</div>'
    yield "</div>"


def _header_table(sheet: PaperSheet) -> Iterator[str]:
    if sheet.rows:
        yield '<table class="box">'
        for row in sheet.rows:
            yield f'<tr><th scope="row">{row.label}</th><td>{escape(row.value)}</td></tr>'
        yield "</table>"


def _part(part: SheetPart) -> Iterator[str]:
    if part.heading:
        yield f'<p class="part">{escape(part.heading)}</p>'
    if part.below:
        yield f"<p>{escape(part.below)}</p>"
    for entry in part.entries:
        yield from item_html(entry)


def _notes(sheet: PaperSheet) -> Iterator[str]:
    if sheet.notes:
        yield '<section class="notes" role="doc-endnotes" aria-label="Notes">'
        for note in sheet.notes:
            yield f'<p id="fn{note.mark}"><sup>{note.mark}</sup> {escape(note.words)}</p>'
        yield "</section>"


def _footer(sheet: PaperSheet) -> Iterator[str]:
    last_words = " ".join(filter(None, (sheet.marking, sheet.language)))
    yield "<footer>"
    yield f"<div><span>{sheet.whole_number}</span> <span>1</span></div>"
    yield f"<div><span>{escape(sheet.unit)}</span> <strong>{escape(last_words)}</strong></div>"
    yield "</footer>"


def _in_quotes(words: str) -> str:
    return f'"{words}"'
