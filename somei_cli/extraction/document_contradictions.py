"""Doubts about documents, files and codes that contradict what the draft entry says of the document itself.

A document cites nothing of a later year, its previous document is not itself, and it has one number of each code.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, permutations
from typing import Any

from somei_cli.extraction.contributions import (
    ADDRESSEE,
    COMMISSION_DOCUMENTS,
    DATE,
    INTERINSTITUTIONAL_FILES,
    ITEMS,
    LANGUAGES,
    MARKING,
    MEETING,
    NUMBER,
    ORIGINATOR,
    PLACE,
    PREVIOUS_DOCUMENTS,
    REFERENCES,
    SUBJECT,
    SUBJECT_CODES,
    TYPE,
    Contribution,
    EntryField,
)
from somei_cli.extraction.footers import LANGUAGE
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import Masthead
from somei_cli.extraction.printed_number import NO_NUMBER
from somei_cli.extraction.suspicious_values import line_of, words_of
from somei_cli.formats.notation.external_references import find_year
from somei_cli.formats.notation.reference_scan import find_references
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import Line, Reading
from somei_cli.model.references import Target

_FIELDS_BY_KEY: dict[str, EntryField[Any]] = {
    field.key.partition(".")[0]: field
    for field in (
        NUMBER,
        TYPE,
        SUBJECT,
        DATE,
        PLACE,
        LANGUAGES,
        MARKING,
        SUBJECT_CODES,
        INTERINSTITUTIONAL_FILES,
        ORIGINATOR,
        ADDRESSEE,
        PREVIOUS_DOCUMENTS,
        COMMISSION_DOCUMENTS,
        MEETING,
        REFERENCES,
        ITEMS,
    )
}
_DECEMBER = 12
_FILE = re.compile(r"([0-9]{4})/0*([0-9]+) ?(\([A-Z]{3}\))")


def doubt_documents(draft: Reading) -> Iterator[Contribution]:
    """Doubt documents of later years, a previous document that is the document itself, and a code with two numbers."""
    number, day = NUMBER.value_in(draft), DATE.value_in(draft)
    if latest := _latest_year(number, day):
        for field, target in _targets(draft):
            year = target.year if isinstance(target, DocumentNumber) else find_year(target)
            if year and year > latest:
                message = f"it is of a later year than this document, {latest}"
                yield field.doubt(message, _line_of_target(draft, field, target), str(target))
    if number and number in (PREVIOUS_DOCUMENTS.value_in(draft) or ()):
        message = "it is the number of this document"
        yield PREVIOUS_DOCUMENTS.doubt(message, line_of(draft, PREVIOUS_DOCUMENTS), words_of(draft, PREVIOUS_DOCUMENTS))
    yield from _doubt_lost_figures(draft)
    codes = SUBJECT_CODES.value_in(draft) or ()
    for code, serials in group_pairs((entry.code, entry.serial) for entry in codes).items():
        if len(set(serials)) > 1:
            words = "; ".join(f"{code} {serial or ''}".strip() for serial in serials)
            yield SUBJECT_CODES.doubt(f"{code} has two numbers", line_of(draft, SUBJECT_CODES), words)


_TOP_OF_PAGE = 1000
# Before the number of a document that a sentence names.
_BEFORE_CITATION = re.compile(
    r"(?i)(?:\b(?:of|in|see|also|to|and|or|with|from|by|the|docs?|documents?|nos?|nr|de|du|des|la|le|au|aux|et|voir|dans|"
    r"von|vom|zu|zum|siehe|dok|dokumente?s?|van|en|in|zie|dans|af|og|se|och|i|w|z|do|del|nel|il|al|el|y|e)\.?|[(\[+])"
    r"\s{0,3}(?:ST )?\Z"
)


def _is_cited(text: str, offset: int) -> bool:
    """Whether the words before a number cite it, as a sentence or a list of documents does."""
    return _BEFORE_CITATION.search(text[max(0, offset - 24) : offset]) is not None


# The number of a foot that came apart: `ADD 2 LDM/ek 3 EN 15541/11`.
_FOOT_BEFORE = re.compile(rf"[^\W\d_]{{2,4}}/[a-z]{{2,3}}\s[0-9]{{1,3}}\s{LANGUAGE}\s\Z")
_FOOT = 30


def doubt_own_number_among_references(draft: Reading, source: NumberedText) -> Iterator[Contribution]:
    """Doubt a cited document that may be this one: its own number was not found, and the page names it as its own.

    That is the only number at the top of the page, with the Presse number behind it, or in several places. Where the
    file name or another place proposes a number, nothing is to be doubted here.
    """
    messages = {doubt.message for doubt in draft.doubts if doubt.field == NUMBER.key}
    own_number = NUMBER.value_in(draft)
    if own_number is not None and messages:
        parts = [cited.to for cited in REFERENCES.value_in(draft) or () if cited.to.base == own_number.base]
        if parts:
            words = ", ".join(map(str, parts))
            yield REFERENCES.doubt(
                "it may be this document, whose number is doubted", line_of(draft, REFERENCES), words
            )
        return
    if own_number is not None or messages != {NO_NUMBER}:
        return
    likely: list[tuple[DocumentNumber, int]] = []
    for number in dict.fromkeys(reference.to for reference in REFERENCES.value_in(draft) or ()):
        printed = re.compile(rf"(?<![\w/]){number.number}(?:/[0-9]{{1,2}})?/{number.year % 100:02}(?![0-9])")
        places = [place for place in printed.finditer(source.text) if not _is_cited(source.text, place.start())]
        is_of_press = any(source.text.startswith("(Presse", place.end() + 1) for place in places)
        is_of_foot = any(_FOOT_BEFORE.search(source.text[: place.start()][-_FOOT:]) for place in places)
        if places and (places[0].start() < _TOP_OF_PAGE or len(places) > 1 or is_of_press or is_of_foot):
            likely.append((number, source.line_number(places[0].start())))
    if len({number.base for number, _ in likely}) == 1:
        words = ", ".join(str(number) for number, _ in likely)
        yield REFERENCES.doubt("it may be the number of this document, which was not found", likely[0][1], words)


_FIELDS_OF_DOCUMENTS: dict[LabelKind, EntryField[Any]] = {
    LabelKind.PREVIOUS: PREVIOUS_DOCUMENTS,
    LabelKind.COMMISSION: COMMISSION_DOCUMENTS,
}


def doubt_untaken_documents(draft: Reading, source: NumberedText, masthead: Masthead) -> Iterator[Contribution]:
    """Doubt an earlier document, or one of the Commission, if a number behind its label was not taken at all."""
    taken = {NUMBER.value_in(draft)}
    for taken_field in _FIELDS_OF_DOCUMENTS.values():
        taken.update(taken_field.value_in(draft) or ())
    for label, following in pairwise(masthead.labels):
        field = _FIELDS_OF_DOCUMENTS.get(label.kind)
        if field is None or field.value_in(draft) is None or any(doubt.field == field.key for doubt in draft.doubts):
            continue
        words = " ".join(source.text[label.end : following.start].split())
        line = source.line_number(label.end)
        untaken = [found.target for found in find_references([Line(words, line)]) if found.target not in taken]
        if untaken:
            yield field.doubt("a document beside it was not taken", line, words)


def doubt_other_letterheads(
    draft: Reading, source: NumberedText, masthead: Masthead, *, has_other_table: bool
) -> Iterator[Contribution]:
    """Doubt what was read below the letterhead of another document; if that is above, or alone has a table, everything.

    Sites print letterheads of other documents below the one that they show, and files hold several documents.
    """
    place_date = masthead.place_date
    if place_date is None or not masthead.letterheads:
        return
    own = next((sign for sign in masthead.letterheads if sign.start == place_date.start), None)
    number = NUMBER.value_in(draft) or (own.number if own else None)
    other_signs = [sign for sign in masthead.letterheads if not sign.is_of(number, place_date.day)]
    if not other_signs:
        return
    first_line = source.line_number(other_signs[0].start)
    # A table below it may be the one that counts.
    is_above = other_signs[0].start < place_date.start or (not masthead.labels and has_other_table)
    for name in dict.fromkeys(piece.field for piece in draft.evidence if is_above or piece.line >= first_line):
        field = _FIELDS_BY_KEY.get(name.partition(".")[0])
        line = next(piece.line for piece in draft.evidence if piece.field == name)
        if field and field.value_in(draft) is not None:
            words = source.text[other_signs[0].start :].partition("\n")[0]
            yield field.doubt(f"the letterhead of another document, {other_signs[0]}, is on the page", line, words)


def _doubt_lost_figures(draft: Reading) -> Iterator[Contribution]:
    """Doubt a previous document or a file that may be the own number, or another file, of which a figure was lost."""
    number = NUMBER.value_in(draft)
    for previous in PREVIOUS_DOCUMENTS.value_in(draft) or ():
        if number and previous.year == number.year and _lost_figures(str(previous.number), str(number.number)):
            message = "it may be the number of this document, without a figure that was lost"
            yield PREVIOUS_DOCUMENTS.doubt(message, line_of(draft, PREVIOUS_DOCUMENTS), str(previous))
    for first, second in permutations(INTERINSTITUTIONAL_FILES.value_in(draft) or (), 2):
        if _is_damaged_file(first.text, second.text):
            message = f"it may be {second.text}, without a figure that was lost"
            yield INTERINSTITUTIONAL_FILES.doubt(message, line_of(draft, INTERINSTITUTIONAL_FILES), first.text)


def _lost_figures(shorter: str, longer: str) -> bool:
    """Whether figures are those of a longer number of which one was lost."""
    return len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _is_damaged_file(first: str, second: str) -> bool:
    """Whether a file is another one of which a figure was lost: 2004/0083(CNS), 2004/0813(CNS)."""
    files = [_FILE.fullmatch(text) for text in (first, second)]
    if not all(files):
        return False
    (year, figures, kind), (other_year, other_figures, other_kind) = (file.groups() for file in files if file)
    return (year, kind) == (other_year, other_kind) and _lost_figures(figures, other_figures)


def _latest_year(number: DocumentNumber | None, day: date | None) -> int | None:
    """Return the last year of which the document can name a document; in December also those of the next."""
    if day is None:
        return number.year + 1 if number else None
    year = day.year + (day.month == _DECEMBER)
    return max(year, number.year) if number else year


def _targets(draft: Reading) -> Iterator[tuple[EntryField[Any], Target]]:
    """Yield the documents and files that the draft entry names, with the field of each."""
    for field in (PREVIOUS_DOCUMENTS, COMMISSION_DOCUMENTS, INTERINSTITUTIONAL_FILES):
        yield from ((field, target) for target in field.value_in(draft) or ())
    yield from ((REFERENCES, reference.to) for reference in REFERENCES.value_in(draft) or ())


def _line_of_target(draft: Reading, field: EntryField[Any], target: Target) -> int:
    """Return the line of the evidence that names a document; the field's first line if none does."""
    figures = str(target.number) if isinstance(target, DocumentNumber) else target.text
    lines = (piece.line for piece in draft.evidence if piece.field == field.key and figures in piece.text)
    return next(lines, line_of(draft, field))
