"""Read the values of the header table: beside, below or after their labels, in whatever order the columns came out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from somei_cli.extraction.cover.printed_dates import find_days, is_mostly_date
from somei_cli.extraction.header_table.column_alignment import (
    NAME_KINDS,
    Chunk,
    align_lines,
    find_chunks,
    fits,
    is_no_name,
    is_no_subject,
    join_names,
    split_chunks,
)
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE, LabelKind
from somei_cli.extraction.header_table.labels import Label
from somei_cli.extraction.header_table.one_line_subject import FIRST_SECTION
from somei_cli.extraction.header_table.subject import drop_cut_copy, read_subject
from somei_cli.extraction.header_table.subject_layout import NO_LAYOUT, find_subject_layout
from somei_cli.extraction.header_table.text_beginnings import begins_text, find_text_in_line, is_heading_or_label
from somei_cli.extraction.header_table.unlabelled_values import (
    SEVERAL_NAMES_DOUBT,
    HeaderTable,
    LabelValue,
    UnclearField,
    find_end_of_letterhead,
    split_number,
    split_values,
    values_of_notice,
    with_parted_days,
    with_parted_names,
)
from somei_cli.extraction.header_table.well_known_names import (
    ADDRESSEE,
    LAST_ADDRESSEE,
    ORIGINATOR,
    USUAL_NAMES,
    KnownNames,
    is_part_of_a_name,
    is_usually_a_sender,
)
from somei_cli.extraction.joined_lines import NumberedText, begins_a_sentence, join_lines

_FREE_TEXT = frozenset({LabelKind.FROM, LabelKind.TO, LabelKind.SUBJECT})
# Words of a web site between two copies of the document's header: `Size: px`, `Download "…`.
_SITE_WORDS = re.compile(r"[^\W\d_]{4,12} ?: px$|Download\b")
_DOCUMENT_LABELS = [LabelKind.PREVIOUS, LabelKind.COMMISSION]
_ONLY_CODES = re.compile(r"(?:[A-Z][A-Z0-9/-]{1,14}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}[\s,]*)+")
_EDGE_SIGNS = "|*_ \t\n"
_FEW_CHARACTERS = 4
_ONE_LINE = 60
_LONG_LINE = 160
_BLANKED_CODES = re.compile(r"[ ]{20,}")
PARTED_DOUBT = "codes stood between the names, so it is not certain which is whose"
NEIGHBOUR_DOUBT = "where it begins is not certain: the name before it is not known"


def read_header_table(
    text: str,
    labels: Sequence[Label],
    limit: int,
    names: KnownNames = USUAL_NAMES,
    source: NumberedText | None = None,
) -> HeaderTable:
    """Read the header table with these labels; nothing beyond the limit belongs to it.

    `names` are names of bodies; `source` knows where on its page a line stands.
    """
    reader = _TableReader(text, limit, names, source)
    group: list[Label] = []
    for index, label in enumerate(labels):
        group.append(label)
        if _kinds(group) == _DOCUMENT_LABELS and _are_on_lines(text, group):
            # Each label has a line of its own, and the line of the first is empty.
            group = group[1:]
        is_last = index == len(labels) - 1
        value_end = limit if is_last else labels[index + 1].start
        if not is_last and not text[label.end : value_end].strip(_EDGE_SIGNS):
            continue
        if is_last and label.kind is LabelKind.SUBJECT:
            reader.read_subject(label, group[:-1])
        else:
            value_end = value_end if not is_last else _paragraph_end(text, label.end, limit)
            reader.read_shared(label.end, value_end, _kinds(group))
        group = []
    return reader.header_table(labels)


def _are_on_lines(text: str, labels: Sequence[Label]) -> bool:
    """Whether two labels have a line each, and words are beside the second."""
    first, second = labels
    beside = text[second.end : second.end + 200].partition("\n")[0]
    return "\n" in text[first.end : second.start] and bool(beside.strip(_EDGE_SIGNS))


def _kinds(labels: Sequence[Label]) -> list[LabelKind]:
    return [label.kind for label in labels]


@dataclass
class _TableReader:
    """The header table as far as it is read."""

    text: str
    limit: int
    names: KnownNames
    source: NumberedText | None
    values: list[LabelValue] = field(default_factory=list)
    unclear: list[UnclearField] = field(default_factory=list)
    waiting_kinds: list[LabelKind] = field(default_factory=list)
    main_text_start: int = 0
    is_certain: bool = True

    def header_table(self, labels: Sequence[Label]) -> HeaderTable:
        main_text_start = self.main_text_start or (labels[-1].end if labels else 0)
        if LabelKind.FROM in _kinds(labels):
            self.values = with_parted_names(with_parted_days(self.values), self.names)
            parted = {value.kind for value in self.values}
            self.unclear = [field for field in self.unclear if field.kind not in NAME_KINDS & parted]
        if LabelKind.SUBJECT in _kinds(labels) and all(value.kind is not LabelKind.SUBJECT for value in self.values):
            self.values = [self._doubt_value_below(value) for value in self.values]
        if LabelKind.PREVIOUS not in _kinds(labels):
            self.values = [part for value in self.values for part in split_number(value)]
        return HeaderTable(tuple(self._with_addressee(labels)), main_text_start, tuple(self.unclear), self.is_certain)

    def read_shared(self, start: int, stop: int, group: Sequence[LabelKind]) -> None:
        """Read the values of adjacent labels from the words after the last of them."""
        values = self._doubt_parted_names(_shared_values(self.text, start, stop, group, self.names))
        self.values += values
        missing = _missing_kinds(group, values)
        words = "".join(self.text[start:stop].split())
        if len(words) - sum(len("".join(v.text.split())) for v in values) < _FEW_CHARACTERS:
            # Every word belongs to a value: what is missing is further down.
            self.waiting_kinds += missing
        else:
            self._add_unclear(missing, start, stop)

    def read_subject(self, label: Label, group: Sequence[Label]) -> None:
        """Read the subject, and before it the values of labels without a value of their own."""
        position = label.end
        fields = self._fields_before_subject(label, group)
        if fields:
            values, position = _values_before_subject(self.text, label.end, self.limit, fields, self.names)
            self.values += values
            missing = _missing_kinds(fields, values)
            self._add_unclear(missing, position, self.limit)
            if missing:
                self._add_unclear([LabelKind.SUBJECT], position, self.limit)
                self.main_text_start, self.is_certain = position, False
                return
        layout = NO_LAYOUT
        if not fields:
            layout = find_subject_layout(self.text, (label.start, label.end), self.limit, self.source)
        section = FIRST_SECTION.match(self.text, position, self.limit)
        if section and begins_text(self.text[section.end() : section.end() + _ONE_LINE]):
            section = None
        letterhead_end = (section.end() if section else None) or find_end_of_letterhead(self.text, position, self.limit)
        subject = read_subject(self.text, letterhead_end or position, self.limit, layout)
        if letterhead_end and subject.text:
            seam = " ".join(self.text[position : letterhead_end + 40].split())
            subject = replace(subject, doubt=subject.doubt or seam)
        self.main_text_start, self.is_certain = subject.end, subject.is_certain
        if subject.text is None:
            self._add_unclear([LabelKind.SUBJECT], position, self.limit)
            return
        subject_text = self.text[position : subject.end]
        subject_start = position + len(subject_text) - len(subject_text.lstrip(_EDGE_SIGNS))
        words = subject.text.strip(_EDGE_SIGNS)
        if is_no_subject(words):
            self._add_unclear([LabelKind.SUBJECT], position, self.limit)
            self.is_certain = False
            return
        doubt = f"whether the subject ends here is not certain: {subject.doubt}" if subject.doubt else ""
        doubt = doubt or next(
            (
                NEIGHBOUR_DOUBT
                for value in self.values
                if value.doubt and value.doubt != SEVERAL_NAMES_DOUBT and value.kind in NAME_KINDS and fields
            ),
            "",
        )
        self.values.append(LabelValue(LabelKind.SUBJECT, words, subject_start, doubt))

    def _fields_before_subject(self, label: Label, group: Sequence[Label]) -> list[LabelKind]:
        """Return the fields whose values stand between the label of the subject and the subject itself.

        If each label has a line of its own and the words beside Subject are not a known name, they are the subject:
        the other labels have no value. A value of two names beside one label fills the next label too.
        """
        waiting = [*self.waiting_kinds, *_kinds(group)]
        if waiting[:1] == [LabelKind.TO] and self._take_second_name():
            waiting = waiting[1:]
        if waiting[:1] == [LabelKind.FROM] and (parted := with_parted_names(self.values, self.names)) != self.values:
            self.values, waiting = parted, waiting[1:]
        beside = self.text[label.end : self.limit].partition("\n")[0].strip(_EDGE_SIGNS)
        line_start = self.text.rfind("\n", 0, label.start) + 1
        has_own_line = not self.text[line_start : label.start].strip(_EDGE_SIGNS)
        is_stacked = has_own_line and not self.waiting_kinds and bool(group)
        if beside and is_stacked and self._are_values_elsewhere(group):
            is_name = self.names.match_end(beside, 0, len(beside)) is not None
            if not is_name and not any(fits(kind, beside) for kind in waiting if kind not in _FREE_TEXT):
                self._add_unclear([kind for kind in waiting if kind in _FREE_TEXT], group[0].end, label.start)
                return []
        return waiting

    def _are_values_elsewhere(self, group: Sequence[Label]) -> bool:
        """Whether another label has its value beside it, so that those of the group have none."""
        return bool(self.values) and all("\n" in self.text[g.end : self.limit] for g in group)

    def _take_second_name(self) -> bool:
        """Split a From that holds two names; return whether it did."""
        for index, value in enumerate(self.values):
            if value.kind is LabelKind.FROM and (parts := self.names.split_names(value.text))[2:] == () and parts[1:]:
                second_start = self.text.find(parts[1], value.start)
                second = LabelValue(LabelKind.TO, parts[1], max(second_start, value.start))
                self.values[index : index + 1] = [replace(value, text=parts[0]), second]
                return True
        return False

    def _add_unclear(self, kinds: Sequence[LabelKind], start: int, stop: int) -> None:
        words = " ".join(self.text[start : min(stop, start + 300)].split())
        unclear_kinds = {unclear.kind for unclear in self.unclear}
        begin = start + len(self.text[start:stop]) - len(self.text[start:stop].lstrip())
        self.unclear += [UnclearField(kind, begin, words) for kind in kinds if kind not in unclear_kinds]

    def _doubt_value_below(self, value: LabelValue) -> LabelValue:
        """Return a name with a doubt if it is not on the line of its label: without a subject, all may be shifted."""
        line_start = self.text.rfind("\n", 0, value.start) + 1
        if value.kind not in _FREE_TEXT or value.doubt or self.text[line_start : value.start].strip(_EDGE_SIGNS):
            return value
        return replace(value, doubt="there is no subject, so the values may belong to other labels")

    def _doubt_parted_names(self, values: list[LabelValue]) -> list[LabelValue]:
        """Return two names in one line with a doubt if codes of the letterhead, now blank, stood between them."""
        names = [value for value in values if value.kind in NAME_KINDS]
        if (
            len(names) < 2
            or is_usually_a_sender(names[0].text)
            or not _BLANKED_CODES.fullmatch(self.text, names[0].start + len(names[0].text), names[1].start)
        ):
            return values
        return [replace(value, doubt=value.doubt or PARTED_DOUBT) if value in names else value for value in values]

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
    text: str, start: int, limit: int, fields: Sequence[LabelKind], names: KnownNames
) -> tuple[list[LabelValue], int]:
    """Return the values of fields whose labels came first, and the offset after them.

    The values are before the subject, on a line each or all in one line.
    """
    lines = _without_number(_without_codes(find_chunks(text, start, limit, most=3 * len(fields) + 2)), names)
    chunks = list(split_chunks(lines, names))
    if not chunks:
        return [], start
    name_lines = next((index for index, (_, words) in enumerate(chunks) if OPENING_PHRASE.match(words)), len(chunks))
    # A line for each name and one for the subject at least; fewer lines hold several values each.
    too_few = name_lines <= sum(kind in _FREE_TEXT for kind in fields)
    if not too_few and len(chunks[0][1]) <= (_LONG_LINE if "\n" in text[start : chunks[0][0]] else _ONE_LINE):
        for order in _orders(chunks, fields):
            if alignment := align_lines(order.chunks, order.kinds, names, before_subject=True):
                return [*order.values, *alignment.values], order.chunks[alignment.next_chunk][0]
        # Codes that stood within the line, now blank, part its words too.
        is_one_line = len(chunks) > 1 and _BLANKED_CODES.fullmatch(text, _end_of(chunks[0]), chunks[1][0])
        if len(chunks[0][1]) <= _ONE_LINE and not is_one_line:
            return [], start
    values, position, _ = split_values(text, chunks[0][0], limit, fields, names)
    return values, position


def _end_of(chunk: Chunk) -> int:
    return chunk[0] + len(chunk[1])


@dataclass(frozen=True, slots=True)
class _Order:
    """Chunks and fields to be aligned, and the values that were taken out of both because of their form."""

    chunks: list[Chunk]
    kinds: list[LabelKind]
    values: list[LabelValue]


def _orders(chunks: list[Chunk], fields: Sequence[LabelKind]) -> Iterator[_Order]:
    """Yield chunks and fields in their order, then without the numbers and dates that came out of theirs."""
    yield _Order(chunks, list(fields), [])
    remaining, kinds, values = list(chunks), list(fields), []
    for kind in fields:
        if kind not in _FREE_TEXT and kind is not LabelKind.OTHER:
            fitting = [chunk for chunk in remaining if is_no_name(chunk[1]) and fits(kind, chunk[1])]
            if len(fitting) == 1:
                remaining.remove(fitting[0])
                values.append(LabelValue(kind, fitting[0][1], fitting[0][0]))
            kinds.remove(kind)
    if values:
        yield _Order(remaining, kinds, values)


def _without_codes(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks without subject codes of the letterhead that came out between the values."""
    remaining: list[Chunk] = []
    for chunk in chunks:
        follows_number = bool(remaining) and fits(LabelKind.PREVIOUS, remaining[-1][1])
        if follows_number or not _ONLY_CODES.fullmatch(chunk[1]):
            remaining.append(chunk)
    return remaining


