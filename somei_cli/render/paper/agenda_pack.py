"""The pack of an agenda for its readers: its page of contents, and an answer that says what is in it."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.agenda.pack import NO_FILE_KEPT, NO_FILE_NAMED, PackedPaper, PackPlan
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.view import Column, Record, View

if TYPE_CHECKING:
    from somei_cli.render.output.page import PageLine, TerminalForm

AGENDA_PAGE = "agenda.html"
CONTENTS_PAGE = "contents.html"

Names = Mapping[DocumentNumber, str]


def write_contents_page(plan: PackPlan, names: Names) -> bytes:
    """Return the page of contents as HTML: the papers by item, and of those that are missing, why."""
    return "\n".join(_page_lines(plan, names)).encode()


def _page_lines(plan: PackPlan, names: Names) -> Iterator[str]:
    title = f"Agenda {plan.agenda.number}: papers"
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f"<title>{_escape(title)}</title>"
    yield "<style>body { font-family: sans-serif; max-width: 60em; margin: 2em auto } td, th { text-align: left;"
    yield "vertical-align: top; padding: 0.2em 1em 0.2em 0 }</style></head><body>"
    yield f"<h1>{_escape(title)}</h1>"
    if plan.agenda.subject:
        yield f"<p>{_escape(plan.agenda.subject)}</p>"
    yield f"<p><strong>{_escape(describe_readers(plan, names))}</strong></p>"
    yield f'<p><a href="{AGENDA_PAGE}">The agenda</a></p>'
    yield "<table><tr><th>Item</th><th>Paper</th><th>Marking</th><th>Subject</th><th>File</th></tr>"
    for paper in plan.papers:
        yield _row(paper, names.get(paper.number))
    yield "</table>"
    yield f"<p>{_escape(describe_pack(plan, names))}</p>"
    yield "</body></html>\n"


def _row(paper: PackedPaper, name: str | None) -> str:
    file = f'<a href="{_escape(name)}">{_escape(name)}</a>' if name else f"missing: {_escape(paper.reason)}"
    cells = (paper.item or "", _number_words(paper), paper.marking or "", paper.subject or "")
    return "<tr>" + "".join(f"<td>{_escape(cell)}</td>" for cell in cells) + f"<td>{file}</td></tr>"


def _number_words(paper: PackedPaper) -> str:
    return str(paper.number) if paper.number == paper.named else f"{paper.named}, now {paper.number}"


def _escape(text: str) -> str:
    return escape(clean_line(text))


def describe_readers(plan: PackPlan, names: Names) -> str:
    """Return for whom a pack is."""
    if plan.is_public:
        return "For the public: it holds only what the public may see."
    marked = {paper.number for paper in plan.papers if paper.marking and paper.number in names}
    papers = f" {pluralise(len(marked), 'paper')} in it with a marking." if marked else ""
    return f"For inside the house only.{papers}"


def describe_pack(plan: PackPlan, names: Names) -> str:
    """Return how many papers are in a pack, and how many are missing."""
    numbers = dict.fromkeys(paper.number for paper in plan.papers)
    return f"{pluralise(len(names), 'paper')} in the pack, {len(numbers) - len(names)} missing."


def describe_missing_files(plan: PackPlan) -> list[str]:
    """Return how a person adds the papers of which there is no file."""
    reasons = {paper.reason for paper in plan.papers}
    hints = {
        NO_FILE_KEPT: "hint: Import the file of such a paper again, to keep it: somei import FILE --keep-file",
        NO_FILE_NAMED: "hint: Give a paper that was typed in its file: somei import FILE --replace --keep-file",
    }
    return [hint for reason, hint in hints.items() if reason in reasons]


def pack_view(plan: PackPlan, names: Names, path: str, *, written: bool) -> View:
    """One record for machines; a table has a row for each paper."""
    columns = (
        Column("item", "item", unbroken=True),
        Column("document", "document", unbroken=True, style="bold cyan"),
        Column("marking", "marking", unbroken=True),
        Column("file", "file", unbroken=True),
        Column("reason", "why it is missing"),
    )
    papers = tuple(_paper_record(paper, names.get(paper.number)) for paper in plan.papers)
    record = {
        "agenda": str(plan.agenda.number),
        "for": "public" if plan.is_public else "inside",
        "path": path or None,
        "written": written,
        "papers": list(papers),
    }
    tabular = View("pack", columns, papers, "The agenda names no paper.")
    return View("pack", (), (record,), tabular=tabular, terminal=lambda: _pack_form(plan, names))


def _pack_form(plan: PackPlan, names: Names) -> "TerminalForm":
    # What draws on a terminal is loaded when it draws.
    from somei_cli.render.output.page import TerminalForm

    return TerminalForm(page=lambda _: _paper_lines(plan, names))


def _paper_lines(plan: PackPlan, names: Names) -> "Iterator[PageLine]":
    """Yield a line for each paper: its item, whether it is in the pack, its marking, and its file or what is wrong."""
    from somei_cli.render.output.page import CODE, DIM, DONE, ERROR, PageLine, marking_style, pick_sign

    items = max((len(paper.item or "") for paper in plan.papers), default=0)
    numbers = max((len(_number_words(paper)) for paper in plan.papers), default=0)
    for paper in plan.papers:
        name = names.get(paper.number)
        sign, style = (pick_sign("✓", "OK"), DONE) if name else (pick_sign("✗", "x"), ERROR)
        marking = paper.marking or ""
        words = (
            (f"{sign} ", style),
            (f"{_number_words(paper):<{numbers}}  ", CODE),
            (marking, marking_style(marking)),
        )
        right = ((name, DIM),) if name else ((paper.reason, ERROR),)
        yield PageLine(words, label=(paper.item or "", CODE), label_width=items + 2, right=right, indent=1, whole=True)


def _paper_record(paper: PackedPaper, name: str | None) -> Record:
    return {
        "item": paper.item,
        "document": str(paper.named),
        "current": str(paper.number),
        "subject": paper.subject,
        "marking": paper.marking,
        "file": name,
        "reason": None if name else paper.reason,
    }
