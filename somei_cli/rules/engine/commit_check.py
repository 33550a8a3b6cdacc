"""Judging one step of the history: its rules run on the commit, and the findings name the commit."""

from collections.abc import Iterable, Iterator

from somei_cli.formats.register_paths import SETTINGS
from somei_cli.model.history.steps import HistoryStep
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.definition.rule import Rule, RuleContext, Scope

HASH_DIGITS = 10
"""Digits of a commit hash in a message."""

# HIST010 warns of a value that a merge made up. These also find what a merge chose, as the lower of two markings. Rules
# on the order of commits and on their messages (HIST009, HIST014, HIST016) have nothing to say of a merge's content.
_MERGE_CODES = frozenset(
    "HIST001 HIST002 HIST003 HIST005 HIST006 HIST007 HIST008 HIST011 HIST012 HIST015 HIST017".split()
)
"""The rules that judge a merge by itself, compared with a clean merge of its parents."""

_RULES = tuple(rule for rule in CATALOGUE.values() if rule.scope is Scope.HISTORY)


def judge_step(step: HistoryStep, context: RuleContext) -> Iterator[Finding]:
    """Find what is wrong with a step.

    All rules run, whatever is selected later: the findings are kept in the checkpoint.
    """
    # A merge is judged here by everything that it brings onto the branch, compared with its first parent.
    own_findings = list(_findings_of_rules(step, context, _RULES))
    yield from own_findings
    identities = {_identity_of(finding) for finding in own_findings}
    # What a person wrote into a merge hides in that: if a conflict was solved by lowering a marking, it looks as if the
    # merged branch had lowered it. So each merge, also one inside of a merged branch, is compared with a clean merge.
    for merge_step in step.merge_decisions:
        for finding in _findings_of_rules(merge_step, context, [rule for rule in _RULES if rule.code in _MERGE_CODES]):
            # One flaw can show in both comparisons, as an entry that vanished in the merge. It is reported once.
            if _identity_of(finding) not in identities:
                identities.add(_identity_of(finding))
                yield finding


def _findings_of_rules(step: HistoryStep, context: RuleContext, rules: Iterable[Rule]) -> Iterator[Finding]:
    commit = step.commit.hash
    for rule in rules:
        for flaw in rule.judge(step, context):
            yield Finding(
                code=rule.code,
                severity=flaw.severity or rule.severity,
                # A flaw of the commit itself, as its date, belongs to no file; a path is needed to sort and to print.
                path=str(flaw.path or SETTINGS),
                # Lines of an old version mean nothing in the file as it is now, if it still exists.
                line=1,
                column=1,
                document=str(flaw.about) if flaw.about else None,
                message=f"{flaw.message} (commit {commit[:HASH_DIGITS]})",
                hint=flaw.hint,
                commit=commit,
            )


def _identity_of(finding: Finding) -> tuple[str, str, str | None, str | None]:
    """Return what a merge by itself and the commits that it brings may both report about one commit."""
    return finding.code, finding.path, finding.document, finding.commit


def history_rules_edition() -> str:
    """Return the edition of these rules: a history that was verified with another one is verified again."""
    # A rule that is added or removed changes the edition by its code. A rule that judges differently does not: without
    # a new number, a checkpoint would go on vouching for commits that the changed rule has never seen.
    return f"{_EDITION} {' '.join(rule.code for rule in _RULES)}"


_EDITION = 12
"""Raise this whenever a rule about history judges differently from before."""