# Croatian and Polish call two months by one name: 7 listopada 2017 r.
_LIKE_A_DAY = re.compile(r"[0-9]{1,2}\.? [^\W\d_]{3,12} (?:19|20)[0-9]{2}(?: ?[rг]\.)?")
_NUMBER_ALONE = re.compile(r"(?:1|I)\.?|[A-Z]")


def _without_number(chunks: list[Chunk], names: KnownNames) -> list[Chunk]:
    """Return the chunks without the number of the first paragraph, or the letter of a stamp, above a known name."""
    if len(chunks) > 1 and _NUMBER_ALONE.fullmatch(chunks[0][1]):
        words = chunks[1][1]
        return chunks[1:] if names.is_name(words) or names.match_end(words, 0, len(words)) else chunks
    return chunks


def _shared_values(text: str, start: int, stop: int, group: Sequence[LabelKind], names: KnownNames) -> list[LabelValue]:
    chunks = find_chunks(text, start, stop)
    if not chunks:
        return []
    if len(group) == 1:
        lines = [words for _, words in chunks]
        if group[0] is LabelKind.SUBJECT:
            words = _words_of_subject(lines)
            return [LabelValue(LabelKind.SUBJECT, words, chunks[0][0])] if words else []
        return [LabelValue(group[0], join_names(lines, names), chunks[0][0])]
    if group[0] is LabelKind.OTHER and (values := values_of_notice(text, start, stop, group)):
        return values
    dated = [kind for kind in group if kind in (LabelKind.ON, LabelKind.DATED)]
    if len(dated) == len(chunks) == 1 and _LIKE_A_DAY.fullmatch(chunks[0][1]):
        return [LabelValue(dated[0], chunks[0][1], chunks[0][0])]
    return _values_by_lines(chunks, group, names) or _values_by_words(text, start, stop, group, names)


