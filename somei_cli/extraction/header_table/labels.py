"""The labels of the box under the type heading, in their older and foreign spellings, and where a text has them.

The words of the box as patterns: with other blanks, points and accents than ours, and letters misread or lost.
Labels that have lost their colon, or never had one, where their place makes them unmistakable.
Header fields that come again in the body, of a copy or of an annex: what they name is not cited by the text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from somei_cli.extraction.header_table.label_words import WORDS, LabelKind
from somei_cli.model.importing.draft_entry import Line

# No., Nos, N°, Nr., Nr.:n, Č., Št., Br., αριθ., №; a font that lost its N leaves o.
_NO = (
    r"(?:[Nn\ufffd]?[Oo](?:\s?[s.]){0,3}|[Nn]s?\.?\s?[°ºo]s?\.?|[Nn]r\.?:?(?:\s?n\b)?|[Nn]ru\.?|[Nn]\.?|[ČŠčš]t?\.|[Bb]r\.?|"
    r"[Ss]t\.|[Αα]ριθ\.?|№)"
)
LOOSE = frozenset({LabelKind.PREVIOUS, LabelKind.COMMISSION})
"""Labels so long that a letter may be lost and they are still unmistakable."""
_ANY_CASE = frozenset({LabelKind.DATED, *LOOSE})
_NUMBER = r"(?=(?:[A-Z][A-Z-]{1,7}\s?)?[(0-9])"


@cache
def any_label() -> re.Pattern[str]:
    """A label and its colon; a second one in another language may stand behind a stroke.

    Most words are passed over at once: no colon follows them.
    """
    groups = "|".join(f"(?P<{box.name}>{_alternatives(box)})" for box in WORDS)
    beside = r"(?:\s{0,2}/\s{0,2}[^\W\d_][^:\n/]{0,28}?)?"
    return re.compile(rf"(?<![^\s|(])(?=[^\W\d_]|[№\ufffd])(?=[^:]{{1,60}}:)(?:{groups}){beside}\s{{0,3}}:")


@cache
def words_of(box: LabelKind) -> re.Pattern[str]:
    """The words of one field."""
    return re.compile(_alternatives(box))


@cache
def bare_label() -> re.Pattern[str]:
    """A label for earlier documents is unmistakable, so it may have lost its colon before a number."""
    groups = "|".join(
        f"(?P<{box.name}>{_alternatives(box, signed=True)})" for box in (LabelKind.PREVIOUS, LabelKind.COMMISSION)
    )
    # Few words are followed by a figure so soon.
    return re.compile(rf"(?<![^\s|(])(?=[NnBbSsČčŠšΑα\ufffd№])(?=[^:0-9(]{{4,40}}[0-9(])(?:{groups})\s{{1,3}}{_NUMBER}")


@cache
def _alternatives(box: LabelKind, *, signed: bool = False) -> str:
    """The words of a field, longest first, as one pattern; only those behind a number sign where that is asked for."""
    words = {" ".join(phrase.split()) for phrase in WORDS[box].split("|")}
    behind = {phrase.removeprefix("# ") for phrase in words if phrase.startswith("# ")}
    others = set() if signed else {phrase for phrase in words if not phrase.startswith("# ")}
    patterns = [_pattern(phrase, box) for phrase in sorted(others, key=_longest_first)]
    if behind:
        patterns.append(rf"{_NO}\s{{0,2}}(?:{'|'.join(_pattern(p, box) for p in sorted(behind, key=_longest_first))})")
    return f"(?:{'|'.join(patterns)})"


def _longest_first(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


def _pattern(phrase: str, box: LabelKind) -> str:
    """A phrase with other blanks, points and accents than ours; in long ones the letter o may be lost."""
    return "".join(_letter(char, box) for char in phrase) + (r"\.?" if box in LOOSE else "")


def _letter(char: str, box: LabelKind) -> str:
    if char == "#":
        return _NO
    if char == " ":
        return r"\.?\s{0,2}" if box in LOOSE else r"\s{0,2}"
    if char == ".":
        return r"\.?"
    if not char.isalpha():
        return re.escape(char)
    letters = {char, unicodedata.normalize("NFD", char)[0]}
    if box in _ANY_CASE:
        letters |= {c for letter in letters for c in (letter.lower(), letter.upper())}
    if box in LOOSE and char == "c":
        letters.add("e")
    either = f"[{''.join(sorted(letters))}]" if len(letters) > 1 else char
    return f"{either}?" if box in LOOSE and char == "o" else either


Found = tuple[str, int, int]
"""The name of a field of the box, and where its label stands."""

_FROM = r"(?:from|of|fra|från|van|du|de la|de l['’]|dal|dalla|da|des|der|od)"
_TO = r"(?:to|til|till|aan|voor|au|aux|à la|à|al|alla|für (?:den|die|das)|an (?:den|die|das)|do)"
# NOTE from General Secretariat to Europol Working Party, all on the line of the heading.
_ON_THE_LINE = re.compile(
    rf"(?m)^[ \t]*[^\W\d_](?:[^a-zß-ÿ\n]){{3,60}}?[ ](?P<FROM>{_FROM})[ ](?=[^\W\d_a-zß-ÿ])[^\n:]{{2,90}}?"
    rf"(?:[ ](?P<TO>{_TO})[ ](?=[^\W\d_a-zß-ÿ])[^\n:]{{2,120}})?$"
)
# des / Vorsitzes / für die / Gruppe: below the heading, each on a line or before its value.
_ON_LINES = re.compile(
    rf"(?m)^[ \t]*[^\W\d_][^a-zß-ÿ\d\n:]{{3,60}}\n\s{{0,4}}(?P<FROM>{_FROM})(?:[ \t]*\n{{1,2}}|[ ])"
    r"[ \t]*[^\n:]{2,90}\n{1,2}"
    rf"(?:[^\n:]{{2,90}}\n)?[ \t]*(?P<TO>{_TO})(?:[ \t]*$|[ ])"
)
_SUBJECT = re.compile(
    r"(?m)^[ \t]*(?P<SUBJECT>Subject|Objet|Betr\.|Betrifft|Betreft|Vedr\.|Oggetto|Asunto|Assunto|Ärende)"
    r"(?:[ \t]+(?=[\"'“„«‘A-ZÀ-Þ])|[ \t]*\n(?=\s{0,3}[\"'“„«‘A-ZÀ-Þ]))"
)
_BODY = re.compile(
    r"[ ](?P<to>to)[ ](?:the )?(?:Permanent Representatives|Coreper|COREPER|(?:European )?Council\b|Delegations|"
    r"Working (?:Party|Group)|[A-Z][\w ]{0,40}(?:Committee|Party|Group)\b)"
)
_TELLING = frozenset({"FROM", "TO", "PREVIOUS", "COMMISSION"})
_BARE_LABELS_NEAR = 500


def behind_headings(text: str, labels: Sequence[Found]) -> Iterator[Found]:
    """From and To without colons behind or below a line of capitals."""
    senders = [start for name, start, _ in labels if name in ("FROM", "TO")]
    for pattern in (_ON_THE_LINE, _ON_LINES):
        for match in pattern.finditer(text):
            at = bisect_left(senders, match.start())
            if at < len(senders) and senders[at] < match.end():
                continue
            for name in ("FROM", "TO"):
                if match[name]:
                    yield name, match.start(name), match.end(name)


def addressee_inside(text: str, labels: Sequence[Found]) -> Iterator[Found]:
    """`from: General Secretariat to Coreper No. prev. doc.:` has an addressee, whose label lost its colon."""
    for at, (name, _, end) in enumerate(labels[:-1]):
        following = labels[at + 1]
        if name != "FROM" or following[0] == "TO" or following[1] - end > _BARE_LABELS_NEAR:
            continue
        found = list(_BODY.finditer(text, end, following[1]))
        if len(found) == 1:
            yield "TO", found[0].start("to"), found[0].end("to")


def subjects_without_colon(text: str, labels: Sequence[Found]) -> Iterator[Found]:
    """`Subject` at the beginning of a line right below the other fields, where no Subject with a colon stands near."""
    starts = [start for _, start, _ in labels]
    for match in _SUBJECT.finditer(text):
        low, here = bisect_left(starts, match.start() - _BARE_LABELS_NEAR), bisect_left(starts, match.start())
        above = {name for name, _, _ in labels[low:here]}
        below = {name for name, _, _ in labels[here : bisect_left(starts, match.end() + _BARE_LABELS_NEAR)]}
        if _TELLING & above and "SUBJECT" not in above | below:
            yield "SUBJECT", match.start("SUBJECT"), match.end("SUBJECT")


__all__ = ["Label", "LabelKind", "find_labels"]

# What follows the labels of the head of an e-mail, and no labels of the box.
_MAIL = re.compile(r"[^\n]{0,80}@|[ \t]*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
_MAIL_HEAD = 400
_ENGLISH = frozenset({"on", "date of meeting", "date of the meeting", "meeting date"})
_NEAR = 300
_BOX = 700


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text: from `start` to `end`, the colon included."""

    box: LabelKind
    start: int
    end: int


