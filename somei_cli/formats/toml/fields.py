"""The declarations of the fields: which keys a document has, in canonical order, and what each holds.

Reading, writing, the JSON form and the JSON Schema all follow from them.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, NamedTuple

from somei_cli.errors import TextTooLong
from somei_cli.formats.toml import field_value_conversions as kinds
from somei_cli.formats.toml.field_value_conversions import ValueKind, choice
from somei_cli.model.document import (
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Allotment,
    Document,
    KeptDoubt,
    LanguageVersion,
    Meeting,
    SourceFile,
)
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, ItemKind, Move
from somei_cli.model.references import OutsideReference, Reference, ReferenceKind

KeyPath = tuple[str | int, ...]
"""The path to a value in a file: keys, and indices in arrays."""


LONGEST_LINE, LONGEST_PROSE = 10_000, 200_000
"""The most characters of a text on one line, such as a subject, and of one with several, such as that of an item.

The longest title of an act has about 2,000, and 200,000 are some 70 pages.
"""


def last_key(path: KeyPath) -> str:
    """Return the key of a value, or of the array that contains it."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


class Field(NamedTuple):
    """The declaration of one key.

    `shape` names the shape of a table; `is_array` makes an array of the kind or shape; `default` is never written.
    """

    key: str
    kind: ValueKind | None = None
    help: str = ""
    attribute: str = ""
    shape: str = ""
    is_array: bool = False
    required: bool = False
    default: object = None

    @property
    def name(self) -> str:
        """The attribute of the class in the model; it differs if the key is a keyword of Python."""
        return self.attribute or self.key

    @property
    def absent_value(self) -> object:
        """The value of the field if its key is not written."""
        return () if self.is_array else self.default


class Shape(NamedTuple):
    """A table: the class of its value, and its fields in canonical order, tables last."""

    make: Callable[..., Any]
    fields: tuple[Field, ...]


_SOURCE = Shape(
    SourceFile,
    (
        Field("name", kinds.LINE, "name of the file the entry was read from", required=True),
        Field("sha256", kinds.LINE, "SHA-256 of its bytes", required=True),
    ),
)

_VERSION = Shape(
    LanguageVersion,
    (
        Field("language", kinds.LINE, "the language of this text, as fr", required=True),
        Field("title", kinds.LINE, "the field Subject of this text", required=True),
        Field("source", shape="source", help="the file it was read from", required=True),
    ),
)

_ALLOTMENT = Shape(
    Allotment,
    (
        Field("by", kinds.LINE, "who took the number", required=True),
        Field("on", kinds.DAY, "the day it was taken", required=True),
        Field("request", kinds.LINE, "the request that took it; every request has its own", required=True),
        Field("for", kinds.LINE, "what it was taken for", attribute="purpose"),
        Field("series", kinds.LINE, "of a provisional number: the series from which it gets its number"),
        Field("provisional", kinds.NUMBER, "the provisional numbers under which it has stood", is_array=True),
    ),
)

_MEETING = Shape(
    Meeting,
    (
        Field("body", kinds.LINE, "key in vocabulary/bodies.toml, or the name as printed"),
        Field("start", kinds.DAY, "the field On: first day of the meeting"),
        Field("end", kinds.DAY, "last day, where there is more than one"),
    ),
)

_AGENDA = Shape(
    Agenda,
    (
        Field("state", choice("the state of an agenda", AgendaState), "provisional or adopted", required=True),
        Field("issued", kinds.DAY, "the day it was sent out; printed item numbers are frozen from then on"),
        Field("adopted", kinds.DAY, "the day the meeting adopted it"),
        Field("revises", kinds.NUMBER, "the agenda that this one replaces"),
    ),
)

_ACCESS = Shape(
    AccessEvent,
    (
        Field("kind", choice("an access decision", AccessKind), "what was decided", required=True),
        Field("on", kinds.DAY, "the day of the decision", required=True),
        Field("ground", kinds.LINE, "reply code of Regulation 1049/2001, as 4.1a.1"),
        Field("by", kinds.LINE, "who decided"),
    ),
)

_OF_REFERENCES = (
    Field("kind", choice("a kind of reference", ReferenceKind), "what this document says of it", required=True),
    Field("item", kinds.LABEL, "number of the item that the reference belongs to"),
)
"""The fields of every reference, to a document of the Council or to something outside."""

_REFERENCE = Shape(
    Reference,
    (
        Field("to", kinds.NUMBER, "the Council document pointed to", required=True),
        *_OF_REFERENCES,
        Field(
            "languages",
            kinds.LANGUAGE,
            "of a corrigendum to some language versions only, COR 1 (mt)",
            is_array=True,
        ),
    ),
)

_OUTSIDE = Shape(
    OutsideReference,
    (
        Field("to", kinds.OUTSIDE, "a case, an act, a Commission document, an address", required=True),
        *_OF_REFERENCES,
    ),
)

_MOVE = Shape(
    Move,
    (
        Field("on", kinds.DAY, "the day it was put off on", required=True),
        Field("from", kinds.DAY, "by when it was due until then", attribute="before"),
        Field("as_said", kinds.LINE, "the words the new day was worked out from"),
        Field("reason", kinds.LINE, "why"),
    ),
)

_FOLLOW_UP = Shape(
    FollowUp,
    (
        Field("who", kinds.LINE, "who promised"),
        Field("what", kinds.LINE, "what is to be done, in short words", required=True),
        Field("due", kinds.DAY, "by when"),
        Field("due_as_said", kinds.LINE, "the words of the meeting that the first day was worked out from"),
        Field(
            "state",
            choice("the state of a follow-up", FollowUpState),
            "what became of it",
            default=FollowUpState.OPEN,
        ),
        Field("closed", kinds.DAY, "the day it was done or dropped"),
        Field("reason", kinds.LINE, "why it was dropped, or what came of it"),
        Field("moved", shape="move", help="how it was put off, oldest first", is_array=True),
    ),
)