def _words_of_subject(lines: Sequence[str]) -> str:
    """Return the subject in the lines between two labels, without what else stands there."""
    signs = (_SITE_WORDS.match, begins_a_sentence, is_heading_or_label)
    end = next((i for i, line in enumerate(lines) if i and any(sign(line) for sign in signs)), len(lines))
    words = join_lines(drop_cut_copy(list(lines[:end])))
    return words[: find_text_in_line(words, with_gaps=False) or None]


def _values_by_words(
    text: str, start: int, stop: int, group: Sequence[LabelKind], names: KnownNames
) -> list[LabelValue]:
    """Return all values in one run, or a single value whose form shows its field."""
    words = text[start:stop].strip(_EDGE_SIGNS)
    likely_kinds = [k for k in group if k not in _FREE_TEXT and k is not LabelKind.OTHER and fits(k, words)]
    if len(words) < _ONE_LINE and len(likely_kinds) == 1 and not any(map(str.isalpha, words.split()[0])):
        days = next(find_days(words), None)
        if days and len(words) - (days.end - days.start) < 3:
            return [LabelValue(likely_kinds[0], words, start + text[start:stop].index(words))]
    values, position, _ = split_values(text, start, stop, group, names)
    remaining = text[position:stop].strip(_EDGE_SIGNS)
    # Words that remain show that the values were assigned wrongly.
    return [] if remaining and len(values) > 1 and not _missing_kinds(group, values) else values


