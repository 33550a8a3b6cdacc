"""Compare what the importer read with the answers: each field right, empty or wrong, with or without a doubt."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from import_accuracy.cover_page import FIELDS, Answer, CoverPage
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Meeting
from somei_cli.model.items_and_follow_ups import Item

RIGHT, EMPTY, WRONG = "right", "empty", "wrong"

_NUMBER = re.compile(
    r"(?:(?P<series>[A-Z][A-Z-]*) )?(?P<base>\d+)(?:/(?P<revision>\d+))?/(?P<year>\d{2}|\d{4})(?P<suffixes>(?: .*)?)"
)
# A document in brackets behind the title of an item is kept with the item; in its title it does no harm.
_DOCUMENT_BEHIND = re.compile(r"\s\([0-9]+(?:/[0-9]{1,2})?/[0-9]{2}(?: (?:REV|ADD|COR) [0-9]+)*\)$")


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """What became of one field; `got` and `expected` are for people to read."""

    field: str
    verdict: str
    doubted: bool
    got: str
    expected: str


@dataclass(frozen=True, slots=True)
class DocumentVerdict:
    """What became of the fields of one document.

    `taken` says that it would be registered without a question. `needless` are fields that are right and were doubted
    without need, `undoubted` those whose value needed a doubt and got none.
    """

    fields: tuple[FieldVerdict, ...]
    taken: bool
    needless: tuple[str, ...]
    undoubted: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return all(field.verdict == RIGHT for field in self.fields)

    @property
    def has_wrong(self) -> bool:
        return any(field.verdict == WRONG for field in self.fields)


def judge_document(page: CoverPage, values: Mapping[str, Any], doubted: frozenset[str], taken: bool) -> DocumentVerdict:
    """Judge what was read; `values` are attributes of Document, `doubted` the fields with a doubt.

    A field that is rightly empty is not counted.
    """
    got = read_answers(values)
    fields = tuple(
        FieldVerdict(name, verdict, is_doubted(name, doubted), _shorten(got[name]), _shorten(page.answers[name][0]))
        for name in FIELDS
        if (verdict := judge_field(name, got[name], page.answers[name]))
    )
    not_right = {field.field for field in fields if field.verdict != RIGHT}
    needless = tuple(name for name in sorted(doubted) if name not in page.due and name not in not_right)
    undoubted = tuple(name for name in sorted(page.due) if got[name] and not is_doubted(name, doubted))
    return DocumentVerdict(fields, taken, needless, undoubted)


def is_doubted(name: str, doubted: frozenset[str]) -> bool:
    return {"subitems": "items"}.get(name, name) in doubted


def judge_field(name: str, got: Answer, answers: tuple[Answer, ...]) -> str | None:
    """Return the verdict on one field, None if it is rightly empty and nothing was expected."""
    if not got:
        if not answers[0]:
            return None
        return RIGHT if any(not answer for answer in answers) else EMPTY
    folded = fold_answer(name, got)
    return RIGHT if any(answer and fold_answer(name, answer) == folded for answer in answers) else WRONG


def read_answers(values: Mapping[str, Any]) -> dict[str, Answer]:
    """Return what was read in the form of the answers."""
    items: tuple[Item, ...] = values.get("items") or ()
    meeting: Meeting | None = values.get("meeting")
    codes: tuple[CodeEntry, ...] = values.get("subject_codes") or ()
    return {
        **{name: _printed(values.get(name)) for name in ("number", "date", "place", "marking", "type", "subject")},
        "from": values.get("originator"),
        "to": values.get("addressee"),
        "meeting": _printed_days(meeting),
        "subject_codes": tuple((code.code.name, code.serial) for code in codes),
        "items": tuple((item.number, item.title) for item in items),
        "subitems": tuple(below.title for item in items for below in item.walk() if below is not item),
        "references": tuple(str(reference.to) for reference in values.get("references") or ()),
        **{
            name: tuple(map(str, values.get(name) or ()))
            for name in ("languages", "interinstitutional_files", "previous_documents", "commission_documents")
        },
    }


def _printed(value: object) -> str | None:
    return None if value is None else str(value)


def _printed_days(meeting: Meeting | None) -> str | None:
    if meeting is None or meeting.start is None:
        return None
    return f"{meeting.start}/{meeting.end}" if meeting.end and meeting.end != meeting.start else str(meeting.start)


def fold_answer(name: str, answer: Any) -> object:
    """Return the answer without what does not count: order, capitals, kinds of dash, ways to print a number."""
    return _FOLDS.get(name, fold_words)(answer)


def _every_number(answer: tuple[str, ...]) -> list[str]:
    """Return the numbers of a list, with "9210/23 + ADD 1-3" told one by one."""
    numbers = []
    for words in answer:
        base, *suffixes = re.split(r" \+ ", words)
        numbers.append(base)
        for suffix in suffixes:
            kind, _, span = suffix.partition(" ")
            first, _, last = span.partition("-")
            numbers += [f"{base} {kind} {number}" for number in range(int(first), int(last or first) + 1)]
    return numbers


def fold_number(words: str) -> str:
    """Return a document number in one form: "7914/22 REV 1" for "ST 7914/1/22 REV 1", "7914/1/2022" and the like."""
    words = re.sub(r"\s+", " ", words).strip()
    found = _NUMBER.fullmatch(words)
    if not found:
        return words
    suffixes = re.sub(r" ?\([a-z, ]+\)| INIT", "", found["suffixes"])
    if found["revision"] and "REV" not in suffixes:
        suffixes = f" REV {found['revision']}{suffixes}"
    series = "" if found["series"] in (None, "ST") else f"{found['series']} "
    return f"{series}{int(found['base'])}/{found['year'][-2:]}{suffixes}"


def fold_words(words: str) -> str:
    words = unicodedata.normalize("NFKC", words).casefold()
    words = re.sub(r"[‘’‚‛“”„'\"«»`´]", "", words)
    words = re.sub(r"[\u2010-\u2015\u2212-]+", " ", words)
    return re.sub(r"[\s.:;,/|=]+", " ", words).strip()


def _fold_numbers(numbers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_number, _every_number(numbers)))


def _fold_codes(codes: tuple[tuple[str, int | None], ...]) -> frozenset[tuple[str, int | None]]:
    return frozenset((name.replace("/", " "), serial) for name, serial in codes)


def _fold_items(items: tuple[tuple[str | None, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((fold_words(number or ""), _fold_title(title)) for number, title in items)


def _fold_title(title: str) -> str:
    return fold_words(_DOCUMENT_BEHIND.sub("", title))


def _fold_files(files: tuple[str, ...]) -> frozenset[str]:
    return frozenset(re.sub(r"\s", "", file).upper() for file in files)


_FOLDS: dict[str, Callable[[Any], object]] = {
    "number": fold_number,
    "references": _fold_numbers,
    "previous_documents": _fold_numbers,
    "commission_documents": lambda numbers: _fold_files(tuple(_fold_numbers(numbers))),
    "interinstitutional_files": _fold_files,
    "languages": lambda languages: frozenset(map(str.lower, languages)),
    "subject_codes": _fold_codes,
    "items": _fold_items,
    "subitems": lambda titles: tuple(map(_fold_title, titles)),
    "date": str,
    "meeting": str,
}


def _shorten(answer: object) -> str:
    return repr(answer)[:160]