_ITEM = Shape(
    Item,
    (
        Field("number", kinds.LABEL, "as printed: 1, II, 4 bis"),
        Field("title", kinds.LINE, "as printed", required=True),
        Field("kind", choice("the kind of an item", ItemKind), "how it is treated"),
        Field("legislative", kinds.FLAG, "in the public, legislative part", default=False),
        Field("possible", kinds.FLAG, "(poss.): may be dropped", default=False),
        Field("by", kinds.LINE, "who presents it"),
        Field("documents", kinds.NUMBER, "its documents", is_array=True),
        Field("withdrawn", kinds.FLAG, "taken off; it stays on the page", default=False),
        Field("reason", kinds.LINE, "why it was withdrawn"),
        Field("result", kinds.LINE, "what came of it, in short words"),
        Field("summary", kinds.PROSE, "the text under the item: plain text with line breaks, without any mark-up"),
        Field("subitems", shape="item", help="the lines below it", is_array=True),
        Field("follow_ups", shape="follow_up", help="what was promised", is_array=True),
    ),
)

_DOCUMENT = Shape(
    Document,
    (
        Field("number", kinds.NUMBER, "as printed, without ST", required=True),
        Field("status", choice("the status of a number", Status), "absent: issued", default=Status.ISSUED),
        Field("reason", kinds.LINE, "why it was withdrawn or is void"),
        Field("type", kinds.LINE, "heading under the codes"),
        Field("subject", kinds.LINE, "the field Subject"),
        Field("date", kinds.DAY, "day of issue"),
        Field("place", kinds.LINE, "town before the date"),
        Field("languages", kinds.LINE, "original languages, (OR. en)", is_array=True),
        Field("marking", kinds.MARKING, "as printed; absent: unmarked"),
        Field("subject_codes", kinds.CODE_ENTRY, "in printed order, with serials", is_array=True),
        Field("interinstitutional_files", kinds.FILE, "as 2018/0330(COD)", is_array=True),
        Field("from", kinds.LINE, "the originator", attribute="originator"),
        Field("to", kinds.LINE, "the addressee", attribute="addressee"),
        Field("previous_documents", kinds.NUMBER, "the field No. prev. doc.", is_array=True),
        Field("commission_documents", kinds.TARGET, "the field No. Cion doc.", is_array=True),
        Field("note", kinds.PROSE, "free remark"),
        Field("source", shape="source", help="the file the entry was read from"),
        Field("allotted", shape="allotment", help="how the office gave the number out"),
        Field("meeting", shape="meeting", help="the meeting it is about"),
        Field("agenda", shape="agenda", help="the life of an agenda"),
        Field("access", shape="access", help="decisions on access, oldest first", is_array=True),
        Field("versions", shape="version", help="the text in other languages than that of the entry", is_array=True),
        Field("doubts", shape="doubt", help="what was accepted in spite of a doubt; never public", is_array=True),
        Field("references", shape="reference", help="Council documents it points to", is_array=True),
        Field("outside_references", shape="outside_reference", help="other texts it points to", is_array=True),
        Field("items", shape="item", help="agenda items, in order", is_array=True),
    ),
)

_DOUBT = Shape(
    KeptDoubt,
    (
        # A closed list, as findings name the field.
        Field("field", kinds.one_of("a field", [field.key for field in _DOCUMENT.fields]), "the field", required=True),
        Field("words", kinds.LINE, "the words of the file that are in doubt, or what was missing"),
        Field("line", kinds.COUNT, "the line of the file in which they stand"),
    ),
)

SHAPES = {
    "document": _DOCUMENT,
    "source": _SOURCE,
    "version": _VERSION,
    "doubt": _DOUBT,
    "allotment": _ALLOTMENT,
    "meeting": _MEETING,
    "agenda": _AGENDA,
    "access": _ACCESS,
    "reference": _REFERENCE,
    "outside_reference": _OUTSIDE,
    "item": _ITEM,
    "follow_up": _FOLLOW_UP,
    "move": _MOVE,
}


def require_defaults(shape: Shape) -> None:
    """Require that an absent key is read as what the class in the model has by default.

    Raises:
        TypeError: naming the field.
    """
    if is_dataclass(shape.make):
        defaults = {field.name: field.default for field in fields(shape.make)}
    else:
        defaults = getattr(shape.make, "_field_defaults", {})
    for field in shape.fields:
        default = defaults.get(field.name, MISSING)
        if not field.required and default != field.absent_value:
            name = f"“{field.key}” of {shape.make.__name__}"
            hint = " A tuple needs is_array=True." if default == () else ""
            raise TypeError(f"formats/toml/fields.py: {name} is absent as {field.absent_value}, not {default}.{hint}")


for _shape in SHAPES.values():
    require_defaults(_shape)

WAIVE = "waive"
"""The key of the table of waived rules, from rule codes to reasons."""

DOCUMENT_KEYS = (*(field.key for field in _DOCUMENT.fields), WAIVE)

PROSE_KEYS = frozenset(field.key for shape in SHAPES.values() for field in shape.fields if field.kind is kinds.PROSE)
"""The keys whose texts may have several lines."""


def require_length(key: str, text: str, document: object = None) -> None:
    """Require that the text of a field is not longer than any that a document has; a refusal names the `document`.

    Raises:
        TextTooLong: if it is.
    """
    most = LONGEST_PROSE if key in PROSE_KEYS else LONGEST_LINE
    if len(text) > most:
        raise TextTooLong(key, len(text), most, document)