def _values_by_lines(chunks: list[Chunk], group: Sequence[LabelKind], names: KnownNames) -> list[LabelValue]:
    """Return the values of fields that have a line or several lines each."""
    chunks = _split_at_dates(chunks, group)
    kinds = [
        kind
        for kind in group
        if kind in _FREE_TEXT or kind is LabelKind.OTHER or any(fits(kind, words) for _, words in chunks)
    ]
    if len(chunks) == 1 and [k for k in kinds if k in _FREE_TEXT] == [LabelKind.FROM, LabelKind.TO] and len(kinds) == 2:
        return _split_names(*chunks[0], names)
    chunks, kinds = _with_day(chunks, kinds)
    if len(chunks) < len(kinds):
        return []
    for order in _orders(list(split_chunks(_without_codes(chunks), names)), kinds):
        if alignment := align_lines(order.chunks, order.kinds, names, before_subject=False):
            return [*order.values, *alignment.values]
    return []


def _with_day(chunks: list[Chunk], kinds: list[LabelKind]) -> tuple[list[Chunk], list[LabelKind]]:
    """Return the kinds with the day of receipt, if a day stands alone between two names: its label is further down."""
    days = [index for index, (_, words) in enumerate(chunks) if words[:1].isdigit() and is_mostly_date(words)]
    if kinds == [LabelKind.FROM, LabelKind.TO] and len(days) == 1 and 0 < days[0] < len(chunks) - 1:
        return chunks, [LabelKind.FROM, LabelKind.DATED, LabelKind.TO]
    return chunks, kinds


