"""The labels of the box under the type heading, in their older and foreign spellings, and where a text has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from somei_cli.text.reading.box.bare_labels import addressee_inside, behind_headings, subjects_without_colon
from somei_cli.text.reading.box.label_patterns import LOOSE, any_label, bare_label, words_of
from somei_cli.text.reading.box.words import LabelKind

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
