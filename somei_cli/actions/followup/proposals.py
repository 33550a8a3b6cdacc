"""Finding the follow-ups that texts promise, and taking them into the items of an entry."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from somei_cli.actions.act import Circumstances, act
from somei_cli.errors import Classified, Refused
from somei_cli.extraction.cover.file_names import lines_of_name
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.follow_ups.proposals import propose, with_lines
from somei_cli.extraction.sources.readers import read_bytes
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.positions import Places
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.proposals import PromisesFound, Proposal, meant_on, said_on, take_proposals, with_known
from somei_cli.model.importing.draft_entry import Line, Reading
from somei_cli.model.items import Item
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.calendar_tables import packaged_presidencies
from somei_cli.store.disk.input_files import ready
from somei_cli.store.process.workers import alone
from somei_cli.store.register.register import Register

_ONLY_QUOTES = (
    "If it only quotes a level: somei import FILE --quoted LINE -m REASON; then scan its entry, without --from."
)


def promises_of_entry(register: Register, number: DocumentNumber) -> PromisesFound:
    """What an entry promises in the text of its items; lines are those of its file in the register.

    Raises:
        NumberUnknown: where it is not in the register.
    """
    document = register.get(number)
    return PromisesFound(str(path_of(number)), number, _of_entry(register, document))


def promises_of_file(register: Register, path: str, number: DocumentNumber | None = None) -> PromisesFound:
    """What a file promises; it is the text of the document whose number is given, else of the one it names itself.

    Raises:
        NumberUnknown: where the number that is given is not in the register.
        Refused: where the file names another number.
        Classified: where the text is marked as EU classified.
    """
    text = _read(register, path)
    held = register.get(number) if number else register.find(text.number) if text.number else None
    return PromisesFound(path, number or text.number, _of_text(register, text, held, number))


def take_promises(
    register: Register, number: DocumentNumber, numbers: Sequence[int] | None, path: str | None, how: Circumstances
) -> Receipt:
    """Take proposals into an entry as one commit, by their numbers, or all; from its own text, or from a file."""
    text = _read(register, path, how.quoted) if path else None

    def decide(before: Snapshot) -> Change:
        document = before.need(number)
        found = _of_text(register, text, document, number) if text else _of_entry(register, document)
        return take_proposals(document, found, numbers)

    return act(register, lambda: register.family(number), decide, how)


def _of_entry(register: Register, document: Document) -> tuple[Proposal, ...]:
    found = propose(document.items, said_on(document), register.vocabulary, packaged_presidencies())
    text = register.entry(path_of(document.number)).text
    lines = [Line(line, at) for at, line in enumerate(text.split("\n"), start=1)]
    places = Places(text)
    starts = {item.number: places.line(("items", at)) for at, item in reversed(list(enumerate(document.items)))}
    return with_known(with_lines(found, lines, starts), document)


class _Text(NamedTuple):
    """A file that was read."""

    path: str
    lines: tuple[Line, ...]
    reading: Reading

    @property
    def number(self) -> DocumentNumber | None:
        """The number on its letterhead."""
        number = self.reading.fields.get("number")
        return number if isinstance(number, DocumentNumber) else None


def _read(register: Register, path: str, quoted: Collection[int | str] = ()) -> _Text:
    file_of = ready([path])

    def read(name: str) -> _Text:
        came = file_of(name)
        text = read_bytes(came.content, came.name)
        text = text._replace(aside=(*text.aside, *lines_of_name(came.name)))
        try:
            return _Text(name, text.lines, read_document(text, register.vocabulary, quoted))
        except Classified as refusal:
            # Lines are quoted where a file is imported, and the entry says so.
            refusal.hint = f"{Classified.hint} {_ONLY_QUOTES}"
            raise

    return alone(read, path)


def _of_text(
    register: Register, text: _Text, held: Document | None, number: DocumentNumber | None
) -> tuple[Proposal, ...]:
    if number and text.number and text.number != number:
        raise Refused(f"{text.path} is {text.number}, not {number}.", "Give the text of the document that is named.")
    fields: Mapping[str, Any] = text.reading.fields
    # What the clerk corrected in the entry counts more than what is read again.
    day = (said_on(held) if held else None) or meant_on(fields.get("meeting"), fields.get("date"))
    items: tuple[Item, ...] = fields.get("items") or (_whole(text.lines),)
    found = propose(items, day, register.vocabulary, packaged_presidencies())
    starts: dict[str | None, int] = {
        e.field.removeprefix("items."): e.line for e in text.reading.evidence if e.field.startswith("items.")
    }
    placed = with_lines(found, text.lines, starts)
    return with_known(placed, held) if held else placed


def _whole(lines: Sequence[Line]) -> Item:
    """A text without items, as the text of one without a number."""
    return Item("", summary="\n".join(line.words for line in lines))
