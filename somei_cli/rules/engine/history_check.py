"""Judging the history: the rules put to one step of it, and the findings that name its commit."""

from collections.abc import Iterable, Iterator

from somei_cli.formats.register_paths import SETTINGS
from somei_cli.model.history.steps import HistoryStep
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.definition.rule import Background, Rule, Scope

SHORT = 10
"""Figures of a hash that tell a commit in a message."""

_OF_MERGES = frozenset(
    "HIST001 HIST002 HIST003 HIST005 HIST006 HIST007 HIST008 HIST011 HIST012 HIST015 HIST017".split()
)
"""What is asked of a merge by itself, against a clean merge of its sides."""

_RULES = tuple(rule for rule in CATALOGUE.values() if rule.scope is Scope.HISTORY)


def judged(step: HistoryStep, background: Background) -> Iterator[Finding]:
    """What is wrong with a step, whatever is asked for in the end: it is kept for the next proof."""
    found = list(_judged(step, background, _RULES))
    yield from found
    told = {_about(finding) for finding in found}
    for decided in step.decided:
        for finding in _judged(decided, background, [rule for rule in _RULES if rule.code in _OF_MERGES]):
            if _about(finding) not in told:
                told.add(_about(finding))
                yield finding


def _judged(step: HistoryStep, background: Background, rules: Iterable[Rule]) -> Iterator[Finding]:
    commit = step.deed.commit
    for rule in rules:
        for flaw in rule.judge(step, background):
            yield Finding(
                code=rule.code,
                severity=flaw.severity or rule.severity,
                path=str(flaw.path or SETTINGS),
                line=1,
                column=1,
                document=str(flaw.about) if flaw.about else None,
                message=f"{flaw.message} (commit {commit[:SHORT]})",
                hint=flaw.hint,
                commit=commit,
            )


def _about(finding: Finding) -> tuple[str, str, str | None, str | None]:
    """What a merge by itself and what it brings may both tell of one commit."""
    return finding.code, finding.path, finding.document, finding.commit


def edition() -> str:
    """A mark of these rules: what was proved by others is proved again."""
    return f"{_EDITION} {' '.join(rule.code for rule in _RULES)}"


_EDITION = 9
"""Raised whenever a rule about history judges otherwise than before."""
