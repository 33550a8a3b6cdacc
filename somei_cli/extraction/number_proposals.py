"""Numbers that the pages do not print as the document's own: of the file's name, of addresses, and of single lines.

They are only proposed to the clerk, because each may be the number of another document.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from somei_cli.errors import NotANumber, shell_word
from somei_cli.extraction.contributions import NUMBER, Contribution
from somei_cli.extraction.cover.letterhead_details import find_languages
from somei_cli.extraction.cover.own_number import is_document_number, try_parse_number
from somei_cli.extraction.cover.place_and_date import find_place_dates
from somei_cli.extraction.footers import Footer
from somei_cli.formats.notation.document_numbers import find_number_in_address, number_of_match, number_patterns
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import Line

_MOST_PROPOSALS = 3
_ADDRESS = re.compile(r"(?i)[a-z]{0,20}\.?consilium\.(?:europa\.eu|eu\.int)/[\w/.?&=%:+~#-]{1,400}")
_LONGEST_LINE = 500
_EXTENSION = re.compile(r"(?i)(?:\.(?:pdf|docx?|html?|txt|md|xml))+$")
# 15070-19, 15070_2019, 14115-17 REV 1, 14115-17-rev1_en, 14860-1-18
_BARE_NAME = re.compile(
    r"(?P<number>[1-9][0-9]{3,4})[-_ ](?:(?P<infix>[1-9][0-9]?)[-_ ])?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
    r"(?P<suffixes>(?:[-_ ]?(?:REV|ADD|COR|EXT|DCL|AMD)[-_ ]?[0-9]{1,3}){0,4})(?:[-_. ](?:INIT|[A-Z]{2})){0,2}",
    re.IGNORECASE | re.ASCII,
)
_SUFFIX = re.compile(r"(?i)([a-z]{3})[-_ ]?([0-9]{1,3})")
_MANY_PAGES = 3
_LETTERHEAD_LINES = 2
_LINES_ON_TOP = 3
_LONGEST_PART = 60
_USUAL_NUMBERS = range(4_000, 20_000)
"""The numbers of the standard series that are in use; below them a name such as `1205-19` is rather a day."""


class NamedNumber(NamedTuple):
    """A number, what names it (“the file name”, “an address on the page”), and the words there."""

    source: str
    number: DocumentNumber
    words: str
    line: int = 0


def find_numbers_in_file_name(outside_text: Iterable[Line]) -> list[DocumentNumber]:
    """Return the numbers that the file's name has in a form of the Council's: a register id, or a name of its files.

    >>> [str(number) for number in find_numbers_in_file_name([Line("st14115-re01.en17.pdf", 0, place="file name")])]
    ['14115/1/17 REV 1']
    """
    return list(_find_ids(file_name_of(outside_text)))


def propose_numbers(
    lines: Sequence[Line], cover_lines: Sequence[Line], outside_text: Sequence[Line], footers: Sequence[Footer]
) -> Iterator[Contribution]:
    """Yield a doubt for each number that may be the document's own, with what names it and how to give it.

    `cover_lines` are those above the main text.
    """
    named = [
        *(NamedNumber("a page footer", number, footer.words, footer.line) for footer, number in parse_footers(footers)),
        *_numbers_of_name(outside_text),
        *_numbers_of_frame(outside_text),
        *_numbers_of_addresses(lines, cover_lines),
        *_numbers_alone(lines),
    ]
    by_number = group_pairs((name.number, name) for name in named)
    for number, names in list(by_number.items())[:_MOST_PROPOSALS]:
        sources = list(dict.fromkeys(name.source for name in names))
        verb = "say" if len(sources) > 1 else "says"
        line = next((name.line for name in names if name.line), 0)
        message = f"{' and '.join(sources)} {verb} {number}: give it with --set {shell_word(f'number={number}')}"
        # Of several numbers none is the likelier one.
        proposal = str(number) if len(by_number) == 1 else ""
        yield NUMBER.doubt(message, line, " / ".join(dict.fromkeys(name.words for name in names)), proposal)


def parse_footers(footers: Sequence[Footer]) -> list[tuple[Footer, DocumentNumber]]:
    """Return the footers that show a whole number, with that number."""
    whole = [footer for footer in footers if not footer.number.startswith("/")]
    return [(footer, number) for footer in whole if (number := try_parse_number(footer.number))]


def file_name_of(outside_text: Iterable[Line]) -> str:
    """Return the name of the file, "" if it is not known; what stands beside the text begins with the name as it is."""
    return next((line.text for line in outside_text if line.place == "file name"), "")


def _find_ids(words: str) -> Iterator[DocumentNumber]:
    for form in number_patterns():
        for match in form.finditer(words):
            try:
                yield number_of_match(match)
            except NotANumber:
                continue


def _numbers_of_name(outside_text: Sequence[Line]) -> Iterator[NamedNumber]:
    name = file_name_of(outside_text)
    numbers = list(_find_ids(name))
    if not numbers and (bare := _BARE_NAME.fullmatch(_EXTENSION.sub("", name))):
        suffixes = " ".join(f"{kind.upper()} {ordinal}" for kind, ordinal in _SUFFIX.findall(bare["suffixes"]))
        infix = f"/{bare['infix']}" if bare["infix"] else ""
        number = try_parse_number(f"{bare['number']}{infix}/{bare['year']} {suffixes}".strip())
        numbers = [number] if number and number.number in _USUAL_NUMBERS else []
    yield from (NamedNumber("the file name", number, name) for number in numbers)


def _numbers_of_frame(outside_text: Sequence[Line]) -> Iterator[NamedNumber]:
    """Find addresses and names of the Council's files in what stands beside the text: titles, properties, comments."""
    for line in outside_text:
        if line.place and line.place not in ("file name", "folder name") and len(line.text) <= _LONGEST_LINE:
            numbers = [*_find_ids(line.text), *(number for number, _ in _find_addresses(line))]
            yield from (NamedNumber(f"the {line.place} of the file", number, line.text) for number in numbers)


