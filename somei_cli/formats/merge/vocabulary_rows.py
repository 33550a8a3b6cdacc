"""Three-way merge of vocabulary files row by row: subject codes by their names, meeting bodies by their keys."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import tomli_w

from somei_cli.errors import Unreadable
from somei_cli.formats.merge.three_way import (
    ChooseSide,
    MergeFunction,
    Pick,
    Versions,
    merge_fields,
    merge_labelled_rows,
    merge_members,
    merge_table,
    pick_disputed,
    pick_undisputed,
)
from somei_cli.formats.toml import vocabulary
from somei_cli.formats.toml.comments import find_comments
from somei_cli.formats.toml.parser import read_toml
from somei_cli.model.merge import Conflict


class MergedVocabularyFile(NamedTuple):
    """The text of a merged file, and the rows that both sides changed; with any of these, it is no result."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge_vocabulary_file(
    file: str, texts: Sequence[str | None], *, reverts: bool = False
) -> MergedVocabularyFile | None:
    """Merge the base, our and their text of a file; None if it is not merged by rows, or holds more than these.

    With `reverts`, the merge takes a change back: the base is the text after it, theirs the one before it.
    """
    if file not in vocabulary.WRITTEN_FILES or not all(_can_be_rewritten(file, text) for text in texts if text):
        return None
    values = Versions(*(read_toml(text) if text else {} for text in texts))
    merged = merge_fields("", values, ChooseSide({}, reverts=reverts), _MERGE_FUNCTIONS)
    text = tomli_w.dumps({"codes" if file == _CODES else "bodies": {} if file == _CODES else [], **merged.value})
    return MergedVocabularyFile(vocabulary.dump(file, vocabulary.load({file: text})), merged.conflicts)


def _can_be_rewritten(file: str, text: str) -> bool:
    """Return whether nothing of a text would be lost: comments, and keys that somei does not know."""
    try:
        rewritten = vocabulary.dump(file, vocabulary.load({file: text}))
    except Unreadable:
        return False
    return not find_comments(text) and read_toml(rewritten) == read_toml(text)


def _merge_names(name: str, values: Versions, choose: ChooseSide, row: Mapping[str, MergeFunction]) -> Pick:
    """Merge a table of names, each on its own; an absent table has none."""
    tables = values.each(lambda table: table or {})
    return merge_fields(name, tables, choose, dict.fromkeys([*tables.ours, *tables.theirs], partial(_merge_row, row)))


def _merge_row(fields: Mapping[str, MergeFunction], name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge one row: a title, or a table of fields."""
    if all(side is None or isinstance(side, dict) for side in values):
        return merge_table(name, values, choose, fields)
    return pick_undisputed(values) or pick_disputed(name, values, choose)


def _merge_first_day(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge the day of a retirement: two clerks who retire the same code do not contradict each other."""
    undisputed = pick_undisputed(values)
    if undisputed or values.base is not None:
        return undisputed or pick_disputed(name, values, choose)
    return Pick(min(values.ours, values.theirs))


_CODES: Final = "subject_codes.toml"
_BODY: Final[MergeFunction] = partial(merge_table, fields={"codes": merge_members, "also": merge_members})


def _merge_bodies(name: str, values: Versions, choose: ChooseSide) -> Pick:
    return merge_labelled_rows(name, values, choose, label=_key_of, element=_BODY)


def _key_of(row: Any) -> str:
    return str(row["key"])


_MERGE_FUNCTIONS: Final[Mapping[str, MergeFunction]] = {
    "codes": partial(_merge_names, row={}),
    "retired": partial(_merge_names, row={"on": _merge_first_day}),
    "bodies": _merge_bodies,
}
