"""TEXT: words that were damaged on the way: figures read as letters, wrong encodings, and words that say nothing."""

import re
from collections.abc import Iterator
from functools import lru_cache

from somei_cli.model.documents import Document, Status
from somei_cli.model.entries import DocumentFile
from somei_cli.rules.findings import Severity
from somei_cli.rules.looks import may_hold_markup
from somei_cli.rules.parts import follow_ups, items, strings
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.rules.traits import Trait
from somei_cli.text.fields import KeyPath, last_key
from somei_cli.text.markup import find_markup

_NOT_PROSE = frozenset({"to", "number", "sha256", "name", "ground"})
"""Keys that hold an address, a number or a hash."""
_LETTER_IN_FIGURE = re.compile(r"(?<![A-Za-z0-9/._=&?-])[0-9]+[OolI]+[0-9]+(?![A-Za-z0-9_=&?])", re.ASCII)
_WRONG_ENCODING = re.compile(
    # UTF-8 read as Latin-1 or Windows-1252, and what HTML writes for a character.
    "[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac.|&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{2,5}|#x[0-9A-Fa-f]{2,5});"
)
_SAYS_NOTHING = re.compile(
    r"(?:tb[acd]|t\.b\.[acd]\.|to be (?:added|completed|confirmed|defined)|todo|fixme|lorem ipsum.*"
    r"|x{2,}|n/?a|n\.a\.|none|unknown|untitled|test|[\W_]+)\.?",
    re.IGNORECASE,
)


def _prose(entry: DocumentFile, pattern: re.Pattern[str]) -> Iterator[tuple[Document, KeyPath]]:
    """Where a pattern is met in the words of a document; the file is looked at whole first."""
    if entry.document is None or not pattern.search(entry.text):
        return
    for at, text in strings(entry.document):
        if pattern.search(text) and (len(at) == 1 or last_key(at) not in _NOT_PROSE):
            yield entry.document, at


@rule("TEXT007", Severity.WARNING, Scope.FILE, Trait.LETTER_BEHIND_FIGURE)
def letter_in_a_figure(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A figure holds a letter that looks like one.

    In a scanned paper 2019 is often read as 2O19 and 15070 as l5O70. Nobody sees it, no search for the year or the
    number finds it, and a reference that is written so is no reference.
    """
    for document, at in _prose(entry, _LETTER_IN_FIGURE):
        hint = "Type the figure anew; the letters O, l and I stand for 0 and 1."
        yield Flaw(document.number, at, f"“{last_key(at)}” holds a figure with a letter in it", hint)


@rule("TEXT008", Severity.WARNING, Scope.DOCUMENT)
def says_nothing(document: Document, _: Background) -> Iterator[Flaw]:
    """A subject, a title or a promise consists of a stopgap.

    “TBC”, “xxx” or a dash fills a field that has to be filled, and says nothing. The document counts as described
    and is found by nobody; leave the field empty, and the rule about empty fields will tell. Drafts may have them.
    """
    if document.status is Status.DRAFT:
        return
    for at, text in _telling(document):
        if text and _is_stopgap(text):
            hint = "Write what the document says, or leave the key out."
            yield Flaw(document.number, at, f"“{last_key(at)}” says nothing", hint)


@lru_cache(maxsize=1024)
def _is_stopgap(text: str) -> bool:
    """Whether a text says nothing; types and titles come again and again."""
    return _SAYS_NOTHING.fullmatch(text.strip()) is not None


def _telling(document: Document) -> Iterator[tuple[KeyPath, str | None]]:
    """The texts by which people know a document, an item or a promise, and the reasons given."""
    yield ("subject",), document.subject
    yield ("type",), document.type
    yield ("reason",), document.reason
    for part in items(document):
        yield (*part.at, "title"), part.item.title
        yield (*part.at, "reason"), part.item.reason
    for at, promise, _ in follow_ups(document):
        yield (*at, "what"), promise.what
        yield (*at, "who"), promise.who
        yield (*at, "reason"), promise.reason


@rule("TEXT009", Severity.WARNING, Scope.FILE, Trait.WRONG_ENCODING)
def wrong_encoding(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text was read in the wrong encoding.

    “é” becomes two strange letters when UTF-8 is read as Latin-1, and a dash three; “&amp;” was taken out of a web
    page. The words cannot be searched, and each further copy damages them more.
    """
    for document, at in _prose(entry, _WRONG_ENCODING):
        hint = "Type the words anew, or take them from the document again."
        yield Flaw(document.number, at, f"“{last_key(at)}” holds characters of another encoding", hint)


@rule("TEXT010", Severity.WARNING, Scope.FILE, Trait.MARKUP)
def left_markup(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text holds marks of Markdown or HTML.

    “### **3. Organised crime**” in the text of item 2 shows that a document was read as plain text: items that follow
    may be hidden in it, with what they cite. The marks themselves are printed and published as they stand.
    """
    if entry.document is None or not may_hold_markup(entry):
        return
    for at, text in strings(entry.document):
        if last_key(at) not in _NOT_PROSE and find_markup(text):
            hint = "Import the document again with --replace, or take the marks out."
            yield Flaw(entry.document.number, at, f"“{last_key(at)}” holds marks of Markdown or HTML", hint)
