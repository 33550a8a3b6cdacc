"""Edit documents field by field: what a clerk may change directly, and which act changes the rest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from somei_cli.errors import EditConflict, LowersMarking, Refused, shell_word
from somei_cli.model.add_document import refuse_misspelt_body, with_listed_names
from somei_cli.model.agenda.item_edits import TEXTS_OF_OUTCOME, refuse_texts_of_outcome, with_edited_item
from somei_cli.model.agenda.lifecycle import find_alterations, is_issued_agenda, require_agenda
from somei_cli.model.classification import NewMarking, summarise_markings, with_marking
from somei_cli.model.classified_entries import is_classified, refuse_classified_text
from somei_cli.model.document import AgendaState, Document, Meeting
from somei_cli.model.document_fields import DOCUMENT_FIELDS, EDIT
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.item_refs import ItemPlace, find_typed_item, locate_items
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.kept_doubts import with_confirmed_fields
from somei_cli.model.markings import Marking, level_of
from somei_cli.model.register.change import Change, Decision
from somei_cli.model.register.snapshot import Snapshot

EditWay = Literal["set", "add", "remove"]
"""How a field is edited: it gets a value, or members are added to its list or removed."""

ITEM_ACTS: Mapping[str, str] = MappingProxyType(
    {
        "number": "agenda move-item NUMBER N --to VALUE",
        "withdrawn": "agenda withdraw-item NUMBER N -m TEXT",
        "reason": "agenda withdraw-item NUMBER N -m VALUE",
        "subitems": "agenda add-item NUMBER VALUE --under N",
        "follow_ups": "followup add VALUE --doc NUMBER --item N",
    }
)
"""The keys of an item that other acts change, as `DocumentField.act` says it of a document."""

_MOST_NAMED = 5
"""Documents that the subject of a commit names; its trailers name all."""
_MOST_FIELDS = 3
_LONGEST_SUBJECT = 72
_FIELD_WORDS = {
    "waive": "the waivers",
    "versions": "the titles in other languages",
    "originator": "From",
    "addressee": "To",
}
"""What the subject of a commit calls some fields; the others have their own names."""


class FieldEdit(NamedTuple):
    """What shall become of one field: its word as typed, its attribute (`meeting.start` is a part), and the value.

    None or an empty tuple clears it.
    """

    word: str
    attribute: str
    way: EditWay
    value: Any


class DocumentEdits(NamedTuple):
    """What shall change in each document; with `item`, in this item of one document.

    `confirmed` are the keys of fields about which the doubts end, whatever becomes of the fields. `waived` are rules,
    each with the reason why its finding stands; the waivers of the rules `no_longer_waived` end.
    """

    fields: tuple[FieldEdit, ...]
    item: ItemPlace | None = None
    confirmed: tuple[str, ...] = ()
    waived: Mapping[str, str] = MappingProxyType({})
    no_longer_waived: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing shall change."""
        return not (self.fields or self.confirmed or self.waived or self.no_longer_waived)


@dataclass(frozen=True, slots=True)
class EditDecision(Decision):
    """The decision on an edit: the documents as they become, and why some were left out, by their numbers."""

    edited: tuple[Document, ...] = ()
    left_out: tuple[tuple[DocumentNumber, Refused], ...] = ()


def edit_documents(
    snapshot: Snapshot,
    numbers: Sequence[DocumentNumber],
    edits: DocumentEdits,
    reason: str | None,
    *,
    leave_out: bool = False,
) -> EditDecision:
    """Return the change that edits documents; with `leave_out`, what refuses the edit is left out.

    Raises:
        NumberUnknown: if the register has no such document.
        Refused: if a document may not be edited like that, or none of those that may be left out.
    """
    changes: list[tuple[Document, Document]] = []
    left_out: list[tuple[DocumentNumber, Refused]] = []
    for number in numbers:
        document = snapshot.require(number)
        try:
            edited = edit_document(snapshot, document, edits, reason)
        except Refused as refusal:
            # A missing reason is given for all documents, or for none.
            if not leave_out or isinstance(refusal, LowersMarking):
                raise
            left_out.append((number, refusal))
            continue
        if edited != document:
            changes.append((document, edited))
    if left_out and len(left_out) == len(numbers):
        raise left_out[0][1]
    puts = tuple(changed for _, changed in changes)
    named = [document.number for document in puts] if leave_out else numbers
    summary = _summarise_edit(changes, named)
    return EditDecision(Change("edit", summary, puts=puts), snapshot, puts, tuple(left_out))


