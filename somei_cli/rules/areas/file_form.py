"""FILE: the canonical form and the path of files, the fields that every entry needs, and the sources of entries."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from somei_cli.errors import shell_word
from somei_cli.formats.register_paths import path_of, path_text_of
from somei_cli.formats.toml.document import dump
from somei_cli.formats.toml.fields import SHAPES, KeyPath
from somei_cli.model.document import LANGUAGES, Document
from somei_cli.model.kept_doubts import doubted_fields
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.rules.definition.document_parts import is_classified, is_issued
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RegisterSubject, RuleContext, Scope, rule


@rule("FILE001", Severity.ERROR, Scope.FILE, Trait.UNREAD)
def cannot_be_read(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A file cannot be read as a document.

    Broken TOML, a value of the wrong kind, a missing number: such a file gives no document, and nothing else in it was
    checked. Whoever asks for the document is told that it is missing. This finding can be neither waived nor ignored: a
    check that could not read a file must say so.
    """
    for fault in entry.faults:
        hint = "Correct the line named here; somei schema prints what each key takes."
        yield Flaw(None, (), fault.message, hint, line=fault.line, column=fault.column)


@rule("FILE002", Severity.WARNING, Scope.FILE, Trait.OUT_OF_FORM)
def not_canonical(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A file is not in canonical form.

    In the canonical form one changed fact is a one-line difference, so two clerks rarely conflict and a reviewer sees
    what happened. Comments and other layouts are never overwritten silently: commands that write refuse such a file
    until it is in canonical form.
    """
    if entry.document is None:
        return
    canonical = dump(entry.document)
    if canonical == entry.text:
        return
    pairs = zip_longest(entry.text.split("\n"), canonical.split("\n"))
    line = next(number for number, (written, expected) in enumerate(pairs, start=1) if written != expected)
    line = min(line, entry.text.removesuffix("\n").count("\n") + 1)
    hint = "Run: somei format (comments are moved into the note)."
    yield Flaw(entry.document.number, (), "the file differs from the canonical form from here on", hint, line=line)


@rule("FILE003", Severity.WARNING, Scope.DOCUMENT, Trait.UNUSUAL_KEY)
def unknown_key(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An entry has a key that somei does not know.

    An unknown key stays when the file is rewritten, but nothing reads it: a slip such as “subjekt” leaves the real
    field empty although it looks filled. The key may also come from a later version of somei.
    """
    for key_path in _find_unknown_keys("document", document, ()):
        hint = "Correct the spelling, or put the words into “note”; somei schema lists the keys."
        yield Flaw(document.number, key_path, f"“{key_path[-1]}” is not a key of a document", hint)


_NESTED_FIELDS = {
    shape: tuple(field for field in declaration.fields if field.shape) for shape, declaration in SHAPES.items()
}


def _find_unknown_keys(shape: str, value: Any, key_path: KeyPath) -> Iterator[KeyPath]:
    for key, _ in value.extra:
        yield (*key_path, key)
    for field in _NESTED_FIELDS[shape]:
        nested = getattr(value, field.name)
        if not nested:
            continue
        if field.is_array:
            for index, row in enumerate(nested):
                yield from _find_unknown_keys(field.shape, row, (*key_path, field.key, index))
        else:
            yield from _find_unknown_keys(field.shape, nested, (*key_path, field.key))


@rule("FILE004", Severity.ERROR, Scope.FILE, Trait.OTHER_PATH)
def wrong_path(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """The path of a file does not match its number.

    The number alone decides the path: documents/2019/150/ST-15070-2019-INIT.toml holds 15070/19. So the same number
    given twice becomes a git conflict, never a silent duplicate. A file in another place is not found by its number, or
    hides a second entry of the same number. If two names differ only in capitals or accents, some systems take the two
    files for one, and a clone there never has both.
    """
    if entry.document is None or str(entry.path) == path_text_of(entry.document.number):
        return
    number = entry.document.number
    hint = f"Move it with git mv to {path_of(number)}, or correct the number."
    message = f"{number} does not belong in this file"
    if _normalised_path(entry.path) == _normalised_path(path_of(number)):
        message = f"{number} is in a file whose name is spelt differently"
    yield Flaw(number, ("number",), message, hint)


def _normalised_path(path: PurePosixPath) -> str:
    """Return a path as file systems see it that ignore case and the form of accented letters."""
    return normalize("NFC", normalize("NFC", str(path)).casefold())


NO_SUBJECT_RULE = "FILE008"
"""The rule that wants a subject; its waiver in an entry says why nobody knows it."""


@rule(NO_SUBJECT_RULE, Severity.ERROR, Scope.DOCUMENT, Trait.NO_SUBJECT)
def no_subject(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An issued document has no subject.

    Article 11(2) of Regulation 1049/2001 asks for three things in every entry of a register: the reference number, the
    subject or a short description, and the date. Without a subject nobody can find the document or ask for it. The
    entry of an EU classified document may have no subject, since the subject itself can be sensitive. Once such a
    document is declassified the subject must be added; until it is, this is a warning.
    """
    if is_issued(document) and not document.subject and not is_classified(document):
        hint = "Write the words after “Subject:” into the file: subject = …"
        was_secret = document.marking is not None and document.marking.classified
        severity = Severity.WARNING if was_secret else None
        yield Flaw(document.number, (), "an issued document without a subject", hint, severity=severity)


@rule("FILE009", Severity.INFO, Scope.DOCUMENT, Trait.UNLISTED_TYPE)
def type_not_listed(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """The type of a document is not in the vocabulary.

    Types are searched and counted by their heading: OUTCOME OF PROCEEDINGS, COVER NOTE, 'I/A' ITEM NOTE. A heading that
    is not listed is usually a misprint or in another language, and searches miss the document.
    """
    if document.type is not None and context.vocabulary.type_named(document.type) is None:
        hint = "Use the listed heading, or add this one to vocabulary/document_types.toml."
        yield Flaw(document.number, ("type",), "the type is not listed in the vocabulary", hint)


@rule("FILE010", Severity.WARNING, Scope.DOCUMENT, Trait.FOREIGN_LANGUAGE)
def unknown_language(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An original language is not an official language of the Union.

    “(OR. en)” on the first page names one or more of the 24 official languages by two small letters. gr, uk or EN are
    other spellings, and a search for the documents of that language misses this one.
    """
    for index, language in enumerate(document.languages):
        if language not in LANGUAGES:
            hint = "Write it as the Union does: en, fr, el for Greek, cs for Czech, sv for Swedish."
            yield Flaw(document.number, ("languages", index), "not an official language of the Union", hint)


@rule("FILE011", Severity.WARNING, Scope.REGISTER, Trait.SOURCE)
def read_from_the_same_file(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """Two entries were read from the same file.

    A file holds one document, and its hash identifies it. If two numbers were read from the same bytes, one document
    was entered twice: a digit of one number was misread or mistyped, and nobody ever took that number.
    """
    for document in subject.documents:
        numbers = subject.snapshot.numbers_from_source(document.source.sha256) if document.source else ()
        if numbers and numbers[0] != document.number:
            hint = f"Compare the number with the first page of the file. See: somei show {shell_word(numbers[0])}"
            yield Flaw(document.number, ("source", "sha256"), f"{numbers[0]} was read from the same file", hint)


@rule("FILE014", Severity.INFO, Scope.DOCUMENT, Trait.DOUBT)
def value_in_doubt(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A value was entered in spite of a doubt, and nobody has resolved the doubt.

    The importer was not sure that it had read the field right, and a clerk accepted the value as it was. The doubt ends
    when somebody who has looked at the paper corrects the field or confirms it.
    """
    for field in doubted_fields(document):
        place = next(index for index, doubt in enumerate(document.doubts) if doubt.field == field)
        hint = f"If the paper shows the same: somei edit {shell_word(document.number)} --confirm {field}"
        message = f"“{field.replace('_', ' ')}” has been in doubt since the import"
        yield Flaw(document.number, ("doubts", place), message, hint)
