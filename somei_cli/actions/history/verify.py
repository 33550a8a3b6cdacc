"""Proving the history of a register: from the newest commit that was proved here, or from the root.

What a proof leaves for the next one: a checkpoint, to and from the record that a clone keeps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from somei_cli.actions.history.history_walk import steps
from somei_cli.errors import SomeiError
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.formats.register_paths import SETTINGS
from somei_cli.formats.toml import settings
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.proof_options import HistoryRange
from somei_cli.model.history.steps import CommitView, HistoryState, HistoryStep, Serial
from somei_cli.model.register.settings import PublicUnmarked, TwoPersons
from somei_cli.rules.definition.findings import Finding, Proved, Severity
from somei_cli.rules.definition.rule import Background
from somei_cli.rules.engine.history_check import SHORT, edition, judged
from somei_cli.store.git.ancestry import Tip, is_within, leads_back, refuse_cut, tip_of
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import moment_of
from somei_cli.store.git.head import own_mails, upstream_of
from somei_cli.store.git.successors import resolve_revision
from somei_cli.store.history.checkpoint import Memory, recall, remember
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.lost_objects import lost_in, refuse_lost
from somei_cli.store.register.register import Register

_HASH_LENGTHS = frozenset({40, 64})
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The newest commit that was proved, what was found up to it, and what must be known beyond it."""

    newest: str
    first: str | None
    count: int
    past: HistoryState
    findings: tuple[Finding, ...]


class Damaged(ValueError):
    """A record that this version of somei did not write.

    `newest` is the commit up to which other rules proved the line: what they found is worth nothing to these, but
    the line must lead back to it all the same.
    """

    def __init__(self, why: str = "it is damaged", newest: str | None = None) -> None:
        super().__init__(why)
        self.newest = newest


