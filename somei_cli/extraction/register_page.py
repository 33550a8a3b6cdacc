"""Read the page with which the Council's public register shows a document: labels of its own, and no letterhead.

`Document number: ST 7421 2024 INIT`, `Document date: 12/03/2024`, `Title: …`; the values may be on the lines below. In
a list of documents each has a line instead, `ST 7421 2024 INIT - NOTE 12/03/2024`, with its title below.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from somei_cli.extraction.contributions import DATE, NUMBER, ORIGINATOR, SUBJECT, SUBJECT_CODES, TYPE, Contribution
from somei_cli.extraction.cover.printed_dates import find_days
from somei_cli.extraction.cover.subject_codes import find_codes
from somei_cli.extraction.cover.type_heading import find_headings
from somei_cli.extraction.joined_lines import join_lines
from somei_cli.formats.notation.reference_scan import find_references
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.register.vocabulary import Vocabulary

_LABELS = {
    "document number": "number",
    "document date": "date",
    "title": "title",
    "subject": "title",
    "originator": "originator",
    "author": "originator",
    "subject codes": "codes",
    "subject code": "codes",
    "subject matter": "codes",
    "type of document": "type",
    "document type": "type",
}
_OTHER_LABELS = frozenset(
    {"language", "languages", "interinstitutional file", "interinstitutional files", "meeting date", "date of meeting"}
    | {"archive date", "publication date", "policy area", "access", "download", "size", "format", "cote"}
)
_LABEL = re.compile(r"\s*(?P<label>[A-Z][a-z]{2,20}(?: [a-z]{2,15}){0,2})\s?(?::\s*(?P<value>.*?))?\s*$")
_NEEDED = frozenset({"number", "title"})
_FEWEST_LABELS = 3
_MOST_LINES = 200
_LONGEST_TITLE = 8

Fields = dict[str, list[Line]]


def find_register_page(lines: Sequence[Line]) -> Fields:
    """Return the lines of each field of a page of the public register; none if the lines are no such page."""
    if not any("Document number" in line.text for line in lines[:_MOST_LINES]):
        return _find_listed_document(lines[:_MOST_LINES])
    fields: Fields = {}
    current = ""
    for line in lines[:_MOST_LINES]:
        match = _LABEL.fullmatch(line.text) if line.text.strip() else None
        label = match["label"].casefold() if match else ""
        if match and label in _LABELS:
            current = _LABELS[label] if _LABELS[label] not in fields else ""
            if current:
                fields[current] = [_with_text(line, match["value"])] if match["value"] else []
        elif not line.text.strip():
            current = current if current and not fields[current] else ""
        elif label in _OTHER_LABELS:
            current = ""
        elif current and len(fields[current]) < _LONGEST_TITLE:
            fields[current].append(line)
    filled = {name: words for name, words in fields.items() if words}
    return filled if filled.keys() >= _NEEDED and len(filled) >= _FEWEST_LABELS else {}


# The suffix, then the type; the day is that of the document, or that of its publication.
_LISTED = re.compile(
    r"\s*(?P<number>[A-Z]{2}(?:-[A-Z]{4})? [0-9]{1,5} (?:19|20)[0-9]{2} "
    r"(?:INIT|(?:(?:REV|ADD|COR|DCL|EXT) [0-9]{1,3} ?){1,4}))\s?[-–—]\s(?P<type>[^\W\d_a-zß-ÿ][^\n0-9]{2,60}?)"
    r"(?:\s(?P<date>[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2}))?\s*"
)


def _find_listed_document(lines: Sequence[Line]) -> Fields:
    """Return the fields of the only document that a list of the register has, down to the next label or blank line."""
    listed = [(index, match) for index, line in enumerate(lines) if (match := _LISTED.fullmatch(line.text))]
    if len(listed) != 1:
        return {}
    index, match = listed[0]
    below = lines[index + 1 :]
    first = next((offset for offset, line in enumerate(below) if line.text.strip()), len(below))
    title = list(takewhile(lambda line: line.text.strip() and not _LABEL_LAST.search(line.text), below[first:]))
    fields = {name: [_with_text(lines[index], words)] for name, words in match.groupdict().items() if words}
    return fields | {"title": title[:_LONGEST_TITLE]} if title else {}


_LABEL_LAST = re.compile(r"^\s*[A-Z][a-z]{2,20}(?: [a-z]{2,15}){0,2}\s?:")


def _with_text(line: Line, text: str) -> Line:
    return Line(text, line.number, line.page, line.left, line.top)


def find_number_on_page(fields: Fields) -> DocumentNumber | None:
    """Return the number that the page shows a document of."""
    numbers = (reference.target for reference in find_references(fields.get("number", ())))
    return next((number for number in numbers if isinstance(number, DocumentNumber)), None)


def read_register_page(
    contributions: Sequence[Contribution], fields: Fields, vocabulary: Vocabulary
) -> list[Contribution]:
    """Return the contributions with the fields of the page in place of those that have no value."""
    page = list(_read_fields(fields, vocabulary))
    missing = [piece.field for piece in page if piece.field.joined_value(contributions) is None]
    read = [contribution for contribution in contributions if contribution.field not in missing]
    return [*read, *(piece for piece in page if piece.field in missing)]


def _read_fields(fields: Fields, vocabulary: Vocabulary) -> Iterator[Contribution]:
    texts = {name: join_lines([line.text for line in lines]) for name, lines in fields.items()}
    numbers = {name: lines[0].number for name, lines in fields.items()}
    if number := find_number_on_page(fields):
        yield NUMBER.read(number, numbers["number"], texts["number"])
    for field, name in ((SUBJECT, "title"), (ORIGINATOR, "originator")):
        if name in fields:
            yield field.read(texts[name], numbers[name], texts[name])
    days = next(find_days(texts["date"]), None) if "date" in fields else None
    if days and days.single:
        yield DATE.read(days.first, numbers["date"], texts["date"])
    if "type" in fields:
        heading = next(find_headings(f"{texts['type'].upper()}\n", vocabulary), None)
        words = heading.text if heading else texts["type"]
        yield TYPE.read(words, numbers["type"], texts["type"])
        if heading is None or not heading.is_registered:
            yield TYPE.doubt("the heading is no type of this register", numbers["type"], words)
    if "codes" in fields:
        yield from _read_codes(fields["codes"], vocabulary)


def _read_codes(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Contribution]:
    words, number = "\n".join(line.text for line in lines), lines[0].number
    codes = find_codes(words, vocabulary.codes)
    if entries := tuple(dict.fromkeys(code.entry for code in codes if code.entry)):
        yield SUBJECT_CODES.read(entries, number, words)
    for code in codes:
        if code.doubt:
            yield SUBJECT_CODES.doubt(code.doubt, number, code.text)
