"""Cover pages in rows that say what each holds, with the answer that a careful clerk would give.

The pages stand in `pages/*.txt`. A line there is a tag and cells that are separated by "|":

    == name of the page
    = field answer        the answer, where the rows alone do not give it
    ~ field answer        another answer that is right too; without words: leaving the field empty is right too
    num 7914/22           a row of the page
    from From: | Presidency
    subj | - Summary      a row without a label continues the one above
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

LETTERHEAD = ("inst", "date", "lang", "flab", "file", "num", "suf", "mark", "code")
LEFT_COLUMN = ("inst", "flab", "file")
BOX = ("from", "on", "recv", "to", "prev", "cion", "subj", "lab")
TAGS = frozenset({*LETTERHEAD, *BOX, "type", "head", "rule", "sect", "item", "sub", "text", "foot", "line"})
"""`head` is a title without a label, `line` a line that a damage made of other rows."""

RULE = "_" * 20

LISTS = ("languages", "subject_codes", "interinstitutional_files", "previous_documents", "commission_documents")
FIELDS = (
    *("number", "date", "place", "marking", "type", "from", "to", "meeting", "subject"),
    *LISTS,
    *("items", "subitems", "references"),
)
_SHORT_NAMES = {
    "codes": "subject_codes",
    "files": "interinstitutional_files",
    "previous": "previous_documents",
    "cion": "commission_documents",
}

Answer = str | tuple[Any, ...] | None
"""The value of a field: words, an ISO date or two with a stroke, a list; None and () if the page does not show it."""
Answers = Mapping[str, tuple[Answer, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page; `cells` are its columns."""

    tag: str
    cells: tuple[str, ...]

    @property
    def left(self) -> str:
        return self.cells[0] if len(self.cells) > 1 else ""

    @property
    def right(self) -> str:
        return self.cells[-1]

    @property
    def words(self) -> str:
        return " ".join(filter(None, self.cells))

    @property
    def continues(self) -> bool:
        """Whether the row continues the one above it: a label or a number is missing."""
        return self.tag in BOX and not self.left

    def with_right(self, words: str) -> "Row":
        return Row(self.tag, (*self.cells[:-1], words))


@dataclass(frozen=True, slots=True)
class CoverPage:
    """A page with its answers; of each field the first is expected, the others are right too.

    `due` are fields whose value needs a doubt, because the page contradicts itself or is damaged there. `before` and
    `after` are lines of a site around the page.
    """

    name: str
    rows: tuple[Row, ...]
    answers: Answers
    file_name: str = "document"
    due: frozenset[str] = field(default=frozenset())
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def with_tag(self, *tags: str) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.tag in tags)

    def has(self, *tags: str) -> bool:
        return all(any(row.tag == tag for row in self.rows) for tag in tags)

    def without(self, *tags: str) -> "CoverPage":
        return replace(self, rows=tuple(row for row in self.rows if row.tag not in tags))

    def map_rows(self, change: Callable[[Row], Row | None]) -> "CoverPage":
        changed = (change(row) for row in self.rows)
        return replace(self, rows=tuple(row for row in changed if row is not None))

    def insert(self, at: int, *rows: Row) -> "CoverPage":
        return replace(self, rows=(*self.rows[:at], *rows, *self.rows[at:]))

    def index(self, tag: str) -> int:
        """Return the place of the first row with the tag, or of the end."""
        return next((at for at, row in enumerate(self.rows) if row.tag == tag), len(self.rows))

    def end_of(self, *tags: str) -> int:
        """Return the place below the last row with one of the tags."""
        return max((at + 1 for at, row in enumerate(self.rows) if row.tag in tags), default=0)

    def expected_list(self, name: str) -> tuple[Any, ...]:
        """Return the expected members of a list."""
        answer = self.answers[name][0]
        return answer if isinstance(answer, tuple) else ()

    def expect(self, name: str, *values: Answer) -> "CoverPage":
        """Return the page with other answers for a field."""
        return replace(self, answers={**self.answers, name: values})

    def accept(self, name: str, *values: Answer) -> "CoverPage":
        """Return the page with further answers for a field."""
        return replace(self, answers={**self.answers, name: (*self.answers[name], *values)})

    def extend(self, name: str, *members: str) -> "CoverPage":
        """Return the page with further members in each answer for a list."""
        answers = (answer if isinstance(answer, tuple) else () for answer in self.answers[name])
        return self.expect(name, *((*answer, *members) for answer in answers))

    def doubt(self, *names: str) -> "CoverPage":
        """Return the page with fields that need a doubt."""
        return replace(self, due=self.due | set(names))


