"""Find the labels of the header table, in their older and foreign spellings, with letters misread or lost.

Labels without a colon are found if their place makes them certain. Header fields that the main text repeats, in a copy
or an annex, can be taken out: the text does not cite what they name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from somei_cli.extraction.header_table.label_patterns import (
    TOLERANT_LABELS,
    find_bare_label_matches,
    find_label_matches,
    label_words_pattern,
)
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.formats.notation.required_letters import find_on_lines
from somei_cli.model.importing.draft_entry import Line

FoundLabel = tuple[str, int, int]
"""The name of a field of the header table, and the span of its label."""

_FROM_WORDS = r"(?:from|of|fra|från|van|du|de la|de l['’]|dal|dalla|da|des|der|od)"
_TO_WORDS = r"(?:to|til|till|aan|voor|au|aux|à la|à|al|alla|für (?:den|die|das)|an (?:den|die|das)|do)"
# NOTE from General Secretariat to Europol Working Party, all on the line of the heading.
_ON_THE_LINE = re.compile(
    rf"(?m)^[ \t]*[^\W\d_](?:[^a-zß-ÿ\n]){{3,60}}?[ ](?P<FROM>{_FROM_WORDS})[ ](?=[^\W\d_a-zß-ÿ])[^\n:]{{2,90}}?"
    rf"(?:[ ](?P<TO>{_TO_WORDS})[ ](?=[^\W\d_a-zß-ÿ])[^\n:]{{2,120}})?$"
)
# des / Vorsitzes / für die / Gruppe: below the heading, each on a line or before its value.
_ON_LINES = re.compile(
    rf"(?m)^[ \t]*[^\W\d_][^a-zß-ÿ\d\n:]{{3,60}}\n\s{{0,4}}(?P<FROM>{_FROM_WORDS})(?:[ \t]*\n{{1,2}}|[ ])"
    r"[ \t]*[^\n:]{2,90}\n{1,2}"
    rf"(?:[^\n:]{{2,90}}\n)?[ \t]*(?P<TO>{_TO_WORDS})(?:[ \t]*$|[ ])"
)
# der / Gruppe "Lampen" / vom / 5. Juni 2003: who met and when, below the heading.
_MEETING_LINES = re.compile(
    rf"(?m)^[ \t]*[^\W\d_][^a-zß-ÿ\d\n:]{{3,60}}\n\s{{0,4}}(?P<FROM>{_FROM_WORDS})(?:[ \t]*\n{{1,2}}|[ \t]{{1,60}})"
    r"[ \t]*[^\n:]{2,90}\n{1,2}(?:[^\n:]{2,90}\n)?[ \t]*(?P<ON>vom|am|on|le|du|den|d\.)(?:[ \t]*\n{1,2}|[ \t]{1,60})"
    r"[ \t]*(?=[0-9]{1,2}[^\n:]{2,30}[0-9]{4}[ \t]*$)"
)
_SUBJECT = re.compile(
    r"(?m)^[ \t]*(?P<SUBJECT>Subject|Objet|Betr\.|Betrifft|Betreft|Vedr\.|Oggetto|Asunto|Assunto|Ärende)"
    r"(?:[ \t]+(?=[\"'“„«‘A-ZÀ-Þ])|[ \t]*\n(?=\s{0,3}[\"'“„«‘A-ZÀ-Þ]))"
)
_ADDRESSEE_AFTER_TO = re.compile(
    r"[ ](?P<to>to)[ ](?:the )?(?:Permanent Representatives|Coreper|COREPER|(?:European )?Council\b|Delegations|"
    r"Working (?:Party|Group)|[A-Z][\w ]{0,40}(?:Committee|Party|Group)\b)"
)
_SHORT_LINE = re.compile(r"(?m)^[ \t]{0,40}(?P<words>[^\W\d_][^\n:]{1,15}?)[ \t]*$")
_FIELDS_ABOVE_SUBJECT = frozenset({"FROM", "TO", "PREVIOUS", "COMMISSION"})
_NEAR_LABELS = 500


def find_labels_behind_headings(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find From and To, or who met and when, without colons, after or below a line in capitals."""
    sender_starts = [start for name, start, _ in labels if name in ("FROM", "TO")]
    for pattern in (_ON_THE_LINE, _ON_LINES, _MEETING_LINES):
        for match in find_on_lines(pattern, text):
            index = bisect_left(sender_starts, match.start())
            if index < len(sender_starts) and sender_starts[index] < match.end():
                continue
            for name in ("FROM", "TO", "ON"):
                if match.groupdict().get(name):
                    yield name, match.start(name), match.end(name)


