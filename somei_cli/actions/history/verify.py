"""Verify the history of a register, from the last checkpoint of the clone or from the root.

A checkpoint is saved as a record in JSON, which is checked strictly when it is read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from somei_cli.actions.history.history_walk import walk_history
from somei_cli.errors import SomeiError
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.formats.register_paths import SETTINGS
from somei_cli.formats.toml import settings
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.moments_and_ranges import HistoryRange
from somei_cli.model.history.steps import CommitView, HistoryState, HistoryStep, Serial, watched_settings
from somei_cli.model.register.settings import PublicUnmarked, TwoPersons
from somei_cli.rules.definition.findings import Finding, Severity, VerifiedHistory
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.rules.engine.commit_check import HASH_DIGITS, history_rules_edition, judge_step
from somei_cli.store.git.ancestry import (
    BranchTip,
    is_ancestor,
    is_on_first_parent_line,
    read_branch_tip,
    refuse_shallow_history,
)
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import read_commit_date
from somei_cli.store.git.head import find_upstream_commit, read_own_addresses
from somei_cli.store.git.rebased_hashes import resolve_revision
from somei_cli.store.history.checkpoint import CheckpointSlot, load_record, save_record
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.lost_objects import find_lost_files, is_partial, refuse_lost_files
from somei_cli.store.register.register import Register

_HASH_LENGTHS = frozenset({40, 64})
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The newest verified commit, the findings up to it, and the state that the commits after it need."""

    newest: str
    first: str | None
    count: int
    state: HistoryState
    findings: tuple[Finding, ...]


class UnusableRecord(ValueError):
    """A record that this version of somei did not write.

    `newest` is the commit up to which other rules verified the line. Their findings are not used, but the line must
    lead back to that commit all the same.
    """

    def __init__(self, why: str = "it is damaged", newest: str | None = None) -> None:
        super().__init__(why)
        self.newest = newest


def write_record(checkpoint: Checkpoint) -> dict[str, Any]:
    """Return a checkpoint as JSON holds it; of documents it has numbers only."""
    state = checkpoint.state
    return {
        "edition": history_rules_edition(),
        "newest": checkpoint.newest,
        "first": checkpoint.first,
        "count": checkpoint.count,
        "gone": {number.register_id: mark for number, mark in state.vanished.items()},
        "freed": [[*serial, number.register_id] for serial, number in state.freed_serials.items()],
        "broken": dict(state.broken_files),
        "two_persons": state.two_persons._asdict(),
        "public_unmarked": str(state.public_unmarked),
        "public_fields": list(state.public_fields),
        "when": state.time.isoformat() if state.time else None,
        "findings": [finding._asdict() for finding in checkpoint.findings],
    }


def read_record(record: Any) -> Checkpoint:
    """Read a record; one wrong value makes it unusable as a whole.

    Raises:
        UnusableRecord: if it is damaged, forged, or made by other rules.
    """
    try:
        _refuse_other_rules(record["edition"], _require_hash(record["newest"]))
        return Checkpoint(
            _require_hash(record["newest"]),
            None if record["first"] is None else _require_hash(record["first"]),
            _require_count(record["count"]),
            HistoryState(
                MappingProxyType(
                    {read_number(_require_text(n)): _require_text(mark) for n, mark in record["gone"].items()}
                ),
                MappingProxyType(dict(map(_read_freed, record["freed"]))),
                MappingProxyType({_require_text(path): _require_hash(blob) for path, blob in record["broken"].items()}),
                _read_two_persons(record["two_persons"]),
                None if record["when"] is None else _require_time(record["when"]),
                PublicUnmarked(record["public_unmarked"]),
                tuple(map(_require_text, record["public_fields"])),
            ),
            tuple(map(_read_finding, record["findings"])),
        )
    except UnusableRecord:
        raise
    except (TypeError, KeyError, AttributeError, ValueError, SomeiError) as error:
        raise UnusableRecord from error


def _refuse_other_rules(made_by: Any, newest: str) -> None:
    if made_by != history_rules_edition():
        raise UnusableRecord("it was made by other rules", newest)


def _read_freed(row: Any) -> tuple[Serial, DocumentNumber]:
    code, year, serial, number = row
    return (_require_text(code), _require_count(year), _require_count(serial)), read_number(_require_text(number))


def _read_two_persons(table: Mapping[str, Any]) -> TwoPersons:
    if table.keys() != set(TwoPersons._fields) or not all(isinstance(value, bool) for value in table.values()):
        raise UnusableRecord
    return TwoPersons(**table)


