"""NUM: documents of one number that contradict each other, and unusual chains of suffixes."""

from collections.abc import Iterator
from itertools import pairwise

from somei_cli.errors import shell_word
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status, Suffix, SuffixKind
from somei_cli.rules.definition.document_parts import is_issued
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, Members, RuleContext, Scope, rule

_READ_WITH_PARENT = frozenset({SuffixKind.ADD, SuffixKind.COR, SuffixKind.AMD})
_NOT_YET_ISSUED = frozenset({Status.RESERVED, Status.DRAFT})
_FINAL_SUFFIXES = frozenset({SuffixKind.EXT, SuffixKind.DCL})


@rule("NUM010", Severity.INFO, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.NOT_ISSUED)
def addendum_to_withdrawn_text(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """The text of an addendum or a corrigendum was withdrawn, but the addendum or corrigendum was not.

    ADD and COR are read together with the text that they belong to; they replace nothing. If 15070/19 is withdrawn,
    15070/19 ADD 1 adds to a text that no longer counts; usually it should be withdrawn too.
    """
    withdrawn = {member.number for member in members if member.status is Status.WITHDRAWN}
    for member in members:
        number = member.number
        if is_issued(member) and number.parent in withdrawn and number.suffixes[-1].kind in _READ_WITH_PARENT:
            hint = f"If it was withdrawn with its text: somei withdraw {shell_word(number)} -m WHY"
            yield Flaw(number, ("number",), f"{number.parent} was withdrawn, but this document was not", hint)


@rule("NUM011", Severity.INFO, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.NOT_ISSUED)
def older_text_again(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """The last revision was withdrawn, so an older text counts again.

    Readers are sent to the highest revision that is not withdrawn. If 14860/1/18 REV 1 is withdrawn, that is 14860/18,
    which had been replaced; perhaps nobody wants it back. Then withdraw both, or give the status to the older one.
    """
    texts = sorted((member for member in members if member.number.is_main_text), key=_revision)
    if len(texts) < 2 or texts[-1].status is not Status.WITHDRAWN:
        return
    older = next((text for text in reversed(texts) if is_issued(text)), None)
    if older:
        hint = f"If {older.number} must not count again, withdraw it too. See: somei show {shell_word(older.number)}"
        yield Flaw(texts[-1].number, ("status",), f"withdrawn, so {older.number} counts again", hint)


@rule("NUM012", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.NOT_ISSUED)
def overtaken_before_issue(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A text has not been issued, although a later revision has.

    REV 2 replaces REV 1, so REV 1 was issued before it or never will be. As a draft or a reserved number it waits for
    something that can no longer happen, and two texts seem to be the next one.
    """
    texts = [member for member in members if member.number.is_main_text]
    newest = max(filter(is_issued, texts), key=_revision, default=None)
    for text in texts if newest else ():
        if newest and text.status in _NOT_YET_ISSUED and text.number.revision < newest.number.revision:
            typed = shell_word(text.number)
            issued = f"somei issue {typed} --date D" if text.status is Status.DRAFT else "somei import FILE"
            hint = f"If it never will be: somei number release {typed} -m WHY; if it was issued: {issued}"
            message = f"still {text.status}, but {newest.number} has been issued"
            yield Flaw(text.number, ("status",), message, hint)


def _revision(document: Document) -> int:
    return document.number.revision


@rule("NUM013", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.PROCEDURE)
def different_interinstitutional_files(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """Documents of one number name different interinstitutional files.

    A revision or an addendum belongs to the procedure of its first issue. If the two have no file in common, a digit
    was misread, or the document belongs to another number; a search by the file finds only half of it.
    """
    with_files = [member for member in members if member.interinstitutional_files]
    for member in with_files[1:]:
        first = with_files[0]
        if set(first.interinstitutional_files).isdisjoint(member.interinstitutional_files):
            hint = "Compare “Interinstitutional File” on both first pages."
            key_path = ("interinstitutional_files", 0)
            yield Flaw(member.number, key_path, f"the file is not that of {first.number}", hint)


@rule("NUM014", Severity.INFO, Scope.DOCUMENT, Trait.UNUSUAL_SUFFIX)
def unusual_suffix_order(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The suffixes are in an order that does not occur.

    Each suffix applies to what stands before it. Only a corrigendum applies to an extract or a declassified version,
    which are made once. Nothing is added to a corrigendum: ADD 1 COR 1 corrects an addendum, COR 1 ADD 1 would add to a
    correction. Usually two suffixes were swapped.
    """
    for first, second in pairwise(document.number.suffixes):
        if _is_unusual(first, second):
            hint = f"Compare the order with the printed number; it may be {second} {first}."
            yield Flaw(document.number, ("number",), f"{second} comes after {first}", hint)


def _is_unusual(first: Suffix, second: Suffix) -> bool:
    if first.kind is second.kind:
        return False  # NUM007 says that
    after_the_last = first.kind in _FINAL_SUFFIXES and second.kind is not SuffixKind.COR
    return after_the_last or (first.kind is SuffixKind.COR and second.kind is SuffixKind.ADD)
