"""Carry out a change of a register as one commit; every writing command goes through here."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from somei_cli.errors import NotCanonical, Refused
from somei_cli.formats.git import commit_messages as messages
from somei_cli.formats.register_paths import SETTINGS, path_of, vocabulary_path
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml import vocabulary
from somei_cli.formats.toml.fields import LONGEST_LINE, last_key, require_length
from somei_cli.model.document import Document
from somei_cli.model.register.change import ActResult, Change, D, Receipt, Tracker, track_silently
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.store.git.repository import open_clone
from somei_cli.store.register.register import Register, require_document
from somei_cli.store.transaction.file_contents import FileContents
from somei_cli.store.transaction.transaction import transaction


def commit_change(
    register: Register,
    decide: Callable[[], D],
    *,
    earlier_request: str | None = None,
    track: Tracker = track_silently,
) -> ActResult[D]:
    """Carry out a decision as one commit: all of it, or nothing.

    `decide` is called while nobody else can write to this clone, so the commit builds on what it reads. A change that
    leaves every file as it is makes no commit. `earlier_request` is the id of a request that may have been carried out
    before: if so, its commit is returned, and nothing is done twice.
    """
    clone = open_clone(register.root)
    with transaction(clone) as current:
        if earlier_request and current.base:
            # Few acts repeat a request: import only then.
            from somei_cli.store.history.request_ids import find_earlier_act_in_clone

            earlier = find_earlier_act_in_clone(register, earlier_request, current.base)
            if earlier:
                return ActResult(Receipt(*earlier), None)
        register.state.forget_vocabulary()
        decision = decide()
        change = decision.change
        register_path = PurePosixPath(register.root.resolve().relative_to(clone.top.resolve()))
        files = FileContents(
            (register_path / path, text.encode() if text is not None else None)
            for path, text in track(iterate_texts(register, change), len(change.puts), "preparing")
        )
        commit_hash = current.commit(files, messages.write_message(change), track)
    return ActResult(Receipt(change, commit_hash), decision)


def preview_change(register: Register, decide: Callable[[], D], track: Tracker = track_silently) -> ActResult[D]:
    """Decide, and write nothing; refuse what `commit_change` would refuse of the texts."""
    decision = decide()
    for _ in track(iterate_texts(register, decision.change), len(decision.change.puts), "preparing"):
        pass  # only refusals matter
    return ActResult(Receipt(decision.change, None), decision)


def texts_of_change(register: Register, change: Change) -> dict[PurePosixPath, str | None]:
    """Return the texts that a change writes, by path in the register; None removes a file.

    Raises:
        NotCanonical: if a file that would be rewritten is not in canonical form.
    """
    return dict(iterate_texts(register, change))


def iterate_texts(register: Register, change: Change) -> Iterator[tuple[PurePosixPath, str | None]]:
    """Yield what `texts_of_change` returns, one file after the other; of two with one path the later one is right.

    Raises:
        NotCanonical: before the first, if a file that would be rewritten is not in canonical form.
    """
    if not change.relayout:
        _refuse_foreign_layout(register.entries_at(path_of(document.number) for document in change.puts))
    for document in change.puts:
        text = codec.dump(document)
        if len(text) > LONGEST_LINE and not (change.relayout or change.undoes):
            _refuse_new_long_texts(register, document)
        yield path_of(document.number), _require_readable(text, document)
    for number in change.drops:
        yield path_of(number), None
    if change.access_requests:
        from somei_cli.formats.toml import access_requests as requests

        for request in change.access_requests:
            if request.name:
                yield requests.request_path(request.name), requests.dump(request)
    if change.codes or change.vocabulary:
        yield from _texts_of_vocabulary(register, change)
    if change.searches:
        # Few acts change a saved search: import only then.
        from somei_cli.formats.toml.saved_searches import with_searches

        yield SETTINGS, with_searches(register.state.files.read(SETTINGS), change.searches)


_CANONICAL_LIST = "Remove its comments, put one entry on a line, sort the codes by the alphabet, and commit it"


def _texts_of_vocabulary(register: Register, change: Change) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the files of the vocabulary that a change rewrites, with their texts.

    Raises:
        NotCanonical: if one of them is not in canonical form.
    """
    before = register.vocabulary
    after = change.vocabulary or before._replace(codes={**before.codes, **change.codes})
    for file, make_table in vocabulary.WRITTEN_FILES.items():
        path = vocabulary_path(file)
        if make_table(before) != make_table(after):
            if vocabulary.dump(file, before) != register.state.vocabulary_text(file):
                raise NotCanonical(path, f"{_CANONICAL_LIST}: git commit {path}")
            yield path, vocabulary.dump(file, after)


def _refuse_new_long_texts(register: Register, document: Document) -> None:
    """Refuse texts that are longer than any field takes, unless they stand in the entry already.

    Raises:
        TextTooLong: if there is one.
    """
    entries = (entry.document for entry in register.entries_at([path_of(document.number)]))
    present = {words for entry in entries if entry for _, words in codec.walk_texts(codec.to_table(entry))}
    for path, words in codec.walk_texts(codec.to_table(document)):
        if words not in present:
            require_length(last_key(path), words, document.number)


def _require_readable(text: str, document: Document) -> str:
    """Return the text of an entry; refuse it if somei could not read it back."""
    if codec.load(text).document is None:
        raise Refused(
            f"The entry of {document.number} could not be read again: it is too large, or not a valid entry.",
            "Leave the text under the items out: somei import FILE --titles-only",
        )
    return text


def _refuse_foreign_layout(entries: Iterable[DocumentFile]) -> None:
    for entry in entries:
        if codec.dump(require_document(entry)) != entry.text:
            raise NotCanonical(entry.path)