def _read_finding(row: Any) -> Finding:
    finding = Finding(**{**row, "severity": Severity(row["severity"])})
    words = (finding.code, finding.path, finding.message, finding.hint, finding.document or "", finding.commit)
    if not all(isinstance(word, str) for word in words):
        raise UnusableRecord
    _require_count(finding.line)
    _require_count(finding.column)
    return finding


def _require_hash(value: Any) -> str:
    if not isinstance(value, str) or len(value) not in _HASH_LENGTHS or not _HEX.issuperset(value):
        raise UnusableRecord
    return value


def _require_text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnusableRecord
    return value


def _require_count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise UnusableRecord
    return value


def _require_time(value: Any) -> datetime:
    moment = datetime.fromisoformat(_require_text(value))
    if moment.tzinfo is None:
        raise UnusableRecord
    return moment


def verify_register_history(register: Register, options: HistoryRange, context: RuleContext) -> VerifiedHistory:
    """Check every step of the first-parent line since the last checkpoint, and return all findings that stand.

    Nothing in the register is written; the new checkpoint is saved in somei's own folder of the clone.

    Raises:
        CannotWork: if the clone is shallow and lacks a part of the history.
        GitRefuses: if git has lost the text of a document.
        NotFound: if the revision names no commit.
    """
    git, tip = Git(register.root), read_branch_tip(register.root)
    if tip is None:
        return VerifiedHistory()
    # Commits up to the checkpoint are not read again, but git must still have the documents of HEAD.
    if not is_partial(git):
        refuse_lost_files(find_lost_files(git, tip.commit))
    if options.since is not None:
        return _verify_since(git, tip, resolve_revision(git, options.since), context)
    refuse_shallow_history(git, tip.commit, None)
    slot = CheckpointSlot.for_register(register, tip)
    checkpoint, newest, remarks = _load_checkpoint(slot)
    is_on_line = newest is None or is_on_first_parent_line(git, tip.commit, newest)
    rewritten = newest if newest and not is_on_line and not is_ancestor(git, newest, tip.commit) else None
    usable = checkpoint if is_on_line else None
    # The next check starts before the clerk's own commits. But if the checkpoint is on a side branch now, its
    # findings are joined with those of HEAD below, so the checkpoint to be saved must be that of HEAD.
    last_shared = _find_last_shared(git, tip, usable) if slot and (is_on_line or not checkpoint) else None
    shared_checkpoint = _verify_from(git, last_shared, usable, context) if last_shared else None
    result = _verify_from(git, tip.commit, shared_checkpoint or usable, context)
    if checkpoint and not is_on_line and not rewritten:
        # The checkpoint is on a side branch now, as after `git merge` was run the other way round. All is verified
        # again from the root, and its findings still stand.
        earlier_findings = (finding for finding in checkpoint.findings if finding not in result.findings)
        result = replace(result, findings=(*result.findings, *earlier_findings))
    if rewritten and not options.accept_rewritten:
        # Somebody rewrote the history (a reset, a forced push). Nothing is saved, so the next check says so again,
        # until a person accepts it.
        return _report(result, remarks, _report_rewritten(git, tip, rewritten, context))
    to_save = shared_checkpoint or result
    if slot and to_save != checkpoint and not save_record(slot, write_record(to_save)):
        remarks += ("How far this came could not be saved; the next verification takes as long.",)
    return _report(result, remarks)._replace(accepted=rewritten)


def _find_last_shared(git: Git, tip: BranchTip, checkpoint: Checkpoint | None) -> str | None:
    """Return the last commit on the line before the clerk's own unpushed ones; None if there are none.

    These may get other messages, and a sync rebases them, so a checkpoint must not include them. Commits of other
    people are included, also if the remote does not have them any more.
    """
    upstream = find_upstream_commit(git)
    if upstream is None:
        return None
    output = git.run("log", "--first-parent", "--format=%H %P %ae", tip.commit, "--not", upstream, "--")
    rows = [line.split(" ") for line in output.decode(errors="replace").split("\n") if line]
    own_addresses = frozenset(mail.casefold() for mail in read_own_addresses(git.folder)) if rows else frozenset()
    own_rows = list(takewhile(lambda row: row[-1].casefold() in own_addresses, rows))
    if not own_rows or len(own_rows[-1]) < len(("commit", "parent", "mail")):
        return None
    parent = own_rows[-1][1]
    return None if checkpoint and not is_on_first_parent_line(git, parent, checkpoint.newest) else parent


