"""The values of the box: beside, below or behind their labels, whichever way the columns came out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from somei_cli.text.reading.dates import find_days, holds_a_date
from somei_cli.text.reading.joining import goes_on, joined
from somei_cli.text.reading.labels import Box, Label
from somei_cli.text.reading.subject import Subject, read_subject

_FREE = frozenset({Box.FROM, Box.TO, Box.SUBJECT})
_REFERENCE = re.compile(r"[0-9]{1,5}(?:/[0-9]{1,3})?\s?/\s?[0-9]{2}|\([0-9]{2,4}\)|[0-9]{4,5}")
_HOUR = re.compile(r"^[0-2]?[0-9][.:h][0-5][0-9]")
_EDGES = "|*_ \t\n"
_NAMES = (
    r"(?:The )?(?:(?:[Ii]ncoming|[A-Z][a-z]+) )?Presidency|General Secretariat(?: of the Council)?|"
    r"Council (?:General )?Secretariat|"
    r"(?:European )?Commission(?: services)?|EU Counter-Terrorism Coordinator|(?:Council )?Legal Service|"
    r"European External Action Service(?: \(EEAS\))?|EEAS|Antici Group|Mertens Group"
)
_BODIES = (
    r"Delegations|Permanent Representatives Committee(?: ?\([Pp]art (?:1|2|I|II)\))?(?: ?/ ?Council)?|"
    r"(?:Coreper|COREPER)(?: ?\([Pp]art (?:1|2|I|II)\))?(?: ?/ ?Council)?|European Council|Council"
)
_NAME_FIRST = re.compile(rf"(?:{_NAMES})(?=\s)")
_BODY_FIRST = re.compile(rf"(?:{_BODIES})(?=\s|$)")
_BODY_LAST = re.compile(rf"(?<=\s)(?:{_BODIES})$")
_WHOLE_NAME = re.compile(rf"(?:{_NAMES}|{_BODIES})")


@dataclass(frozen=True, slots=True)
class Value:
    """The words of one field and where they begin."""

    box: Box
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class BoxReading:
    """All values, the offset where the document's text begins, and the fields that could not be told apart."""

    values: tuple[Value, ...]
    body: int
    unclear: tuple[Box, ...] = ()
    sure: bool = True

    def first(self, box: Box) -> Value | None:
        """The first value of a field."""
        return next((v for v in self.values if v.box is box), None)

    def all(self, box: Box) -> tuple[Value, ...]:
        """Every value of a field."""
        return tuple(v for v in self.values if v.box is box)


def read_box(text: str, labels: Sequence[Label], limit: int) -> BoxReading:
    """Read the box whose labels these are; nothing beyond the limit belongs to it."""
    values: list[Value] = []
    unclear: list[Box] = []
    body = labels[-1].end if labels else 0
    sure = True
    group: list[Box] = []
    for at, label in enumerate(labels):
        group.append(label.box)
        last = at == len(labels) - 1
        stop = limit if last else labels[at + 1].start
        if not last and not text[label.end : stop].strip(_EDGES):
            continue
        if last and label.box is Box.SUBJECT:
            found, subject = _before_subject(text, label.end, limit, group[:-1])
            values += found
            unclear += _missing(group[:-1], found)
            body, sure = subject.end, subject.sure
            if subject.text:
                begin = (
                    label.end + len(text[label.end : subject.end]) - len(text[label.end : subject.end].lstrip(_EDGES))
                )
                values.append(Value(Box.SUBJECT, subject.text.strip(_EDGES), begin))
        else:
            found = _shared(text, label.end, stop if not last else _paragraph_end(text, label.end, limit), group)
            values += found
            unclear += _missing(group, found)
        group = []
    return BoxReading(tuple(values), body, tuple(unclear), sure)


def _missing(group: Sequence[Box], found: Sequence[Value]) -> list[Box]:
    have = {v.box for v in found}
    return [box for box in group if box in _FREE and box not in have]


def _paragraph_end(text: str, start: int, limit: int) -> int:
    """Where the value of the last label ends, if that is not the subject."""
    begin = start + len(text[start:limit]) - len(text[start:limit].lstrip())
    stop = text.find("\n", begin, limit)
    return limit if stop < 0 else stop


def _before_subject(text: str, start: int, limit: int, fields: Sequence[Box]) -> tuple[list[Value], Subject]:
    """Labels first: the values of the other fields stand before the subject, a line each."""
    if not fields:
        return [], read_subject(text, start, limit)
    chunks = _chunks(text, start, limit, most=3 * len(fields) + 2)
    if chunks and len(chunks[0][1]) > (160 if "\n" in text[start : chunks[0][0]] else 60):
        return _in_one_line(text, chunks[0][0], limit, fields)
    found: list[Value] = []
    at = 0
    for field in fields:
        if at >= len(chunks):
            break
        offset, words = chunks[at]
        if not _fits(field, words):
            continue
        lines = [words]
        at += 1
        while field in _FREE and at < len(chunks) and (goes_on(lines[-1]) or chunks[at][1][0].islower()):
            lines.append(chunks[at][1])
            at += 1
        found.append(Value(field, joined(lines), offset))
    return found, read_subject(text, chunks[at][0] if at < len(chunks) else limit, limit)


