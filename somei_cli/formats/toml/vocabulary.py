"""The vocabulary files (subject codes, document types, meeting bodies, terms), read from and written as TOML."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import tomli_w

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.formats.register_paths import VOCABULARY_FILES
from somei_cli.formats.toml.parser import InvalidToml, read_toml
from somei_cli.model.codes import SubjectCode
from somei_cli.model.register.vocabulary import DocumentType, MeetingBody, Vocabulary, VocabularyTerm

_KEYS = ("codes", "types", "bodies", "terms")
"""The main key of each file, in the order of VOCABULARY_FILES."""


def load(texts: Mapping[str, str]) -> Vocabulary:
    """Read the vocabulary from the texts of its files, by file name.

    Raises:
        Unreadable: if a file is not valid; names the file and the fault.
    """
    codes, types, bodies, terms = (
        _read_table(name, key, texts) for name, key in zip(VOCABULARY_FILES, _KEYS, strict=True)
    )
    return Vocabulary(
        codes={_code(codes.file, name): title for name, title in codes.texts_by_name("codes").items()},
        types=tuple(
            DocumentType(t.text("heading"), t.text("purpose", ""), t.texts("also")) for t in types.rows("types")
        ),
        bodies=tuple(
            MeetingBody(
                b.text("key"),
                b.text("name"),
                tuple(_code(b.file, code) for code in b.texts("codes")),
                b.texts("also"),
            )
            for b in bodies.rows("bodies")
        ),
        terms=tuple(
            VocabularyTerm(t.text("term"), t.text("meaning", ""), t.text("kind", ""), t.texts("also"))
            for t in terms.rows("terms")
        ),
    )


def dump_codes(codes: Mapping[SubjectCode, str]) -> str:
    """Return the text of the file of subject codes: one code a line, sorted."""
    return tomli_w.dumps({"codes": {code.name: title for code, title in sorted(codes.items())}})


def _read_table(name: str, key: str, texts: Mapping[str, str]) -> "_VocabularyTable":
    """Return the table of a file. It may be empty but its main key must be there, or else the file was cut off."""
    values = _parse(name, texts.get(name, ""))
    if name in texts and key not in values:
        raise Unreadable(
            f"vocabulary/{name}", f"there is no “{key}” in it", hint="Look for it in: git log -p -- vocabulary"
        )
    return _VocabularyTable(name, values)


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return read_toml(text)
    except InvalidToml as error:
        raise Unreadable(f"vocabulary/{name}", str(error), error.line) from error


def _code(name: str, text: str) -> SubjectCode:
    try:
        return SubjectCode.parse(text)
    except SomeiError as error:
        raise Unreadable(f"vocabulary/{name}", str(error)) from error


class _VocabularyTable(NamedTuple):
    """A table of one file; each method returns a value of its type or raises Unreadable."""

    file: str
    values: Mapping[str, Any]

    def rows(self, key: str) -> tuple["_VocabularyTable", ...]:
        rows = self.values.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._other_form(key, "tables")
        return tuple(_VocabularyTable(self.file, row) for row in rows)

    def texts_by_name(self, key: str) -> Mapping[str, str]:
        table = self.values.get(key, {})
        if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
            raise self._other_form(key, "names with text in quotes")
        return table

    def text(self, key: str, default: str | None = None) -> str:
        text = self.values.get(key, default)
        if text is None or text == "" != default:
            raise Unreadable(f"vocabulary/{self.file}", f"an entry without “{key}”")
        if not isinstance(text, str):
            raise self._other_form(key, "text in quotes")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        texts = self.values.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise self._other_form(key, "a list of texts in quotes")
        return tuple(texts)

    def _other_form(self, key: str, expected: str) -> Unreadable:
        return Unreadable(f"vocabulary/{self.file}", f"“{key}”: expected {expected}")
