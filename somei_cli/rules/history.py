"""Judging the history: the rules put to one step of it, and the findings that name its commit."""

from collections.abc import Iterator

from somei_cli.model.steps import Step
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.findings import Finding
from somei_cli.rules.rule import Background, Scope
from somei_cli.text.paths import SETTINGS

SHORT = 10
"""Figures of a hash that tell a commit in a message."""

_RULES = tuple(rule for rule in CATALOGUE.values() if rule.scope is Scope.HISTORY)


def judged(step: Step, background: Background) -> Iterator[Finding]:
    """What is wrong with a step, whatever is asked for in the end: it is kept for the next proof."""
    commit = step.deed.commit
    for rule in _RULES:
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


def edition() -> str:
    """A mark of these rules: what was proved by others is proved again."""
    return f"{_EDITION} {' '.join(rule.code for rule in _RULES)}"


_EDITION = 1
"""Raised whenever a rule about history judges otherwise than before."""