def find_labels(text: str) -> Iterator[Label]:
    """Every label of a text, in order.

    >>> [label.box.name for label in find_labels("From: To: Presidency Council No. prev. doc.: 8797/08 Subject : x")]
    ['FROM', 'TO', 'PREVIOUS', 'SUBJECT']
    """
    found = [label for label in _with_colon(text) if not _in_capitals_of_a_title(text, label)]
    found = _without_titles(text, _without_mail(text, found))
    taken = bytearray(len(text))
    for label in found:
        taken[label.start : label.end] = b"x" * (label.end - label.start)

    def add(name: str, start: int, end: int) -> None:
        if not any(taken[start:end]):
            taken[start:end] = b"x" * (end - start)
            found.append(Label(LabelKind[name], start, end))

    for match in bare_label().finditer(text):
        add(match.lastgroup or "", match.start(), match.end())
    for bare in (behind_headings, addressee_inside, subjects_without_colon):
        for name, start, end in bare(text, [(label.box.name, label.start, label.end) for label in _sorted(found)]):
            add(name, start, end)
    yield from _dates_of_senders(text, _sorted(found))


def _sorted(labels: Sequence[Label]) -> list[Label]:
    return sorted(labels, key=lambda label: label.start)


def _with_colon(text: str) -> Iterator[Label]:
    for match in any_label().finditer(text):
        box = LabelKind[match.lastgroup or ""]
        twin = match.end(match.lastgroup or 0)
        beside = text[twin : match.end()].strip(" \n\t:/")
        if not beside or words_of(box).fullmatch(beside):
            yield Label(box, match.start(), match.end())