def _verify_since(git: Git, tip: BranchTip, since: str, context: RuleContext) -> VerifiedHistory:
    """Verify a range by itself, without the checkpoint and its findings."""
    refuse_shallow_history(git, tip.commit, since)
    start = Checkpoint(since, since, 0, _state_at(git, since), ())
    result = _verify_from(git, tip.commit, start, context)
    return _report(result, ())._replace(from_root=False)


def verify_merge(git: Git, base: str, merge: str, context: RuleContext) -> tuple[Finding, ...]:
    """Return what the history check will find in a merge that is not made yet and may still be approved.

    A missing second person is not an error yet: the finding says what the merge needs. Findings of severity INFO, such
    as edits by hand, are left out: a reviewer sees them among the changes.
    """
    findings = verify_range(git, base, merge, context)
    return tuple(_reword_before_merge(finding, base, merge) for finding in findings if finding.severity > Severity.INFO)


def verify_range(git: Git, base: str, tip: str, context: RuleContext) -> Iterator[Finding]:
    """Yield what the history check will find in commits that a branch takes in; their line must lead back to `base`."""
    state = _state_at(git, base)
    return (finding for step, _ in walk_history(git, f"{base}..{tip}", state) for finding in judge_step(step, context))


def _reword_before_merge(finding: Finding, base: str, merge: str) -> Finding:
    message = finding.message.removesuffix(f" (commit {merge[:HASH_DIGITS]})")
    if finding.code == "HIST015":
        message += ": the merge needs an Approved-by of another person"
    # The trial merge is on no branch; the commit before it is the base.
    hint = finding.hint.replace(f"{merge[:HASH_DIGITS]}~", base[:HASH_DIGITS])
    return finding._replace(message=message, hint=hint, commit=None if finding.commit == merge else finding.commit)


def _verify_from(git: Git, tip: str, checkpoint: Checkpoint | None, context: RuleContext) -> Checkpoint:
    """Verify from a checkpoint, or from the root, to the tip."""
    if checkpoint and checkpoint.newest == tip:
        return checkpoint
    state, first, count = (
        (checkpoint.state, checkpoint.first, checkpoint.count) if checkpoint else (HistoryState(), None, 0)
    )
    findings = list(checkpoint.findings) if checkpoint else []
    for step, next_state in walk_history(git, f"{checkpoint.newest}..{tip}" if checkpoint else tip, state):
        findings += judge_step(step, context)
        state, first, count = next_state, first or step.commit.hash, count + 1
    return Checkpoint(tip, first, count, state, tuple(findings))


def _report(
    checkpoint: Checkpoint, remarks: tuple[str, ...], first_findings: tuple[Finding, ...] = ()
) -> VerifiedHistory:
    findings = (*first_findings, *checkpoint.findings)
    return VerifiedHistory(findings, checkpoint.first, checkpoint.newest, checkpoint.count, remarks=remarks)


def _load_checkpoint(slot: CheckpointSlot | None) -> tuple[Checkpoint | None, str | None, tuple[str, ...]]:
    """Return the checkpoint of a line, the commit that it must lead back to, and a remark if the record is unusable."""
    if slot is None:
        return (
            None,
            None,
            ("The clone is on no branch: verified from the first commit, and nothing was saved.",),
        )
    try:
        record = load_record(slot)
        checkpoint = read_record(record) if record is not None else None
    except UnusableRecord as error:
        return (
            None,
            error.newest,
            (f"What the last verification saved is ignored, {error}: verified from the first commit.",),
        )
    except ValueError:
        return None, None, ("What the last verification saved cannot be read: verified from the first commit.",)
    return checkpoint, checkpoint.newest if checkpoint else None, ()


def _report_rewritten(git: Git, tip: BranchTip, rewritten: str, context: RuleContext) -> tuple[Finding, ...]:
    newest = read_commit_date(git, tip.commit, UTC)
    return tuple(
        judge_step(HistoryStep(CommitView(newest.commit, "", "", newest.committed), lost_checkpoint=rewritten), context)
    )


def _state_at(git: Git, commit: str) -> HistoryState:
    """Return the state that the settings of a commit set for the steps after it; the default if they cannot be read."""
    try:
        committed_settings = settings.load(Committed(git, commit).read(SETTINGS))
    except (FileNotFoundError, SomeiError):
        return HistoryState()
    return HistoryState(**watched_settings(committed_settings))
