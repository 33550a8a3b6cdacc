"""FILE: where entries come from, and in which languages."""

from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.documents import Document
from somei_cli.model.languages import LANGUAGES
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.rules.traits import Trait


@rule("FILE010", Severity.WARNING, Scope.DOCUMENT, Trait.LANGUAGE)
def unknown_language(document: Document, _: Background) -> Iterator[Flaw]:
    """An original language is none of the Union.

    “(OR. en)” on the first page names one or more of the 24 official languages by two small letters. gr, uk or EN are
    other spellings, and a search for the documents of that language misses this one.
    """
    for index, language in enumerate(document.languages):
        if language not in LANGUAGES:
            hint = "Write it as the Union does: en, fr, el for Greek, cs for Czech, sv for Swedish."
            yield Flaw(document.number, ("languages", index), "no official language of the Union", hint)


@rule("FILE011", Severity.WARNING, Scope.REGISTER, Trait.SOURCE)
def read_from_the_same_file(whole: Whole, _: Background) -> Iterator[Flaw]:
    """Two entries were read from the same file.

    A file holds one document, and its hash says which. Two numbers read from the same bytes are one document entered
    twice: a digit of one number was misread or mistyped, and nobody ever took it.
    """
    for document in whole.asked:
        same = whole.snapshot.read_from(document.source.sha256) if document.source else ()
        if same and same[0] != document.number:
            hint = f"Compare the number with the first page of the file; somei show {as_typed(same[0])}"
            yield Flaw(document.number, ("source", "sha256"), f"{same[0]} was read from the same file", hint)