def _numbers_of_addresses(lines: Sequence[Line], cover_lines: Sequence[Line]) -> Iterator[NamedNumber]:
    """Find addresses above the main text, and those that stand alone on several lines, as a browser prints them."""
    above = {line.number for line in cover_lines}
    addresses = [(line, number, alone) for line in lines for number, alone in _find_addresses(line)]
    repeated = Counter(number for _, number, alone in addresses if alone)
    for line, number, _ in addresses:
        if line.number in above or repeated[number] > 1:
            yield NamedNumber("an address on the page", number, line.text, line.number)


def _find_addresses(line: Line) -> Iterator[tuple[DocumentNumber, bool]]:
    """Yield the number of each address of the Council on a line, and whether there is hardly anything beside it."""
    if "consilium." not in line.text.lower():
        return
    for match in _ADDRESS.finditer(line.text):
        if number := find_number_in_address(match[0]):
            beside = f"{line.text[: match.start()]} {line.text[match.end() :]}"
            yield number, sum(map(str.isalpha, beside)) <= len("https Retrieved from")


def _numbers_alone(lines: Sequence[Line]) -> Iterator[NamedNumber]:
    """Find the number that stands alone as the furniture of pages does; if none does, the first that stands alone."""
    alone = [*find_lines_of_page_numbers(lines), *(line for line in lines if is_document_number(line.text))]
    for line in alone[:1]:
        if number := try_parse_number(line.text):
            yield NamedNumber("a line of its own", number, line.text, line.number)


def find_lines_of_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that hold a document number alone: on top, on most pages, or beside parts of a letterhead.

    If the document's own number was not read, such a number may be its own; it is hardly that of a document it cites.
    """
    filled_lines = [line for line in lines if line.text.strip()]
    alone = [index for index, line in enumerate(filled_lines) if is_document_number(line.text)]
    counts = Counter(try_parse_number(filled_lines[index].text) for index in alone)
    return [
        filled_lines[index]
        for index in alone
        if index < _LINES_ON_TOP
        or counts[try_parse_number(filled_lines[index].text)] >= _MANY_PAGES
        or any(
            _is_letterhead_part(line.text)
            for line in filled_lines[max(0, index - _LETTERHEAD_LINES) : index + _LETTERHEAD_LINES + 1]
        )
    ]


def _is_letterhead_part(words: str) -> bool:
    """Whether a line is place and date, or the original languages, and little else."""
    if len(words) > _LONGEST_PART:
        return False
    if find_languages(words, 0, len(words)):
        return True
    place_date = next(find_place_dates(words), None)
    return place_date is not None and place_date.place is not None and not words[place_date.end :].strip(" .")
