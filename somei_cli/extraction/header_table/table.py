"""The values of the box: beside, below or behind their labels, whichever way the columns came out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from somei_cli.extraction.cover.dates import find_days, holds_a_date
from somei_cli.extraction.cover.own_number import is_a_number
from somei_cli.extraction.header_table.columns import (
    ADDRESSEE,
    KNOWN,
    LAST,
    ORIGINATOR,
    BoxReading,
    LabelValue,
    is_part_of_a_name,
    told_apart,
)
from somei_cli.extraction.header_table.label_words import OPENING
from somei_cli.extraction.header_table.labels import Label, LabelKind
from somei_cli.extraction.header_table.subject import read_subject
from somei_cli.extraction.lines import goes_on, joined

_FREE = frozenset({LabelKind.FROM, LabelKind.TO, LabelKind.SUBJECT})
_REFERENCE = re.compile(r"[0-9]{1,5}(?:/[0-9]{1,3})?\s?/\s?[0-9]{2}|\([0-9]{2,4}\)|[0-9]{4,5}")
_MORE_CODES = re.compile(
    r"(?:[A-Z][A-Z0-9/-]{1,14}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}[\s,]*)+|\+?\s*(?:ADD|COR|REV) ?[0-9].*"
)
# Where a web site shows the head of a document twice, its own words stand between: `Size: px`, `Download "…`.
_SITE = re.compile(r"[^\W\d_]{4,12} ?: px$|Download\b")
_DOCUMENTS = [LabelKind.PREVIOUS, LabelKind.COMMISSION]
_HOUR = re.compile(r"^[0-2]?[0-9][.:h][0-5][0-9]")
_EDGES = "|*_ \t\n"
_EDGES_LEFT = 4
_ONE_LINE = 60
_LONG_LINE = 160


def read_box(text: str, labels: Sequence[Label], limit: int) -> BoxReading:
    """Read the box whose labels these are; nothing beyond the limit belongs to it."""
    reader = _Reader(text, limit)
    group: list[LabelKind] = []
    for at, label in enumerate(labels):
        group.append(label.box)
        if group == _DOCUMENTS and text[label.end : label.end + 200].partition("\n")[0].strip(_EDGES):
            # Each has a line of its own, and the first of them nothing on it.
            group = group[1:]
        last = at == len(labels) - 1
        stop = limit if last else labels[at + 1].start
        if not last and not text[label.end : stop].strip(_EDGES):
            continue
        if last and label.box is LabelKind.SUBJECT:
            reader.subject(label.end, group[:-1])
        else:
            reader.shared(label.end, stop if not last else _paragraph_end(text, label.end, limit), group)
        group = []
    return reader.reading(labels)


@dataclass
class _Reader:
    """The box as far as it is read."""

    text: str
    limit: int
    values: list[LabelValue] = field(default_factory=list)
    unclear: list[LabelKind] = field(default_factory=list)
    waiting: list[LabelKind] = field(default_factory=list)
    body: int = 0
    sure: bool = True

    def reading(self, labels: Sequence[Label]) -> BoxReading:
        body = self.body or (labels[-1].end if labels else 0)
        return BoxReading(tuple(self._with_addressee(labels)), body, tuple(self.unclear), self.sure)

    def shared(self, start: int, stop: int, group: Sequence[LabelKind]) -> None:
        """The values of labels that stand together, from the words behind the last of them."""
        found = _shared(self.text, start, stop, group)
        self.values += found
        missing = _missing(group, found)
        words = "".join(self.text[start:stop].split())
        if len(words) - sum(len("".join(v.text.split())) for v in found) < _EDGES_LEFT:
            # Every word is somebody's: what is missing stands further down.
            self.waiting += missing
        else:
            self.unclear += missing

    def subject(self, start: int, group: Sequence[LabelKind]) -> None:
        """The subject, and before it the values of labels that came without theirs."""
        at = start
        if fields := [*self.waiting, *group]:
            found, at = _before_subject(self.text, start, self.limit, fields)
            self.values += found
            self.unclear += _missing(fields, found)
            if set(self.unclear) & set(group):
                self.body, self.sure = at, False
                return
        subject = read_subject(self.text, at, self.limit)
        self.body, self.sure = subject.end, subject.sure
        if subject.text:
            lead = self.text[at : subject.end]
            begin = at + len(lead) - len(lead.lstrip(_EDGES))
            self.values.append(LabelValue(LabelKind.SUBJECT, subject.text.strip(_EDGES), begin))

    def _with_addressee(self, labels: Sequence[Label]) -> list[LabelValue]:
        """`NOTE from General Secretariat to Europol Working Party`, where To has no label of its own."""
        origin = next((v for v in self.values if v.box is LabelKind.FROM), None)
        if origin is None or any(label.box is LabelKind.TO for label in labels):
            return self.values
        name, to, addressee = origin.text.partition(" to ")
        if not to or not (ORIGINATOR.fullmatch(name) or ADDRESSEE.fullmatch(addressee)):
            return self.values
        others = [v for v in self.values if v is not origin]
        return [
            LabelValue(LabelKind.FROM, name, origin.start),
            LabelValue(LabelKind.TO, addressee.strip(" :"), origin.start),
            *others,
        ]


def _missing(group: Sequence[LabelKind], found: Sequence[LabelValue]) -> list[LabelKind]:
    have = {v.box for v in found}
    return [box for box in group if box in _FREE and box not in have]


def _paragraph_end(text: str, start: int, limit: int) -> int:
    """Where the value of the last label ends, if that is not the subject."""
    begin = start + len(text[start:limit]) - len(text[start:limit].lstrip())
    stop = text.find("\n", begin, limit)
    return limit if stop < 0 else stop


def _before_subject(text: str, start: int, limit: int, fields: Sequence[LabelKind]) -> tuple[list[LabelValue], int]:
    """Labels first: the values of the other fields stand before the subject, a line each or all in one."""
    chunks = _chunks(text, start, limit, most=3 * len(fields) + 2)
    if not chunks:
        return [], start
    titles = next((at for at, (_, words) in enumerate(chunks) if OPENING.match(words)), len(chunks))
    # A line for each name and one for the subject at least; fewer lines hold several values each.
    too_few = titles <= sum(box in _FREE for box in fields)
    if too_few or len(chunks[0][1]) > (_LONG_LINE if "\n" in text[start : chunks[0][0]] else _ONE_LINE):
        found, at, _ = told_apart(text, chunks[0][0], limit, fields)
        return found, at
    found = []
    at = 0
    for box in fields:
        if at >= len(chunks):
            break
        offset, words = chunks[at]
        if not _fits(box, words):
            continue
        lines = [words]
        at += 1
        while at < len(chunks) and _goes_on(box, lines[-1], chunks[at][1]):
            lines.append(chunks[at][1])
            at += 1
        found.append(LabelValue(box, joined(lines), offset))
    return found, chunks[at][0] if at < len(chunks) else limit


def _goes_on(box: LabelKind, line: str, below: str) -> bool:
    """Whether a value runs on into the line below: a name that cannot end, or the codes of an earlier document."""
    if box in _FREE:
        return goes_on(line) or below[0].islower()
    return box in (LabelKind.PREVIOUS, LabelKind.COMMISSION) and _MORE_CODES.fullmatch(below) is not None


def _shared(text: str, start: int, stop: int, group: Sequence[LabelKind]) -> list[LabelValue]:
    chunks = _chunks(text, start, stop)
    if not chunks:
        return []
    if len(group) == 1:
        lines = [words for _, words in chunks]
        if group[0] is LabelKind.SUBJECT:
            own = list(takewhile(lambda line: not _SITE.match(line), lines))
            return [LabelValue(LabelKind.SUBJECT, joined(own), chunks[0][0])] if own else []
        return [LabelValue(group[0], _names(lines), chunks[0][0])]
    return _by_lines(chunks, group) or _by_words(text, start, stop, group)


def _by_words(text: str, start: int, stop: int, group: Sequence[LabelKind]) -> list[LabelValue]:
    """All values in one run, or a single one that shows by its form whose it is."""
    words = text[start:stop].strip(_EDGES)
    telling = [box for box in group if box not in _FREE and box is not LabelKind.OTHER and _fits(box, words)]
    if len(words) < _ONE_LINE and len(telling) == 1 and not any(map(str.isalpha, words.split()[0])):
        days = next(find_days(words), None)
        if days and len(words) - (days.end - days.start) < 3:
            return [LabelValue(telling[0], words, start + text[start:stop].index(words))]
    found, at, _ = told_apart(text, start, stop, group)
    rest = text[at:stop].strip(_EDGES)
    # What is left over shows that the words were dealt out wrongly.
    return [] if rest and len(found) > 1 and not _missing(group, found) else found


def _by_lines(chunks: list[tuple[int, str]], group: Sequence[LabelKind]) -> list[LabelValue]:
    """A line, or several, to each field."""
    chunks = _split_at_dates(chunks, group)
    wanted = [
        box for box in group if box in _FREE or box is LabelKind.OTHER or any(_fits(box, words) for _, words in chunks)
    ]
    chunks = _merged(chunks, len(wanted))
    if len(chunks) == 1 and [b for b in wanted if b in _FREE] == [LabelKind.FROM, LabelKind.TO] and len(wanted) == 2:
        return _parted(*chunks[0])
    if len(chunks) < len(wanted):
        return []
    return _dealt(chunks, wanted)


def _dealt(chunks: list[tuple[int, str]], wanted: Sequence[LabelKind]) -> list[LabelValue]:
    """A chunk to each field; fields with a form of their own (dates, numbers) hold the others in place."""
    if len(chunks) == len(wanted):
        if all(_fits(box, words) for box, (_, words) in zip(wanted, chunks, strict=True)):
            return [LabelValue(box, words, at) for box, (at, words) in zip(wanted, chunks, strict=True)]
        return []
    anchors = [(i, box) for i, box in enumerate(wanted) if box not in _FREE and box is not LabelKind.OTHER]
    for index, box in anchors:
        fitting = [at for at, (_, words) in enumerate(chunks) if _fits(box, words)]
        if len(fitting) == 1:
            at = fitting[0]
            before = _dealt(chunks[:at], wanted[:index]) if index else []
            after = _dealt(chunks[at + 1 :], wanted[index + 1 :]) if index + 1 < len(wanted) else []
            return [*before, LabelValue(box, chunks[at][1], chunks[at][0]), *after]
    if len(wanted) == 1 and chunks:
        return [LabelValue(wanted[0], _names([words for _, words in chunks]), chunks[0][0])]
    if len(wanted) == 2 and len(chunks) > 2 and KNOWN.fullmatch(chunks[0][1]):
        return [
            LabelValue(wanted[0], chunks[0][1], chunks[0][0]),
            LabelValue(wanted[1], _names([words for _, words in chunks[1:]]), chunks[1][0]),
        ]
    return []


def _parted(at: int, words: str) -> list[LabelValue]:
    """Two names in one line: the first or the second must be well known."""
    if KNOWN.fullmatch(words):
        return []
    if first := ORIGINATOR.match(words):
        rest = words[first.end() :].strip()
        return [LabelValue(LabelKind.FROM, first[0], at), LabelValue(LabelKind.TO, rest, at + first.end())]
    if (last := LAST.search(words)) and not is_part_of_a_name(words[: last.start()]):
        return [
            LabelValue(LabelKind.FROM, words[: last.start()].strip(), at),
            LabelValue(LabelKind.TO, last[0], at + last.start()),
        ]
    return []


def _fits(box: LabelKind, words: str) -> bool:
    match box:
        case LabelKind.ON:
            return holds_a_date(words) or next(find_days(words), None) is not None
        case LabelKind.DATED:
            return holds_a_date(words)
        case LabelKind.TIME:
            return bool(_HOUR.match(words))
        case LabelKind.PREVIOUS | LabelKind.COMMISSION:
            return bool(_REFERENCE.search(words))
        case LabelKind.FROM | LabelKind.TO:
            return not (holds_a_date(words) or OPENING.match(words) or is_a_number(words))
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


def _split_at_dates(chunks: list[tuple[int, str]], group: Sequence[LabelKind]) -> list[tuple[int, str]]:
    """Where a date is wanted and all came in one line, the date parts it."""
    if not {LabelKind.ON, LabelKind.DATED} & set(group) or len(chunks) != 1:
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
        second = text and not goes_on(text) and KNOWN.fullmatch(line)
        text = joined([text, line], " / " if second else " ") if text else line
    return " ".join(text.split())
