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
    """An addendum or a corrigendum stands, and its text was withdrawn.

    ADD and COR are read together with the text that they were put to and replace nothing. When 15070/19 is withdrawn,
    15070/19 ADD 1 adds to a text that no longer counts; most often it was to be withdrawn too.
    """
    withdrawn = {member.number for member in members if member.status is Status.WITHDRAWN}
    for member in members:
        number = member.number
        if is_issued(member) and number.parent in withdrawn and number.suffixes[-1].kind in _READ_WITH_PARENT:
            hint = "If it fell with its text, set “status” to “withdrawn” with a “reason” here too."
            yield Flaw(number, ("number",), f"{number.parent} was withdrawn, and this still stands", hint)


@rule("NUM011", Severity.INFO, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.NOT_ISSUED)
def older_text_again(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """The last revision was withdrawn, so an older text counts again.

    Readers are sent to the highest revision that stands. With 14860/1/18 REV 1 withdrawn that is 14860/18, which had
    been replaced and perhaps nobody wants back: then both are to be withdrawn, or the status belongs to the older one.
    """
    texts = sorted((member for member in members if member.number.is_main_text), key=_revision)
    if len(texts) < 2 or texts[-1].status is not Status.WITHDRAWN:
        return
    older = next((text for text in reversed(texts) if is_issued(text)), None)
    if older:
        hint = f"If {older.number} is not meant to count again, withdraw it too; somei show {shell_word(older.number)}"
        yield Flaw(texts[-1].number, ("status",), f"withdrawn, so {older.number} counts again", hint)


@rule("NUM012", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.NOT_ISSUED)
def overtaken_before_issue(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A text is still to come, although a later revision has been issued.

    REV 2 replaces REV 1, so REV 1 was issued before it or never will be. As a draft or a reserved number it waits for
    something that cannot happen any more, and two texts claim to be the next one.
    """
    texts = [member for member in members if member.number.is_main_text]
    newest = max(filter(is_issued, texts), key=_revision, default=None)
    for text in texts if newest else ():
        if newest and text.status in _NOT_YET_ISSUED and text.number.revision < newest.number.revision:
            hint = "Set “status” to “void” with a “reason”, or remove it if the text was issued after all."
            message = f"still {text.status}, and {newest.number} has been issued"
            yield Flaw(text.number, ("status",), message, hint)


def _revision(document: Document) -> int:
    return document.number.revision


@rule("NUM013", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.PROCEDURE)
def different_interinstitutional_files(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """Documents of one number name different interinstitutional files.

    A revision or an addendum belongs to the procedure of its first issue. Where the two name no file in common, one
    digit was misread, or the document belongs to another number; a search by the file finds half of it.
    """
    with_files = [member for member in members if member.interinstitutional_files]
    for member in with_files[1:]:
        first = with_files[0]
        if set(first.interinstitutional_files).isdisjoint(member.interinstitutional_files):
            hint = "Compare “Interinstitutional File” on both first pages."
            key_path = ("interinstitutional_files", 0)
            yield Flaw(member.number, key_path, f"another file than {first.number}", hint)


@rule("NUM014", Severity.INFO, Scope.DOCUMENT, Trait.SUFFIX)
def unusual_suffix_order(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The suffixes stand in an order that is not met.

    Each suffix is put to what stands before it. Nothing but a corrigendum is put to an extract or to a declassified
    version, which are made once, and nothing is added to a corrigendum: ADD 1 COR 1 corrects an addendum, COR 1 ADD 1
    would add to a correction. Most often two suffixes were exchanged.
    """
    for first, second in pairwise(document.number.suffixes):
        if _is_unusual(first, second):
            hint = f"Compare the order with the printed number; it may be {second} {first}."
            yield Flaw(document.number, ("number",), f"{second} is put to {first}", hint)


def _is_unusual(first: Suffix, second: Suffix) -> bool:
    if first.kind is second.kind:
        return False  # NUM007 says that
    after_the_last = first.kind in _FINAL_SUFFIXES and second.kind is not SuffixKind.COR
    return after_the_last or (first.kind is SuffixKind.COR and second.kind is SuffixKind.ADD)