class EditRequest(NamedTuple):
    """What shall change in one document, which must still be what it was when somebody began to edit it."""

    original: Document
    edits: tuple[FieldEdit, ...]


def edit_each_document(snapshot: Snapshot, requests: Sequence[EditRequest], reason: str | None) -> EditDecision:
    """Return the change that edits several documents, each in its own way.

    What refuses its edits is left out, and so is what says already what they ask for.

    Raises:
        Refused: if none of them may be edited like that, or a reason is missing.
    """
    changes: list[tuple[Document, Document]] = []
    left_out: list[tuple[DocumentNumber, Refused]] = []
    counts = Counter(request.original.number for request in requests)
    for request in requests:
        number = request.original.number
        try:
            if _is_done(snapshot, request):
                continue
            document = _require_unchanged(snapshot, request.original, is_alone=counts[number] == 1)
            edited = edit_document(snapshot, document, DocumentEdits(request.edits), reason)
        except Refused as refusal:
            if isinstance(refusal, LowersMarking):
                raise
            left_out.append((number, refusal))
            continue
        if edited != document:
            changes.append((document, edited))
    if left_out and len(left_out) == len(requests):
        raise left_out[0][1]
    puts = tuple(edited for _, edited in changes)
    summary = _summarise_edit(changes, [document.number for document in puts])
    return EditDecision(Change("edit", summary, puts=puts), snapshot, puts, tuple(left_out))


def _is_done(snapshot: Snapshot, request: EditRequest) -> bool:
    """Return whether a document has changed since, and already says what the edits ask for."""
    document = snapshot.get(request.original.number)
    if document is None or document == request.original:
        return False
    edited = document
    for edit in request.edits:
        edited = with_edit(edited, edit)
    return edited == document


def _require_unchanged(snapshot: Snapshot, original: Document, *, is_alone: bool) -> Document:
    """Return a document that is what it was when somebody began to edit it, in one place only.

    Raises:
        Refused: if it is not.
    """
    number = original.number
    document = snapshot.get(number)
    if document is None or document != original:
        changed = "has been changed" if document else "is not in the register any more"
        raise EditConflict(f"{number} {changed} since; nothing of it was edited.", "Write the sheet again.")
    if not is_alone:
        raise Refused(f"{number} is edited in two rows.", "Edit it in one.")
    return document


def edit_text(snapshot: Snapshot, original: Document, edited: Document, reason: str | None) -> EditDecision:
    """Return the change that puts a document, as a clerk edited it as a whole, into the place of the original.

    Raises:
        EditConflict: if the document is no longer the original.
        Refused: if something was changed that has an act of its own.
    """
    number = original.number
    document = snapshot.require(number)
    if document != original:
        raise EditConflict(
            f"{number} was changed meanwhile; nothing was written.", f"Start again: somei edit {shell_word(number)}"
        )
    refuse_uneditable(document)
    for field in DOCUMENT_FIELDS:
        if getattr(document, field.name) != getattr(edited, field.name) and field.act.split(" ")[0] != EDIT:
            raise refuse_field(field.called, field.act, {"NUMBER": number})
    _refuse_changed_items(document, edited)
    if edited.marking != document.marking:
        edited = _with_edited_marking(replace(edited, marking=document.marking), edited.marking, reason)
    edited = _complete_edit(snapshot, document, edited)
    puts = (edited,) if edited != document else ()
    summary = _summarise_edit([(document, document_after) for document_after in puts], [number])
    return EditDecision(Change("edit", summary, puts=puts), snapshot, puts)


def _summarise_edit(changes: Sequence[tuple[Document, Document]], named: Sequence[DocumentNumber]) -> str:
    """Return the subject of the commit of an edit: what it changes, of markings alone also how.

    A log reads no documents, so that only the subject can tell it.
    """
    if changes and all(replace(before, marking=after.marking) == after for before, after in changes):
        return summarise_markings(changes, "" if len(changes) <= _MOST_NAMED else f"{len(changes)} documents")
    documents = ", ".join(map(str, named)) if len(named) <= _MOST_NAMED else f"{len(named)} documents"
    fields = [_FIELD_WORDS.get(name, f"the {name}") for name in _changed_fields(changes)]
    last = f" and {fields[-1]}" if len(fields) > 1 else "".join(fields)
    summary = f"Edit {', '.join(fields[:-1])}{last} of {documents}"
    return summary if 0 < len(fields) <= _MOST_FIELDS and len(summary) <= _LONGEST_SUBJECT else f"Edit {documents}"


