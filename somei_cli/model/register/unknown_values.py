"""Refuse values of filters that nothing has: neither the vocabulary nor any document."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from somei_cli.errors import UnknownValue
from somei_cli.model.codes import CodeEntry
from somei_cli.model.markings import Level
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot

_FILES = "interinstitutional_files"


class _Value(NamedTuple):
    """A value that was typed: what it is called, the documents that have it, and the values that there are.

    `documents` is None if it is known that none has it. `names` are those of the vocabulary, `by` is the group in which
    documents with others are counted.
    """

    field: str
    typed: str
    is_in_vocabulary: bool
    documents: Selection | None
    names: Sequence[str]
    by: GroupBy | None = None


def refuse_unknown_values(snapshot: Snapshot, selection: Selection) -> None:
    """Refuse a value that was typed wrongly: a code, a marking, a type, a body or a file that is nowhere.

    Words, numbers and days are not values of a list: what nothing has is then an answer.

    Raises:
        UnknownValue: with values that are near it.
    """
    for value in (*_codes(snapshot, selection), *_names(snapshot, selection), *_files(snapshot, selection)):
        if not (value.is_in_vocabulary or (value.documents and snapshot.select(value.documents, 1))):
            groups = snapshot.group_counts(Selection(), (value.by,)).times if value.by else ()
            values = {*value.names, *(str(name) for (name,) in groups if name)}
            look = f"somei stats --by {value.by}" if value.by else "somei list --fields number,interinstitutional_files"
            raise UnknownValue(value.field, value.typed, nearest_spellings(value.typed, values), look)


def _codes(snapshot: Snapshot, selection: Selection) -> Iterator[_Value]:
    for entry in selection.codes:
        codes, documents = snapshot.vocabulary.codes, Selection(codes=(CodeEntry(entry.code),))
        names = [code.name for code in codes]
        yield _Value("the subject code", entry.code.name, entry.code in codes, documents, names, GroupBy.CODE)


def _names(snapshot: Snapshot, selection: Selection) -> Iterator[_Value]:
    for marking in filter(None, selection.markings):
        is_known, documents = marking.level is not Level.UNKNOWN, Selection(markings=(marking,))
        yield _Value("the marking", marking.text, is_known, documents, ("LIMITE", "PUBLIC", "none"), GroupBy.MARKING)
    for heading in selection.types:
        vocabulary, documents = snapshot.vocabulary, Selection(types=(heading,))
        headings = [kind.heading for kind in vocabulary.types]
        is_known = vocabulary.type_named(heading) is not None
        yield _Value("the type", heading, is_known, documents, headings, GroupBy.TYPE)
    for name in selection.bodies:
        vocabulary, documents = snapshot.vocabulary, Selection(bodies=(name,))
        names = [name for body in vocabulary.bodies for name in body.names]
        is_known = vocabulary.body_named(name) is not None
        yield _Value("the meeting body", name, is_known, documents, names, GroupBy.BODY)


def _files(snapshot: Snapshot, selection: Selection) -> Iterator[_Value]:
    for file in dict(selection.members).get(_FILES, ()):
        number, documents = file.partition("(")[0], Selection(members=((_FILES, (file,)),))
        # One look through a large register is enough where no document has the number.
        with_number = snapshot.select(Selection(members=((_FILES, (f"{number}(",)),)), 1)
        if with_number and snapshot.select(documents, 1):
            continue
        same_number = [str(name) for document in with_number for name in document.interinstitutional_files]
        yield _Value("the interinstitutional file", file.removesuffix("("), False, None, same_number)


def nearest_spellings(typed: str, values: Iterable[str]) -> list[str]:
    """Return up to three of the values that are spelt nearly like what was typed, the nearest first."""
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in sorted(values)}
    return [by_folded[name] for name in get_close_matches(typed.casefold(), by_folded, n=3, cutoff=0.6)]