def find_addressee_labels(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find the To whose label lost its colon: `from: General Secretariat to Coreper No. prev. doc.:`."""
    for index, (name, _, end) in enumerate(labels[:-1]):
        following = labels[index + 1]
        if name != "FROM" or following[0] == "TO" or following[1] - end > _NEAR_LABELS:
            continue
        addressees = list(_ADDRESSEE_AFTER_TO.finditer(text, end, following[1]))
        if len(addressees) == 1:
            yield "TO", addressees[0].start("to"), addressees[0].end("to")


def find_addressee_lines(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find the To that lost its colon and has a line of its own: `From: Secretariat` / `To` / `Delegations`."""
    for index, (name, _, end) in enumerate(labels[:-1]):
        following = labels[index + 1]
        if name != "FROM" or following[0] == "TO" or following[1] - end > _NEAR_LABELS:
            continue
        lines = [
            line
            for line in _SHORT_LINE.finditer(text, end, following[1])
            if label_words_pattern(LabelKind.TO).fullmatch(line["words"])
        ]
        if len(lines) == 1 and text[end : lines[0].start()].strip():
            yield "TO", lines[0].start("words"), lines[0].end("words")


# vom              21. November 2001
_DAY_LINE = re.compile(
    r"(?m)^[ \t]{0,40}(?P<words>[^\W\d_][^\W\d_. ]{1,9})[ \t]+(?=[0-9]{1,2}[^\n:]{2,25}[0-9]{4}[^\n]{0,4}$)"
)


def find_day_lines(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find the On without a colon whose day stands on a line of its own below From or To."""
    for (name, _, end), (_, following_start, _) in pairwise(labels):
        if name not in ("FROM", "TO") or following_start - end > _NEAR_LABELS:
            continue
        for line in _DAY_LINE.finditer(text, end, following_start):
            kinds = (LabelKind.ON, LabelKind.DATED)
            if (
                any(label_words_pattern(kind).fullmatch(line["words"]) for kind in kinds)
                and text[end : line.start()].strip()
            ):
                yield "ON", line.start("words"), line.end("words")


def find_subjects_without_colon(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find `Subject` at the beginning of a line right below the other fields, if no Subject with a colon is near."""
    starts = [start for _, start, _ in labels]
    for match in find_on_lines(_SUBJECT, text):
        first, index = bisect_left(starts, match.start() - _NEAR_LABELS), bisect_left(starts, match.start())
        above = {name for name, _, _ in labels[first:index]}
        below = {name for name, _, _ in labels[index : bisect_left(starts, match.end() + _NEAR_LABELS)]}
        if _FIELDS_ABOVE_SUBJECT & above and "SUBJECT" not in above | below:
            yield "SUBJECT", match.start("SUBJECT"), match.end("SUBJECT")


_BARE_KINDS = (LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.TO, LabelKind.ON, LabelKind.DATED)
_MOST_BARE_LABELS = 4
_ABOVE_LABEL = 40


def find_labels_between_labels(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find labels that lost their colons in a run of labels without values: `from: to Prev. doc. Subject:`."""
    starts = {start for _, start, _ in labels}
    for _, _, label_end in labels:
        bare_labels: list[FoundLabel] = []
        position = _skip_blanks(text, label_end)
        while position not in starts and len(bare_labels) < _MOST_BARE_LABELS:
            matches = ((kind, label_words_pattern(kind).match(text, position)) for kind in _BARE_KINDS)
            match = next(
                ((k, m) for k, m in matches if m and len(m[0]) > 1 and text[m.end() : m.end() + 1].isspace()), None
            )
            if match is None:
                break
            bare_labels.append((match[0].name, match[1].start(), match[1].end()))
            position = _skip_blanks(text, match[1].end())
        if position in starts:
            yield from bare_labels


_BARE_RUN = (LabelKind.FROM, LabelKind.TO, LabelKind.SUBJECT)
_LINE_OF_WORDS = re.compile(r"(?m)^[ \t]{0,40}(?P<words>[^\W\d_][^\n]*)$")
# Behind a label: a wide gap, the end of the line, or a value that begins with a capital.
_SET_APART = re.compile(r"[ ]*$|[ ]{2,}|[ ](?=[\"“„«‘0-9]|[^\W\d_a-zß-ÿ])", re.MULTILINE)
_LETTERHEAD_AND_TABLE = 5000
_LONGEST_RUN = 700


def find_labels_set_apart(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find From, To and Subject that never had colons: in a column of their own, each at the beginning of a line."""
    if {"FROM", "TO", "SUBJECT"} & {name for name, _, _ in labels}:
        return
    columns: list[FoundLabel] = []
    for line in _LINE_OF_WORDS.finditer(text, 0, _LETTERHEAD_AND_TABLE):
        for kind in (*_BARE_RUN, *_BARE_KINDS):
            label = label_words_pattern(kind).match(text, line.start("words"), line.end())
            if label and _SET_APART.match(text, label.end()):
                columns.append((kind.name, *label.span()))
                break
    names = [name for name, _, _ in columns]
    if [name for name in names if name in ("FROM", "TO", "SUBJECT")] != ["FROM", "TO", "SUBJECT"]:
        return
    first, last = names.index("FROM"), names.index("SUBJECT")
    if columns[last][2] - columns[first][1] <= _LONGEST_RUN:
        yield from columns[first : last + 1]


_LAST_TWO_LINES = re.compile(r"(?:^|\n)[ \t]*([^\n:]{2,12})\s*\n[ \t]*([^\n:]{2,12})\s*\n\s*$")
_LAST_TWO_WORDS = re.compile(r"(?<=\s)(der|des|de|du|van|fra|från|from)\s(für die|für den|à|au|aux|aan|til|till|to)\s$")


def find_labels_above_labels(text: str, labels: Sequence[FoundLabel]) -> Iterator[FoundLabel]:
    """Find From and To without colons on lines of their own right above another label: `der / für die / Betr.:`."""
    for _, start, _ in labels:
        begin = max(0, start - _ABOVE_LABEL)
        lines = _LAST_TWO_LINES.search(text[begin:start]) or _LAST_TWO_WORDS.search(text[begin:start])
        if lines is None:
            continue
        is_pair = label_words_pattern(LabelKind.FROM).fullmatch(lines[1].strip()) and label_words_pattern(
            LabelKind.TO
        ).fullmatch(lines[2].strip())
        if is_pair:
            yield "FROM", begin + lines.start(1), begin + lines.end(1)
            yield "TO", begin + lines.start(2), begin + lines.end(2)


def _skip_blanks(text: str, position: int) -> int:
    window = text[position : position + 40]
    return position + len(window) - len(window.lstrip())


# What follows the labels in the head of an e-mail, but not those of a header table.
_MAIL_VALUE = re.compile(r"[^\n:]{0,80}@|[ \t]*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
_MAIL_HEAD = 400
_ENGLISH_MEETING_DATES = frozenset({"on", "date of meeting", "date of the meeting", "meeting date"})
_NEAR_SENDER = 300
_TABLE_LENGTH = 700


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text: from `start` to `end`, including the colon."""

    kind: LabelKind
    start: int
    end: int


def find_labels(text: str) -> Iterator[Label]:
    """Find every label of a text, in order.

    >>> [label.kind.name for label in find_labels("From: To: Presidency Council No. prev. doc.: 8797/08 Subject : x")]
    ['FROM', 'TO', 'PREVIOUS', 'SUBJECT']
    """
    labels = [label for label in _find_with_colon(text) if not _is_in_title(text, label)]
    labels = _without_titles(text, _without_mail(text, labels))
    used = bytearray(len(text))
    for label in labels:
        used[label.start : label.end] = b"x" * (label.end - label.start)

    def add(name: str, start: int, end: int) -> None:
        if not any(used[start:end]):
            used[start:end] = b"x" * (end - start)
            labels.append(Label(LabelKind[name], start, end))

    for match in find_bare_label_matches(text):
        add(match.lastgroup or "", match.start(), match.end())
    for find_without_colon in _FINDERS_WITHOUT_COLON:
        found_labels = [(label.kind.name, label.start, label.end) for label in _sorted(labels)]
        for name, start, end in find_without_colon(text, found_labels):
            add(name, start, end)
    yield from _kinds_from_context(text, _sorted(labels))


_FINDERS_WITHOUT_COLON = (
    find_labels_set_apart,
    find_labels_between_labels,
    find_labels_above_labels,
    find_labels_behind_headings,
    find_addressee_lines,
    find_addressee_labels,
    find_day_lines,
    find_subjects_without_colon,
)


def _sorted(labels: Sequence[Label]) -> list[Label]:
    return sorted(labels, key=lambda label: label.start)


def _find_with_colon(text: str) -> Iterator[Label]:
    for match in find_label_matches(text):
        kind = LabelKind[match.lastgroup or ""]
        first_end = match.end(match.lastgroup or 0)
        second_label = text[first_end : match.end()].strip(" \n\t:/")
        if not second_label or label_words_pattern(kind).fullmatch(second_label):
            yield Label(kind, match.start(), match.end())


def _is_in_title(text: str, label: Label) -> bool:
    """Whether a label is part of a title in capitals, such as EXTRACTED TEXT FROM."""
    word = text[label.start : label.end].rstrip(" :\n")
    before = text[max(0, label.start - 40) : label.start].rpartition("\n")[2].split()
    return word.isupper() and len(word) > 1 and bool(before) and before[-1].isupper() and len(before[-1]) > 1


def _without_mail(text: str, labels: list[Label]) -> list[Label]:
    """Return the labels without those in the head of an e-mail with which a document was sent."""
    mail = [label for label in labels if _MAIL_VALUE.match(text, label.end)]
    if not any(label.kind is LabelKind.TO or label.kind is LabelKind.ON for label in mail):
        return labels
    last = max(label.end for label in mail)
    first = min(label.start for label in mail)
    if last - first > _MAIL_HEAD:
        starts = {label.start for label in mail}
        return [label for label in labels if label.start not in starts]
    return [label for label in labels if not first - _MAIL_HEAD < label.start <= last]


def _without_titles(text: str, labels: list[Label]) -> list[Label]:
    """Return the labels without those of a page title that runs into the table: `… (OR. en) No. Cion doc.: 9479/16`.

    In the table itself a sender or addressee is above such labels, or their values are below all labels.
    """
    remaining: list[Label] = []
    for index, label in enumerate(labels):
        previous = remaining[-1] if remaining else None
        is_first = previous is None or label.start - previous.end > _TABLE_LENGTH
        following = labels[index + 1] if index + 1 < len(labels) else None
        has_value = following is not None and text[label.end : following.start].strip()
        if (
            label.kind in TOLERANT_LABELS
            and is_first
            and has_value
            and any(next_label.kind is LabelKind.FROM for next_label in labels[index + 1 : index + 4])
        ):
            continue
        remaining.append(label)
    return remaining


def _kinds_from_context(text: str, labels: Sequence[Label]) -> Iterator[Label]:
    """Yield the labels, with the kind that those before them show.

    A date after the sender is the date of the letter, whatever its word: `Origine: … Data:`. The addressee of a Polish
    document has the word of a Portuguese sender.
    """
    has_polish_sender = False
    for index, label in enumerate(labels):
        previous = labels[index - 1] if index else None
        follows_sender = (
            previous is not None and previous.kind is LabelKind.FROM and label.start - previous.end < _NEAR_SENDER
        )
        word = text[label.start : label.end].rstrip(" :\n").casefold()
        has_polish_sender = has_polish_sender or (word == "od" and label.kind is LabelKind.FROM)
        if word == "vom" and not follows_sender and not _DIGIT_FIRST.match(text, label.end):
            # VERMERK / vom: Generalsekretariat des Rates
            yield Label(LabelKind.FROM, label.start, label.end)
        elif word == "do" and label.kind is LabelKind.FROM and has_polish_sender:
            # od: Sekretarz Generalny Komisji Europejskiej / do: Javier SOLANA
            yield Label(LabelKind.TO, label.start, label.end)
        elif label.kind is LabelKind.ON and follows_sender and word not in _ENGLISH_MEETING_DATES:
            yield Label(LabelKind.DATED, label.start, label.end)
        else:
            yield label


_DIGIT_FIRST = re.compile(r"\s{0,20}[0-9]")
_REFERENCE_FIELD = re.compile(
    r"(?:[Nn][o°][s.]{0,2}|[Nn]os\.) ?(?:[Pp]rev(?:ious)?|[Cc]ion)\.? ?(?:[Dd]oc(?:ument)?s?|[Pp]rop)\.? {0,2}"
    r"(?::|(?=[ ][0-9]{4,5}/))"
    r"(?P<value>.{0,400}?)(?=(?:Subject|SUBJECT|Dated|On|From|To) ?:|N[o°][s.]{0,2} ?(?:[Pp]rev|[Cc]ion)\b|$)"
)
_ONLY_NUMBERS = re.compile(r"\s*[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}\b[A-Z0-9 +/,;()-]*")


def without_repeated_header_values(lines: Iterable[Line]) -> Iterator[Line]:
    """Return the lines without the values of No. prev. doc. and No. Cion doc., which may be on the line below.

    >>> lines = [Line("No. prev. doc.: 8987/18 Subject: Lamps, see 8988/18", 1)]
    >>> [line.text for line in without_repeated_header_values(lines)]
    ['No. prev. doc.: Subject: Lamps, see 8988/18']
    """
    value_follows = False
    for line in lines:
        if value_follows and line.text.strip():
            value_follows = False
            if _ONLY_NUMBERS.fullmatch(line.text):
                continue
        if "doc" not in line.text and "prop" not in line.text:
            yield line
            continue
        text = _REFERENCE_FIELD.sub(_without_value, line.text)
        value_follows = text.rstrip().endswith(":") and _REFERENCE_FIELD.search(line.text) is not None
        yield line if text == line.text else replace(line, text=text)


def _without_value(match: re.Match[str]) -> str:
    label = match[0].removesuffix(match["value"])
    return f"{label} " if match["value"].strip() else match[0]
