"""Edit documents, one or many in one act."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, Reads, carry_out_decision
from somei_cli.actions.classify import remark_not_public
from somei_cli.errors import (
    CannotWork,
    EditConflict,
    FieldRefused,
    NotCanonical,
    NotFound,
    Refused,
    RulesBroken,
    SomeiError,
    WrongUsage,
)
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import LoadResult, dump
from somei_cli.formats.toml.positions import KeyLines
from somei_cli.formats.toml.text_for_editor import read_edited_text, text_for_editor, with_faults
from somei_cli.model.add_document import describe_unlisted_names
from somei_cli.model.agenda.item_edits import describe_same_titles
from somei_cli.model.document import Document
from somei_cli.model.document_edits import DocumentEdits, EditDecision, edit_text, refuse_uneditable
from somei_cli.model.document_edits import edit_documents as decide_edit
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import find_typed_item
from somei_cli.model.register.change import ActResult, Receipt
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.files_and_faults import Fault
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.unknown_values import refuse_unknown_values
from somei_cli.store.disk.output_files import PrivateFile
from somei_cli.store.git.repository import open_clone
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def edit_documents(
    register: Register,
    selected: Sequence[DocumentNumber] | Selection,
    edits: DocumentEdits,
    circumstances: Circumstances,
    *,
    agreed: EditDecision | None = None,
) -> ActResult[EditDecision]:
    """Edit documents in one commit: those with these numbers, or those that a selection finds.

    Of a selection, documents that may not be edited are left out, and the receipt names them. `agreed` is what a person
    was shown and agreed to.

    Raises:
        NotFound: if no document fits the selection.
        Refused: if a document may not be edited, or what was shown has changed since.
    """
    selection = selected if isinstance(selected, Selection) else Selection()
    numbers = () if isinstance(selected, Selection) else tuple(dict.fromkeys(selected))

    def decide(before: Snapshot) -> EditDecision:
        refuse_unknown_values(before, selection)
        chosen = numbers or [document.number for document in before.select(selection)]
        if not chosen:
            raise NotFound("No document fits.", "See all documents with: somei list")
        decision = decide_edit(before, chosen, edits, circumstances.reason, leave_out=not numbers)
        if agreed and decision.edited != agreed.edited:
            raise Refused("What was shown has changed meanwhile; nothing was written.", "Repeat the command.")
        return decision

    # The family is enough for one document.
    reads: Reads = numbers[0] if len(numbers) == 1 else partial(open_snapshot, register)
    result = carry_out_decision(register, reads, decide, circumstances, action="edit")
    remarks = _describe_edits(register, result, edits)
    return result._replace(receipt=result.receipt._replace(remarks=(*result.receipt.remarks, *remarks)))


def refuse_unwaivable(register: Register, waived: Mapping[str, str]) -> None:
    """Refuse waivers, each a rule with its reason.

    Raises:
        WrongUsage: there is no such rule, nobody may waive it, or the reason says nothing.
    """
    if not waived:
        return
    # Few edits waive something.
    from somei_cli.rules.areas.waivers import gives_reason
    from somei_cli.rules.catalogue import can_be_waived

    for code, reason in waived.items():
        if not can_be_waived(code, register.settings.rules):
            raise WrongUsage(f"“{code}” is not a rule that can be waived.", "The rules: somei explain --all")
        if not gives_reason(reason):
            raise WrongUsage(
                f"The waiver of {code} gives no reason.", "Say why with -m TEXT, in words that a colleague understands."
            )


# ---- a document edited as a whole


class EditAttempt(NamedTuple):
    """What came of a saved text: a receipt, or nothing if it was not changed; or faults, or why it was refused."""

    receipt: Receipt | None = None
    faults: tuple[Fault, ...] = ()
    refusal: SomeiError | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is wrong with the text."""
        return not (self.faults or self.refusal)


