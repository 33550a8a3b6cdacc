"""The view of search results: one row per document, with the hits in their context."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.formats.sanitize import clean_line
from somei_cli.formats.toml.json_and_schema import to_json_parts
from somei_cli.model.groups import group_pairs
from somei_cli.model.query.field_texts import SUBJECT
from somei_cli.model.search.ranked_matches import SearchHit
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.documents import DOCUMENT_FIELDS, LIST_COLUMNS, STATUS, with_status

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm
    from somei_cli.render.views.lists_on_terminal import FoundPassage

_BEFORE, _AFTER, _MAX_PASSAGES = 40, 60, 3
"""Characters of context before and after a hit, and how many passages a row shows."""

HighlightSpan = tuple[int, int]


class _MarkedText(NamedTuple):
    """Text on one line, with the spans that matched."""

    words: str
    spans: tuple[HighlightSpan, ...] = ()

    def then(self, following: "_MarkedText") -> "_MarkedText":
        shift = len(self.words)
        return _MarkedText(
            self.words + following.words, self.spans + tuple((a + shift, b + shift) for a, b in following.spans)
        )


_Passages = Mapping[tuple[str, str], list[HighlightSpan]]
"""The passages with hits, by their field and their text."""


def search_view(hits: Sequence[SearchHit], keys: Collection[str] | None = None, *, wide: bool = False) -> View:
    """One row per document; JSON has each document as `list` has it, with its hits.

    `keys` limits the fields of the documents. `wide`: a terminal shows all columns, and whole subjects.
    """

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.output.page import shorten_address
        from somei_cli.render.views.lists_on_terminal import FoundPassage, search_form

        def list_passages(record: Record) -> "Iterator[FoundPassage]":
            passages = _with_short_addresses(_passages_of(record), shorten_address)
            return (FoundPassage(field, *_passage(text, spans)) for (field, text), spans in passages.items())

        def describe_hits(record: Record) -> str:
            return _hit_passages(_passages_not_in_row(record)).words

        search = search_form(_subject_spans, list_passages, wide=wide)
        return search._replace(texts={**search.texts, "hits": describe_hits})

    document_records = (with_status(record, keys) for record in to_json_parts((hit.document for hit in hits), keys))
    records = tuple(
        {**record, "hits": [h._asdict() for h in hit.hits]} for record, hit in zip(document_records, hits, strict=True)
    )
    number, date, marking, _, subject, *_ = LIST_COLUMNS
    columns: tuple[Column, ...] = (number, date, marking, subject._replace(spans=_subject_spans))
    if any(record["hits"] for record in records):
        columns += (Column("hits", "where", text=lambda r: _hit_passages(_passages_of(r)).words, spans=_spans_in_row),)
    columns += (STATUS,)
    fields = (*DOCUMENT_FIELDS, "hits")
    return View("search", columns, records, "No document fits.", fields=fields, terminal=form)


def _spans_in_row(record: Record) -> tuple[HighlightSpan, ...]:
    return _hit_passages(_passages_not_in_row(record)).spans


def _passages_of(record: Record) -> _Passages:
    """Return the passages with hits, each with its field; hits of the same passage are together."""
    hits = record.get("hits") or ()
    return group_pairs(((hit["field"], hit["text"]), (hit["start"], hit["end"])) for hit in hits)


def _passages_not_in_row(record: Record) -> _Passages:
    """Return the passages without those of the subject, which a terminal shows with its hits anyway."""
    return {place: spans for place, spans in _passages_of(record).items() if place[0] != SUBJECT}


def _with_short_addresses(passages: _Passages, shorten: Callable[[str], str]) -> _Passages:
    """Return the passages with web addresses as a terminal shows them: part of an address leads nowhere."""
    shortened: dict[tuple[str, str], list[HighlightSpan]] = {}
    for (field, text), spans in passages.items():
        address = shorten(text) if " " not in text else text
        words = {text[start:end] for start, end in spans}
        address_spans = sorted(match.span() for word in words for match in re.finditer(re.escape(word), address))
        # What was found may stand in the part that is left out.
        is_shorter = address != text and len({address[start:end] for start, end in address_spans}) == len(words)
        shortened[field, address if is_shorter else text] = address_spans if is_shorter else spans
    return shortened


def _subject_spans(record: Record) -> tuple[HighlightSpan, ...]:
    spans = [(hit["start"], hit["end"]) for hit in record.get("hits", ()) if hit["field"] == SUBJECT]
    return _clean_with_spans(record.get("subject") or "", spans).spans


def _hit_passages(passages: _Passages) -> _MarkedText:
    """Return the first passages with hits, each with its field."""
    passage_text = _MarkedText("")
    for position, ((field, text), spans) in enumerate(passages.items()):
        if position == _MAX_PASSAGES:
            return passage_text.then(_MarkedText(f"; and {len(passages) - position} more"))
        passage_text = passage_text.then(_MarkedText(f"{'; ' if position else ''}{clean_line(field)}: ")).then(
            _passage(text, spans)
        )
    return passage_text


def _passage(text: str, spans: list[HighlightSpan]) -> _MarkedText:
    """Return the passage around the first hit, cut between words if it is long."""
    first, last = spans[0]
    start = 0 if first <= _BEFORE else _word_start(text, first - _BEFORE, first)
    end = len(text) if len(text) - last <= _AFTER else _word_end(text, last, last + _AFTER)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end]
    excerpt = _clean_with_spans(text[start:end], inside)
    return _MarkedText("… " if start else "").then(excerpt).then(_MarkedText(" …" if end < len(text) else ""))


def _word_start(text: str, start: int, before: int) -> int:
    blank = text.find(" ", start, before)
    return blank + 1 if blank >= 0 else start


def _word_end(text: str, after: int, limit: int) -> int:
    blank = text.rfind(" ", after, limit)
    return blank if blank >= 0 else limit


def _clean_with_spans(text: str, spans: Iterable[HighlightSpan]) -> _MarkedText:
    """Return the text cleaned, with its spans moved by the characters that became longer."""
    words = clean_line(text)
    if len(words) == len(text):
        return _MarkedText(words, tuple(spans))

    @cache
    def moved(offset: int) -> int:
        return len(clean_line(text[:offset]))

    return _MarkedText(words, tuple((moved(start), moved(end)) for start, end in spans))


def saved_search_toml(name: str, line: str) -> str:
    """Return the lines of somei.toml that save a search."""
    from tomli_w import dumps

    return dumps({"searches": {name: line}})