def record_of(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint as JSON holds it; of documents it holds numbers only."""
    past = checkpoint.past
    return {
        "edition": edition(),
        "newest": checkpoint.newest,
        "first": checkpoint.first,
        "count": checkpoint.count,
        "gone": {number.register_id: mark for number, mark in past.gone.items()},
        "freed": [[*serial, number.register_id] for serial, number in past.freed.items()],
        "broken": dict(past.broken),
        "two_persons": past.two_persons._asdict(),
        "public_unmarked": str(past.public_unmarked),
        "when": past.when.isoformat() if past.when else None,
        "findings": [finding._asdict() for finding in checkpoint.findings],
    }


def checkpoint_of(record: Any) -> Checkpoint:
    """Read a record; whatever does not fit makes it worthless as a whole.

    Raises:
        Damaged: where it was damaged, made up, or made by other rules.
    """
    try:
        _refuse_other_rules(record["edition"], _hash(record["newest"]))
        return Checkpoint(
            _hash(record["newest"]),
            None if record["first"] is None else _hash(record["first"]),
            _count(record["count"]),
            HistoryState(
                MappingProxyType({read_number(_text(n)): _text(mark) for n, mark in record["gone"].items()}),
                MappingProxyType(dict(map(_freed, record["freed"]))),
                MappingProxyType({_text(path): _hash(blob) for path, blob in record["broken"].items()}),
                _two_persons(record["two_persons"]),
                None if record["when"] is None else _time(record["when"]),
                PublicUnmarked(record["public_unmarked"]),
            ),
            tuple(map(_finding, record["findings"])),
        )
    except Damaged:
        raise
    except (TypeError, KeyError, AttributeError, ValueError, SomeiError) as error:
        raise Damaged from error


def _refuse_other_rules(made_by: Any, newest: str) -> None:
    if made_by != edition():
        raise Damaged("it was made by other rules", newest)


def _freed(row: Any) -> tuple[Serial, DocumentNumber]:
    code, year, serial, number = row
    return (_text(code), _count(year), _count(serial)), read_number(_text(number))


def _two_persons(table: Mapping[str, Any]) -> TwoPersons:
    if table.keys() != set(TwoPersons._fields) or not all(isinstance(value, bool) for value in table.values()):
        raise Damaged
    return TwoPersons(**table)


def _finding(row: Any) -> Finding:
    finding = Finding(**{**row, "severity": Severity(row["severity"])})
    words = (finding.code, finding.path, finding.message, finding.hint, finding.document or "", finding.commit)
    if not all(isinstance(word, str) for word in words):
        raise Damaged
    _count(finding.line)
    _count(finding.column)
    return finding


def _hash(told: Any) -> str:
    if not isinstance(told, str) or len(told) not in _HASH_LENGTHS or not _HEX.issuperset(told):
        raise Damaged
    return told


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise Damaged
    return told


def _count(told: Any) -> int:
    if type(told) is not int or told < 0:
        raise Damaged
    return told


def _time(told: Any) -> datetime:
    when = datetime.fromisoformat(_text(told))
    if when.tzinfo is None:
        raise Damaged
    return when


def prove(register: Register, wanted: HistoryRange, background: Background) -> Proved:
    """Judge every step on the line of the branch that was not judged before, and tell all that stands.

    Nothing of the register is written; only in somei's own corner of the clone it is kept how far this came.

    Raises:
        CannotWork: where a part of the history is not here, or git has lost the text of a document.
        NotFound: where the revision names no commit.
    """
    git, tip = Git(register.root), tip_of(register.root)
    if tip is None:
        return Proved()
    # What was proved before is not read again, but what stands now must be there to be given to somebody.
    refuse_lost(lost_in(git, tip.commit))
    if wanted.since is not None:
        return _since(git, tip, resolve_revision(git, wanted.since), background)
    refuse_cut(git, tip.commit, None)
    memory = Memory.of(register, tip)
    held, newest, remarks = _recalled(memory)
    straight = newest is None or leads_back(git, tip.commit, newest)
    lost = newest if newest and not straight and not is_within(git, newest, tip.commit) else None
    known = held if straight else None
    # What was found on a line that lies aside now has to be remembered with the tip.
    before = _before_own(git, tip, known) if memory and (straight or not held) else None
    settled = _forth(git, before, known, background) if before else None
    proved = _forth(git, tip.commit, settled or known, background)
    if held and not straight and not lost:
        # What was proved here lies on a side line now: all is proved anew, and what was found there still stands.
        stands = (finding for finding in held.findings if finding not in proved.findings)
        proved = replace(proved, findings=(*proved.findings, *stands))
    if lost and not wanted.accept_rewritten:
        # Not remembered: the old commit stays what the line must lead back to.
        return _told(proved, remarks, _of_lost(git, tip, lost, background))
    kept = settled or proved
    if memory and kept != held and not remember(memory, record_of(kept)):
        remarks += ("How far this came could not be kept; the next proof takes as long.",)
    return replace(_told(proved, remarks), accepted=lost)


def _before_own(git: Git, tip: Tip, known: Checkpoint | None) -> str | None:
    """The last commit on the line before the clerk's own ones that are not sent; None where there is none of these.

    They may be worded anew, and a sync puts them on top of what others did. What somebody else made stays remembered,
    also where the server has it no more.
    """
    there = upstream_of(git)
    if there is None:
        return None
    told = git.run("log", "--first-parent", "--format=%H %P %ae", tip.commit, "--not", there, "--")
    rows = [line.split(" ") for line in told.decode(errors="replace").split("\n") if line]
    mine = frozenset(mail.casefold() for mail in own_mails(git.folder)) if rows else frozenset()
    own = list(takewhile(lambda row: row[-1].casefold() in mine, rows))
    if not own or len(own[-1]) < len(("commit", "parent", "mail")):
        return None
    before = own[-1][1]
    return None if known and not leads_back(git, before, known.newest) else before


def _since(git: Git, tip: Tip, since: str, background: Background) -> Proved:
    """A range by itself: what was found or known before it is not asked."""
    refuse_cut(git, tip.commit, since)
    begin = Checkpoint(since, since, 0, _past_at(git, since), ())
    proved = _forth(git, tip.commit, begin, background)
    return replace(_told(proved, ()), whole=False)


def prove_merge(git: Git, base: str, merge: str, background: Background) -> tuple[Finding, ...]:
    """What the proof will say of a merge that nobody has made yet, but may still approve.

    What only one person did so far is no fault yet: it says what the merge needs. Work by hand is no news to a
    reviewer, who sees it among the changes.
    """
    found = prove_onto(git, base, merge, background)
    return tuple(_before_the_merge(one, merge) for one in found if one.severity > Severity.INFO)


def prove_onto(git: Git, base: str, tip: str, background: Background) -> Iterator[Finding]:
    """What the proof will say of commits that a branch takes in, whose line leads back to `base`, its newest one."""
    past = _past_at(git, base)
    return (finding for step, _ in steps(git, f"{base}..{tip}", past) for finding in judged(step, background))


def _before_the_merge(finding: Finding, merge: str) -> Finding:
    told = finding.message.removesuffix(f" (commit {merge[:SHORT]})")
    if finding.code == "HIST015":
        told += ": the merge needs an Approved-by of another person"
    return finding._replace(message=told, commit=None if finding.commit == merge else finding.commit)


def _forth(git: Git, tip: str, held: Checkpoint | None, background: Background) -> Checkpoint:
    """Go on to the tip from a checkpoint, or from the root."""
    if held and held.newest == tip:
        return held
    past, first, count = (held.past, held.first, held.count) if held else (HistoryState(), None, 0)
    findings = list(held.findings) if held else []
    for step, behind in steps(git, f"{held.newest}..{tip}" if held else tip, past):
        findings += judged(step, background)
        past, first, count = behind, first or step.deed.commit, count + 1
    return Checkpoint(tip, first, count, past, tuple(findings))


def _told(checkpoint: Checkpoint, remarks: tuple[str, ...], more: tuple[Finding, ...] = ()) -> Proved:
    findings = (*more, *checkpoint.findings)
    return Proved(findings, checkpoint.first, checkpoint.newest, checkpoint.count, remarks=remarks)


def _recalled(memory: Memory | None) -> tuple[Checkpoint | None, str | None, tuple[str, ...]]:
    """The checkpoint of a line, and the commit that it must lead back to; what is of no use is passed over and said."""
    if memory is None:
        return None, None, ("The clone is on no branch: proved from the root, and nothing is kept of it.",)
    try:
        record = recall(memory)
        held = checkpoint_of(record) if record is not None else None
    except Damaged as why:
        return None, why.newest, (f"What was kept of the last proof is passed over, {why}: proved from the root.",)
    except ValueError:
        return None, None, ("What was kept of the last proof cannot be read: proved from the root.",)
    return held, held.newest if held else None, ()


def _of_lost(git: Git, tip: Tip, lost: str, background: Background) -> tuple[Finding, ...]:
    made = moment_of(git, tip.commit, UTC)
    return tuple(judged(HistoryStep(CommitView(made.commit, "", "", made.committed), lost=lost), background))


def _past_at(git: Git, commit: str) -> HistoryState:
    """What the settings of a commit say to the steps after it; nothing if they cannot be read."""
    try:
        held = settings.load(Committed(git, commit).read(SETTINGS))
    except (FileNotFoundError, SomeiError):
        return HistoryState()
    return HistoryState(two_persons=held.two_persons, public_unmarked=held.public_unmarked)