def _split_names(offset: int, words: str, names: KnownNames) -> list[LabelValue]:
    """Split two names in one line: the first or the second must be well known."""
    if names.is_name(words):
        return []
    first_end = names.match_end(words, 0, len(words))
    if first_end and words[first_end] == " " and not (words[first_end + 1].islower() or words[first_end + 1] == "("):
        addressee = words[first_end:].strip()
        return [
            LabelValue(LabelKind.FROM, words[:first_end], offset),
            LabelValue(LabelKind.TO, addressee, offset + first_end),
        ]
    if (last := LAST_ADDRESSEE.search(words)) and not is_part_of_a_name(words[: last.start()]):
        return [
            LabelValue(LabelKind.FROM, words[: last.start()].strip(), offset),
            LabelValue(LabelKind.TO, last[0], offset + last.start()),
        ]
    return []


def _split_at_dates(chunks: list[Chunk], group: Sequence[LabelKind]) -> list[Chunk]:
    """Split a single line at its date, if a field has a date as its value."""
    if not {LabelKind.ON, LabelKind.DATED} & set(group) or len(chunks) != 1:
        return chunks
    offset, words = chunks[0]
    days = next(find_days(words), None)
    if days is None:
        return chunks
    parts = ((0, days.start), (days.start, days.end), (days.end, len(words)))
    return [(offset + start, words[start:end].strip()) for start, end in parts if words[start:end].strip()]
