"""Read the fields of the header table: From, To, Subject, and the documents that it names.

Without a Subject, the title that has no label counts.
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from typing import Any

from somei_cli.extraction.citations import UNUSUAL_NUMBER
from somei_cli.extraction.contributions import (
    COMMISSION_DOCUMENTS,
    PREVIOUS_DOCUMENTS,
    SUBJECT,
    TEXT_FIELDS,
    Contribution,
    EntryField,
)
from somei_cli.extraction.cover.own_number import find_number_before_codes
from somei_cli.extraction.cover.printed_titles import PrintedTitle, UnclearTitle
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable, LabelValue
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.letterhead_codes import split_codes
from somei_cli.extraction.masthead import Masthead
from somei_cli.extraction.unlabelled_titles import read_title
from somei_cli.formats.notation.reference_scan import find_references, find_unusual_numbers
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.references import OutsideKind, Target
from somei_cli.model.register.vocabulary import Vocabulary

_QUOTED_LENGTH = 100


def read_header_fields(
    source: NumberedText,
    masthead: Masthead,
    table: HeaderTable,
    title: PrintedTitle | UnclearTitle | None,
    vocabulary: Vocabulary,
) -> Iterator[Contribution]:
    """Read From, To, Subject, and the documents that the header table names; without a Subject, the title."""
    for label, field in TEXT_FIELDS.items():
        value = table.first(label)
        if value and value.text:
            line = source.line_number(value.start)
            words, codes = split_codes(field, _LIST_NUMBER_LAST.sub("", value.text), vocabulary)
            words = _DASH_FIRST.sub("", words) if field is SUBJECT else words
            yield field.read(words, line, value.text)
            if codes:
                yield field.doubt("subject codes beside it were left out", line, f"{codes} / {words}")
            if value.doubt:
                yield field.doubt(value.doubt, line, value.text)
            continue
        unclear = next((unclear for unclear in table.unclear_fields if unclear.kind is label), None)
        if field is SUBJECT and title:
            yield from read_title(source, title)
        elif unclear:
            message = "no subject was found" if field is SUBJECT else unclear.doubt
            yield field.doubt(message, source.line_number(unclear.start), unclear.words)
        elif field is SUBJECT:
            yield _doubt_missing_subject(source, masthead)
    code_names = vocabulary.code_names
    previous = table.values_of(LabelKind.PREVIOUS)
    yield from _read_header_documents(PREVIOUS_DOCUMENTS, _names_a_council_document, source, previous, code_names)
    commission = table.values_of(LabelKind.COMMISSION)
    yield from _read_header_documents(COMMISSION_DOCUMENTS, _may_be_of_the_commission, source, commission, code_names)


# The number of the next label, on a site that made the header table a list: “1. From: Presidency 2. To: …”.
_DASH_FIRST = re.compile(r"^[-–—]\s+")
_LIST_NUMBER_LAST = re.compile(r"(?<=\w\w)\s[2-9]\.$")


def _doubt_missing_subject(source: NumberedText, masthead: Masthead) -> Contribution:
    """Doubt a missing subject with what stands in its place: after its label, or below the type heading."""
    label = next((label for label in masthead.labels if label.kind is LabelKind.SUBJECT), None)
    start = label.end if label else masthead.heading_end
    words = source.text[start : start + _QUOTED_LENGTH].strip()
    return SUBJECT.doubt("no subject was found", source.line_number(start) if words else 0, words)


def _read_header_documents(
    field: EntryField[Any],
    belongs: Callable[[Target], bool],
    source: NumberedText,
    values: Sequence[LabelValue],
    code_names: Container[str],
) -> Iterator[Contribution]:
    """Read the documents in the fields No. prev. doc. and No. Cion doc.

    Subject codes after a number are those of the other document.
    """
    # Where a code lost its number, the plus behind it is lost as well.
    printed = [_SUFFIX_BEHIND_TORN_CODE.sub(r"\g<codes> +", value.text) for value in values]
    lines = [Line(words, source.line_number(value.start)) for words, value in zip(printed, values, strict=True)]
    references = [reference for line in lines for reference in find_references([line], code_names)]
    documents = tuple(dict.fromkeys(reference.target for reference in references if belongs(reference.target)))
    if not documents and belongs is _names_a_council_document:
        documents = tuple(filter(None, (find_number_before_codes(value.text) for value in values)))
    elif documents and not any(map(_names_a_council_document, documents)):
        # Before a number of the Commission that of the Council may have codes that are not known.
        first = find_number_before_codes(_BETWEEN_DOCUMENTS.split(values[0].text)[0])
        documents = (first, *documents) if first else documents
    words = "; ".join(value.text for value in values)
    if documents:
        for unusual in find_unusual_numbers(lines):
            yield field.doubt(UNUSUAL_NUMBER, unusual.number, unusual.text)
        yield field.read(documents, lines[0].number, words)
        for value in values:
            if value.doubt:
                yield field.doubt(value.doubt, source.line_number(value.start), value.text)
        yield from _judge_printed_numbers(field, words, lines[0].number)
        for reference in references:
            if reference.languages:
                languages = ", ".join(reference.languages)
                yield field.remark(f"{reference.target} is ({languages}); this field keeps no language", reference.line)
    elif values:
        yield field.doubt("no document could be read from what stands there", lines[0].number, words)


def _judge_printed_numbers(field: EntryField[Any], words: str, line: int) -> Iterator[Contribution]:
    """Doubt or remark what is lost of the numbers in a field: a code's number, a plus, a figure."""
    if _SUFFIX_BEHIND_TORN_CODE.search(words):
        yield field.doubt("a suffix stands behind a code that lost its number", line, words)
    if _ADDENDA_BEHIND_CODES.search(words):
        yield field.doubt("whether the document is meant too, beside its addenda, is not certain", line, words)
    if _ADDENDUM_WITHOUT_FIGURE.search(words):
        yield field.remark("an addendum is named without its figure", line)
    if _TORN_NUMBER.search(words):
        yield field.doubt("a number there has lost figures, and others may have too", line, words)


_BETWEEN_DOCUMENTS = re.compile(r"\s[-–+;]\s")
_SUFFIX_BEHIND_TORN_CODE = re.compile(r"(?P<codes>[A-Z]{2,12} [0-9]{1,4} [A-Z]{2,8})(?= (?:ADD|REV|COR) ?[0-9])")
# `15091/16 ENER 413 ADD 1-13`, where a plus seems to be lost.
_ADDENDA_BEHIND_CODES = re.compile(r"[A-Z]{2,12} [0-9]{1,4} ADDs? ?[0-9]{1,3} ?(?:[-–,]|to|and) ?[0-9]")
_TORN_NUMBER = re.compile(r"(?<![\w/(])(?<!PART )[0-9]{1,5}/(?:[0-9]|/[0-9]{1,2})?(?![\w/.-])")
_ADDENDUM_WITHOUT_FIGURE = re.compile(r"[0-9] ?\+ ?ADDs?(?! ?[0-9]|\w)")


def _names_a_council_document(target: Target) -> bool:
    return isinstance(target, DocumentNumber)


def _may_be_of_the_commission(target: Target) -> bool:
    return isinstance(target, DocumentNumber) or target.kind is OutsideKind.COMMISSION