def _in_one_line(text: str, start: int, limit: int, fields: Sequence[Box]) -> tuple[list[Value], Subject]:
    """All values in one line behind all labels: only well-known names can be told apart."""
    found: list[Value] = []
    at = start
    for field in fields:
        rest = text[at:limit].lstrip()
        at = limit - len(rest) if rest else limit
        pattern = _NAME_FIRST if field is Box.FROM else _BODY_FIRST
        match = pattern.match(rest) if field in _FREE else None
        days = next(find_days(rest[:40]), None) if field is Box.ON else None
        if match:
            found.append(Value(field, " ".join(match[0].split()), at))
            at += match.end()
        elif days and days.start <= 2:
            found.append(Value(field, rest[days.start : days.end], at))
            at += days.end
        elif field in _FREE:
            return found, Subject(None, at, sure=False)
    return found, read_subject(text, at, limit)


def _shared(text: str, start: int, stop: int, group: Sequence[Box]) -> list[Value]:
    """The values of labels that stand together, from the words behind the last of them."""
    chunks = _chunks(text, start, stop)
    if not chunks:
        return []
    if len(group) == 1:
        lines = [words for _, words in chunks]
        if group[0] is Box.SUBJECT:
            return [Value(Box.SUBJECT, joined(lines), chunks[0][0])]
        return [Value(group[0], _names(lines), chunks[0][0])]
    chunks = _split_at_dates(chunks, group)
    wanted = [box for box in group if box in _FREE or box is Box.OTHER or any(_fits(box, words) for _, words in chunks)]
    chunks = _merged(chunks, len(wanted))
    if len(chunks) == 1 and [b for b in wanted if b in _FREE] == [Box.FROM, Box.TO] and len(wanted) == 2:
        return _parted(*chunks[0])
    if len(chunks) < len(wanted):
        return []
    return _dealt(chunks, wanted)


def _dealt(chunks: list[tuple[int, str]], wanted: Sequence[Box]) -> list[Value]:
    """A chunk to each field; fields with a form of their own (dates, numbers) hold the others in place."""
    if len(chunks) == len(wanted):
        if all(_fits(box, words) for box, (_, words) in zip(wanted, chunks, strict=True)):
            return [Value(box, words, at) for box, (at, words) in zip(wanted, chunks, strict=True)]
        return []
    anchors = [(i, box) for i, box in enumerate(wanted) if box not in _FREE and box is not Box.OTHER]
    for index, box in anchors:
        fitting = [at for at, (_, words) in enumerate(chunks) if _fits(box, words)]
        if len(fitting) == 1:
            at = fitting[0]
            before = _dealt(chunks[:at], wanted[:index]) if index else []
            after = _dealt(chunks[at + 1 :], wanted[index + 1 :]) if index + 1 < len(wanted) else []
            return [*before, Value(box, chunks[at][1], chunks[at][0]), *after]
    if len(wanted) == 1 and chunks:
        return [Value(wanted[0], _names([words for _, words in chunks]), chunks[0][0])]
    if len(wanted) == 2 and len(chunks) > 2 and _WHOLE_NAME.fullmatch(chunks[0][1]):
        return [
            Value(wanted[0], chunks[0][1], chunks[0][0]),
            Value(wanted[1], _names([words for _, words in chunks[1:]]), chunks[1][0]),
        ]
    return []


def _parted(at: int, words: str) -> list[Value]:
    """Two names in one line: the first or the second must be well known."""
    if first := _NAME_FIRST.match(words):
        rest = words[first.end() :].strip()
        return [Value(Box.FROM, first[0], at), Value(Box.TO, rest, at + first.end())]
    if last := _BODY_LAST.search(words):
        return [Value(Box.FROM, words[: last.start()].strip(), at), Value(Box.TO, last[0], at + last.start())]
    return []


def _fits(box: Box, words: str) -> bool:
    match box:
        case Box.ON:
            return holds_a_date(words) or next(find_days(words), None) is not None
        case Box.DATED:
            return holds_a_date(words)
        case Box.TIME:
            return bool(_HOUR.match(words))
        case Box.PREVIOUS | Box.COMMISSION:
            return bool(_REFERENCE.search(words))
        case _:
            return True


def _chunks(text: str, start: int, stop: int, most: int = 40) -> list[tuple[int, str]]:
    """The lines between two offsets that are not empty; a wide gap parts a line."""
    found = []
    at = start
    for line in text[start:stop].split("\n"):
        for part in re.finditer(r"\S(?:.*?\S)??(?=\s{3,}|\s*$)", line):
            words = part[0].strip(_EDGES)
            if words:
                found.append((at + part.start(), words))
        at += len(line) + 1
        if len(found) >= most:
            break
    return found


def _split_at_dates(chunks: list[tuple[int, str]], group: Sequence[Box]) -> list[tuple[int, str]]:
    """Where a date is wanted and all came in one line, the date parts it."""
    if Box.ON not in group or len(chunks) != 1:
        return chunks
    at, words = chunks[0]
    days = next(find_days(words), None)
    if days is None:
        return chunks
    parts = ((0, days.start), (days.start, days.end), (days.end, len(words)))
    return [(at + low, words[low:high].strip()) for low, high in parts if words[low:high].strip()]


def _merged(chunks: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """Lines that plainly go on, joined, while there are more lines than fields."""
    merged: list[tuple[int, str]] = []
    surplus = len(chunks) - most
    for at, words in chunks:
        if merged and surplus > 0 and (goes_on(merged[-1][1]) or words[0].islower()):
            merged[-1] = (merged[-1][0], joined([merged[-1][1], words]))
            surplus -= 1
        else:
            merged.append((at, words))
    return merged


def _names(lines: list[str]) -> str:
    """Several lines of one value: another well-known name is a second addressee, all else goes on."""
    text = ""
    for line in lines:
        second = text and not goes_on(text) and _WHOLE_NAME.fullmatch(line)
        text = joined([text, line], " / " if second else " ") if text else line
    return " ".join(text.split())
