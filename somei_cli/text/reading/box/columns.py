"""Values that came without their labels, all in one run: told apart by their form, by gaps, and by well-known names."""

import re
from collections.abc import Sequence

from somei_cli.text.reading.box.formulas import OPENING
from somei_cli.text.reading.box.labels import LabelKind
from somei_cli.text.reading.box.names import ADDRESSEE, ORIGINATOR, next_addressee
from somei_cli.text.reading.box.values import LabelValue
from somei_cli.text.reading.letterhead.dates import find_days, holds_a_date

_LONGEST = 200
_CODES = r"(?:\s{1,4}[A-Z][A-Z0-9]{1,14}(?:[/-][A-Z0-9]{1,12}){0,2}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}(?![/0-9]))"
_SUFFIX = r"(?:\s{1,3}(?:\+ ?)?(?:REV|ADD|COR|EXT|DCL) ?[0-9]{1,3}(?:-[0-9]{1,3})?(?: ?\([a-z, ]{2,40}\))?)"
_ONE = (
    r"(?:(?:(?:COM|SWD|JOIN|SEC|C) ?\([0-9]{2,4}\) ?[0-9]{1,5}(?: ?final(?:/[0-9])?)?|"
    r"(?:(?:CM|SN|DS|WK|ST|PE-CONS|EUCO|CONV) )?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2,4})"
    rf"{_SUFFIX}{{0,5}}{_CODES}{{0,20}}{_SUFFIX}{{0,5}})"
)
REFERENCES = re.compile(rf"{_ONE}(?:\s{{0,3}}(?:[,;+&-]|and)?\s{{0,3}}{_ONE}){{0,12}}")
"""A run of document numbers, with the suffixes and the subject codes behind them."""
_GAP = re.compile(r"\s{3,}|\n")


def told_apart(text: str, start: int, end: int, fields: Sequence[LabelKind]) -> tuple[list[LabelValue], int, bool]:
    """The values of some fields, where the rest begins, and whether every one of them was found.

    A field that cannot be told ends the search: what follows could be anybody's.

    >>> text = "Presidency 4 May 2015 Permanent Representatives Committee/Council Lamps"
    >>> values, rest, _ = told_apart(text, 0, len(text), [Box.FROM, Box.ON, Box.TO])
    >>> [value.text for value in values], text[rest:]
    (['Presidency', '4 May 2015', 'Permanent Representatives Committee/Council'], 'Lamps')
    """
    found: list[LabelValue] = []
    pending = list(fields)
    at = start
    while pending:
        at += len(text[at:end]) - len(text[at:end].lstrip("|*_ \t\n"))
        span = _documents(text, at, end, pending) or _next(text, at, end, pending)
        if span is None:
            return found, at, False
        field, stop = span
        pending.remove(field)
        if stop > at:
            found.append(LabelValue(field, " ".join(text[at:stop].split()).strip(" ,;"), at))
        at = stop
    at += len(text[at:end]) - len(text[at:end].lstrip("|*_ \t\n"))
    return found, at, all(any(v.box is field for v in found) for field in fields)


def _documents(text: str, at: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """Document numbers need no label: they are the earlier documents, or the Commission's."""
    match = REFERENCES.match(text, at, end)
    if match is None:
        return None
    commission = LabelKind.COMMISSION in pending and (LabelKind.PREVIOUS not in pending or not match[0][0].isdigit())
    field = LabelKind.COMMISSION if commission else LabelKind.PREVIOUS
    return (field, match.end()) if field in pending else None


def _next(text: str, at: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """The next field in order and where its value ends; one without a value ends where it begins."""
    field = pending[0]
    if field in (LabelKind.ON, LabelKind.DATED):
        days = next(find_days(text[at : at + 60]), None)
        return (field, at + days.end) if days and days.start <= 2 else (field, at)
    if field in (LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.TIME, LabelKind.OTHER):
        return field, at
    if OPENING.match(text, at):
        return None
    pattern = ORIGINATOR if field is LabelKind.FROM else ADDRESSEE
    if match := pattern.match(text, at, end):
        return field, match.end()
    return _by_what_follows(text, at, end, pending)


def _by_what_follows(text: str, at: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """A name nobody knows ends at a wide gap, at the date that must follow it, or at the addressee that must."""
    field, rest = pending[0], text[at : min(end, at + _LONGEST)].rstrip()
    stops = [gap.start()] if (gap := _GAP.search(rest)) and gap.start() else []
    after = pending[1] if len(pending) > 1 else None
    if after in (LabelKind.ON, LabelKind.DATED) and (days := next(find_days(rest), None)) and days.start:
        stops.append(days.start)
    documents = LabelKind.PREVIOUS in pending[1:] or LabelKind.COMMISSION in pending[1:]
    if after is not LabelKind.TO and documents and (cited := REFERENCES.search(text, at, min(end, at + _LONGEST))):
        stops.append(cited.start() - at)
    if after is LabelKind.TO and (body := next_addressee(text, at, min(end, at + _LONGEST))):
        stops.append(body.start() - at)
    if not stops or holds_a_date(rest[: min(stops)]):
        return None
    return field, at + min(stops)
