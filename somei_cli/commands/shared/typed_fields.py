"""Fields as a clerk types them, FIELD=VALUE: the words for the fields of documents and items, and how each is read."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from somei_cli.commands.shared import document_values, params, session
from somei_cli.commands.shared.interinstitutional_files import parse_interinstitutional_file
from somei_cli.errors import NotAValue, SomeiError, Unreadable, WrongUsage
from somei_cli.formats.sanitize import has_invisible_characters
from somei_cli.formats.toml import field_value_conversions as kinds
from somei_cli.formats.toml.document import normalise_text
from somei_cli.formats.toml.field_value_conversions import Malformed
from somei_cli.formats.toml.fields import SHAPES, Field
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document_edits import ITEM_ACTS, DocumentEdits, EditWay, FieldEdit, refuse_field
from somei_cli.model.document_fields import DOCUMENT_FIELDS, EDIT, require_answers
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.kept_doubts import doubted_key
from somei_cli.model.numbers.provisional_numbers import placeholder_number
from somei_cli.model.register.unknown_values import nearest_spellings
from somei_cli.store.disk.input_files import read_incoming


def _listed(parse: Callable[[str], object]) -> Callable[[str], object]:
    return lambda typed: tuple(parse(part.strip()) for part in typed.split(",") if part.strip())


def _number(typed: str) -> object:
    """Read a document number; for `next` a placeholder for the number to be allotted."""
    return params.number_or_next(typed) or placeholder_number(session.today().year)


_FORGIVING: dict[str, tuple[str, Callable[[str], object]]] = {
    "number": ("number", _number),
    "type": ("type", params.line),
    "subject": ("subject", params.line),
    "date": ("date", params.day),
    "place": ("place", params.line),
    "languages": ("languages", _listed(document_values.language)),
    "marking": ("marking", document_values.marking_or_none),
    "subject_codes": ("subject_codes", _listed(CodeEntry.parse)),
    "interinstitutional_files": ("interinstitutional_files", _listed(parse_interinstitutional_file)),
    "from": ("originator", params.line),
    "to": ("addressee", params.line),
    "previous_documents": ("previous_documents", _listed(params.number)),
    "commission_documents": ("commission_documents", _listed(document_values.target)),
    "note": ("note", params.line),
    "on": ("meeting.start", params.day),
    "until": ("meeting.end", params.day),
    "body": ("meeting.body", params.line),
}
"""The fields that are read in more forms than files have, or in parts."""


def _as_in_files(field: Field) -> Callable[[str], object]:
    """Return the reader of a field that is typed as its file has it, the members of a list with commas."""

    def read(typed: str) -> object:
        if field.kind is None:
            raise WrongUsage(f"“{field.key}” is a table and cannot be typed.")
        try:
            return field.kind.read(params.line(typed))
        except Malformed as malformed:
            raise WrongUsage(str(malformed)) from malformed

    return _listed(read) if field.is_array else read


FIELDS = _FORGIVING | {
    field.key: (field.name, _as_in_files(field))
    for field in SHAPES["document"].fields
    for declared in DOCUMENT_FIELDS
    if declared.name == field.name and field.key in declared.typed and field.key not in _FORGIVING
}
"""What may be set: the key as typed, the attribute it stands for, and how its value is read."""
require_answers("commands/shared/typed_fields.py", FIELDS, [word for field in DOCUMENT_FIELDS for word in field.typed])


def assignment(typed: str) -> tuple[str, object]:
    """An attribute and its value, from `FIELD=VALUE`.

    Raises:
        WrongUsage: for a field that cannot be set, or a value that does not fit it.
    """
    key, equals, value = typed.partition("=")
    key = key.strip()
    if not equals or key not in FIELDS:
        raise WrongUsage(
            f"“{key}” cannot be set." if equals else f"“{typed}” sets nothing: expected FIELD=VALUE.",
            "Fields: " + ", ".join(FIELDS),
        )
    attribute, parse = FIELDS[key]
    try:
        return attribute, parse(value)
    except SomeiError as refusal:
        raise WrongUsage(f"{key}: {refusal}", refusal.hint) from refusal


# ---- edits: FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE


class EditableField(NamedTuple):
    """A field as `edit` knows it: its word, its attribute, how a value is read, whether it is a list, and its act."""

    word: str
    attribute: str
    parse: Callable[[str], object] | None
    is_list: bool
    required: bool
    absent_value: object
    act: str


_EDIT = re.compile(r"(?P<word>[A-Za-z][A-Za-z_ .-]*?) *(?P<sign>[+-]?=)(?P<value>.*)", re.DOTALL)
_WAYS: Mapping[str, EditWay] = {"=": "set", "+=": "add", "-=": "remove"}
_SHORTEST_NAME = 3
"""Letters that may stand for a field if a word of its name begins so, and of no other: `previous`, `codes`."""


def is_edit(word: str) -> bool:
    """Return whether a typed word is an edit of a field; the number of a document never is."""
    return _EDIT.fullmatch(word) is not None


def read_edits(
    words: Iterable[str], number: DocumentNumber | None, item: ItemPlace | None = None
) -> tuple[FieldEdit, ...]:
    """Read the edits of a document, or of an item; a hint names both.

    Raises:
        WrongUsage: for an unknown field, a value that does not fit, and a field that is set twice.
        Refused: for a field that another act changes.
    """
    edits = [_read_edit(word, number, item) for word in words]
    names = [edit.attribute for edit in edits if edit.way == "set"]
    for edit in edits:
        if edit.attribute in names and [each.attribute for each in edits].count(edit.attribute) > 1:
            raise WrongUsage(f"“{edit.word}” is given twice.", "Give each field once.")
    return tuple(edits)


def _read_edit(words: str, number: DocumentNumber | None, item: ItemPlace | None) -> FieldEdit:
    match = _EDIT.fullmatch(words)
    if match is None:
        raise WrongUsage(
            f"“{words}” sets nothing: expected FIELD=VALUE.", _fields_hint(words, _ITEM if item else _DOCUMENT)
        )
    typed, way = match["value"], _WAYS[match["sign"]]
    field = _find_field(match["word"], of_item=item is not None)
    if field.act != EDIT or field.parse is None:
        raise refuse_field(field.word, field.act, {"NUMBER": number, "VALUE": typed, "N": item})
    if way != "set" and not field.is_list:
        raise WrongUsage(
            f"{field.word} has one value, so nothing is added to it or removed from it.", f"Set it: {field.word}=VALUE"
        )
    if not typed.strip():
        if way != "set" or field.required:
            raise WrongUsage(f"{field.word}: a value is missing.", f"Give one: {field.word}{match['sign']}VALUE")
        return FieldEdit(field.word, field.attribute, way, field.absent_value)
    try:
        return FieldEdit(field.word, field.attribute, way, field.parse(typed))
    except WrongUsage as refusal:
        raise WrongUsage(f"{field.word}: {refusal}", refusal.hint) from refusal


def doubted_field(typed: str) -> str:
    """Return the key of a field of a document by which entries keep doubts about it."""
    return doubted_key(_find_field(typed, of_item=False).word)


def _find_field(typed: str, *, of_item: bool) -> EditableField:
    """Return the field that a typed word names, or the only one of whose name a word begins with it.

    Raises:
        WrongUsage: if there is none, or there are several.
    """
    names = _ITEM if of_item else _DOCUMENT
    key = re.sub("[ -]+", "_", typed.strip().casefold())
    if key in names:
        return names[key]
    matches = {field.word: field for name, field in names.items() if f"_{key}" in f"_{name}"}
    if len(key) >= _SHORTEST_NAME and len(matches) == 1:
        return next(iter(matches.values()))
    if not of_item and key in _ITEM:
        raise WrongUsage(f"“{typed}” is a field of an item.", "Name the item: --item N, or N/M for a line below it.")
    raise WrongUsage(f"There is no field “{typed}”.", _fields_hint(typed, names))


_OTHER_NAMES = {
    "dossier": "interinstitutional_files",
    "procedure": "interinstitutional_files",
    "recipient": "to",
    "sender": "from",
}
"""What people also call some fields of a document; the message names the field by its own word."""


def _fields_hint(typed: str, names: Mapping[str, EditableField]) -> str:
    fields = [field for field in names.values() if field.act == EDIT]
    words = {field.word: _shortest_word(field.word, names) for field in fields}
    by_name = {name: field.word for field in fields for name in (field.word, field.attribute, words[field.word])}
    by_name.update({name: word for name, word in _OTHER_NAMES.items() if word in words})
    similar = dict.fromkeys(words[by_name[name]] for name in nearest_spellings(typed, by_name))
    return (f"Near it: {', '.join(similar)}. " if similar else "") + "Fields: " + ", ".join(words.values())


def _shortest_word(word: str, names: Mapping[str, EditableField]) -> str:
    """Return the shortest part of the word for a field that names no other field: files, previous."""
    fields = {name: field.word for name, field in names.items()}
    parts = [
        part
        for part in word.split("_")
        if len(part) >= _SHORTEST_NAME and {fields[name] for name in fields if f"_{part}" in f"_{name}"} == {word}
    ]
    return min(parts, key=len, default=word)


def _prose(typed: str) -> str | None:
    """Read a text of several lines; `@FILE` is the text of a file, `@-` that of standard input."""
    if typed.startswith("@"):
        file = read_incoming(typed[1:])
        try:
            typed = file.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unreadable(typed[1:], "is not text in UTF-8") from error
    return read_prose(typed)


def read_prose(typed: str) -> str | None:
    """Read a text of several lines as it was typed; it names no file.

    Raises:
        NotAValue: for characters that cannot be seen.
    """
    text = normalise_text(typed)
    if has_invisible_characters(text):
        raise NotAValue("a text", typed[:40], "visible words, with line breaks")
    return text


_READERS: Mapping[str, Callable[[str], object]] = {
    kinds.LINE.words: params.line,
    kinds.PROSE.words: _prose,
    kinds.FLAG.words: params.yes_or_no,
    kinds.NUMBER.words: params.number,
}
"""How a value of an item is read, by what its kind is called."""


def _document_fields() -> dict[str, EditableField]:
    """Return the fields of a document by every name: their words, and the attributes that these stand for."""
    shapes = {field.name: field for field in SHAPES["document"].fields}
    fields: dict[str, EditableField] = {}
    for declared in DOCUMENT_FIELDS:
        shape = shapes.get(declared.name)
        for word in declared.typed or (declared.name,):
            attribute, parse = FIELDS.get(word, (declared.name, None))
            parse = _prose if shape and shape.kind is kinds.PROSE else parse
            is_list = shape is not None and shape.is_array
            field = EditableField(
                word, attribute, parse, is_list, required=False, absent_value=() if is_list else None, act=declared.act
            )
            fields[word] = field
            if len(declared.typed) < 2:
                fields[declared.name] = field
    return fields


def _item_fields() -> dict[str, EditableField]:
    """Return the fields of an item by their keys; the text under an item is `summary` in files."""
    fields: dict[str, EditableField] = {}
    for field in SHAPES["item"].fields:
        parse = (
            document_values.item_kind if field.key == "kind" else _READERS.get(field.kind.words if field.kind else "")
        )
        if field.is_array and parse:
            parse = _listed(parse)
        word = "text" if field.key == "summary" else field.key
        fields[field.key] = fields[word] = EditableField(
            word, field.name, parse, field.is_array, field.required, field.absent_value, ITEM_ACTS.get(field.key, EDIT)
        )
    return fields


_DOCUMENT = _document_fields()
_ITEM = _item_fields()


def find_document_field(word: str) -> EditableField:
    """Return the field of a document that a word names, as a whole.

    Raises:
        WrongUsage: if there is none.
    """
    return _find_field(word, of_item=False)


LIST_WORDS = frozenset(field.word for field in _DOCUMENT.values() if field.is_list and field.word in FIELDS)
"""The words of fields that are lists."""
PROSE_WORDS = frozenset(field.word for field in _DOCUMENT.values() if field.parse is _prose)
"""The words of fields that hold a text of several lines."""

EDITED_WORDS = tuple(dict.fromkeys(field.word for field in (*_DOCUMENT.values(), *_ITEM.values()) if field.act == EDIT))
"""The words for all fields that are edited, of documents and of items."""


# ---- a value for a field in conflict


def read_conflict_value(typed: str, field: str, number: DocumentNumber) -> DocumentEdits:
    """Read a value for a field that is named by its way in the file: `subject`, `meeting start`, `items 2 title`.

    Raises:
        WrongUsage: for a value that does not fit, and a field that cannot be typed.
        Refused: for a field that another act changes.
    """
    head, *words = field.split(" ")
    if head == "items" and len(words) == 2:
        item = ItemPlace.parse(words[0])
        return DocumentEdits(read_edits([f"{words[1]}={typed}"], number, item), item)
    attribute = ".".join(field.split(" "))
    word = next((key for key, (name, _) in FIELDS.items() if attribute in {key, name}), head)
    return DocumentEdits(read_edits([f"{word}={typed}"], number))
