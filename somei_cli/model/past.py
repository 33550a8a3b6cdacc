"""What one more step adds to the past: numbers that went, serials that were let go, files that broke."""

from collections.abc import Iterator, Mapping, Sequence

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.steps import FileEdit, HistoryState, HistoryStep, Serial, departures, meaning_of


def after_step(step: HistoryStep) -> HistoryState:
    """What is known behind a step."""
    past, deed = step.past, step.deed
    return HistoryState(
        gone=_gone(past, deed.turns),
        freed=_freed(past, deed.turns),
        broken=_broken(past, deed.turns),
        two_persons=past.two_persons if deed.two_persons is None else deed.two_persons,
        when=deed.when,
        public_unmarked=past.public_unmarked if deed.public_unmarked is None else deed.public_unmarked,
    )


def let_go(turns: Sequence[FileEdit]) -> dict[Serial, DocumentNumber]:
    """The serials that documents had before and have no more."""
    return {
        serial: old.number
        for turn in turns
        if not turn.double and (old := _old(turn)) and (new := _new(turn)) is not old and not old.number.is_provisional
        for serial in _serials(old) - (_serials(new) if new else set())
    }


def taken(turns: Sequence[FileEdit]) -> Iterator[tuple[Serial, FileEdit, DocumentNumber]]:
    """The serials that documents have now and had not before."""
    for turn in turns:
        old, new = _old(turn), _new(turn)
        if new and turn.after and turn.after.readable:
            for serial in sorted(_serials(new) - (_serials(old) if old else set())):
                yield serial, turn, new.number


def _old(turn: FileEdit) -> Document | None:
    return turn.before.document if turn.before else None


def _new(turn: FileEdit) -> Document | None:
    """The document after; of a file that cannot be read any more, the last that could."""
    return turn.after.document if turn.after else None


def _serials(document: Document) -> set[Serial]:
    year = document.number.year
    return {(entry.code.name, year, entry.serial) for entry in document.subject_codes if entry.serial is not None}


def _gone(past: HistoryState, turns: Sequence[FileEdit]) -> Mapping[DocumentNumber, str]:
    went = {d.document.number: meaning_of(d.document) for d in departures(turns) if not d.kept_number}
    came = {new.number for turn in turns if (new := _new(turn)) and turn.before is None}
    if not went and past.gone.keys().isdisjoint(came):
        return past.gone
    return {number: mark for number, mark in {**past.gone, **went}.items() if number not in came}


def _freed(past: HistoryState, turns: Sequence[FileEdit]) -> Mapping[Serial, DocumentNumber]:
    went = let_go(turns)
    came = {serial for serial, _, _ in taken(turns)} if past.freed or went else set()
    if not went and past.freed.keys().isdisjoint(came):
        return past.freed
    return {serial: number for serial, number in {**past.freed, **went}.items() if serial not in came}


def _broken(past: HistoryState, turns: Sequence[FileEdit]) -> Mapping[str, str]:
    if not past.broken and not any(turn.after and turn.after.faults for turn in turns):
        return past.broken
    broken = dict(past.broken)
    for turn in turns:
        path = str(turn.path)
        if turn.after is None or not turn.after.faults:
            broken.pop(path, None)
        elif turn.before and turn.before.readable:
            broken[path] = turn.before.blob
    return broken
