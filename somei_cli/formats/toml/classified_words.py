"""Find words in a document's entry that name a level of EU classified information; require that they are quotations."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import LevelNamed
from somei_cli.formats.toml.document import to_table, walk_texts
from somei_cli.formats.toml.fields import SHAPES, WAIVE, KeyPath, last_key
from somei_cli.model.document import Document
from somei_cli.model.level_mentions import find_level, only_speaks_of_level
from somei_cli.model.register.access_status import is_declassified
from somei_cli.model.register.snapshot import Snapshot

if TYPE_CHECKING:
    from somei_cli.model.register.change import Change

LEVEL_WORDS_RULE = "MARK019"
"""The rule that finds words naming a level; its waiver in an entry says which of them only quote a level, and why."""

_UNCHECKED_KEYS = frozenset({"marking", "source", WAIVE})
"""Keys that other rules check: the document's own marking, the name of its source file, the reasons of waivers."""

_NAMES_OUTSIDE_DOCUMENTS = frozenset({"reason", "approved-by", "request", "code"})
QUOTABLE_FIELDS = (_NAMES_OUTSIDE_DOCUMENTS | {field.key for shape in SHAPES.values() for field in shape.fields}) - {
    "marking"
}
"""The names with which a clerk declares that a text only quotes a level; `items.2.title` narrows a name down.

A marking never only quotes one.
"""


class LevelWords(NamedTuple):
    """A text of an entry that names a level: its key path, the name of its place, the text, and the level.

    `only_spoken_of` means that the text speaks of the level as a subject and does not classify anything.
    """

    path: KeyPath
    name: str
    words: str
    level: str
    only_spoken_of: bool


def find_level_words(document: Document) -> Iterator[LevelWords]:
    """Yield every text of an entry that names a level, in the order of the file."""
    for path, words in _walk_checked_texts(document):
        level = find_level(words)
        if level:
            only_spoken_of = only_speaks_of_level(words, document.number, of_item=path[0] == "items")
            yield LevelWords(path, _place_name(document, path), words, level, only_spoken_of)


def find_unexplained_level_words(document: Document) -> tuple[LevelWords, ...]:
    """Return the texts that name a level and do not only speak of it; none if the document is or was classified."""
    return select_unexplained(document, find_level_words(document))


def select_unexplained(document: Document, mentions: Iterable[LevelWords]) -> tuple[LevelWords, ...]:
    """Return those of the texts of a document that name a level which `find_unexplained_level_words` returns."""
    if (document.marking and document.marking.classified) or is_declassified(document):
        return ()
    return tuple(words for words in mentions if not words.only_spoken_of)


def is_quoted(name: str, quoted: Collection[int | str]) -> bool:
    """Return whether the clerk declared a place as a quotation: by its name, a prefix of it, or its field."""
    steps = name.split(".")
    prefixes = {".".join(steps[:length]) for length in range(1, len(steps) + 1)}
    return not prefixes.isdisjoint(quoted) or steps[-1] in quoted


def with_quotation_waiver(document: Document, places: Sequence[str], reason: str) -> Document:
    """Return the entry with a waiver that says which of its texts only quote a level, and why."""
    waiver_reason = f"{', '.join(places)}: {reason}"
    waivers = dict(document.waive)
    if waiver_reason not in waivers.get(LEVEL_WORDS_RULE, ""):
        waivers[LEVEL_WORDS_RULE] = (
            f"{waivers[LEVEL_WORDS_RULE]}; {waiver_reason}" if LEVEL_WORDS_RULE in waivers else waiver_reason
        )
    return replace(document, waive=tuple(waivers.items()))


def declare_quoted_levels(
    before: Snapshot, change: "Change", quoted: Collection[str], request: str | None = None
) -> "Change":
    """Return the change with each new text that only quotes a level declared, in its entry and for the commit message.

    Only texts that the change adds are examined, and the request id that the clerk gave.

    Raises:
        LevelNamed: if a new text names a level and the clerk did not declare it as a quotation.
    """
    declared = list(change.quoted)
    for name, words in _list_texts_outside_documents(before, change, request):
        if _is_declared(name, words, quoted):
            declared.append((None, name))
    if change.relayout or change.undoes:
        return change._replace(quoted=tuple(declared))
    documents = []
    for entry in change.puts:
        document, names = _declare_in_document(before, change, entry, quoted)
        documents.append(document)
        declared += [(entry.number, name) for name in names]
    return change._replace(puts=tuple(documents), quoted=tuple(declared))


