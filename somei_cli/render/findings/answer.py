"""What every format of findings is made from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.rules.comparing import Account, ComparedFinding, account
from somei_cli.rules.findings import NOT_CHECKED, Finding, Report, Severity
from somei_cli.text.paths import DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY

if TYPE_CHECKING:
    from somei_cli.rules.rule import Rule


@dataclass(frozen=True)
class CheckAnswer:
    """An account of a check with the rules it was made by, where the register lies in its repository, and the day."""

    account: Account
    catalogue: Callable[[], "Mapping[str, Rule]"]
    place: PurePosixPath
    today: date

    @cached_property
    def rules(self) -> "Mapping[str, Rule]":
        """The rules that were put: most formats need none of what they say, and loading them takes time."""
        return self.catalogue()

    def from_top(self, path: str) -> str:
        """A path as the repository has it: code hosts know no register below it."""
        return str(self.place / path)

    def title(self, code: str) -> str:
        """What a rule says; its code where it is none of the catalogue any more."""
        if code == NOT_CHECKED:
            return "the register could not be checked"
        return self.rules[code].title if code in self.rules else code


def failure_answer(sentence: str, hint: str, path: str, line: int, place: PurePosixPath, today: date) -> CheckAnswer:
    """The answer of a check that ended with a refusal: one error, at the file that could not be read.

    Code hosts take no finding without a file: what is about none of the register stands at its settings.
    """
    inside = PurePosixPath(path)
    if inside != SETTINGS and not any(inside.is_relative_to(folder) for folder in (DOCUMENTS, VOCABULARY, REQUESTS)):
        inside, line = SETTINGS, 0
    finding = Finding(NOT_CHECKED, Severity.ERROR, str(inside), max(line, 1), 1, None, sentence.rstrip("."), hint)
    report = Report((finding,), checked=0, unread=1, codes=frozenset())
    return CheckAnswer(account(report, Severity.ERROR), dict, place, today)


def fingerprints(told: tuple[ComparedFinding, ...]) -> Iterator[tuple[ComparedFinding, str]]:
    """Each finding with what it is known by: the same wherever it stands, another for each that looks alike."""
    # Few formats tell them.
    from hashlib import sha256

    met: dict[tuple[str, str, str], int] = {}
    for one in told:
        identity = one.finding.identity
        ordinal = met[identity] = met.get(identity, 0) + 1
        words = "\0".join((*identity, str(ordinal)))
        yield one, sha256(words.encode("utf-8", "surrogateescape")).hexdigest()
