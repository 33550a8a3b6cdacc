"""What a rule is: a code, a severity, a scope, and a pure function whose docstring gives title and reason."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Literal, NamedTuple, overload

from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.steps import HistoryStep
from somei_cli.model.register.clone_state import Surroundings
from somei_cli.model.register.files import DocumentFile
from somei_cli.model.register.settings import Settings, Waiver
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.traits import Trait


class Scope(StrEnum):
    """How much a rule must see to judge rightly, and so what its judge is given first."""

    FILE = "file"
    DOCUMENT = "document"
    FAMILY = "family"
    REGISTER = "register"
    HISTORY = "history"
    CLONE = "clone"
    CHECK = "check"


class Background:
    """What every judge may look at besides its subject.

    `turns` gathers the days that had not come yet when a judge asked for them: from the first of them on, what was
    judged may have to be judged otherwise.
    """

    def __init__(self, vocabulary: Vocabulary, settings: Settings, today: date) -> None:
        self.vocabulary = vocabulary
        self.settings = settings
        self.today = today
        self.turns: set[date] = set()

    def has_come(self, day: date) -> bool:
        """Whether it is this day, or a later one."""
        if day > self.today:
            self.turns.add(day)
        return day <= self.today

    def is_over(self, day: date) -> bool:
        """Whether it is a later day than this one."""
        return day < date.max and self.has_come(day + timedelta(days=1))

    @cached_property
    def headings(self) -> frozenset[str]:
        """The document types as the vocabulary spells them: nearly every document has one of these."""
        return frozenset(listed.heading for listed in self.vocabulary.types)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The keys of the bodies."""
        return frozenset(body.key for body in self.vocabulary.bodies)


class Whole(NamedTuple):
    """The subject of register rules: the whole snapshot, and those of its documents that were asked about."""

    snapshot: Snapshot
    asked: tuple[Document, ...]


class HeldWaiver(NamedTuple):
    """A waiver as the check met it.

    `stands_in` is the document that holds it, None for somei.toml. `judged` says that its rule ran over all that it
    covers.
    """

    waiver: Waiver
    stands_in: DocumentNumber | None
    known: bool
    judged: bool
    used: bool


Members = tuple[Document, ...]
"""The subject of family rules: the members of one number, in order."""

Waivers = tuple[HeldWaiver, ...]
"""The subject of the rules about the check itself."""


class Flaw(NamedTuple):
    """What a judge yields: what is wrong, where, and how to mend it.

    `about` is the document, None where the file at hand gives none; `at` leads to the key. `severity` stands where
    a case is milder than its rule, `line` and `column` where the judge knows the place better than the key does.
    `path` is the file, where the subject holds several or none.
    """

    about: DocumentNumber | None
    at: KeyPath
    message: str
    hint: str
    severity: Severity | None = None
    line: int = 0
    column: int = 0
    path: PurePosixPath | None = None


class Rule(NamedTuple):
    """One thing that must hold; `title` and `reason` are what `somei explain CODE` shows.

    What lacks one of the traits that it is `about` need not be shown to the judge, who would say nothing. A rule about
    the register says nothing of a document that lacks one.
    """

    code: str
    severity: Severity
    scope: Scope
    judge: Callable[[Any, Background], Iterator[Flaw]]
    about: frozenset[Trait] = frozenset()

    @property
    def title(self) -> str:
        """The first line of what its function says of itself."""
        return self._said[0].rstrip(".")

    @property
    def reason(self) -> str:
        """The rest of it."""
        return self._said[1]

    @property
    def _said(self) -> tuple[str, str]:
        title, _, reason = inspect.cleandoc(self.judge.__doc__ or "").partition("\n\n")
        return title, reason

    @property
    def area(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")


Judge = Callable[[Any, Background], Iterator[Flaw]]


@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.FILE], *traits: Trait
) -> Callable[[Callable[[DocumentFile, Background], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.DOCUMENT], *traits: Trait
) -> Callable[[Callable[[Document, Background], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.FAMILY], *traits: Trait
) -> Callable[[Callable[[Members, Background], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.REGISTER], *traits: Trait
) -> Callable[[Callable[[Whole, Background], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.HISTORY]
) -> Callable[[Callable[[HistoryStep, Background], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.CLONE]
) -> Callable[[Callable[[Surroundings, Background], Iterator[Flaw]]], Rule]: ...
@overload
def rule(
    code: str, severity: Severity, scope: Literal[Scope.CHECK]
) -> Callable[[Callable[[Waivers, Background], Iterator[Flaw]]], Rule]: ...
def rule(code: str, severity: Severity, scope: Scope, *traits: Trait) -> Callable[[Judge], Rule]:
    """Make a rule of a function: the first line of its docstring is the title, the rest the reason.

    What the function takes first follows from the scope, and the type checker holds it to that. `about` are the traits
    without which it never has anything to say.
    """

    def make(judge: Judge) -> Rule:
        return Rule(code, severity, scope, judge, frozenset(traits))

    return make
