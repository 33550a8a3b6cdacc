"""What a search found: one line a document, with the words in their context."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from somei_cli.formats.sanitize import clean_line
from somei_cli.formats.toml.json import parts_of
from somei_cli.model.query.field_texts import SUBJECT
from somei_cli.model.search.rank import SearchHit
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.documents import LIST_COLUMNS, OF_DOCUMENTS, STATUS, with_status

_BEFORE, _BEHIND = 40, 60
_MOST = 3
"""Characters of context around what was found, and passages that a line tells of."""

Span = tuple[int, int]


class _Told(NamedTuple):
    """Words on one line, and the stretches of them that were looked for."""

    words: str
    spans: tuple[Span, ...] = ()

    def then(self, other: "_Told") -> "_Told":
        shift = len(self.words)
        return _Told(self.words + other.words, self.spans + tuple((a + shift, b + shift) for a, b in other.spans))


def search_view(found: Sequence[SearchHit], keys: Collection[str] | None = None) -> View:
    """One line a document; JSON holds the documents as `list` does, and every hit with its lines.

    Where only some `keys` are shown, nothing else of the documents is.
    """
    told = (with_status(record, keys) for record in parts_of((one.document for one in found), keys))
    records = tuple(
        {**record, "hits": [h._asdict() for h in one.hits]} for record, one in zip(told, found, strict=True)
    )
    number, date, marking, _, subject, *_ = LIST_COLUMNS
    columns: tuple[Column, ...] = (number, date, marking, subject._replace(spans=_in_subject))
    if any(record["hits"] for record in records):
        columns += (Column("hits", "where", text=lambda r: _where(r).words, spans=lambda r: _where(r).spans),)
    columns += (STATUS,)
    return View("search", columns, records, "No document fits.", fields=(*OF_DOCUMENTS, "hits"))


def _in_subject(record: Record) -> tuple[Span, ...]:
    spans = [(hit["start"], hit["end"]) for hit in record.get("hits", ()) if hit["field"] == SUBJECT]
    return _cleaned(record.get("subject") or "", spans).spans


def _where(record: Record) -> _Told:
    """The field and the words around each hit; hits of one passage together, the first passages only."""
    passages: dict[tuple[str, str], list[Span]] = {}
    for hit in record.get("hits") or ():
        passages.setdefault((hit["field"], hit["text"]), []).append((hit["start"], hit["end"]))
    told = _Told("")
    for at, ((field, text), spans) in enumerate(passages.items()):
        if at == _MOST:
            return told.then(_Told(f"; and {len(passages) - at} more"))
        told = told.then(_Told(f"{'; ' if at else ''}{clean_line(field)}: ")).then(_context(text, spans))
    return told


def _context(text: str, spans: list[Span]) -> _Told:
    """The passage around the first hit, cut between words where it is long."""
    first, last = spans[0]
    start = 0 if first <= _BEFORE else _word_start(text, first - _BEFORE, first)
    end = len(text) if len(text) - last <= _BEHIND else _word_end(text, last, last + _BEHIND)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end]
    cut = _cleaned(text[start:end], inside)
    return _Told("… " if start else "").then(cut).then(_Told(" …" if end < len(text) else ""))


def _word_start(text: str, at: int, before: int) -> int:
    blank = text.find(" ", at, before)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, behind: int, at: int) -> int:
    blank = text.rfind(" ", behind, at)
    return blank if blank >= 0 else at


def _cleaned(text: str, spans: Iterable[Span]) -> _Told:
    """Text fit to be shown, with its spans moved by what became longer."""
    words = clean_line(text)
    if len(words) == len(text):
        return _Told(words, tuple(spans))

    @cache
    def moved(at: int) -> int:
        return len(clean_line(text[:at]))

    return _Told(words, tuple((moved(start), moved(end)) for start, end in spans))


def saved_search_lines(name: str, line: str) -> str:
    """The lines that keep a search in somei.toml."""
    from tomli_w import dumps

    return dumps({"searches": {name: line}})
