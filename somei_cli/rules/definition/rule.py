"""A rule: a code, a severity, a scope, and a pure function whose docstring is the rule's title and reason."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.settings import Settings, Waiver
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.rules.definition.document_parts import LOWEST_LEVELS
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import UNREADABLE, Severity

if TYPE_CHECKING:
    from somei_cli.model.history.steps import HistoryStep
    from somei_cli.model.register.git_setup import CloneState


class Scope(StrEnum):
    """How much a rule must see to judge correctly; it decides what the rule's function gets first."""

    FILE = "file"
    DOCUMENT = "document"
    FAMILY = "family"
    REGISTER = "register"
    HISTORY = "history"
    CLONE = "clone"
    CHECK = "check"
    LIST = "list"


class RuleContext:
    """What every rule may look at besides its subject.

    `turning_days` collects days in the future about which a rule asked: from the first of them on, a verdict may
    change.
    """

    def __init__(self, vocabulary: Vocabulary, settings: Settings, today: date) -> None:
        self.vocabulary = vocabulary
        self.settings = settings
        self.today = today
        self.turning_days: set[date] = set()

    def has_come(self, day: date) -> bool:
        """Whether it is this day, or a later one."""
        if day > self.today:
            self.turning_days.add(day)
        return day <= self.today

    def is_over(self, day: date) -> bool:
        """Whether it is a later day than this one."""
        return day < date.max and self.has_come(day + timedelta(days=1))

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings of document types as the vocabulary spells them; nearly every document has one of these."""
        return frozenset(listed.heading for listed in self.vocabulary.types)

    @cached_property
    def usual_codes(self) -> frozenset[SubjectCode]:
        """The codes of the vocabulary that are still used and say nothing of the marking."""
        return frozenset(self.vocabulary.codes) - self.vocabulary.retired.keys() - LOWEST_LEVELS.keys()

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The keys of the meeting bodies."""
        return frozenset(body.key for body in self.vocabulary.bodies)


class RegisterSubject(NamedTuple):
    """The subject of register rules: the whole snapshot, and those of its documents that are checked."""

    snapshot: Snapshot
    documents: tuple[Document, ...]


class ListedRow(NamedTuple):
    """A row of a list of others: the values of its cells by attribute, or why it cannot be used.

    An attribute is there if the list says something of it; a list with markings says of an empty cell that the document
    has none.
    """

    row: int
    number: DocumentNumber | None
    values: Mapping[str, object]
    fault: str = ""


class ListComparison(NamedTuple):
    """The subject of rules about a list of others: its name and rows, the usable ones by number, and the register."""

    name: str
    rows: tuple[ListedRow, ...]
    by_number: Mapping[DocumentNumber, ListedRow]
    snapshot: Snapshot

    def pairs(self) -> Iterator[tuple[ListedRow, Document]]:
        """Yield each listed document that the register has, beside its entry."""
        for number, listed in self.by_number.items():
            document = self.snapshot.get(number)
            if document:
                yield listed, document


class WaiverUse(NamedTuple):
    """A waiver with what the check found out about it.

    `holder` is the document that contains it, None for somei.toml. `can_be_waived` says that its code may be waived at
    all, `judged` that the rule ran over everything that the waiver covers, `used` that it excused a finding.
    """

    waiver: Waiver
    holder: DocumentNumber | None
    can_be_waived: bool
    judged: bool
    used: bool


_NEVER_WAIVED = frozenset((UNREADABLE, "HIST015", "HIST016"))
"""One person can write a waiver: it must not excuse what two must agree on, or a rewritten history."""

Members = tuple[Document, ...]
"""The subject of family rules: the members of one number, in order."""

Waivers = tuple[WaiverUse, ...]
"""The subject of rules about the check itself."""


class Flaw(NamedTuple):
    """What a rule reports: what is wrong, where, and how to fix it.

    `about` is the document, None if the file contains none; `key_path` leads to the key. `severity` is set if a case is
    milder than its rule, `line` and `column` if the rule knows the place better than the key does. `path` is the file,
    if the subject has several or none.
    """

    about: DocumentNumber | None
    key_path: KeyPath
    message: str
    hint: str
    severity: Severity | None = None
    line: int = 0
    column: int = 0
    path: PurePosixPath | None = None


class Rule(NamedTuple):
    """One thing that must hold. `somei explain CODE` shows `title` and `reason`.

    A subject that lacks one of the `traits` need not be shown to the function, which would report nothing. A register
    rule reports nothing about a document that lacks one.
    """

    code: str
    severity: Severity
    scope: Scope
    judge: Callable[[Any, RuleContext], Iterator[Flaw]]
    traits: frozenset[Trait] = frozenset()

    @property
    def title(self) -> str:
        """The first line of the function's docstring."""
        return self._docstring[0].rstrip(".")

    @property
    def reason(self) -> str:
        """The rest of the docstring."""
        return self._docstring[1]

    @property
    def _docstring(self) -> tuple[str, str]:
        title, _, reason = inspect.cleandoc(self.judge.__doc__ or "").partition("\n\n")
        return title, reason

    @property
    def area(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    @property
    def can_be_waived(self) -> bool:
        """Whether a waiver may name it: not those above, nor the rules about waivers."""
        return self.code not in _NEVER_WAIVED and self.scope is not Scope.CHECK


RuleFunction = Callable[[Any, RuleContext], Iterator[Flaw]]


@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.FILE], *traits: Trait
) -> Callable[[Callable[[DocumentFile, RuleContext], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.DOCUMENT], *traits: Trait
) -> Callable[[Callable[[Document, RuleContext], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.FAMILY], *traits: Trait
) -> Callable[[Callable[[Members, RuleContext], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.REGISTER], *traits: Trait
) -> Callable[[Callable[[RegisterSubject, RuleContext], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.HISTORY]
) -> Callable[[Callable[["HistoryStep", RuleContext], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.CLONE]
) -> Callable[[Callable[["CloneState", RuleContext], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.CHECK]
) -> Callable[[Callable[[Waivers, RuleContext], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.LIST]
) -> Callable[[Callable[[ListComparison, RuleContext], Iterator[Flaw]]], Rule]: ...
def rule(code: str, severity: Severity, scope: Scope, *traits: Trait) -> Callable[[RuleFunction], Rule]:
    """Make a rule of a function: the first line of its docstring is the title, the rest the reason.

    The scope determines the function's first parameter, and the type checker verifies that. Without one of the `traits`
    the function never has anything to report.
    """

    def make(judge: RuleFunction) -> Rule:
        return Rule(code, severity, scope, judge, frozenset(traits))

    return make
