"""MARK: what an entry says of classified information besides its marking."""

from collections.abc import Iterator

from somei_cli.model.access import is_declassified
from somei_cli.model.codes import SubjectCode
from somei_cli.model.documents import Document
from somei_cli.model.entries import DocumentFile
from somei_cli.model.markings import Level, level_of
from somei_cli.model.numbers import SuffixKind
from somei_cli.rules.findings import Severity
from somei_cli.rules.roles import holds_secrets
from somei_cli.rules.rule import Background, Flaw, Members, Scope, rule
from somei_cli.rules.traits import Trait
from somei_cli.text.level_words import RULE, unexplained

_MEANS_AT_LEAST = {SubjectCode("NCI"): Level.RESTRICTED, SubjectCode("NACN"): Level.LIMITE}
"""The codes that are warnings themselves: NATO classified information, and for Member States only."""


@rule("MARK015", Severity.WARNING, Scope.DOCUMENT, Trait.CODE)
def marked_lower_than_its_codes(document: Document, _: Background) -> Iterator[Flaw]:
    """A subject code says more than the marking.

    NCI stands for NATO classified information and NACN for Member States only: these codes tell how a paper is to be
    handled. Without a marking that says the same, lists show the document to those who may not have it.
    """
    for index, entry in enumerate(document.subject_codes):
        least = _MEANS_AT_LEAST.get(entry.code)
        if least is not None and level_of(document.marking) < least and not is_declassified(document):
            hint = (
                "Compare marking and codes with the first page; ask the security officer before it is shown to others."
            )
            message = f"{entry.code}, and the document is marked {document.marking or 'not at all'}"
            yield Flaw(document.number, ("subject_codes", index), message, hint)


@rule("MARK016", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL, Trait.SUFFIX)
def declassified_version_of_nothing(members: Members, _: Background) -> Iterator[Flaw]:
    """A declassified version belongs to a document that was not classified.

    DCL is the full text of a document whose classification has ended, and the old document keeps its marking. If that
    one is unmarked or LIMITE, its marking was entered wrongly or lowered, and in the meantime a classified text
    passes for an ordinary one; or DCL was misread.
    """
    held = {member.number: member for member in members}
    for member in members:
        last = member.number.suffixes[-1] if member.number.suffixes else None
        old = held.get(member.number.parent) if member.number.parent else None
        if last and last.kind is SuffixKind.DCL and old and level_of(old.marking) < Level.RESTRICTED:
            hint = f"Compare the old level on its cover with the marking of {old.number}."
            message = f"{old.number} is marked {old.marking or 'not at all'}"
            yield Flaw(member.number, ("number",), message, hint)


@rule("MARK017", Severity.WARNING, Scope.DOCUMENT, Trait.MARKING, Trait.SOURCE)
def read_from_a_classified_file(document: Document, _: Background) -> Iterator[Flaw]:
    """The entry of a classified document names a file that it was read from.

    “source” says that somei was given the file. The text of EU classified information may be on accredited systems
    only (Decision 2013/488/EU, Article 10), and the machine that keeps a register is none: the file itself, its copies
    and the mail that it came with are to be looked for.
    """
    if document.source and holds_secrets(document):
        hint = "Tell the security officer where the file lay; then take “source” out."
        yield Flaw(document.number, ("source",), f"read from a file, and marked {document.marking}", hint)


@rule(RULE, Severity.ERROR, Scope.FILE, Trait.READ, Trait.LEVEL_NAMED)
def words_of_a_level(entry: DocumentFile, _: Background) -> Iterator[Flaw]:
    """A text of an entry names a level of EU classified information.

    A title such as “SECRET UE/EU SECRET: report” is, or marks, information that may not be kept here (Decision
    2013/488/EU). A level inside a sentence or beside the number of another document is only spoken of. Where other
    words only quote a level, a waiver of this rule says so: commands write it for words that are named with --quoted.
    """
    document = entry.document
    if document is None:
        return
    for words in unexplained(document):
        hint = "Tell the security officer. Where the words only quote the level, waive this with the reason."
        yield Flaw(document.number, words.at, f"“{words.name}” names {words.level}", hint)
