"""MARK: markings, and what an entry may say about EU classified information."""

import re
from collections.abc import Iterator
from itertools import pairwise

from somei_cli.errors import shell_word
from somei_cli.formats.toml.classified_words import LEVEL_WORDS_RULE, find_unexplained_level_words
from somei_cli.model.document import AccessKind, Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import SuffixKind
from somei_cli.model.markings import Level, level_of
from somei_cli.model.register.access_status import is_declassified
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.rules.definition.document_parts import LOWEST_LEVELS, is_classified
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, Members, RuleContext, Scope, rule

_WORD = r"[A-Z]+"
_STOP_HINT = "Stop, and tell the security officer: the history of a repository keeps what was once in it."


@rule("MARK001", Severity.WARNING, Scope.DOCUMENT, Trait.MARKING)
def unknown_marking(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A marking is not one that somei knows.

    LIMITE and PUBLIC, and the four levels of Decision 2013/488/EU, say who may receive a document. Any other words
    count as the highest level until a person has decided, so the document is left out of everything that is shown to
    others. Words that differ from a known marking by one slip are an error (MARK020).
    """
    if document.marking and document.marking.level is Level.UNKNOWN and not document.marking.misspelt_marking:
        hint = f"Compare it with the first page: somei classify {shell_word(document.number)} --marking MARKING"
        yield Flaw(document.number, ("marking",), f"“{document.marking}” is not a known marking", hint)


_REFUSED_FIELDS = [
    (field.name, field.called) for field in DOCUMENT_FIELDS if field.classified == "refused" and field.name != "items"
]


@rule("MARK002", Severity.ERROR, Scope.DOCUMENT, Trait.MARKING)
def classified_text(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The entry of an EU classified document holds text of it.

    Text of EU classified information, at any level from RESTREINT UE/EU RESTRICTED on, may be kept only in systems
    accredited for it (Decision 2013/488/EU, Article 10). A git repository is not accredited, every clone copies the
    text, and deleting it later does not remove it from the history. Number, level, codes and dates are enough here. A
    note is removed together with the text, as when a document is raised to a level.
    """
    if not is_classified(document):
        return
    for name, called in _REFUSED_FIELDS:
        if getattr(document, name):
            hint = f"Remove the {called} if it is about the document. {_STOP_HINT}"
            yield Flaw(
                document.number,
                (name,),
                f"the entry has a {called}, and the document is marked {document.marking}",
                hint,
            )
    for index, item in enumerate(document.items):
        name = f"item {item.number}" if item.number else f"the item at place {index + 1}"
        message = f"{name} is content of a document marked {document.marking}"
        yield Flaw(document.number, ("items", index), message, _STOP_HINT)


@rule("MARK003", Severity.ERROR, Scope.DOCUMENT, Trait.MARKING)
def sensitive_subject(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The entry of a sensitive document shows its subject.

    Documents classified CONFIDENTIEL UE/EU CONFIDENTIAL or above are sensitive: under Article 9(3) of Regulation
    1049/2001 they are recorded in a register only with the consent of the originator. If that consent covers the
    subject, waive this with the reason and its date.
    """
    if is_classified(document) and level_of(document.marking) >= Level.CONFIDENTIAL and document.subject:
        hint = "Remove the subject, or waive this and name the originator's consent."
        yield Flaw(
            document.number,
            ("subject",),
            f"the entry has a subject, and the document is marked {document.marking}",
            hint,
        )


@rule("MARK004", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.MARKING)
def lower_than_parent(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A document is marked lower than the classified text that it belongs to.

    An addendum or a revision of a classified document is classified too, unless its originator decided otherwise.
    Only an extract (EXT), a declassified version (DCL) or a dated decision on access explains a lower marking.
    """
    classified = {member.number: member for member in members if is_classified(member)}
    for member in members:
        parent = classified.get(member.number.parent) if member.number.parent else None
        is_explained = is_declassified(member) or _is_extract(member)
        if parent and not is_explained and level_of(member.marking) < level_of(parent.marking):
            key_path = ("marking",) if member.marking else ()
            hint = "Compare the marking with the first page, or record the decision of the originator under “access”."
            message = f"marked {member.marking or 'not at all'}, but {parent.number} is marked {parent.marking}"
            yield Flaw(member.number, key_path, message, hint)


def _is_extract(document: Document) -> bool:
    return any(suffix.kind is SuffixKind.EXT for suffix in document.number.suffixes)


@rule("MARK005", Severity.WARNING, Scope.DOCUMENT, Trait.ACCESS)
def access_out_of_order(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """Decisions on access are not in the order of their days, or come before the document.

    The last decision in the list counts. A refusal that is listed after a later release hides a public document; a
    release that is listed after a later refusal does worse.
    """
    days = [(("access", index), event.on) for index, event in enumerate(document.access)]
    if document.date:
        days.insert(0, (("access", 0), document.date))
    for (_before, before), (key_path, after) in pairwise(days):
        if after < before:
            hint = "Put the decisions in order, the oldest first, and compare their days."
            yield Flaw(document.number, (*key_path, "on"), f"{after} comes after {before}", hint)


@rule("MARK006", Severity.WARNING, Scope.DOCUMENT, Trait.ACCESS)
def refused_without_ground(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """Access was refused, in whole or in part, without a ground.

    Article 4 of Regulation 1049/2001 lists the only grounds, and a refusal must name one. The applicant may ask again
    within 15 working days (Article 7(2)); whoever answers then needs to know why access was refused.
    """
    for index, event in enumerate(document.access):
        if event.kind in {AccessKind.REFUSED, AccessKind.PARTLY_RELEASED} and not event.ground:
            hint = "Enter the reply code in “ground”: 4.1a.1 for public security, 4.3(i) for an ongoing decision."
            yield Flaw(document.number, ("access", index), f"“{event.kind}” without a ground", hint)


@rule("MARK007", Severity.WARNING, Scope.DOCUMENT, Trait.MARKING, Trait.UNUSUAL_SUFFIX)
def declassified_but_marked(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A declassified version still carries a classification.

    DCL is the full public text of a document that was classified; its cover names the old level and the new status. If
    the old level was taken for the marking, nobody is shown a document that everybody may read.
    """
    suffixes = document.number.suffixes
    is_classified = document.marking is not None and document.marking.classified
    if is_classified and suffixes and suffixes[-1].kind is SuffixKind.DCL:
        hint = f"If the new status is public: somei classify {shell_word(document.number)} --marking none -m TEXT"
        yield Flaw(document.number, ("marking",), f"a declassified version marked {document.marking}", hint)


@rule("MARK009", Severity.WARNING, Scope.DOCUMENT, Trait.MARKING)
def public_and_limite(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A marking says PUBLIC and LIMITE at once.

    When a LIMITE document is released, PUBLIC is stamped beside or above the struck-out LIMITE. If both are read as one
    marking, it looks like a restriction. LIMITE is the marking; the stamp is a release, and has a day.
    """
    words = frozenset(re.findall(_WORD, document.marking.text.upper())) if document.marking else frozenset()
    if "PUBLIC" in words and len(words) > 1:
        hint = (
            "Keep the restriction as “marking”, and record the stamp under “access”: kind = “released”, on = its day."
        )
        yield Flaw(document.number, ("marking",), f"“{document.marking}” restricts and releases at once", hint)


@rule("MARK020", Severity.ERROR, Scope.DOCUMENT, Trait.MARKING)
def misspelt_marking(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A marking is one slip away from a known one.

    LIMITTE and RESTREINT UE/EU RESTRICTD are not markings. One letter was added, lost or changed in a word, or two
    letters next to each other were swapped. Words are compared with LIMITE, PUBLIC and the four levels, in full or with
    one half of them. Until this is corrected, the document counts as one that nobody may see, or at a level that was
    only guessed.
    """
    intended = document.marking.misspelt_marking if document.marking else None
    if intended:
        words = f"{shell_word(document.number)} --marking {shell_word(intended)} -m TEXT"
        hint = f"Compare it with the first page: somei classify {words}"
        yield Flaw(document.number, ("marking",), f"“{document.marking}” is one slip away from {intended}", hint)


@rule("MARK015", Severity.WARNING, Scope.DOCUMENT, Trait.UNUSUAL_CODE)
def marked_lower_than_its_codes(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A subject code is stricter than the marking.

    NCI stands for NATO classified information and NACN for Member States only: these codes say how a paper must be
    handled. If the marking does not say the same, lists show the document to people who may not have it.
    """
    for index, entry in enumerate(document.subject_codes):
        lowest_level = LOWEST_LEVELS.get(entry.code)
        if lowest_level is not None and level_of(document.marking) < lowest_level and not is_declassified(document):
            hint = (
                "Compare marking and codes with the first page; ask the security officer before it is shown to others."
            )
            message = f"{entry.code}, but the document is marked {document.marking or 'not at all'}"
            yield Flaw(document.number, ("subject_codes", index), message, hint)


@rule("MARK016", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.UNUSUAL_SUFFIX)
def declassified_version_of_nothing(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A declassified version belongs to a document that was not classified.

    DCL is the full text of a document whose classification has ended; the old document keeps its marking. If the old
    document is unmarked or LIMITE, its marking was entered wrongly or lowered, and a classified text passes for an
    ordinary one until then. Or DCL was misread.
    """
    by_number = {member.number: member for member in members}
    for member in members:
        last = member.number.suffixes[-1] if member.number.suffixes else None
        old = by_number.get(member.number.parent) if member.number.parent else None
        if last and last.kind is SuffixKind.DCL and old and level_of(old.marking) < Level.RESTRICTED:
            hint = f"Compare the old level on its cover with the marking of {old.number}."
            message = f"{old.number} is marked {old.marking or 'not at all'}"
            yield Flaw(member.number, ("number",), message, hint)


@rule("MARK017", Severity.WARNING, Scope.DOCUMENT, Trait.MARKING, Trait.SOURCE)
def read_from_a_classified_file(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The entry of a classified document names a file that it was read from.

    “source” says that somei was given the file. The text of EU classified information may be on accredited systems only
    (Decision 2013/488/EU, Article 10), and the machine that keeps a register is not accredited. Look for the file
    itself, its copies and the mail that it came with.
    """
    if document.source and is_classified(document):
        hint = "Tell the security officer where the file lay; then remove “source”."
        yield Flaw(document.number, ("source",), f"read from a file, but marked {document.marking}", hint)


@rule(LEVEL_WORDS_RULE, Severity.ERROR, Scope.FILE, Trait.READ, Trait.LEVEL_NAMED)
def words_of_a_level(entry: DocumentFile, _: RuleContext) -> Iterator[Flaw]:
    """A text of an entry names a level of EU classified information.

    A title such as “SECRET UE/EU SECRET: report” is, or marks, information that may not be kept here (Decision
    2013/488/EU). A level inside a sentence or beside the number of another document is only mentioned there. If other
    words only quote a level, a waiver of this rule says so: commands write it for words that are named with --quoted.
    """
    document = entry.document
    if document is None:
        return
    for words in find_unexplained_level_words(document):
        hint = "Tell the security officer. If the words only quote the level, waive this with the reason."
        yield Flaw(document.number, words.path, f"“{words.name}” names {words.level}", hint)
