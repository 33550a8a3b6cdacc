"""Read the values of the header table: beside, below or after their labels, in whatever order the columns came out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from somei_cli.extraction.cover.own_number import is_document_number
from somei_cli.extraction.cover.printed_dates import find_days, is_mostly_date
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE
from somei_cli.extraction.header_table.labels import Label, LabelKind
from somei_cli.extraction.header_table.subject import read_subject
from somei_cli.extraction.header_table.unlabelled_values import (
    ADDRESSEE,
    LAST_ADDRESSEE,
    ORIGINATOR,
    WELL_KNOWN_NAME,
    HeaderTable,
    LabelValue,
    is_part_of_a_name,
    split_values,
)
from somei_cli.extraction.joined_lines import is_unfinished, join_lines

_FREE_TEXT = frozenset({LabelKind.FROM, LabelKind.TO, LabelKind.SUBJECT})
_REFERENCE = re.compile(r"[0-9]{1,5}(?:/[0-9]{1,3})?\s?/\s?[0-9]{2}|\([0-9]{2,4}\)|[0-9]{4,5}")
_MORE_CODES = re.compile(
    r"(?:[A-Z][A-Z0-9/-]{1,14}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}[\s,]*)+|\+?\s*(?:ADD|COR|REV) ?[0-9].*"
)
# Words of a web site between two copies of the document's header: `Size: px`, `Download "…`.
_SITE_WORDS = re.compile(r"[^\W\d_]{4,12} ?: px$|Download\b")
_DOCUMENT_LABELS = [LabelKind.PREVIOUS, LabelKind.COMMISSION]
_HOUR = re.compile(r"^[0-2]?[0-9][.:h][0-5][0-9]")
_EDGE_SIGNS = "|*_ \t\n"
_FEW_CHARACTERS = 4
_ONE_LINE = 60
_LONG_LINE = 160


def read_header_table(text: str, labels: Sequence[Label], limit: int) -> HeaderTable:
    """Read the header table with these labels; nothing beyond the limit belongs to it."""
    reader = _TableReader(text, limit)
    group: list[LabelKind] = []
    for index, label in enumerate(labels):
        group.append(label.kind)
        if group == _DOCUMENT_LABELS and text[label.end : label.end + 200].partition("\n")[0].strip(_EDGE_SIGNS):
            # Each label has a line of its own, and the line of the first is empty.
            group = group[1:]
        is_last = index == len(labels) - 1
        value_end = limit if is_last else labels[index + 1].start
        if not is_last and not text[label.end : value_end].strip(_EDGE_SIGNS):
            continue
        if is_last and label.kind is LabelKind.SUBJECT:
            reader.read_subject(label.end, group[:-1])
        else:
            reader.read_shared(label.end, value_end if not is_last else _paragraph_end(text, label.end, limit), group)
        group = []
    return reader.header_table(labels)


@dataclass
class _TableReader:
    """The header table as far as it is read."""

    text: str
    limit: int
    values: list[LabelValue] = field(default_factory=list)
    unclear: list[LabelKind] = field(default_factory=list)
    waiting_kinds: list[LabelKind] = field(default_factory=list)
    main_text_start: int = 0
    is_certain: bool = True

    def header_table(self, labels: Sequence[Label]) -> HeaderTable:
        main_text_start = self.main_text_start or (labels[-1].end if labels else 0)
        return HeaderTable(tuple(self._with_addressee(labels)), main_text_start, tuple(self.unclear), self.is_certain)

    def read_shared(self, start: int, stop: int, group: Sequence[LabelKind]) -> None:
        """Read the values of adjacent labels from the words after the last of them."""
        values = _shared_values(self.text, start, stop, group)
        self.values += values
        missing = _missing_kinds(group, values)
        words = "".join(self.text[start:stop].split())
        if len(words) - sum(len("".join(v.text.split())) for v in values) < _FEW_CHARACTERS:
            # Every word belongs to a value: what is missing is further down.
            self.waiting_kinds += missing
        else:
            self.unclear += missing

    def read_subject(self, start: int, group: Sequence[LabelKind]) -> None:
        """Read the subject, and before it the values of labels without a value of their own."""
        position = start
        if fields := [*self.waiting_kinds, *group]:
            values, position = _values_before_subject(self.text, start, self.limit, fields)
            self.values += values
            self.unclear += _missing_kinds(fields, values)
            if set(self.unclear) & set(group):
                self.main_text_start, self.is_certain = position, False
                return
        subject = read_subject(self.text, position, self.limit)
        self.main_text_start, self.is_certain = subject.end, subject.is_certain
        if subject.text:
            subject_text = self.text[position : subject.end]
            subject_start = position + len(subject_text) - len(subject_text.lstrip(_EDGE_SIGNS))
            self.values.append(LabelValue(LabelKind.SUBJECT, subject.text.strip(_EDGE_SIGNS), subject_start))

    def _with_addressee(self, labels: Sequence[Label]) -> list[LabelValue]:
        """Return the values, split if To has no label: `NOTE from General Secretariat to Europol Working Party`."""
        sender = next((value for value in self.values if value.kind is LabelKind.FROM), None)
        if sender is None or any(label.kind is LabelKind.TO for label in labels):
            return self.values
        name, to, addressee = sender.text.partition(" to ")
        if not to or not (ORIGINATOR.fullmatch(name) or ADDRESSEE.fullmatch(addressee)):
            return self.values
        remaining_values = [value for value in self.values if value is not sender]
        return [
            LabelValue(LabelKind.FROM, name, sender.start),
            LabelValue(LabelKind.TO, addressee.strip(" :"), sender.start),
            *remaining_values,
        ]


def _missing_kinds(group: Sequence[LabelKind], values: Sequence[LabelValue]) -> list[LabelKind]:
    present = {value.kind for value in values}
    return [kind for kind in group if kind in _FREE_TEXT and kind not in present]


def _paragraph_end(text: str, start: int, limit: int) -> int:
    """Return where the value of the last label ends, if it is not the subject."""
    begin = start + len(text[start:limit]) - len(text[start:limit].lstrip())
    stop = text.find("\n", begin, limit)
    return limit if stop < 0 else stop


def _values_before_subject(
    text: str, start: int, limit: int, fields: Sequence[LabelKind]
) -> tuple[list[LabelValue], int]:
    """Return the values of fields whose labels came first, and the offset after them.

    The values are before the subject, on a line each or all in one line.
    """
    chunks = _chunks(text, start, limit, most=3 * len(fields) + 2)
    if not chunks:
        return [], start
    name_lines = next((index for index, (_, words) in enumerate(chunks) if OPENING_PHRASE.match(words)), len(chunks))
    # A line for each name and one for the subject at least; fewer lines hold several values each.
    too_few = name_lines <= sum(kind in _FREE_TEXT for kind in fields)
    if too_few or len(chunks[0][1]) > (_LONG_LINE if "\n" in text[start : chunks[0][0]] else _ONE_LINE):
        values, position, _ = split_values(text, chunks[0][0], limit, fields)
        return values, position
    values = []
    position = 0
    for kind in fields:
        if position >= len(chunks):
            break
        offset, words = chunks[position]
        if not _fits(kind, words):
            continue
        lines = [words]
        position += 1
        while position < len(chunks) and _continues(kind, lines[-1], chunks[position][1]):
            lines.append(chunks[position][1])
            position += 1
        values.append(LabelValue(kind, join_lines(lines), offset))
    return values, chunks[position][0] if position < len(chunks) else limit


def _continues(kind: LabelKind, line: str, below: str) -> bool:
    """Whether a value continues in the line below: an unfinished name, or the codes of an earlier document."""
    if kind in _FREE_TEXT:
        return is_unfinished(line) or below[0].islower()
    return kind in (LabelKind.PREVIOUS, LabelKind.COMMISSION) and _MORE_CODES.fullmatch(below) is not None


def _shared_values(text: str, start: int, stop: int, group: Sequence[LabelKind]) -> list[LabelValue]:
    chunks = _chunks(text, start, stop)
    if not chunks:
        return []
    if len(group) == 1:
        lines = [words for _, words in chunks]
        if group[0] is LabelKind.SUBJECT:
            subject_lines = list(takewhile(lambda line: not _SITE_WORDS.match(line), lines))
            return [LabelValue(LabelKind.SUBJECT, join_lines(subject_lines), chunks[0][0])] if subject_lines else []
        return [LabelValue(group[0], _join_names(lines), chunks[0][0])]
    return _values_by_lines(chunks, group) or _values_by_words(text, start, stop, group)


def _values_by_words(text: str, start: int, stop: int, group: Sequence[LabelKind]) -> list[LabelValue]:
    """Return all values in one run, or a single value whose form shows its field."""
    words = text[start:stop].strip(_EDGE_SIGNS)
    likely_kinds = [k for k in group if k not in _FREE_TEXT and k is not LabelKind.OTHER and _fits(k, words)]
    if len(words) < _ONE_LINE and len(likely_kinds) == 1 and not any(map(str.isalpha, words.split()[0])):
        days = next(find_days(words), None)
        if days and len(words) - (days.end - days.start) < 3:
            return [LabelValue(likely_kinds[0], words, start + text[start:stop].index(words))]
    values, position, _ = split_values(text, start, stop, group)
    remaining = text[position:stop].strip(_EDGE_SIGNS)
    # Words that remain show that the values were assigned wrongly.
    return [] if remaining and len(values) > 1 and not _missing_kinds(group, values) else values


def _values_by_lines(chunks: list[tuple[int, str]], group: Sequence[LabelKind]) -> list[LabelValue]:
    """Return the values of fields that have a line or several lines each."""
    chunks = _split_at_dates(chunks, group)
    kinds = [
        kind
        for kind in group
        if kind in _FREE_TEXT or kind is LabelKind.OTHER or any(_fits(kind, words) for _, words in chunks)
    ]
    chunks = _merge_chunks(chunks, len(kinds))
    if len(chunks) == 1 and [k for k in kinds if k in _FREE_TEXT] == [LabelKind.FROM, LabelKind.TO] and len(kinds) == 2:
        return _split_names(*chunks[0])
    if len(chunks) < len(kinds):
        return []
    return _assign_chunks(chunks, kinds)


def _assign_chunks(chunks: list[tuple[int, str]], kinds: Sequence[LabelKind]) -> list[LabelValue]:
    """Assign a chunk to each field; fields with a form of their own (dates, numbers) fix the places of the others."""
    if len(chunks) == len(kinds):
        if all(_fits(kind, words) for kind, (_, words) in zip(kinds, chunks, strict=True)):
            return [LabelValue(kind, words, offset) for kind, (offset, words) in zip(kinds, chunks, strict=True)]
        return []
    anchors = [(i, kind) for i, kind in enumerate(kinds) if kind not in _FREE_TEXT and kind is not LabelKind.OTHER]
    for index, kind in anchors:
        fitting = [index for index, (_, words) in enumerate(chunks) if _fits(kind, words)]
        if len(fitting) == 1:
            position = fitting[0]
            before = _assign_chunks(chunks[:position], kinds[:index]) if index else []
            after = _assign_chunks(chunks[position + 1 :], kinds[index + 1 :]) if index + 1 < len(kinds) else []
            return [*before, LabelValue(kind, chunks[position][1], chunks[position][0]), *after]
    if len(kinds) == 1 and chunks:
        return [LabelValue(kinds[0], _join_names([words for _, words in chunks]), chunks[0][0])]
    if len(kinds) == 2 and len(chunks) > 2 and WELL_KNOWN_NAME.fullmatch(chunks[0][1]):
        return [
            LabelValue(kinds[0], chunks[0][1], chunks[0][0]),
            LabelValue(kinds[1], _join_names([words for _, words in chunks[1:]]), chunks[1][0]),
        ]
    return []


def _split_names(offset: int, words: str) -> list[LabelValue]:
    """Split two names in one line: the first or the second must be well known."""
    if WELL_KNOWN_NAME.fullmatch(words):
        return []
    if first := ORIGINATOR.match(words):
        addressee = words[first.end() :].strip()
        return [LabelValue(LabelKind.FROM, first[0], offset), LabelValue(LabelKind.TO, addressee, offset + first.end())]
    if (last := LAST_ADDRESSEE.search(words)) and not is_part_of_a_name(words[: last.start()]):
        return [
            LabelValue(LabelKind.FROM, words[: last.start()].strip(), offset),
            LabelValue(LabelKind.TO, last[0], offset + last.start()),
        ]
    return []


def _fits(kind: LabelKind, words: str) -> bool:
    match kind:
        case LabelKind.ON:
            return is_mostly_date(words) or next(find_days(words), None) is not None
        case LabelKind.DATED:
            return is_mostly_date(words)
        case LabelKind.TIME:
            return bool(_HOUR.match(words))
        case LabelKind.PREVIOUS | LabelKind.COMMISSION:
            return bool(_REFERENCE.search(words))
        case LabelKind.FROM | LabelKind.TO:
            return not (is_mostly_date(words) or OPENING_PHRASE.match(words) or is_document_number(words))
        case _:
            return True


def _chunks(text: str, start: int, stop: int, most: int = 40) -> list[tuple[int, str]]:
    """Return the offsets and words of the filled lines between two offsets; a wide gap splits a line."""
    chunks = []
    line_start = start
    for line in text[start:stop].split("\n"):
        for part in re.finditer(r"\S(?:.*?\S)??(?=\s{3,}|\s*$)", line):
            words = part[0].strip(_EDGE_SIGNS)
            if words:
                chunks.append((line_start + part.start(), words))
        line_start += len(line) + 1
        if len(chunks) >= most:
            break
    return chunks


def _split_at_dates(chunks: list[tuple[int, str]], group: Sequence[LabelKind]) -> list[tuple[int, str]]:
    """Split a single line at its date, if a field has a date as its value."""
    if not {LabelKind.ON, LabelKind.DATED} & set(group) or len(chunks) != 1:
        return chunks
    offset, words = chunks[0]
    days = next(find_days(words), None)
    if days is None:
        return chunks
    parts = ((0, days.start), (days.start, days.end), (days.end, len(words)))
    return [(offset + start, words[start:end].strip()) for start, end in parts if words[start:end].strip()]


def _merge_chunks(chunks: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """Join lines that plainly continue, as long as there are more lines than fields."""
    merged: list[tuple[int, str]] = []
    surplus = len(chunks) - most
    for offset, words in chunks:
        if merged and surplus > 0 and (is_unfinished(merged[-1][1]) or words[0].islower()):
            merged[-1] = (merged[-1][0], join_lines([merged[-1][1], words]))
            surplus -= 1
        else:
            merged.append((offset, words))
    return merged


def _join_names(lines: list[str]) -> str:
    """Join the lines of one value: another well-known name is a second addressee, all else continues."""
    text = ""
    for line in lines:
        second = text and not is_unfinished(text) and WELL_KNOWN_NAME.fullmatch(line)
        text = join_lines([text, line], " / " if second else " ") if text else line
    return " ".join(text.split())
