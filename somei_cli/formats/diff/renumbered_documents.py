"""Documents that got another number between two states: which they are, and the first state with the new numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.formats.diff.commits_behind_changes import CommitEffect, FileTimeline
from somei_cli.formats.diff.file_field_changes import is_document_path, read_file_value
from somei_cli.formats.git.commit_messages import RENUMBERED, read_trailers
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import Difference
from somei_cli.model.history.change_consequences import ChangeMeaning, Consequence
from somei_cli.model.history.changes_with_origins import WeighedChange
from somei_cli.model.numbers.number_allotment import keep_reserved_fields
from somei_cli.model.register.change import NewNumber
from somei_cli.model.register.files_and_faults import FileContent
from somei_cli.model.register.words import pluralise
from somei_cli.model.renumber import find_new_number, follow_new_number, refers_to_old_number, renumbered_entry


class DocumentMove(NamedTuple):
    """A document that went to another number, and what the commit did to both files."""

    numbers: NewNumber
    departure: CommitEffect
    arrival: CommitEffect


def declares_renumbering(message: str) -> bool:
    """Return whether a commit says that it gave a document another number."""
    # The trailers of a long message are read for each of its files, so the words are looked for first.
    return f"\n{RENUMBERED}: " in message and bool(read_trailers(message).get(RENUMBERED))


def find_standing_moves(
    timelines: Mapping[PurePosixPath, FileTimeline], current_texts: Mapping[PurePosixPath, FileContent]
) -> tuple[DocumentMove, ...]:
    """Return the documents that got another number in these commits and have it still, or a later one, in their order.

    It is as messages say and files show.
    """
    effects: dict[str, list[tuple[FileTimeline, CommitEffect]]] = {}
    for timeline in timelines.values():
        for effect in timeline.steps:
            if timeline.number and declares_renumbering(effect.message):
                effects.setdefault(effect.commit, []).append((timeline, effect))
    moves = [move for group in effects.values() for move in _find_moves_of_commit(group)]
    bearers = {
        timeline.number: _read(path, current_texts.get(path)) for path, timeline in timelines.items() if timeline.number
    }
    ended = [move for move in moves if _has_status(bearers, move.numbers.old, void=True)]
    standing = [move for move in ended if _has_status(bearers, move.numbers.new, void=False)]
    # A document may have had several numbers: its moves are found from the last one backwards.
    while earlier := next((move for move in ended if _leads_to_one_of(move, standing)), None):
        standing.insert(0, earlier)
    return tuple(standing)


def _has_status(bearers: Mapping[DocumentNumber, Document | None], number: DocumentNumber, *, void: bool) -> bool:
    document = bearers.get(number)
    return document is not None and (document.status is Status.VOID) is void


def _leads_to_one_of(move: DocumentMove, moves: Sequence[DocumentMove]) -> bool:
    """Return whether a move ends where one of these begins, and none of them begins or ends where it begins."""
    starts, ends = {later.numbers.old for later in moves}, {later.numbers.new for later in moves}
    return move.numbers.new in starts and move.numbers.old not in starts | ends


def _find_moves_of_commit(group: Sequence[tuple[FileTimeline, CommitEffect]]) -> Iterator[DocumentMove]:
    declared = read_trailers(group[0][1].message).get(RENUMBERED, ())
    effects = {timeline.number: effect for timeline, effect in group}
    versions = {
        number: (_read(timeline.path, effect.old), _read(timeline.path, effect.new))
        for timeline, effect in group
        if (number := timeline.number)
    }
    for number, vacated in versions.items():
        numbers = find_new_number(vacated, versions.values()) if str(number) in declared else None
        if numbers:
            yield DocumentMove(numbers, effects[numbers.old], effects[numbers.new])


def timeline_after(move: DocumentMove, timelines: Mapping[PurePosixPath, FileTimeline]) -> FileTimeline:
    """Return the commits on the new number after it got the document."""
    timeline = timelines[path_of(move.numbers.new)]
    commits = [step.commit for step in timeline.steps]
    return timeline._replace(first=move.arrival.after, steps=timeline.steps[commits.index(move.arrival.commit) + 1 :])


def timelines_before(
    move: DocumentMove, timelines: Mapping[PurePosixPath, FileTimeline], moves: Sequence[DocumentMove]
) -> Iterator[FileTimeline]:
    """Yield the commits on the numbers that a document had before, the last number first."""
    timeline = timelines[path_of(move.numbers.old)]
    previous = next((other_move for other_move in moves if other_move.numbers.new == move.numbers.old), None)
    if previous:
        timeline = timeline_after(previous, timelines)
    commits = [step.commit for step in timeline.steps]
    yield timeline._replace(last=move.departure.before, steps=timeline.steps[: commits.index(move.departure.commit)])
    if previous:
        yield from timelines_before(previous, timelines, _moves_before(move, moves))


def text_with_new_number(
    path: PurePosixPath, texts: Mapping[PurePosixPath, FileContent], moves: Iterable[DocumentMove]
) -> FileContent:
    """Return the text of a file in the first state, if the documents had had their new numbers there."""
    text = texts.get(path)
    document = _read(path, text)
    for move in moves:
        if path == path_of(move.numbers.new):
            old_path = path_of(move.numbers.old)
            moved = _read(old_path, text_with_new_number(old_path, texts, _moves_before(move, moves)))
            reserved = document if document and document.status is Status.RESERVED else None
            if moved:
                refers = refers_to_old_number(_read(path, move.arrival.new), move.numbers.old)
                document = keep_reserved_fields(renumbered_entry(moved, move.numbers, refers=refers), reserved)
        elif document and path != path_of(move.numbers.old):
            document = follow_new_number(document, move.numbers)
    return text if document is None or document == _read(path, text) else codec.dump(document)


def _moves_before(move: DocumentMove, moves: Iterable[DocumentMove]) -> tuple[DocumentMove, ...]:
    earlier = tuple(moves)
    return earlier[: earlier.index(move)]


def _read(path: PurePosixPath, text: FileContent) -> Document | None:
    value = read_file_value(path, text) if is_document_path(path) else None
    return value if isinstance(value, Document) else None


def describe_move(move: DocumentMove, followers: int) -> WeighedChange:
    """Return the one change that tells that a document was renumbered, and how many documents name it anew."""
    sentence = "renumbered as {}; this number is void"
    if followers:
        sentence += f", and {pluralise(followers, 'document')} that {'names' if followers == 1 else 'name'} it "
        sentence += "follows" if followers == 1 else "follow"
    difference = Difference("number", str(move.numbers.old), str(move.numbers.new))
    meaning = ChangeMeaning(sentence, (str(move.numbers.new),))
    return WeighedChange(difference, Consequence.NUMBER, meaning, needs_reason=True)
