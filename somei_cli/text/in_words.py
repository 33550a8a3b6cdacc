"""A document in plain words, one fact a line: what git compares where somei is its textconv."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.model.references import ReferenceKind
from somei_cli.text import codec
from somei_cli.text.merging.markers import sides_of

_ONE_OF = {
    "languages": "language",
    "subject_codes": "subject code",
    "interinstitutional_files": "interinstitutional file",
    "previous_documents": "previous document",
    "commission_documents": "Commission document",
    "documents": "document",
    "references": "reference",
    "outside_references": "outside reference",
    "follow_ups": "follow-up",
}


def in_words(document: Document) -> Iterator[str]:
    """Every fact with what it is about in front, so that each line can be read alone."""
    yield from _table("", codec.to_table(document))


def text_in_words(text: str) -> Iterator[str]:
    """The text of a file in words; with markers where it is in conflict, and as it is where it holds no document."""
    ours, theirs = (codec.load(side).document for side in sides_of(text))
    if ours is None or theirs is None:
        yield from text.removesuffix("\n").split("\n")
        return
    here, there = list(in_words(ours)), list(in_words(theirs))
    if here == there:
        yield from here
        return
    for kind, begin, end, also, until in SequenceMatcher(None, here, there).get_opcodes():
        if kind == "equal":
            yield from here[begin:end]
        else:
            yield from ("<<<<<<< ours", *here[begin:end], "=======", *there[also:until], ">>>>>>> theirs")


def _table(about: str, table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key == "items":
            for place, item in enumerate(value, start=1):
                yield from _item(f"item {item.get('number') or f'/{place}'}", item)
        else:
            yield from _value(_named(about, key), value)


def _item(name: str, item: Mapping[str, Any]) -> Iterator[str]:
    yield f"{name}: {item['title']}"
    for key, value in item.items():
        if key == "subitems":
            for place, below in enumerate(value, start=1):
                yield from _item(f"{name}/{place}", below)
        elif key == "follow_ups":
            for ordinal, promise in enumerate(value, start=1):
                yield from _promise(f"{name}, follow-up {ordinal}", promise)
        elif key not in {"number", "title"}:
            yield from _value(_named(name, key), value)


def _promise(name: str, promise: Mapping[str, Any]) -> Iterator[str]:
    yield f"{name}: {promise['what']}"
    yield from _table(name, {key: value for key, value in promise.items() if key != "what"})


def _value(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _table(name, value)
    elif isinstance(value, list):
        for one in value:
            yield f"{name}: {_row(one) if isinstance(one, Mapping) else one}"
    else:
        yield from (f"{name}: {line}".rstrip() for line in str(value).split("\n"))


def _row(row: Mapping[str, Any]) -> str:
    """A reference or an event on one line."""
    if "to" in row:
        words = [f"{ReferenceKind(row['kind']).forth} {row['to']}"]
    else:
        words = [f"{row[key]}" for key in ("on", "kind") if key in row]
    rest = [f"{key.replace('_', ' ')} {value}" for key, value in row.items() if key not in {"to", "on", "kind"}]
    return ", ".join((*words, *rest))


def _named(about: str, key: str) -> str:
    word = _ONE_OF.get(key, key.replace("_", " "))
    return f"{about}, {word}" if about else word