def _changed_fields(changes: Sequence[tuple[Document, Document]]) -> list[str]:
    """Return the fields that an edit changes, in the order of the file, without the doubts that it answers."""
    return [
        field.name.replace("_", " ")
        for field in DOCUMENT_FIELDS
        if field.name != "doubts" and any(getattr(b, field.name) != getattr(a, field.name) for b, a in changes)
    ]


def edit_document(snapshot: Snapshot, document: Document, edits: DocumentEdits, reason: str | None) -> Document:
    """Return a document with its edits.

    Raises:
        Refused: if it may not be edited like that; the hint names the act that does it.
        NotFound: if it has no such item.
    """
    refuse_uneditable(document)
    if edits.item is not None:
        return _with_edited_item(document, edits.item, edits.fields)
    changed = document
    for edit in edits.fields:
        if edit.attribute == "marking":
            changed = _with_edited_marking(changed, edit.value, reason)
        else:
            changed = with_edit(changed, edit)
    if edits.confirmed:
        changed = with_confirmed_fields(changed, edits.confirmed)
    if edits.waived or edits.no_longer_waived:
        changed = _with_edited_waivers(changed, edits)
    return _complete_edit(snapshot, document, changed)


def _with_edited_waivers(document: Document, edits: DocumentEdits) -> Document:
    waivers = dict(document.waive)
    for code in edits.no_longer_waived:
        if waivers.pop(code, None) is None:
            hint = f"What it waives: somei show {shell_word(document.number)} --json"
            raise Refused(f"The entry of {document.number} does not waive {code}.", hint)
    return replace(document, waive=tuple({**waivers, **edits.waived}.items()))


def refuse_field(word: str, act: str, typed: Mapping[str, object]) -> Refused:
    """Return the refusal of a field that another act changes; its hint is that act, with what was typed."""
    command = " ".join(shell_word(typed[step]) if typed.get(step) else step for step in act.split(" "))
    return Refused(f"“{word}” is not edited: it has a command of its own.", f"Use: somei {command}")


def refuse_uneditable(document: Document) -> None:
    """Raise Refused if nothing of a document may be edited: its number is only reserved, or it is void.

    Raises:
        Refused: with what can be done.
    """
    number = shell_word(document.number)
    if document.status is Status.RESERVED:
        raise Refused(
            f"{document.number} is only reserved; there is nothing to edit yet.",
            f"Enter the document: somei add {number} --subject TEXT",
        )
    if document.status is Status.VOID:
        raise Refused(f"{document.number} is void; its entry stays as it is.", f"Look at it: somei show {number}")


# ---- documents


def with_edit(document: Document, edit: FieldEdit) -> Document:
    """Return a document with one field edited; what may be edited is not decided here."""
    attribute, _, part = edit.attribute.partition(".")
    if part:
        meeting = (document.meeting or Meeting())._replace(**{part: edit.value})
        return replace(document, meeting=meeting if meeting != Meeting() else None)
    # A marking is a tuple, and no list.
    value = edit.value if attribute == "marking" else _edited_value(getattr(document, attribute), edit)
    return replace(document, **{attribute: value})


def _edited_value(value: Any, edit: FieldEdit) -> Any:
    if edit.way == "add":
        return tuple(dict.fromkeys((*value, *edit.value)))
    if edit.way == "remove":
        return tuple(member for member in value if member not in edit.value)
    return tuple(dict.fromkeys(edit.value)) if isinstance(edit.value, tuple) else edit.value


def _with_edited_marking(document: Document, marking: Marking | None, reason: str | None) -> Document:
    """Return a document with another marking; one that takes text out of the entry has an act of its own."""
    if is_classified(marking):
        raise Refused(
            f"{document.number}: {marking} removes what the entry says of the document.",
            f"Use: somei classify {shell_word(document.number)} --marking {shell_word(marking)} -m WHY",
        )
    if level_of(marking) < level_of(document.marking) and not reason:
        raise LowersMarking(document.number, document.marking, marking)
    return with_marking(document, NewMarking(marking), reason)


