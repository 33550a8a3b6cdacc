"""A sheet as one page of HTML: self-contained, without scripts, everything that comes from data escaped."""

from collections.abc import Iterator
from html import escape

from somei_cli.render.paper.page_items import item, lines
from somei_cli.render.paper.sheet import PaperSheet, SheetPart
from somei_cli.render.paper.style import Style

_SAFE = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(sheet: PaperSheet, style: Style, css: str) -> str:
    """The whole page; `css` is somei's own style sheet, after which the register's is set."""
    look = f'{css}\nbody {{ font-family: {_quoted(style.font)}, "Times New Roman", serif; font-size: {style.size}pt }}'
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{sheet.language.lower()}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(sheet.title)}</title>",
            f"<style>\n{look}\n{style.sheet}</style>",
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
    yield from _box(sheet)
    yield from (f'<p class="meeting">{escape(words)}</p>' for words in sheet.meeting)
    yield from (f"<p>{escape(paragraph.words)}</p>" for paragraph in sheet.lead)
    for part in sheet.parts:
        yield from _part(part)
    yield from _notes(sheet)
    yield "</main>"
    yield from _footer(sheet)


def _letterhead(sheet: PaperSheet) -> Iterator[str]:
    yield '<div class="letterhead">'
    yield f'<div class="institution">{lines(sheet.institution)}</div>'
    yield f'<div class="issued">{lines((sheet.place_and_date, sheet.languages))}</div>'
    files = ("Interinstitutional File:", *sheet.files) if sheet.files else ()
    yield f'<div class="files">{lines(files)}</div>'
    yield f'<div class="number">{lines((sheet.number, sheet.tail))}</div>'
    if sheet.marking:
        yield f'<div class="marking">{escape(sheet.marking)}</div>'
    yield f'<div class="codes">{lines(sheet.codes)}</div>'
    yield "</div>"


def _box(sheet: PaperSheet) -> Iterator[str]:
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
        yield from item(entry)


def _notes(sheet: PaperSheet) -> Iterator[str]:
    if sheet.notes:
        yield '<section class="notes" role="doc-endnotes" aria-label="Notes">'
        for note in sheet.notes:
            yield f'<p id="fn{note.mark}"><sup>{note.mark}</sup> {escape(note.words)}</p>'
        yield "</section>"


def _footer(sheet: PaperSheet) -> Iterator[str]:
    end = " ".join(filter(None, (sheet.marking, sheet.language)))
    yield "<footer>"
    yield f"<div><span>{sheet.whole_number}</span> <span>1</span></div>"
    yield f"<div><span>{escape(sheet.unit)}</span> <strong>{escape(end)}</strong></div>"
    yield "</footer>"


def _quoted(words: str) -> str:
    return f'"{words}"'
