"""Propose the follow-ups that a text seems to contain, and record them on the items of an entry."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.errors import Classified, Refused
from somei_cli.extraction.cover.outside_words import name_lines
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.follow_ups.proposals import add_lines, propose_follow_ups
from somei_cli.extraction.sources.readers import read_source
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.positions import KeyLines
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup import proposals as decisions
from somei_cli.model.followup.proposals import (
    Proposal,
    ProposedFollowUps,
    mark_recorded,
    reference_day,
    reference_day_from,
)
from somei_cli.model.importing.draft_entry import Line, Reading
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.input_files import prepare_reader
from somei_cli.store.disk.packaged_calendar_tables import read_packaged_presidencies
from somei_cli.store.process.limited_workers import run_in_worker
from somei_cli.store.register.register import Register

_ONLY_QUOTES = (
    "If it only quotes a level: somei import FILE --quoted LINE -m REASON; then scan its entry, without --from."
)


def propose_from_entry(register: Register, number: DocumentNumber) -> ProposedFollowUps:
    """Propose follow-ups from the text of the items of an entry; lines are those of its file in the register.

    Raises:
        NumberUnknown: if the register does not have the document.
    """
    document = register.get(number)
    return ProposedFollowUps(str(path_of(number)), number, _propose_from_entry(register, document))


def propose_from_file(register: Register, path: str, number: DocumentNumber | None = None) -> ProposedFollowUps:
    """Propose follow-ups from a file; without a number, for the document whose number the file has.

    Raises:
        NumberUnknown: if the register does not have the given number.
        Refused: if the file has another number.
        Classified: if the text is marked as EU classified.
    """
    text = _read_text(register, path)
    document = register.get(number) if number else register.find(text.number) if text.number else None
    return ProposedFollowUps(path, number or text.number, _propose_from_text(register, text, document, number))


def take_proposals(
    register: Register,
    number: DocumentNumber,
    numbers: Sequence[int] | None,
    path: str | None,
    circumstances: Circumstances,
) -> Receipt:
    """Record proposals in an entry as one commit, by their numbers or all; from its own text or from a file."""
    text = _read_text(register, path, circumstances.quoted) if path else None

    def decide(before: Snapshot) -> Change:
        document = before.require(number)
        proposals = (
            _propose_from_text(register, text, document, number) if text else _propose_from_entry(register, document)
        )
        return decisions.take_proposals(document, proposals, numbers)

    return carry_out(register, number, decide, circumstances)


def _propose_from_entry(register: Register, document: Document) -> tuple[Proposal, ...]:
    proposals = propose_follow_ups(
        document.items, reference_day(document), register.vocabulary, read_packaged_presidencies()
    )
    text = register.entry(path_of(document.number)).text
    lines = [Line(line, index) for index, line in enumerate(text.split("\n"), start=1)]
    places = KeyLines(text)
    starts = {
        item.number: places.line_of(("items", index)) for index, item in reversed(list(enumerate(document.items)))
    }
    return mark_recorded(add_lines(proposals, lines, starts), document)


class _ReadText(NamedTuple):
    """A file as it was read."""

    path: str
    lines: tuple[Line, ...]
    reading: Reading

    @property
    def number(self) -> DocumentNumber | None:
        """The document number on its letterhead."""
        number = self.reading.fields.get("number")
        return number if isinstance(number, DocumentNumber) else None


def _read_text(register: Register, path: str, quoted: Collection[int | str] = ()) -> _ReadText:
    file_of = prepare_reader([path])

    def read(name: str) -> _ReadText:
        file = file_of(name)
        text = read_source(file.content, file.name)
        text = text._replace(outside_text=(*text.outside_text, *name_lines(file.name)))
        try:
            return _ReadText(name, text.lines, read_document(text, register.vocabulary, quoted))
        except Classified as refusal:
            # Only an import has the option --quoted, because the entry must say which words are quoted.
            refusal.hint = f"{Classified.hint} {_ONLY_QUOTES}"
            raise

    return run_in_worker(read, path)


def _propose_from_text(
    register: Register, text: _ReadText, document: Document | None, number: DocumentNumber | None
) -> tuple[Proposal, ...]:
    if number and text.number and text.number != number:
        raise Refused(f"{text.path} is {text.number}, not {number}.", "Give the text of the document that you named.")
    fields: Mapping[str, Any] = text.reading.fields
    # The entry comes first: a clerk may have corrected what the file says.
    day = (reference_day(document) if document else None) or reference_day_from(
        fields.get("meeting"), fields.get("date")
    )
    items: tuple[Item, ...] = fields.get("items") or (_as_one_item(text.lines),)
    proposals = propose_follow_ups(items, day, register.vocabulary, read_packaged_presidencies())
    starts: dict[str | None, int] = {
        evidence.field.removeprefix("items."): evidence.line
        for evidence in text.reading.evidence
        if evidence.field.startswith("items.")
    }
    with_positions = add_lines(proposals, text.lines, starts)
    return mark_recorded(with_positions, document) if document else with_positions


def _as_one_item(lines: Sequence[Line]) -> Item:
    """Return a text without items as one item without a number."""
    return Item("", summary="\n".join(line.words for line in lines))
