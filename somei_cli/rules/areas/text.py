"""TEXT: characters that mislead, hide or do not belong in a text, and words that are damaged or say nothing."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from somei_cli.formats.notation.leftover_markup import find_markup
from somei_cli.formats.sanitize import invisible_pattern
from somei_cli.formats.toml.fields import KeyPath, last_key
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.rules.definition.document_parts import follow_ups_with_paths, items_with_paths, texts_with_paths
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule
from somei_cli.rules.definition.text_features import (
    DAMAGED,
    FOREIGN_DIGIT,
    MIXED_WORD,
    is_ordinary,
    may_have_stray_blanks,
)

_SOFT_HYPHEN = "\u00ad"
_CONTROL_CATEGORIES = frozenset({"Cc", "Zl", "Zp"})
# Acts, which ask for errors only, load this module: its patterns are compiled where they are used.
_STRAY_BLANKS = r"(?m)\A\s|\s\Z|\S[ \t\u00a0]{2,}(?=\S)|[ \t\u00a0]+$"


def _unusual_texts(entry: DocumentFile) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts of an entry, if its file holds more than ordinary characters."""
    if entry.document and not is_ordinary(entry.text):
        yield from _own_texts(entry.document)


def _own_texts(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts of a document without those of its doubts, which quote what was damaged in a file."""
    return ((key_path, text) for key_path, text in texts_with_paths(document) if key_path[0] != "doubts")


def _report_characters(
    entry: DocumentFile, pattern: re.Pattern[str], is_reported: Callable[[str], bool], hint: str
) -> Iterator[Flaw]:
    for key_path, text in _unusual_texts(entry):
        characters = sorted({character for character in pattern.findall(text) if is_reported(character)})
        if characters and entry.document:
            names = ", ".join(f"U+{ord(character):04X}" for character in characters)
            yield Flaw(entry.document.number, key_path, f"“{last_key(key_path)}” holds {names}", hint)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in _CONTROL_CATEGORIES


@rule("TEXT001", Severity.ERROR, Scope.FILE, Trait.UNSEEN_CHARACTER)
def control_characters(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text holds control characters.

    No document has them. They come from broken extraction or from an attacker: sent to a terminal they can clear the
    screen, change its title or hide what stands before them (LIMITE, a carriage return, PUBLIC).
    """
    hint = "Delete them; compare the words with the document."
    yield from _report_characters(entry, invisible_pattern(), _is_control, hint)


@rule("TEXT002", Severity.ERROR, Scope.FILE, Trait.UNSEEN_CHARACTER)
def hidden_characters(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text holds characters that are invisible, or that change the reading direction.

    With a zero-width blank in it, ENFOPOL is no longer found; a bidirectional override shows 91/07051 where 15070/19 is
    written; tag characters carry whole hidden sentences. Two people look at the same entry and read different things.
    """
    hint = "Delete them; type the words again, do not copy them."
    yield from _report_characters(
        entry, invisible_pattern(), lambda character: character != _SOFT_HYPHEN and not _is_control(character), hint
    )


@rule("TEXT003", Severity.WARNING, Scope.FILE, Trait.DECOMPOSED_LETTER)
def not_composed(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text is not in the composed form of Unicode (NFC).

    “é” can be one character or an “e” with an accent put over it. They look alike, but a search for one does not
    find the other. PDF files from some systems give the second form.
    """
    for key_path, text in _unusual_texts(entry):
        if entry.document and not unicodedata.is_normalized("NFC", text):
            hint = "Type the accented letters again, or import the document again."
            yield Flaw(entry.document.number, key_path, f"“{last_key(key_path)}” is not in NFC", hint)


@rule("TEXT004", Severity.WARNING, Scope.FILE, Trait.LOOKALIKE)
def lookalikes(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A word mixes letters of two scripts, or a figure is not an ordinary one.

    A Cyrillic “Е” in ENFOPOL or a full-width “１” in a number looks exactly like the real one, and no search finds the
    word. Whole words in Greek or Cyrillic are in order.
    """
    for key_path, text in _unusual_texts(entry):
        if entry.document and (re.search(MIXED_WORD, text) or re.search(FOREIGN_DIGIT, text)):
            hint = "Type the word or the figure again, with one keyboard."
            yield Flaw(
                entry.document.number,
                key_path,
                f"“{last_key(key_path)}” holds letters or figures that look like others",
                hint,
            )


@rule("TEXT005", Severity.INFO, Scope.FILE, Trait.STRAY_BLANK)
def stray_blanks(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text has extra blanks: at its ends, at the end of a line, or two in a row.

    They are left over from a page layout. Two entries that look the same then differ, titles of agenda and outcome do
    not match, and every later clean-up makes a difference that means nothing.
    """
    if entry.document is None or not may_have_stray_blanks(entry.text):
        return
    for key_path, text in _own_texts(entry.document):
        if re.search(_STRAY_BLANKS, text):
            yield Flaw(entry.document.number, key_path, f"“{last_key(key_path)}” has extra blanks", "Remove them.")


@rule("TEXT006", Severity.WARNING, Scope.FILE, Trait.DAMAGE)
def damaged_characters(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text holds signs of damage: soft hyphens, replacement characters, private-use characters.

    They stay behind when text is taken out of a PDF: a hyphen at the end of a line, a letter that could not be read
    (U+FFFD), a bullet of a symbol font. The words around them are often damaged too.
    """
    hint = "Compare the words with the document and type them again."
    yield from _report_characters(entry, re.compile(DAMAGED), lambda _: True, hint)


_KEYS_WITHOUT_PROSE = frozenset({"to", "number", "sha256", "name", "ground"})
"""Keys that hold an address, a number or a hash."""
_LETTER_IN_FIGURE = r"(?a)(?<![A-Za-z0-9/._=&?-])[0-9]+[OolI]+[0-9]+(?![A-Za-z0-9_=&?])"
_WRONG_ENCODING = (
    # UTF-8 read as Latin-1 or Windows-1252, and what HTML writes for a character.
    "[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac.|&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{2,5}|#x[0-9A-Fa-f]{2,5});"
)
_STOPGAP = (
    r"(?i)(?:tb[acd]|t\.b\.[acd]\.|to be (?:added|completed|confirmed|defined)|todo|fixme|lorem ipsum.*"
    r"|x{2,}|n/?a|n\.a\.|none|unknown|untitled|test|[\W_]+)\.?"
)


def _find_in_prose(entry: DocumentFile, pattern: re.Pattern[str]) -> Iterator[tuple[Document, KeyPath]]:
    """Yield the key paths at which the words of a document match a pattern; the whole file is searched first."""
    if entry.document is None or not pattern.search(entry.text):
        return
    for key_path, text in _own_texts(entry.document):
        if pattern.search(text) and (len(key_path) == 1 or last_key(key_path) not in _KEYS_WITHOUT_PROSE):
            yield entry.document, key_path


@rule("TEXT007", Severity.WARNING, Scope.FILE, Trait.LETTER_BEHIND_FIGURE)
def letter_in_a_figure(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A number holds a letter that looks like a figure.

    In a scanned paper 2019 is often read as 2O19 and 15070 as l5O70. Nobody sees it, no search for the year or the
    number finds it, and a reference written like this is not recognised.
    """
    for document, key_path in _find_in_prose(entry, re.compile(_LETTER_IN_FIGURE)):
        hint = "Type the number again; the letters O, l and I stand for 0 and 1."
        yield Flaw(document.number, key_path, f"“{last_key(key_path)}” holds a number with a letter in it", hint)


@rule("TEXT008", Severity.WARNING, Scope.DOCUMENT)
def says_nothing(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A subject, a title or a follow-up consists of a placeholder.

    “TBC”, “xxx” or a dash fills a required field and says nothing. The document counts as described, and nobody finds
    it. Leave the field empty instead, and the rule about empty fields reports it. Drafts may have placeholders.
    """
    if document.status is Status.DRAFT:
        return
    texts = [text for text in _all_describing_texts(document) if text and text[0] not in _NO_STOPGAPS]
    if not any(map(_is_stopgap, texts)):
        return
    for key_path, text in _describing_texts(document):
        if text and _is_stopgap(text):
            hint = "Write what the document says, or leave the key out."
            yield Flaw(document.number, key_path, f"“{last_key(key_path)}” is only a placeholder", hint)


@lru_cache(maxsize=1024)
def _is_stopgap(text: str) -> bool:
    """Return whether a text says nothing; cached, as types and titles repeat."""
    return re.fullmatch(_STOPGAP, text.strip()) is not None


_NO_STOPGAPS = frozenset("abcdeghijkmopqrsvwyzABCDEGHIJKMOPQRSVWYZ")
"""The letters with which no placeholder begins."""


def _all_describing_texts(document: Document) -> list[str | None]:
    """Return the texts of `_describing_texts`, without the time that it takes to say where they stand."""
    texts = [document.subject, document.type, document.reason]
    for top in document.items:
        # Most items have nothing below them: to walk through them costs more than to look.
        for item in top.walk() if top.subitems else (top,):
            texts += (item.title, item.reason)
            for follow_up in item.follow_ups:
                texts += (follow_up.what, follow_up.who, follow_up.reason)
    return texts


def _describing_texts(document: Document) -> Iterator[tuple[KeyPath, str | None]]:
    """Yield the texts by which people know a document, an item or a follow-up, and the reasons given."""
    yield ("subject",), document.subject
    yield ("type",), document.type
    yield ("reason",), document.reason
    for part in items_with_paths(document):
        yield (*part.key_path, "title"), part.item.title
        yield (*part.key_path, "reason"), part.item.reason
    for key_path, follow_up, _ in follow_ups_with_paths(document):
        yield (*key_path, "what"), follow_up.what
        yield (*key_path, "who"), follow_up.who
        yield (*key_path, "reason"), follow_up.reason


@rule("TEXT009", Severity.WARNING, Scope.FILE, Trait.WRONG_ENCODING)
def wrong_encoding(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text was read in the wrong encoding.

    “é” becomes two strange letters when UTF-8 is read as Latin-1, and a dash becomes three; “&amp;” comes from a web
    page. The words cannot be searched, and each further copy damages them more.
    """
    for document, key_path in _find_in_prose(entry, re.compile(_WRONG_ENCODING)):
        hint = "Type the words again, or take them from the document again."
        yield Flaw(document.number, key_path, f"“{last_key(key_path)}” holds characters of another encoding", hint)


@rule("TEXT010", Severity.WARNING, Scope.FILE, Trait.MARKUP)
def leftover_markup(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text holds Markdown or HTML markup.

    “### **3. Organised crime**” in the text of item 2 shows that a document was read as plain text: the items after it
    may be hidden in it, with what they cite. The markup is printed and published as it stands.
    """
    if entry.document is None:
        return
    for key_path, text in _own_texts(entry.document):
        if last_key(key_path) not in _KEYS_WITHOUT_PROSE and find_markup(text):
            hint = "Import the document again with --replace, or remove the markup."
            yield Flaw(entry.document.number, key_path, f"“{last_key(key_path)}” holds Markdown or HTML markup", hint)