def _in_capitals_of_a_title(text: str, label: Label) -> bool:
    """EXTRACTED TEXT FROM: is a title, not a label."""
    word = text[label.start : label.end].rstrip(" :\n")
    before = text[max(0, label.start - 40) : label.start].rpartition("\n")[2].split()
    return word.isupper() and len(word) > 1 and bool(before) and before[-1].isupper() and len(before[-1]) > 1


def _without_mail(text: str, labels: list[Label]) -> list[Label]:
    """The labels without those of the head of an e-mail in which a document was sent around."""
    mail = [label for label in labels if _MAIL.match(text, label.end)]
    if not any(label.box is LabelKind.TO or label.box is LabelKind.ON for label in mail):
        return labels
    last = max(label.end for label in mail)
    first = min(label.start for label in mail)
    if last - first > _MAIL_HEAD:
        starts = {label.start for label in mail}
        return [label for label in labels if label.start not in starts]
    return [label for label in labels if not first - _MAIL_HEAD < label.start <= last]


def _without_titles(text: str, labels: list[Label]) -> list[Label]:
    """The labels without those of a page's title that ran on into the box: `… (OR. en) No. Cion doc.: 9479/16`.

    In the box itself a sender or addressee stands above them, or their values stand below all labels.
    """
    kept: list[Label] = []
    for at, label in enumerate(labels):
        before = kept[-1] if kept else None
        alone = before is None or label.start - before.end > _BOX
        after = labels[at + 1] if at + 1 < len(labels) else None
        said = after is not None and text[label.end : after.start].strip()
        if (
            label.box in LOOSE
            and alone
            and said
            and any(later.box is LabelKind.FROM for later in labels[at + 1 : at + 4])
        ):
            continue
        kept.append(label)
    return kept


def _dates_of_senders(text: str, labels: Sequence[Label]) -> Iterator[Label]:
    """A date that follows the sender is that of his letter, of whatever kind the word is: `Origine: … Data:`."""
    for at, label in enumerate(labels):
        before = labels[at - 1] if at else None
        after_sender = before is not None and before.box is LabelKind.FROM and label.start - before.end < _NEAR
        word = text[label.start : label.end].rstrip(" :\n").casefold()
        if label.box is LabelKind.ON and after_sender and word not in _ENGLISH:
            yield Label(LabelKind.DATED, label.start, label.end)
        else:
            yield label


_FIELD = re.compile(
    r"(?:N[o°][s.]{0,2}|Nos\.) ?(?:[Pp]rev(?:ious)?|[Cc]ion)\.? ?(?:[Dd]oc(?:ument)?s?|[Pp]rop)\.? {0,2}:"
    r"(?P<value>.{0,400}?)(?=(?:Subject|SUBJECT|Dated|On|From|To) ?:|N[o°][s.]{0,2} ?(?:[Pp]rev|[Cc]ion)\b|$)"
)
_ONLY_NUMBERS = re.compile(r"\s*[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}\b[A-Z0-9 +/,;()-]*")


def without_further_headers(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines without the values of No. prev. doc. and No. Cion doc., which may stand on the line below.

    >>> lines = [Line("No. prev. doc.: 8987/18 Subject: Lamps, see 8988/18", 1)]
    >>> [line.text for line in without_further_headers(lines)]
    ['No. prev. doc.: Subject: Lamps, see 8988/18']
    """
    waiting = False
    for line in lines:
        if waiting and line.text.strip():
            waiting = False
            if _ONLY_NUMBERS.fullmatch(line.text):
                continue
        if "doc" not in line.text and "prop" not in line.text:
            yield line
            continue
        text = _FIELD.sub(_without_value, line.text)
        waiting = text.rstrip().endswith(":") and _FIELD.search(line.text) is not None
        yield line if text == line.text else replace(line, text=text)


def _without_value(match: re.Match[str]) -> str:
    label = match[0].removesuffix(match["value"])
    return f"{label} " if match["value"].strip() else match[0]
