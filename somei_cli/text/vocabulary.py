"""The vocabulary files: subject codes, document types, bodies and terms, to and from TOML."""

import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.model.codes import SubjectCode
from somei_cli.model.vocabulary import Body, DocumentType, Term, Vocabulary

FILES = ("subject_codes.toml", "document_types.toml", "bodies.toml", "terms.toml")


def load(texts: Mapping[str, str]) -> Vocabulary:
    """Read the vocabulary from the texts of its files, by file name.

    Raises:
        Unreadable: naming the file and what is wrong in it.
    """
    codes, types, bodies, terms = (_parse(name, texts.get(name, "")) for name in FILES)
    return Vocabulary(
        codes={_code("subject_codes.toml", k): str(v) for k, v in codes.get("codes", {}).items()},
        types=tuple(
            DocumentType(_text("document_types.toml", t, "heading"), t.get("purpose", ""), tuple(t.get("also", ())))
            for t in types.get("types", ())
        ),
        bodies=tuple(
            Body(
                _text("bodies.toml", b, "key"),
                _text("bodies.toml", b, "name"),
                tuple(_code("bodies.toml", c) for c in b.get("codes", ())),
                tuple(b.get("also", ())),
            )
            for b in bodies.get("bodies", ())
        ),
        terms=tuple(
            Term(
                _text("terms.toml", t, "term"),
                t.get("meaning", ""),
                t.get("kind", ""),
                tuple(t.get("also", ())),
            )
            for t in terms.get("terms", ())
        ),
    )


def dump_codes(codes: Mapping[SubjectCode, str]) -> str:
    """The file of subject codes: one line a code, in order."""
    return tomli_w.dumps({"codes": {code.name: title for code, title in sorted(codes.items())}})


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"vocabulary/{name}", str(error)) from error


def _code(name: str, text: str) -> SubjectCode:
    try:
        return SubjectCode.parse(text)
    except SomeiError as error:
        raise Unreadable(f"vocabulary/{name}", str(error)) from error


def _text(name: str, table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"vocabulary/{name}", f"an entry without “{key}”")
    return value
