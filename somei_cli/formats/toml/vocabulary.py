"""The vocabulary files (subject codes, document types, meeting bodies, terms), read from and written as TOML."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.formats.register_paths import VOCABULARY_FILES
from somei_cli.formats.toml.parser import InvalidToml, read_toml
from somei_cli.model.codes import SubjectCode
from somei_cli.model.register.vocabulary import (
    DocumentType,
    MeetingBody,
    RetiredCode,
    Vocabulary,
    VocabularyTerm,
)

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
    titles = {_code(codes.file, name): title for name, title in codes.texts_by_name("codes").items()}
    retired = {_code(codes.file, name): row for name, row in codes.rows_by_name("retired").items()}
    return Vocabulary(
        codes={**titles, **{code: row.text("title") for code, row in retired.items()}},
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
        retired={code: RetiredCode(row.day("on"), row.code("replaced_by")) for code, row in retired.items()},
    )


def dump(file: str, vocabulary: Vocabulary) -> str:
    """Return the text of one of the files that acts write."""
    import tomli_w

    return tomli_w.dumps(WRITTEN_FILES[file](vocabulary))


def _table_of_codes(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the table of the file of subject codes: one code a line, sorted, then a table for each retired one."""
    codes, retired = vocabulary.codes, vocabulary.retired
    in_use = {code.name: title for code, title in sorted(codes.items()) if code not in retired}
    tables = {
        code.name: {
            "title": codes[code],
            "on": retirement.on,
            **({"replaced_by": retirement.replaced_by.name} if retirement.replaced_by else {}),
        }
        for code, retirement in sorted(retired.items())
    }
    return {"codes": in_use, **({"retired": tables} if tables else {})}


def _table_of_bodies(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the table of the file of meeting bodies: a table for each, in the given order."""
    tables = [
        {
            "key": body.key,
            "name": body.name,
            **({"codes": [code.name for code in body.codes]} if body.codes else {}),
            **({"also": list(body.also)} if body.also else {}),
        }
        for body in vocabulary.bodies
    ]
    return {"bodies": tables}


WRITTEN_FILES: Mapping[str, Callable[[Vocabulary], dict[str, Any]]] = {
    "subject_codes.toml": _table_of_codes,
    "bodies.toml": _table_of_bodies,
}
"""The files that acts write, each with what makes its table of the vocabulary; `dump` makes the text of that."""


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

    def rows_by_name(self, key: str) -> Mapping[str, "_VocabularyTable"]:
        table = self.values.get(key, {})
        if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
            raise self._other_form(key, "a table for each name")
        return {name: _VocabularyTable(self.file, row) for name, row in table.items()}

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

    def day(self, key: str) -> date:
        day = self.values.get(key)
        # Not isinstance: for Python a datetime is a date.
        if type(day) is not date:
            raise self._other_form(key, "a day")
        return day

    def code(self, key: str) -> SubjectCode | None:
        name = self.text(key, "")
        return _code(self.file, name) if name else None

    def texts(self, key: str) -> tuple[str, ...]:
        texts = self.values.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise self._other_form(key, "a list of texts in quotes")
        return tuple(texts)

    def _other_form(self, key: str, expected: str) -> Unreadable:
        return Unreadable(f"vocabulary/{self.file}", f"“{key}”: expected {expected}")
