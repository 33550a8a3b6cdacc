"""Proving the history of a register: from the newest commit that was proved here, or from the root."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from itertools import takewhile

from somei_cli.actions.remembering import Checkpoint, Damaged, checkpoint_of, record_of
from somei_cli.actions.stepping import steps
from somei_cli.errors import SomeiError
from somei_cli.model.proofs import HistoryRange
from somei_cli.model.steps import CommitView, HistoryState, HistoryStep
from somei_cli.rules.findings import Finding, Proved, Severity
from somei_cli.rules.history import SHORT, judged
from somei_cli.rules.rule import Background
from somei_cli.store.ancestry import is_within
from somei_cli.store.git import Git
from somei_cli.store.head import upstream_of
from somei_cli.store.identity import own_mails
from somei_cli.store.lines import Tip, leads_back, refuse_cut, tip_of
from somei_cli.store.lost_objects import lost_in, refuse_lost
from somei_cli.store.moments import moment_of
from somei_cli.store.proof import Memory, recall, remember
from somei_cli.store.register import Register
from somei_cli.store.sharing.successors import resolve_revision
from somei_cli.store.stored import Committed
from somei_cli.text import settings
from somei_cli.text.paths import SETTINGS


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