class EditedEntry:
    """An entry that is being edited as a whole, in a private file outside of the work tree."""

    def __init__(self, register: Register, number: DocumentNumber) -> None:
        """Write the entry into the file.

        Raises:
            Refused: if it may not be edited.
            CannotWork: if no file can be made.
        """
        self._register = register
        self._original = register.get(number)
        refuse_uneditable(self._original)
        self._text = dump(self._original)
        entry = register.entry(path_of(number))
        if entry.text != self._text:
            raise NotCanonical(entry.path)
        self._file = PrivateFile(f"{number.register_id}.toml", open_clone(register.root).top)
        self._file.write(text_for_editor(number, self._text))

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self._file.path

    @property
    def is_changed(self) -> bool:
        """Whether the clerk has changed the text; one that cannot be read has been changed."""
        try:
            return with_faults(self._file.read(), self._text) != self._text
        except CannotWork:
            return self.path.exists()

    def try_commit(self, circumstances: Circumstances) -> EditAttempt:
        """Put the edited text into the place of the entry, in one commit; what is wrong is written into the file.

        Raises:
            EditConflict: if the entry was changed since it was opened.
        """
        if not self.is_changed:
            return EditAttempt()
        if faults := self._find_faults():
            return EditAttempt(faults=faults)
        try:
            return EditAttempt(self._commit(circumstances))
        except EditConflict:
            raise
        except (Refused, NotFound, WrongUsage) as refusal:
            return EditAttempt(faults=self._mark(refusal), refusal=refusal)

    def remove_unless_changed(self) -> Path | None:
        """Return the path of a text that was changed; another one is removed."""
        if self.is_changed:
            return self.path
        self.remove()
        return None

    def remove(self) -> None:
        """Remove the file."""
        self._file.remove()

    def _find_faults(self) -> tuple[Fault, ...]:
        """Return what is wrong in the text, each fault with its line, and write it into the file above that line."""
        faults = self._load().faults
        self._file.write(with_faults(self._file.read(), self._text, faults))
        return faults

    def _mark(self, refusal: SomeiError) -> tuple[Fault, ...]:
        """Write why the entry was refused into the file; return what rules say, each with its line in it.

        Rules judge the entry in canonical form, so that the file gets it.
        """
        if isinstance(refusal, FieldRefused):
            text = self._file.read()
            fault = Fault(str(refusal), KeyLines(text).line_of(refusal.place))
            self._file.write(with_faults(text, self._text, (fault,)))
            return (fault,)
        loaded = self._load()
        places = refusal.places if isinstance(refusal, RulesBroken) else ()
        faults = tuple(Fault(message, line) for name, line, message in places if name == str(self._original.number))
        text = dump(loaded.document) if faults and loaded.document else self._file.read()
        self._file.write(with_faults(text, self._text, faults or [Fault(str(refusal), 1)]))
        return faults

    def _commit(self, circumstances: Circumstances) -> Receipt:
        """Put the edited text into the place of the entry, in one commit.

        Raises:
            EditConflict: if the entry was changed since it was opened.
            Refused: if something was changed that has an act of its own.
        """
        edited = self._load().document
        if edited is None:
            raise Refused(f"{self.path} is not an entry.")

        def decide(before: Snapshot) -> EditDecision:
            return edit_text(before, self._original, edited, circumstances.reason)

        result = carry_out_decision(self._register, self._original.number, decide, circumstances, action="edit")
        remarks = _describe_names(self._register, result.receipt)
        return result.receipt._replace(remarks=(*result.receipt.remarks, *remarks))

    def _load(self) -> LoadResult:
        return read_edited_text(self._file.read(), self._text)


def _describe_edits(register: Register, result: ActResult[EditDecision], edits: DocumentEdits) -> Iterator[str]:
    """Yield what a clerk should know of an edit: documents left out, names that are not listed, titles given twice."""
    receipt, decision = result
    for number, refusal in decision.left_out if decision else ():
        yield f"left out {number}: {refusal}"
    for document in receipt.change.puts:
        yield from _same_titles(document, edits)
    yield from _describe_names(register, receipt)


def _describe_names(register: Register, receipt: Receipt) -> Iterator[str]:
    """Yield a sentence for each new type, body or marking that is not known, and for texts that are not public yet."""
    names = dict(receipt.differences)
    for document in receipt.change.puts:
        if any(
            difference.field in {"type", "meeting body", "marking"} for difference in names.get(document.number, ())
        ):
            yield from describe_unlisted_names(document, lambda: register.vocabulary)
    yield from remark_not_public(register, receipt)


def _same_titles(document: Document, edits: DocumentEdits) -> Iterator[str]:
    """Say it if the item that was edited has the title of another one now."""
    if edits.item is not None and any(edit.attribute == "title" for edit in edits.fields):
        located = find_typed_item(document, edits.item)
        if len(located.path) == 1:
            yield from describe_same_titles(located.item.title, document.items)
