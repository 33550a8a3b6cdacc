"""The vocabulary files: subject codes, document types, bodies and terms, to and from TOML."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import tomli_w

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.formats.register_paths import VOCABULARY_FILES
from somei_cli.formats.toml.parser import BadToml, read_toml
from somei_cli.model.codes import SubjectCode
from somei_cli.model.register.vocabulary import DocumentType, MeetingBody, Vocabulary, VocabularyTerm

_KEYS = ("codes", "types", "bodies", "terms")
"""What the files hold, in their order."""


def load(texts: Mapping[str, str]) -> Vocabulary:
    """Read the vocabulary from the texts of its files, by file name.

    Raises:
        Unreadable: naming the file and what is wrong in it.
    """
    codes, types, bodies, terms = (_whole(name, key, texts) for name, key in zip(VOCABULARY_FILES, _KEYS, strict=True))
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
    """The file of subject codes: one line a code, in order."""
    return tomli_w.dumps({"codes": {code.name: title for code, title in sorted(codes.items())}})


def _whole(name: str, key: str, texts: Mapping[str, str]) -> "_Table":
    """The table of a file, which may hold nothing, but is there: a file that was cut off is no short list."""
    held = _parse(name, texts.get(name, ""))
    if name in texts and key not in held:
        raise Unreadable(
            f"vocabulary/{name}", f"there is no “{key}” in it", hint="Look for it in: git log -p -- vocabulary"
        )
    return _Table(name, held)


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return read_toml(text)
    except BadToml as bad:
        raise Unreadable(f"vocabulary/{name}", str(bad), bad.line) from bad


def _code(name: str, text: str) -> SubjectCode:
    try:
        return SubjectCode.parse(text)
    except SomeiError as error:
        raise Unreadable(f"vocabulary/{name}", str(error)) from error


class _Table(NamedTuple):
    """A table of one file; each question is answered in the type that was asked for, or refused."""

    file: str
    held: Mapping[str, Any]

    def rows(self, key: str) -> tuple["_Table", ...]:
        rows = self.held.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._other_form(key, "tables")
        return tuple(_Table(self.file, row) for row in rows)

    def texts_by_name(self, key: str) -> Mapping[str, str]:
        table = self.held.get(key, {})
        if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
            raise self._other_form(key, "names with text in quotes")
        return table

    def text(self, key: str, default: str | None = None) -> str:
        text = self.held.get(key, default)
        if text is None or text == "" != default:
            raise Unreadable(f"vocabulary/{self.file}", f"an entry without “{key}”")
        if not isinstance(text, str):
            raise self._other_form(key, "text in quotes")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        texts = self.held.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise self._other_form(key, "a list of texts in quotes")
        return tuple(texts)

    def _other_form(self, key: str, expected: str) -> Unreadable:
        return Unreadable(f"vocabulary/{self.file}", f"“{key}”: expected {expected}")
