"""The columns of a table: which field each holds, by its heading or as a clerk says it.

Headings are the words of `edit` and `import --set`, the columns of `export`, and those of the public register and of
its open data.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from somei_cli.errors import WrongUsage
from somei_cli.formats.table.cells import column_letters
from somei_cli.formats.table.other_fields import OTHER_FIELDS, UNTYPED_WORDS
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.importing.table_rows import CellFault

TABLE_WORDS = tuple(word for field in DOCUMENT_FIELDS for word in field.typed)
"""The fields that a table may hold, by the words of `import --set`."""

BLOB = "blob"
"""The column with the id that git gives the text of an entry: by it, a sheet knows whether the entry has changed."""
STATUS = "status"
SUFFIX = "suffix"
"""A column of the register's open data: REV 1, beside the base number in another one."""

OTHER_WORDS = tuple(
    dict.fromkeys((STATUS, BLOB, *(column for field in DOCUMENT_FIELDS if not field.typed for column in field.columns)))
)
"""The columns of a sheet that no table brings into the register; what they hold is changed by acts of its own."""

_MOST_NAMED = 30
_HEADINGS = {
    "number": "document number, document no, document n, doc number, doc no, doc n, no doc, st number",
    "type": "document type, type of document, document category, doc type",
    "subject": "title, words in subject, subject of document, document title",
    "date": "document date, date of document, date of issue, issue date, issued",
    "place": "place of issue",
    "languages": "language, lang, document language, original language, original languages",
    "marking": "distribution marking",
    "subject_codes": "codes, code, subject code, subject matter, subject matters",
    "interinstitutional_files": "interinstitutional file, interinstitutional code, interinst file, file",
    "from": "originator, originator author, author, sender",
    "to": "addressee, addressees, addressee s, recipient",
    "previous_documents": "previous document, previous, no prev doc, prev doc",
    "commission_documents": "commission document, no cion doc, cion doc",
    "note": "notes",
    "on": "date of meeting, meeting date, meeting day, meeting start",
    "until": "meeting end, end of meeting",
    "body": "meeting body",
    SUFFIX: "document suffix",
}
"""The other headings of a field, as `_fold_heading` leaves them."""

_SILENT = frozenset({"id", BLOB, "shown", "publication", "withdrawn"})
"""Columns of an export that are not read, which needs no remark."""


def _fold_heading(heading: str) -> str:
    """Return a heading in small letters, with a blank for whatever is no letter and no digit."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


_WORDS_BY_HEADING = {
    _fold_heading(heading): word
    for word, headings_of_word in {
        **dict.fromkeys((*TABLE_WORDS, *UNTYPED_WORDS, *OTHER_WORDS), ""),
        **_HEADINGS,
    }.items()
    for heading in (word, *headings_of_word.split(","))
    if heading
}


class ColumnMap(NamedTuple):
    """The columns of a table: their headings, the word of the field that each holds, or "", and those not read."""

    headings: tuple[str, ...]
    words: tuple[str, ...]
    unread: tuple[str, ...] = ()

    def place(self, word: str) -> int | None:
        """Return the index of the column of a field, if there is one."""
        return self.words.index(word) if word in self.words else None

    @property
    def is_own(self) -> bool:
        """Whether somei wrote the table as a sheet for the house, in which each row says its own marking."""
        return BLOB in self.words or OTHER_FIELDS in self.words

    @property
    def names(self) -> dict[str, tuple[str, str]]:
        """The letters and the heading of the column of each field."""
        named = zip(self.words, self.headings, strict=True)
        return {word: (column_letters(index), heading) for index, (word, heading) in enumerate(named) if word}


def map_columns(
    headings: Sequence[str], typed_words: Mapping[str, str] | None = None, *, is_sheet: bool = False
) -> ColumnMap:
    """Return which field each column holds; `typed_words` are the words of columns by heading, as a clerk says it.

    A heading that a clerk names holds what was said, and no other column holds that field by its own heading. In a
    sheet that somei wrote, a column has the word itself; any other is a person's own, whatever its heading.

    Raises:
        WrongUsage: if a column that was named is not there, a field is in two columns, or a table has no numbers.
    """
    by_hand = {_fold_heading(heading): word for heading, word in (typed_words or {}).items()}
    folded = [_fold_heading(heading) for heading in headings]
    for heading in typed_words or ():
        if _fold_heading(heading) not in folded:
            raise WrongUsage(
                f"The table has no column “{heading}”.", f"Its columns: {', '.join(filter(None, headings))}"
            )
    if is_sheet:
        words = [heading if heading in (*TABLE_WORDS, *UNTYPED_WORDS, *OTHER_WORDS) else "" for heading in headings]
    else:
        by_name = {name: word for name, word in _WORDS_BY_HEADING.items() if word not in by_hand.values()}
        words = [by_hand.get(name) or by_name.get(name, "") for name in folded]
    for word in filter(None, dict.fromkeys(words)):
        named = [f"“{heading}”" for heading, each in zip(headings, words, strict=True) if each == word]
        if len(named) > 1:
            hint = f"Say which it is: --map '{named[0].strip('“”')}={word}'"
            if is_sheet or len(set(map(_fold_heading, named))) < len(named):
                hint = "Give one of them another heading, or leave it out."
            raise WrongUsage(f"Several columns are {word}: {', '.join(named)}.", hint)
    if "number" not in words and "id" in folded and not is_sheet:
        words[folded.index("id")] = "number"
    if "number" not in words and not is_sheet:
        hint = "Name the column of the numbers: --map COLUMN=number."
        if any(words):
            hint += f" Columns: {', '.join(list(filter(None, headings))[:_MOST_NAMED])}"
        else:
            # They may be a row of the table, of which no text is repeated.
            hint += " The first line holds the headings, as number,subject,date."
        raise WrongUsage("No column of the table holds document numbers.", hint)
    unread = tuple(
        heading
        for heading, name, word in zip(headings, folded, words, strict=True)
        if heading and name not in _SILENT and (not word or word in OTHER_WORDS) and word != STATUS
    )
    return ColumnMap(tuple(headings), tuple(words), unread)


def fault_in_column(row: int, columns: ColumnMap, index: int, message: str, hint: str = "") -> CellFault:
    """Return the fault of the cell in a row and the column with this index."""
    return CellFault(row, column_letters(index), columns.headings[index], message, hint)