def _declare_in_document(
    before: Snapshot, change: "Change", entry: Document, quoted: Collection[str]
) -> tuple[Document, list[str]]:
    """Return an entry with the waiver that it needs, and the names of the places that only quote a level."""
    from somei_cli.model.register.change import Wording

    if change.wording is Wording.READ:
        names = [
            mention.name
            for mention in (find_unexplained_level_words(entry) if quoted else ())
            if is_quoted(mention.name, quoted)
        ]
        waived = not names or LEVEL_WORDS_RULE in dict(entry.waive)
        return (entry, []) if waived else (with_quotation_waiver(entry, names, change.reason or ""), names)
    mentions = list(find_level_words(entry))
    texts_before = _find_texts_before(before, change) if mentions else frozenset()
    added = [mention for mention in mentions if mention.words not in texts_before]
    if added and change.wording is Wording.COPIED:
        entry, added = _accept_copied_texts(before, entry, added)
    names = [mention.name for mention in added if _is_declared(mention.name, mention.words, quoted)]
    if names and any(mention.name in names for mention in find_unexplained_level_words(entry)):
        entry = with_quotation_waiver(entry, names, change.reason or "")
    return entry, names


def _is_declared(name: str, words: str, quoted: Collection[str]) -> bool:
    """Return whether a text names a level and is declared as a quotation; False if it names none.

    Raises:
        LevelNamed: if it names a level and is not declared.
    """
    level = find_level(words)
    if level is None:
        return False
    if not is_quoted(name, quoted):
        raise LevelNamed(name, level)
    return True


def _list_texts_outside_documents(before: Snapshot, change: "Change", request: str | None) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of what the clerk typed for the commit or the vocabulary."""
    yield "reason", change.reason or ""
    yield "approved-by", str(change.approved_by or "")
    yield "request", request or ""
    for title in change.codes.values():
        yield "code", title
    if change.vocabulary:
        titles = set(before.vocabulary.codes.values())
        names = {name for body in before.vocabulary.bodies for name in body.names}
        yield from (("code", title) for title in change.vocabulary.codes.values() if title not in titles)
        yield from (("body", name) for body in change.vocabulary.bodies for name in body.names if name not in names)


def _find_texts_before(before: Snapshot, change: "Change") -> frozenset[str]:
    """Return all texts of the documents that a change touches, as they are before it."""
    documents = (before.get(number) for number in change.numbers)
    return frozenset(words for document in documents if document for _, words in _walk_checked_texts(document))


def _accept_copied_texts(
    before: Snapshot, entry: Document, added: Sequence[LevelWords]
) -> tuple[Document, list[LevelWords]]:
    """Return an entry with the waivers of the documents it copied texts from, and the texts that are not copies."""
    own = list(added)
    for source in before:
        source_texts = [mention.words for mention in find_level_words(source)]
        copied = [mention for mention in own if any(_is_copy(mention.words, words) for words in source_texts)]
        reason = dict(source.waive).get(LEVEL_WORDS_RULE)
        if reason and any(
            mention.path == unexplained_mention.path
            for mention in copied
            for unexplained_mention in find_unexplained_level_words(entry)
        ):
            entry = replace(entry, waive=tuple({**dict(entry.waive), LEVEL_WORDS_RULE: reason}.items()))
        own = [mention for mention in own if mention not in copied]
        if not own:
            break
    return entry, own


def _is_copy(words: str, source_words: str) -> bool:
    """Return whether a text names a level only in the part that is copied from another text."""
    return source_words in words and find_level(words.replace(source_words, "")) is None


def _walk_checked_texts(document: Document) -> Iterator[tuple[KeyPath, str]]:
    return ((path, words) for path, words in walk_texts(to_table(document)) if path[0] not in _UNCHECKED_KEYS)


def _place_name(document: Document, path: KeyPath) -> str:
    """Return the name of a place: `subject`, `items.2.title`, `access.1.by`; items by their printed numbers."""
    steps = [str(step + 1) if isinstance(step, int) else step for step in path]
    if path[0] == "items" and isinstance(path[1], int) and document.items[path[1]].number:
        steps[1] = str(document.items[path[1]].number)
    return ".".join(steps) if len(steps) > 1 else last_key(path)
