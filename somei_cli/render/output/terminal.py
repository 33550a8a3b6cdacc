"""Text for a person: on a terminal with hyperlinks if it knows them, and in the pager if it does not fit the screen.

Answers for programs do not load this module.
"""

import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextvars import ContextVar
from itertools import accumulate
from typing import NamedTuple

from somei_cli.errors import NotANumber
from somei_cli.model.document_number import KNOWN_SERIES, DocumentNumber
from somei_cli.render.output.streams import print_text


class TerminalServices(NamedTuple):
    """What commands offer to whoever prints on the terminal, as nothing here starts a program or reads a register.

    `wants_links` returns whether the terminal is to get hyperlinks, and `wants_links_in_pager` the same for what the
    pager shows. `find_addresses` returns the public addresses of the documents that stand in the register.
    `show_in_pager` shows a text in the pager, and returns whether it did: the person may want none.
    """

    wants_links: Callable[[], bool]
    wants_links_in_pager: Callable[[], bool]
    find_addresses: Callable[[Collection[DocumentNumber]], Mapping[DocumentNumber, str]]
    show_in_pager: Callable[[str], bool]


_services: ContextVar[TerminalServices | None] = ContextVar("services", default=None)


def offer_services(services: TerminalServices) -> None:
    """Let these serve whatever this call prints on the terminal."""
    _services.set(services)


def print_for_people(text: str) -> None:
    """Print a text that was made for a person, in the pager if it does not fit the screen of a terminal.

    Raises:
        ReaderGone: if the reader closed the pipe.
        AnswerLost: if writing failed, for example because the disk is full.
    """
    services = _services.get() if sys.stdout.isatty() else None
    if services is None:
        print_text(without_links(text))
        return
    if not fits_screen(text):
        paged = with_links(text, services.find_addresses) if services.wants_links_in_pager() else without_links(text)
        if services.show_in_pager(paged):
            return
    print_text(with_links(text, services.find_addresses) if services.wants_links() else without_links(text))


def fits_screen(text: str) -> bool:
    """Return whether a text fits the screen, with a line left for the prompt; long lines take several."""
    columns, lines = shutil.get_terminal_size()
    widths = (len(_ESCAPES.sub("", line)) for line in text.splitlines())
    return sum(max(-(-width // max(columns, 1)), 1) for width in widths) < lines


# ---- hyperlinks

_LINK_START = re.compile(r"\x1b\]8;[^;\x1b]*;[^\x1b]+\x1b\\")
_LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
_ESCAPES = re.compile(rf"(?:\x1b\[[0-9;]*m|{_LINK.pattern})+")
"""Colours and hyperlinks, which take no place."""
_LONGEST_ADDRESS = 2_000
"""Letters of an address; terminals ignore the links of longer ones."""
_ADDRESS = re.compile(r"https?://[!-~]+")
_AFTER_ADDRESS = ".,;:!?'\"<>"
_NUMBER = re.compile(
    rf"(?<![\w/.+-])(?:(?:{'|'.join(KNOWN_SERIES)}) |(?<![A-Z] ))[0-9]{{1,5}}(?:/[0-9]{{1,3}})?/[0-9]{{2}}(?![\w/-])"
    r"(?: (?:REV|ADD|COR|EXT|DCL|AMD) [0-9]{1,3}\b)*"
)
"""A document number as printed. What follows a word in capitals that is no series may be a number of other books."""


class _Span(NamedTuple):
    """A part of the words of a text, and the address that it leads to."""

    start: int
    end: int
    address: str = ""


def without_links(text: str) -> str:
    """Return a text without hyperlinks; the words stay."""
    return _LINK.sub("", text)


def with_links(text: str, find_addresses: Callable[[Collection[DocumentNumber]], Mapping[DocumentNumber, str]]) -> str:
    """Return a text in which addresses, and numbers for which there is an address, are hyperlinks (OSC 8).

    Links that the text has already stay as they are.
    """
    words, escapes = _split_escapes(text)
    covered = bytearray(len(words))
    for link in _find_existing_links(escapes):
        _cover(covered, link)
    links = [link for link in _find_written_addresses(words) if not any(covered[link.start : link.end])]
    for link in links:
        _cover(covered, link)
    numbers = [(span, number) for span, number in _find_numbers(words) if not any(covered[span.start : span.end])]
    addresses = find_addresses({number for _, number in numbers}) if numbers else {}
    links += [span._replace(address=addresses[number]) for span, number in numbers if number in addresses]
    return _insert_links(words, escapes, [link for link in links if _is_writable(link.address)])


def _split_escapes(text: str) -> tuple[str, dict[int, str]]:
    """Return the words of a text, and the escapes by the place in the words before which they stand."""
    pieces, escapes = _ESCAPES.split(text), _ESCAPES.findall(text)
    places = accumulate(map(len, pieces[:-1]))
    return "".join(pieces), dict(zip(places, escapes, strict=True))


def _find_existing_links(escapes: Mapping[int, str]) -> Iterator[_Span]:
    start = None
    for place, escape in escapes.items():
        if start is not None:
            yield _Span(start, place)
        links = _LINK.findall(escape)
        if links:
            start = place if _LINK_START.fullmatch(links[-1]) else None


def _find_written_addresses(words: str) -> Iterator[_Span]:
    """Yield the addresses in the words; one whose end was left out, or stands on the next line, leads nowhere."""
    columns = shutil.get_terminal_size().columns
    for match in _ADDRESS.finditer(words):
        address = match[0]
        if address.endswith("...") or words.startswith("…", match.end()):
            continue
        line_start = words.rfind("\n", 0, match.start()) + 1
        is_line_end = words[match.end() : match.end() + 1] in {"", "\n"}
        if is_line_end and match.end() - line_start == columns:
            continue
        address = address.rstrip(_AFTER_ADDRESS)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_AFTER_ADDRESS)
        yield _Span(match.start(), match.start() + len(address), address)


def _find_numbers(words: str) -> Iterator[tuple[_Span, DocumentNumber]]:
    for match in _NUMBER.finditer(words):
        try:
            yield _Span(*match.span()), DocumentNumber.parse(match[0])
        except NotANumber:
            continue


def _cover(covered: bytearray, span: _Span) -> None:
    """Note that the words of a span are part of a link."""
    covered[span.start : span.end] = b"\1" * (span.end - span.start)


def _is_writable(address: str) -> bool:
    """Return whether an address can stand in an escape sequence: printable ASCII alone, as nothing there ends it."""
    return len(address) <= _LONGEST_ADDRESS and re.fullmatch(r"[!-~]+", address) is not None


def _insert_links(words: str, escapes: Mapping[int, str], links: Collection[_Span]) -> str:
    """Return the words with their escapes, and each link around its words within the colours of these."""
    opened = {link.start: f"\x1b]8;;{link.address}\x1b\\" for link in links}
    closed = {link.end: "\x1b]8;;\x1b\\" for link in links}
    output: list[str] = []
    done = 0
    for place in sorted({*escapes, *opened, *closed}):
        output += [words[done:place], closed.get(place, ""), escapes.get(place, ""), opened.get(place, "")]
        done = place
    return "".join([*output, words[done:]])
