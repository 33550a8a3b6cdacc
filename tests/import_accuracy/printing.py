"""Print a page in each format that is imported, laid out as such files are."""

import re
from collections.abc import Callable, Iterator
from html import escape

from papers_docx import docx, p, run, table
from papers_pdf import EDGE, LEFT, PITCH, VALUES, Paper
from papers_pdf import RIGHT as RIGHT_COLUMN

from import_accuracy.cover_page import BOX, LEFT_COLUMN, LETTERHEAD, CoverPage, Row

_PARAGRAPHS = {"rule", "sect", "item", "text", "head", "type"}
_GROUPS = {"flab": "file", "suf": "num", "lang": "date", **dict.fromkeys(BOX, "box")}
_TOP, _BOTTOM = 70.0, 755.0
_STRUCK = re.compile(r"~~(.+?)~~")


class Unprintable(Exception):
    """The format has no way to print the page."""


def print_page(page: CoverPage, format_: str) -> tuple[bytes, str]:
    """Return the file and its name.

    Raises:
        Unprintable: if the letters of the page are not in the fonts of the format.
    """
    suffix, writer = _WRITERS[format_]
    return writer(page), f"{page.file_name}.{suffix}"


def _groups(page: CoverPage) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows that stand together, without blank lines between them, and what they are."""
    group: list[Row] = []
    name = ""
    for row in page.rows:
        own_name = _GROUPS.get(row.tag, row.tag)
        begins_paragraph = row.tag in _PARAGRAPHS and not (row.tag in ("head", "type") and own_name == name)
        if group and (own_name != name or begins_paragraph):
            yield name, group
            group = []
        group.append(row)
        name = own_name
    if group:
        yield name, group


def _row_text(row: Row, gap: str) -> str:
    return gap.join(filter(None, row.cells)) if row.tag != "item" else f"{row.left}   {row.right}"


def _text(page: CoverPage) -> bytes:
    lines = [*page.before, ""] if page.before else []
    for name, rows in _groups(page):
        lines += [_row_text(row, " " if name == "sub" else "    ") for row in rows]
        lines.append("")
    return "\n".join([*lines, *page.after]).encode()


def _markdown(page: CoverPage) -> bytes:
    blocks = ["\n\n".join(page.before)] if page.before else []
    for name, rows in _groups(page):
        match name:
            case "type":
                blocks.append(f"## {' '.join(row.right for row in rows)}")
            case "box":
                blocks.append("\n".join(f"{row.words}  " for row in rows))
            case "item":
                blocks.append(f"### {rows[0].words}")
            case "sub":
                marks = [row.left if row.left.endswith(")") else row.left.replace("–", "-") or "-" for row in rows]
                blocks.append("\n".join(f"{mark} {row.right}" for mark, row in zip(marks, rows, strict=True)))
            case "rule":
                blocks.append("---")
            case _:
                blocks.append("\n".join(f"{row.words}  " for row in rows))
    return "\n\n".join([*blocks, "\n\n".join(page.after)]).encode()


def _html(page: CoverPage) -> bytes:
    blocks = []
    for name, rows in _groups(page):
        match name:
            case "type":
                blocks.append(f"<h1>{_html_words(' '.join(row.right for row in rows))}</h1>")
            case "box" | "foot":
                cells = ("".join(f"<td>{_html_words(cell)}</td>" for cell in _both(row)) for row in rows)
                blocks.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
            case "item":
                blocks.append(f"<h2>{_html_words(rows[0].words)}</h2>")
            case "sub" if all(row.left in ("–", "") for row in rows):
                blocks.append(f"<ul>{''.join(f'<li>{_html_words(row.right)}</li>' for row in rows)}</ul>")
            case "rule":
                blocks.append("<hr>")
            case _:
                blocks += [f"<p>{_html_words(row.words)}</p>" for row in rows if row.words]
    before, after = (
        "".join(f"<div>{escape(words)}</div>" for words in lines if words) for lines in (page.before, page.after)
    )
    body = "\n".join(blocks)
    page_body = f"<body>\n{before}<main>{body}</main>{after}</body>"
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head>{page_body}</html>".encode()


def _html_words(words: str) -> str:
    return _STRUCK.sub(r"<del>\1</del>", escape(words))


def _both(row: Row) -> tuple[str, ...]:
    return row.cells if len(row.cells) > 1 else ("", row.right)


def _docx(page: CoverPage) -> bytes:
    body = [p(words) for words in page.before if words]
    for name, rows in _groups(page):
        if name == "box":
            body.append(table(*(tuple(p(*_runs(cell)) for cell in _both(row)) for row in rows)))
        elif name != "foot":
            body += [p(*_runs(_row_text(row, "\t"))) for row in rows]
    body += [p(words) for words in page.after if words]
    feet = page.with_tag("foot")
    parts = {"footer": table(*(tuple(p(cell) for cell in _padded(row)) for row in feet[:2]))} if feet else {}
    return docx("".join(body), **parts)


def _padded(row: Row) -> tuple[str, str, str]:
    cells = (*row.cells, "", "")
    return cells[0], cells[1], cells[2]


def _runs(words: str) -> list[str]:
    """Return runs of Word, those struck out by a revision among them."""
    runs = []
    for at, part in enumerate(_STRUCK.split(words)):
        if at % 2:
            runs.append(f'<w:del w:id="1" w:author="x"><w:r><w:delText>{part}</w:delText></w:r></w:del>')
        elif part:
            runs.append(run(part))
    return runs or [run("")]


def _pdf(page: CoverPage) -> bytes:
    words = " ".join([*page.before, *page.after, *(row.words for row in page.rows)])
    if not _PRINTABLE.issuperset(words):
        raise Unprintable(page.name)
    sheet = _Sheet()
    for line in page.before:
        sheet.put(LEFT, line)
    for name, rows in _groups(page):
        if name == "foot":
            sheet.put_foot(rows)
            continue
        for row in rows:
            sheet.put_row(row)
        sheet.height += PITCH
    for line in page.after:
        sheet.put(LEFT, line)
    return sheet.paper.bytes()


class _Sheet:
    """A PDF, filled from above; `height` is where the next line stands."""

    def __init__(self) -> None:
        self.paper = Paper()
        self.height = _TOP

    def put(self, x: float, words: str) -> None:
        for part in _wrapped(words, x):
            self._turn_if_full()
            _put_struck(self.paper, x, self.height, part)
            self.height += PITCH

    def put_row(self, row: Row) -> None:
        if row.tag in BOX or (row.tag in ("item", "sub") and row.left):
            self._turn_if_full()
            self.paper.put(LEFT, self.height, row.left)
            self.put(VALUES if row.tag in BOX else LEFT + 28, row.right)
        elif row.tag in LETTERHEAD and row.tag not in LEFT_COLUMN:
            self._put_cells(row, (RIGHT_COLUMN, 450))
        else:
            self.put(LEFT, _row_text(row, "    "))

    def put_foot(self, rows: list[Row]) -> None:
        self.height = max(self.height, _BOTTOM)
        for row in rows:
            self._put_cells(row, (LEFT, 300, EDGE - 20))
        self.paper.page()
        self.height = _TOP

    def _put_cells(self, row: Row, places: tuple[float, ...]) -> None:
        for x, cell in zip(places, row.cells, strict=False):
            self.paper.put(x, self.height, cell)
        self.height += PITCH

    def _turn_if_full(self) -> None:
        if self.height > _BOTTOM - PITCH:
            self.paper.page()
            self.height = _TOP


_PRINTABLE = frozenset(map(chr, range(32, 256)))
"""The letters of the fonts that every PDF has, Latin-1."""


def _wrapped(words: str, x: float) -> Iterator[str]:
    """Yield the words in lines that end before the margin."""
    width = int((EDGE - x) / 5.4)
    while len(words) > width and " " in words[:width]:
        head, _, _ = words[:width].rpartition(" ")
        if head.count("~~") % 2:
            break
        yield head
        words = words[len(head) :].strip()
    yield words


def _put_struck(paper: Paper, x: float, y: float, words: str) -> None:
    for at, part in enumerate(_STRUCK.split(words)):
        end = paper.put(x, y, part)
        if at % 2:
            paper.pdf.set_line_width(0.6)
            paper.pdf.line(x, y - 3, end, y - 3)
        x = end


_WRITERS: dict[str, tuple[str, Callable[[CoverPage], bytes]]] = {
    "text": ("txt", _text),
    "markdown": ("md", _markdown),
    "html": ("html", _html),
    "docx": ("docx", _docx),
    "pdf": ("pdf", _pdf),
}
