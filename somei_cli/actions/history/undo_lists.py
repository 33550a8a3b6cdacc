"""Take back what an act did to the lists of the register: its vocabulary, and the saved searches of the settings."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from somei_cli.errors import Refused, Unreadable
from somei_cli.formats.diff.file_field_changes import list_file_differences
from somei_cli.formats.git.commit_messages import SETTINGS_KEY
from somei_cli.formats.register_paths import SETTINGS, VOCABULARY, VOCABULARY_FILES, vocabulary_path
from somei_cli.formats.toml import settings, vocabulary
from somei_cli.model.history.undo import UndoneLists
from somei_cli.model.register.files_and_faults import FileContent
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.history.undo_context import UndoContext
from somei_cli.store.register.register import RegisterState

_CODES = vocabulary_path("subject_codes.toml")
_SEARCHES = "searches"


def is_undone_list(path: PurePosixPath, trailers: Mapping[str, Sequence[str]]) -> bool:
    """Return whether all that an act may have written into a file can be taken back row by row."""
    if path.parent == VOCABULARY:
        return path.name in vocabulary.WRITTEN_FILES
    return path == SETTINGS and list(trailers.get(SETTINGS_KEY, ())) == [_SEARCHES]


def undo_lists(
    state: RegisterState, context: UndoContext, snapshot: Snapshot, *, keeps_codes: bool
) -> UndoneLists | None:
    """Return the lists without what an act did to them; None if it did nothing that is taken back.

    With `keeps_codes`, codes stay that an act only added: it gave them to documents.

    Raises:
        Refused: if a later act changed the same row again.
        Unreadable: if the act, or somebody since, left a list that cannot be read.
    """
    paths = [path for path in context.texts if path.parent == VOCABULARY or path == SETTINGS]
    if not paths or (keeps_codes and all(_only_adds_codes(path, *context.texts[path]) for path in paths)):
        return None
    texts = {file: state.vocabulary_text(file) for file in VOCABULARY_FILES}
    for path in paths:
        if path.parent == VOCABULARY:
            texts[path.name] = _revert_file(context, path, texts[path.name])
    searches = _revert_searches(context, snapshot) if SETTINGS in paths else {}
    return UndoneLists(vocabulary.load(texts), searches)


def _only_adds_codes(path: PurePosixPath, before: FileContent, after: FileContent) -> bool:
    return path == _CODES and all(
        difference.before is None and difference.field.startswith("codes ")
        for difference in list_file_differences(path, before, after)
    )


def _revert_file(context: UndoContext, path: PurePosixPath, now: str) -> str:
    # Few acts change a list.
    from somei_cli.formats.merge.vocabulary_rows import merge_vocabulary_file

    before, after = (_require_text(path, text) for text in context.texts[path])
    merged = merge_vocabulary_file(path.name, (after, now, before), reverts=True)
    if merged is None:
        raise Unreadable(path, f"the act {context.act.hash[:10]} cannot be undone in it")
    if merged.conflicts:
        raise _make_refusal(context, path, merged.conflicts[0].field)
    # A row that the act wrote and that is gone since, such as a code that was retired, is no conflict of a merge.
    own_fields = {difference.field for difference in list_file_differences(path, before, after)}
    for difference in list_file_differences(path, after, now):
        if difference.field in own_fields and not isinstance(difference.before, list):
            raise _make_refusal(context, path, difference.field)
    return merged.text


def _revert_searches(context: UndoContext, snapshot: Snapshot) -> dict[str, str]:
    before, after = (settings.load(_require_text(SETTINGS, text)).searches for text in context.texts[SETTINGS])
    searches = {name: words for name, words in before.items() if words != after.get(name)}
    for name in searches:
        if snapshot.settings.searches.get(name) != after.get(name):
            raise _make_refusal(context, SETTINGS, f"{_SEARCHES} {name}")
    return searches


def _require_text(path: PurePosixPath, content: FileContent) -> str:
    if isinstance(content, Unreadable):
        raise content
    if content is None:
        raise Unreadable(path, "is missing")
    return content


def _make_refusal(context: UndoContext, path: PurePosixPath, row: str) -> Refused:
    """Return the refusal for a row that was changed again, naming the last commit that did."""
    for later in reversed(context.later):
        differences = list_file_differences(path, later.old, later.new) if later.path == path else ()
        if any(f"{difference.field} ".startswith(f"{row} ") for difference in differences):
            commit = later.commit[:10]
            return Refused(f"{path}: {row} was changed again by {commit}.", f"Undo that one first: somei undo {commit}")
    return Refused(f"{path}: {row} is no longer as the act {context.act.hash[:10]} left it.")