@cache
def read_pages() -> tuple[CoverPage, ...]:
    """Return all pages, in the order of their files."""
    folder = Path(__file__).parent / "pages"
    texts = (file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt")))
    return tuple(parse_page(page) for text in texts for page in re.split(r"^== ", text, flags=re.MULTILINE)[1:])


def parse_page(source: str) -> CoverPage:
    """Return the page that is written in the notation of `pages/`."""
    name, *lines = source.strip().split("\n")
    rows: list[Row] = []
    given: dict[str, tuple[Answer, ...]] = {}
    also: list[tuple[str, Answer]] = []
    for line in filter(None, lines):
        tag, _, rest = line.partition(" ")
        if tag in "=~":
            key, _, words = rest.strip().partition(" ")
            key = _SHORT_NAMES.get(key, key)
            answer = _parse_answer(key, words.strip())
            if tag == "=":
                given[key] = (answer,)
            else:
                also.append((key, answer))
            continue
        if tag not in TAGS:
            raise ValueError(f"{name}: unknown tag in “{line}”")
        rows.append(Row(tag, (RULE,) if tag == "rule" else tuple(cell.strip() for cell in rest.split("|"))))
    if "type" in given:
        also += [("type", answer) for answer in _answers_in(rows)["type"]]
    answers = {**_answers_in(rows), **given}
    for key, answer in also:
        answers[key] = (*answers[key], answer)
    return CoverPage(name, tuple(rows), answers)


def _parse_answer(key: str, words: str) -> Answer:
    if key in (*LISTS, "references", "subitems"):
        parts = tuple(part.strip() for part in words.split(";") if part.strip())
        return tuple(map(split_code, parts)) if key == "subject_codes" else parts
    return () if key == "items" else words or None


def split_code(words: str) -> tuple[str, int | None]:
    """Return a subject code and its serial, if it has one."""
    found = re.fullmatch(r"(.+?) (\d+)", words)
    return (found[1], int(found[2])) if found else (words, None)


def _answers_in(rows: Iterable[Row]) -> dict[str, tuple[Answer, ...]]:
    """Return what the tags of the rows alone say; no date, place, language, meeting or reference."""
    rows = tuple(rows)

    def joined(tag: str) -> str | None:
        return " ".join(row.right for row in rows if row.tag == tag) or None

    items = tuple((row.left.rstrip(".)") or None, row.right) for row in rows if row.tag == "item")
    subitems = tuple(row.right for row in rows if row.tag == "sub")
    values: dict[str, Answer] = {
        **dict.fromkeys(FIELDS),
        **dict.fromkeys((*LISTS, "references"), ()),
        "number": " ".join(row.right for row in rows if row.tag in ("num", "suf")) or None,
        "marking": joined("mark"),
        "type": joined("type"),
        "from": joined("from"),
        "to": joined("to"),
        "subject": joined("subj") or joined("head"),
        "subject_codes": tuple(split_code(cell) for row in rows if row.tag == "code" for cell in row.cells),
        "interinstitutional_files": tuple(row.right for row in rows if row.tag == "file"),
        "items": items,
        "subitems": subitems,
    }
    return {key: (value,) for key, value in values.items()}
