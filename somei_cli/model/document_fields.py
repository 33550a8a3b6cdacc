"""The declaration of each field of a document: every question that a part of somei asks about it, answered here.

No answer has a default. What is declared here is derived elsewhere: merging, `import --replace`, classified entries,
the public view, searching and filtering, columns of the index and of exports. How a value is written is declared in
`formats/toml/fields.py`. The fields stand in the order in which screens and exports name them.
"""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from somei_cli.model.document import Document

FieldOwner = Literal["text", "clerk", "somei"]
"""Who decides the value: the text, as an import reads it; a clerk; or somei."""
MergeWay = Literal["value", "set", "table", "marking", "codes", "events", "references", "items", "versions", "waivers"]
"""How two versions are merged: as one fact, member by member, key by key, or by a way of its own."""
ReplaceWay = Literal["read", "filled", "kept", "joined"]
"""What `import --replace` leaves: what was read, what was read if anything, what was there, or something of both."""
ClassifiedWay = Literal["kept", "reduced", "title", "removed", "refused"]
"""What becomes of it in a classified entry: `reduced` to what may stand; `title` may stand up to RESTRICTED; `removed`
is taken out if a document turns out to be classified; `refused` is that, and no act may write it."""
PublicLevel = Literal["number", "entry", "text", "setting", "never"]
"""From which visibility on the public sees it; `setting`: of a text, if `public_fields` in somei.toml names it."""
FilterWay = Literal["members", "words", "own", "no"]
"""How documents are selected by it: by a member of its list, by words of its text, or by a condition of its own."""


class DocumentField(NamedTuple):
    """The answers of one field, `name` being its attribute.

    Attributes:
        searched: The name of the section (`Section`) in which its words are found, or "".
        missing: The words of `search --missing`: for the field, then for parts of it.
        options: The options of `list`, `search` and `stats` that select documents by it.
        counted: The words of `stats --by`.
        columns: The columns of CSV.
        typed: The words of `import --set`.
        called: What one value is called.
        act: The command that changes it: `edit` (EDIT) by the words in `typed`, or one to hint at, in which NUMBER and
            VALUE stand for what was typed.
    """

    name: str
    owner: FieldOwner
    merge: MergeWay
    replace: ReplaceWay
    classified: ClassifiedWay
    public: PublicLevel
    searched: str
    missing: tuple[str, ...]
    filtered: FilterWay
    options: tuple[str, ...]
    counted: tuple[str, ...]
    columns: tuple[str, ...]
    typed: tuple[str, ...]
    called: str
    act: str


EDIT = "edit"
"""The act by which a clerk changes a field that has no act of its own."""


