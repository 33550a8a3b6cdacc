"""The words of an entry that name a level of EU classified information: found, declared as quoted, or refused."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from somei_cli.errors import LevelNamed
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.fields import SHAPES, WAIVE, KeyPath, last_key
from somei_cli.model.document import Document
from somei_cli.model.mentions import level_named, only_speaks_of_level
from somei_cli.model.register.access import is_declassified
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.snapshot import Snapshot

RULE = "MARK019"
"""The rule that finds words of a level; a waiver of it says, with the reason, that those of an entry only quote one."""

_NOT_WORDS = frozenset({"marking", "source", WAIVE})
"""Keys that other rules answer for: what the document bears itself, the file it was read from, reasons of waivers."""

_TYPED_BESIDE = frozenset({"reason", "approved-by", "request", "code"})
FIELDS = (_TYPED_BESIDE | {field.key for shape in SHAPES.values() for field in shape.fields}) - {"marking"}
"""The names by which the clerk says where a level is only quoted; behind a dot comes what stands below it.

No marking only quotes one.
"""


class LevelWords(NamedTuple):
    """A text of an entry that names a level: the key path, the name of the place, the level, and how it is named."""

    at: KeyPath
    name: str
    words: str
    level: str
    only_spoken_of: bool


def level_words_of(document: Document) -> Iterator[LevelWords]:
    """Every text of an entry that names a level, in the order of its file."""
    for at, words in _texts((), to_table(document)):
        level = level_named(words)
        if level:
            spoken = only_speaks_of_level(words, document.number, of_item=at[0] == "items")
            yield LevelWords(at, _name(document, at), words, level, spoken)


def unexplained(document: Document) -> tuple[LevelWords, ...]:
    """The texts that name a level and do not only speak of it; none of an entry that is, or was, classified itself."""
    if (document.marking and document.marking.classified) or is_declassified(document):
        return ()
    return tuple(words for words in level_words_of(document) if not words.only_spoken_of)


def is_quoted(name: str, quoted: Collection[int | str]) -> bool:
    """Whether the clerk named a place, or what it stands in, or the field that it is, as one that only quotes."""
    steps = name.split(".")
    ways = {".".join(steps[:length]) for length in range(1, len(steps) + 1)}
    return not ways.isdisjoint(quoted) or steps[-1] in quoted


def with_quotation(document: Document, places: Sequence[str], reason: str) -> Document:
    """The entry with the waiver that says which of its words only quote a level, and why."""
    told = f"{', '.join(places)}: {reason}"
    held = dict(document.waive)
    if told not in held.get(RULE, ""):
        held[RULE] = f"{held[RULE]}; {told}" if RULE in held else told
    return replace(document, waive=tuple(held.items()))


def settle_level_words(before: Snapshot, change: Change, quoted: Collection[str], request: str = "") -> Change:
    """The change, with every typed text that only quotes a level declared as such in its entry and in the commit.

    Only texts that the change adds are looked at; what stood there before stops nobody.

    Raises:
        LevelNamed: for a typed text that names a level, and of which the clerk did not say that it only quotes it.
    """
    declared = list(change.quoted)
    for name, words in _typed_beside(change, request):
        if _is_declared(name, words, quoted):
            declared.append((None, name))
    if change.relayout or change.undoes:
        return change._replace(quoted=tuple(declared))
    puts = []
    for put in change.puts:
        document, names = _declared(before, change, put, quoted)
        puts.append(document)
        declared += [(put.number, name) for name in names]
    return change._replace(puts=tuple(puts), quoted=tuple(declared))


def _declared(before: Snapshot, change: Change, put: Document, quoted: Collection[str]) -> tuple[Document, list[str]]:
    """An entry with the waiver that it needs, and the names of the places that only quote a level."""
    if change.wording is Wording.READ:
        names = [one.name for one in (unexplained(put) if quoted else ()) if is_quoted(one.name, quoted)]
        waived = not names or RULE in dict(put.waive)
        return (put, []) if waived else (with_quotation(put, names, change.reason or ""), names)
    found = list(level_words_of(put))
    standing = _standing(before, change) if found else frozenset()
    added = [one for one in found if one.words not in standing]
    if added and change.wording is Wording.COPIED:
        put, added = _with_copied(before, put, added)
    names = [one.name for one in added if _is_declared(one.name, one.words, quoted)]
    if names and any(one.name in names for one in unexplained(put)):
        put = with_quotation(put, names, change.reason or "")
    return put, names


def _is_declared(name: str, words: str, quoted: Collection[str]) -> bool:
    """Whether words that name a level are declared as quoted; False for words that name none."""
    level = level_named(words)
    if level is None:
        return False
    if not is_quoted(name, quoted):
        raise LevelNamed(name, level)
    return True


def _typed_beside(change: Change, request: str) -> Iterator[tuple[str, str]]:
    """What is typed and stands in no entry: in the commit, or in the vocabulary."""
    yield "reason", change.reason or ""
    yield "approved-by", str(change.approved_by or "")
    yield "request", request
    for title in change.codes.values():
        yield "code", title


def _standing(before: Snapshot, change: Change) -> frozenset[str]:
    """The words that stand already in the documents which a change touches."""
    held = (before.get(number) for number in change.numbers)
    return frozenset(words for document in held if document for _, words in _texts((), to_table(document)))


def _with_copied(before: Snapshot, put: Document, added: Sequence[LevelWords]) -> tuple[Document, list[LevelWords]]:
    """An entry that took words over from others, with what was said of them there, and the words that are its own."""
    own = list(added)
    for document in before:
        held = [one.words for one in level_words_of(document)]
        copied = [one for one in own if any(_is_copy(one.words, words) for words in held)]
        reason = dict(document.waive).get(RULE)
        if reason and any(one.at == other.at for one in copied for other in unexplained(put)):
            put = replace(put, waive=tuple({**dict(put.waive), RULE: reason}.items()))
        own = [one for one in own if one not in copied]
        if not own:
            break
    return put, own


def _is_copy(words: str, held: str) -> bool:
    """Whether words that name a level do so only where they are those of another text."""
    return held in words and level_named(words.replace(held, "")) is None


def _texts(at: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, held in value.items():
            if at or key not in _NOT_WORDS:
                yield from _texts((*at, key), held)
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from _texts((*at, index), held)


def _name(document: Document, at: KeyPath) -> str:
    """How a place is called: `subject`, `items.2.title`, `access.1.by`; items by their printed numbers."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in at]
    if at[0] == "items" and isinstance(at[1], int) and document.items[at[1]].number:
        steps[1] = str(document.items[at[1]].number)
    return ".".join(steps) if len(steps) > 1 else last_key(at)