def _with_names_of_vocabulary(snapshot: Snapshot, before: Document, after: Document) -> Document:
    """Return a document whose new type and new meeting body are written as the vocabulary writes them.

    Raises:
        WrongUsage: if the new meeting body is misspelt.
    """
    new_type = after.type != before.type
    new_body = after.meeting is not None and after.meeting.body != (before.meeting.body if before.meeting else None)
    if not (new_type or new_body):
        return after
    if new_body and after.meeting and after.meeting.body:
        refuse_misspelt_body(after.meeting.body, snapshot.vocabulary)
    listed = with_listed_names(after, snapshot.vocabulary)
    return replace(
        after,
        type=listed.type if new_type else after.type,
        meeting=listed.meeting if new_body else after.meeting,
    )


def _complete_edit(snapshot: Snapshot, before: Document, after: Document) -> Document:
    """Return an edited document with the names of the vocabulary, if it may become so."""
    after = _with_names_of_vocabulary(snapshot, before, after)
    _refuse_alteration(before, after)
    refuse_classified_text(after)
    return after


def _refuse_alteration(before: Document, after: Document) -> None:
    """Raise Refused if what an issued agenda says on paper would change."""
    alteration = next(find_alterations(before, after), None)
    if alteration:
        raise Refused(
            f"The agenda {before.number} has been issued; this would alter it: {alteration.description}.",
            _hint_for_issued(before),
        )


def _hint_for_issued(agenda: Document) -> str:
    number = shell_word(agenda.number)
    if require_agenda(agenda).state is AgendaState.ADOPTED:
        return f"Record what was different in the outcome: somei agenda outcome {number} --number N"
    return f"Draft a revised agenda: somei agenda revise {number}"


# ---- items


def _with_edited_item(document: Document, place: ItemPlace, edits: Iterable[FieldEdit]) -> Document:
    """Return a document with an item edited; those of an issued agenda stay as printed.

    Raises:
        Refused: if the document is an agenda that has been issued, or the item of an agenda would get a text or result.
    """
    _refuse_issued_items(document)
    located = find_typed_item(document, place)
    values = {edit.attribute: _edited_value(getattr(located.item, edit.attribute), edit) for edit in edits}
    changed = with_edited_item(document, located, values)
    refuse_classified_text(changed)
    return changed


def _refuse_issued_items(document: Document) -> None:
    if is_issued_agenda(document):
        raise Refused(
            f"The agenda {document.number} has been issued; its items are not edited.", _hint_for_issued(document)
        )


def _refuse_changed_items(before: Document, after: Document) -> None:
    """Raise Refused if items of an agenda come, go or move, or if anything of an item changes that has its own act.

    Raises:
        Refused: with that act.
    """
    if before.items == after.items:
        return
    _refuse_issued_items(before)
    old_items, new_items = ({located.place: located.item for located in locate_items(d)} for d in (before, after))
    for located in locate_items(after):
        old_item = old_items.get(located.place, _NO_ITEM)
        written = {name: getattr(located.item, name) for name in TEXTS_OF_OUTCOME}
        changed = {name: value for name, value in written.items() if value != getattr(old_item, name)}
        refuse_texts_of_outcome(before, located, changed)
    for place in dict.fromkeys((*old_items, *new_items)):
        item, edited = old_items.get(place, _NO_ITEM), new_items.get(place, _NO_ITEM)
        for name in ("follow_ups", "withdrawn", "reason"):
            if getattr(item, name) != getattr(edited, name):
                words = name.replace("_", "-")
                raise refuse_field(f"{words} of item {place}", ITEM_ACTS[name], {"NUMBER": before.number, "N": place})
    numbers, edited_numbers = ([item.number for item in d.items] for d in (before, after))
    if before.agenda and numbers != edited_numbers:
        number = shell_word(before.number)
        raise Refused(
            f"Items of the agenda {before.number} were added, removed or moved.",
            f"Use: somei agenda add-item {number} TITLE, or move-item, or remove-item",
        )


_NO_ITEM = Item("")
