"""TEXT: characters that mislead, hide or do not belong in a text."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from somei_cli.model.entries import DocumentFile
from somei_cli.rules.findings import Severity
from somei_cli.rules.looks import DAMAGED, FOREIGN_DIGIT, MIXED_WORD, is_ordinary, may_have_stray_blanks
from somei_cli.rules.parts import strings
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.rules.traits import Trait
from somei_cli.text.cleaning import unseen
from somei_cli.text.fields import KeyPath, last_key

_SOFT_HYPHEN = "\u00ad"
_CONTROL = frozenset({"Cc", "Zl", "Zp"})
_BLANKS = re.compile(r"\A\s|\s\Z|\S[ \t\u00a0]{2,}(?=\S)|[ \t\u00a0]+$", re.MULTILINE)


def _texts(entry: DocumentFile) -> Iterator[tuple[KeyPath, str]]:
    """The texts of an entry whose file holds more than ordinary characters."""
    if entry.document and not is_ordinary(entry.text):
        yield from strings(entry.document)


def _characters(
    entry: DocumentFile, pattern: re.Pattern[str], chosen: Callable[[str], bool], hint: str
) -> Iterator[Flaw]:
    for at, text in _texts(entry):
        found = sorted({character for character in pattern.findall(text) if chosen(character)})
        if found and entry.document:
            named = ", ".join(f"U+{ord(character):04X}" for character in found)
            yield Flaw(entry.document.number, at, f"“{last_key(at)}” holds {named}", hint)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in _CONTROL


@rule("TEXT001", Severity.ERROR, Scope.FILE, Trait.UNSEEN_CHARACTER)
def control_characters(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text holds control characters.

    No document has them. They come from broken extraction or from somebody who means harm: sent to a terminal they
    can clear the screen, change its title or hide what stands before them (LIMITE, a carriage return, PUBLIC).
    """
    hint = "Delete them; compare the words with the document."
    yield from _characters(entry, unseen(), _is_control, hint)


@rule("TEXT002", Severity.ERROR, Scope.FILE, Trait.UNSEEN_CHARACTER)
def hidden_characters(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text holds characters that nobody sees, or that turn the direction of reading.

    With a zero-width blank in it ENFOPOL is not found any more; a bidirectional override shows 91/07051 where
    15070/19 is written; tag characters carry whole hidden sentences. Two people look at the same entry and read
    different things.
    """
    hint = "Delete them; type the words anew rather than copy them."
    yield from _characters(entry, unseen(), lambda held: held != _SOFT_HYPHEN and not _is_control(held), hint)


@rule("TEXT003", Severity.WARNING, Scope.FILE, Trait.DECOMPOSED_LETTER)
def not_composed(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text is not in the composed form of Unicode (NFC).

    “é” can be one character or an “e” with an accent put over it. They look alike, but a search for one does not
    find the other. PDF files from some systems give the second form.
    """
    for at, text in _texts(entry):
        if entry.document and not unicodedata.is_normalized("NFC", text):
            hint = "Type the accented letters anew, or import the document again."
            yield Flaw(entry.document.number, at, f"“{last_key(at)}” is not in NFC", hint)


@rule("TEXT004", Severity.WARNING, Scope.FILE, Trait.LOOKALIKE)
def lookalikes(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A word mixes letters of two scripts, or a figure is not an ordinary one.

    A Cyrillic “Е” in ENFOPOL or a full-width “１” in a number cannot be told from the real one by eye, and no search
    finds the word. Whole words in Greek or Cyrillic are in order.
    """
    for at, text in _texts(entry):
        if entry.document and (re.search(MIXED_WORD, text) or re.search(FOREIGN_DIGIT, text)):
            hint = "Type the word or the figure anew, with one keyboard."
            yield Flaw(
                entry.document.number, at, f"“{last_key(at)}” holds letters or figures that look like others", hint
            )


@rule("TEXT005", Severity.INFO, Scope.FILE, Trait.STRAY_BLANK)
def stray_blanks(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text has blanks at its ends, at the end of a line, or doubled.

    They are left over from a page layout. Two entries that look the same then differ, titles of agenda and outcome
    do not match, and every later tidying makes a difference that means nothing.
    """
    if entry.document is None or not may_have_stray_blanks(entry):
        return
    for at, text in strings(entry.document):
        if _BLANKS.search(text):
            yield Flaw(entry.document.number, at, f"“{last_key(at)}” has stray blanks", "Remove them.")


@rule("TEXT006", Severity.WARNING, Scope.FILE, Trait.DAMAGE)
def damaged_characters(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text holds the marks of damage: soft hyphens, replacement characters, private signs.

    They stay behind when text is taken out of a PDF: a hyphen at the end of a line, a letter that could not be read
    (U+FFFD), a bullet of a symbol font. The words around them are often damaged too.
    """
    hint = "Compare the words with the document and type them anew."
    yield from _characters(entry, re.compile(DAMAGED), lambda _: True, hint)