# fmt: off
DOCUMENT_FIELDS = (
    DocumentField("number", owner="text", merge="value", replace="read", classified="kept", public="number",
        searched="", missing=(), filtered="own", options=("--year",), counted=("year", "series"), columns=("number",),
        typed=("number",), called="number", act="renumber NUMBER VALUE -m WHY"),
    DocumentField("status", owner="clerk", merge="value", replace="kept", classified="kept", public="never",
        searched="", missing=(), filtered="own", options=("--status",), counted=("status",), columns=("status",),
        typed=(), called="status", act="issue NUMBER or withdraw NUMBER -m WHY"),
    DocumentField("type", owner="text", merge="value", replace="read", classified="kept", public="entry", searched="",
        missing=("type",), filtered="own", options=("--type",), counted=("type",), columns=("type",), typed=("type",),
        called="type", act=EDIT),
    DocumentField("subject", owner="text", merge="value", replace="read", classified="title", public="entry",
        searched="subject", missing=("subject",), filtered="no", options=(), counted=(), columns=("subject",),
        typed=("subject",), called="subject", act=EDIT),
    DocumentField("date", owner="text", merge="value", replace="read", classified="kept", public="entry", searched="",
        missing=("date",), filtered="own", options=("--since", "--until"), counted=("month",), columns=("date",),
        typed=("date",), called="date", act=EDIT),
    DocumentField("place", owner="text", merge="value", replace="read", classified="removed", public="text",
        searched="", missing=("place",), filtered="no", options=(), counted=(), columns=("place",), typed=("place",),
        called="place", act=EDIT),
    DocumentField("languages", owner="text", merge="set", replace="read", classified="reduced", public="entry",
        searched="", missing=("languages",), filtered="members", options=("--lang",), counted=(),
        columns=("languages",), typed=("languages",), called="language", act=EDIT),
    DocumentField("marking", owner="text", merge="marking", replace="read", classified="kept", public="entry",
        searched="", missing=("marking",), filtered="own", options=("--marking",), counted=("marking",),
        columns=("marking",), typed=("marking",), called="marking", act=EDIT),
    DocumentField("subject_codes", owner="text", merge="codes", replace="read", classified="kept", public="entry",
        searched="codes", missing=("codes", "serial"), filtered="own", options=("--code",), counted=("code",),
        columns=("subject_codes",), typed=("subject_codes",), called="subject code",
        act="classify NUMBER VALUE (--drop CODE takes one off)"),
    DocumentField("interinstitutional_files", owner="text", merge="set", replace="read", classified="removed",
        public="entry", searched="cited", missing=(), filtered="members", options=("--file",), counted=(),
        columns=("interinstitutional_files",), typed=("interinstitutional_files",), called="interinstitutional file",
        act=EDIT),
    DocumentField("originator", owner="text", merge="value", replace="read", classified="removed", public="entry",
        searched="originator", missing=("from",), filtered="words", options=("--from",), counted=(), columns=("from",),
        typed=("from",), called="from", act=EDIT),
    DocumentField("addressee", owner="text", merge="value", replace="read", classified="removed", public="entry",
        searched="addressee", missing=("to",), filtered="words", options=("--to",), counted=(), columns=("to",),
        typed=("to",), called="to", act=EDIT),
    DocumentField("meeting", owner="text", merge="table", replace="joined", classified="reduced", public="entry",
        searched="", missing=("meeting", "body"), filtered="own", options=("--body", "--on"), counted=("body",),
        columns=("meeting_body", "meeting_start", "meeting_end"), typed=("on", "until", "body"), called="meeting",
        act=EDIT),
    DocumentField("previous_documents", owner="text", merge="set", replace="read", classified="kept", public="text",
        searched="", missing=(), filtered="members", options=("--previous",), counted=(),
        columns=("previous_documents",),
        typed=("previous_documents",), called="previous document", act=EDIT),
    DocumentField("commission_documents", owner="text", merge="set", replace="read", classified="reduced",
        public="text", searched="cited", missing=(), filtered="no", options=(), counted=(),
        columns=("commission_documents",), typed=("commission_documents",), called="Commission document", act=EDIT),
    DocumentField("references", owner="text", merge="references", replace="joined", classified="reduced", public="text",
        searched="", missing=(), filtered="no", options=(), counted=(), columns=("references",), typed=(),
        called="reference", act="xref add NUMBER VALUE --kind KIND"),
    DocumentField("outside_references", owner="text", merge="references", replace="read", classified="removed",
        public="text", searched="cited", missing=(), filtered="no", options=(), counted=(),
        columns=("outside_references",), typed=(), called="outside reference", act="xref add NUMBER VALUE --kind KIND"),
    DocumentField("items", owner="text", merge="items", replace="joined", classified="refused", public="text",
        searched="items", missing=(), filtered="no", options=(), counted=(), columns=("items",), typed=(),
        called="item", act="edit NUMBER --item N title=VALUE"),
    DocumentField("access", owner="clerk", merge="events", replace="kept", classified="reduced", public="entry",
        searched="", missing=(), filtered="own", options=("--access",), counted=(), columns=("access",), typed=(),
        called="access", act="access NUMBER release (or: partly-release, refuse, declassify)"),
    DocumentField("source", owner="somei", merge="value", replace="read", classified="removed", public="never",
        searched="", missing=("source",), filtered="no", options=(), counted=(), columns=(), typed=(), called="source",
        act="import FILE --replace"),
    DocumentField("versions", owner="somei", merge="versions", replace="kept", classified="refused", public="never",
        searched="rest", missing=(), filtered="no", options=(), counted=(), columns=(), typed=(),
        called="title in another language", act="import FILE"),
    DocumentField("doubts", owner="somei", merge="set", replace="read", classified="refused", public="never",
        searched="", missing=(), filtered="own", options=("--doubts",), counted=(), columns=(), typed=(),
        called="doubt", act="edit NUMBER --confirm VALUE"),
    DocumentField("note", owner="clerk", merge="value", replace="filled", classified="refused", public="never",
        searched="rest", missing=("note",), filtered="no", options=(), counted=(), columns=(), typed=("note",),
        called="note", act=EDIT),
    DocumentField("reason", owner="clerk", merge="value", replace="kept", classified="reduced", public="never",
        searched="rest", missing=(), filtered="no", options=(), counted=(), columns=(), typed=(), called="reason",
        act="edit NUMBER"),
    DocumentField("agenda", owner="clerk", merge="table", replace="kept", classified="reduced", public="text",
        searched="", missing=(), filtered="no", options=(), counted=(), columns=(), typed=(), called="agenda",
        act="agenda issue NUMBER (or: revise, adopt)"),
    DocumentField("allotted", owner="somei", merge="value", replace="kept", classified="reduced", public="never",
        searched="", missing=(), filtered="no", options=(), counted=(), columns=(), typed=(), called="allotted",
        act="number list"),
    DocumentField("waive", owner="clerk", merge="waivers", replace="joined", classified="reduced", public="never",
        searched="", missing=(), filtered="no", options=(), counted=(), columns=(), typed=(), called="waive",
        act="edit NUMBER --waive RULE -m WHY"),
)
# fmt: on


FIELDS_BY_MEMBER = tuple(field.name for field in DOCUMENT_FIELDS if field.filtered == "members")
"""The lists of which a filter looks for a member; the index has a column for each."""

FIELDS_BY_WORDS = tuple(field.name for field in DOCUMENT_FIELDS if field.filtered == "words")
"""The texts of which a filter looks for words; the index has a column for each."""

CONTENT_TEXTS = tuple(
    field.name
    for field in DOCUMENT_FIELDS
    if field.searched in {"subject", "rest"} and field.classified in {"title", "removed", "refused"}
)
"""The fields, beside the items, whose text says what a document is about; `reason` only explains the entry."""


def content_texts(document: Document) -> Iterator[str]:
    """Yield the text of each field of `CONTENT_TEXTS`, empty if it is absent; of a list each member, or its title."""
    for name in CONTENT_TEXTS:
        value = getattr(document, name)
        members = value if isinstance(value, tuple) else (value or "",)
        yield from (member if isinstance(member, str) else member.title for member in members)


def require_answers(place: str, answers: Collection[str], names: Collection[str]) -> None:
    """Require that a part of somei has an answer for each of these fields, and for no other.

    Raises:
        TypeError: naming the part and the fields.
    """
    if different := sorted(set(answers) ^ set(names)):
        raise TypeError(f"{place} and model/document_fields.py differ about: {', '.join(different)}")


_NAMES = [field.name for field in DOCUMENT_FIELDS]
require_answers("model/document.py", Document.__dataclass_fields__.keys() - {"extra"}, _NAMES)
