"""Synchronise a register with its remote: which acts were pulled and pushed, and what replaced provisional numbers."""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from pathlib import PurePosixPath

from somei_cli.actions.history.verify import prove_onto
from somei_cli.actions.numbers.replace_provisional import settle_numbers
from somei_cli.errors import NoServer, RulesBroken, Unreadable, as_typed
from somei_cli.formats.git import commit_messages as messages
from somei_cli.formats.register_paths import DOCUMENTS, number_at, path_of
from somei_cli.formats.toml.comments import with_comments
from somei_cli.model.document_number import PROVISIONAL
from somei_cli.model.doubled_serials import NewSerial, find_new_serials
from somei_cli.model.numbers.provisional_numbers import Settled
from somei_cli.model.register.files import DocumentFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.sync import Synced, SyncedCommit
from somei_cli.rules.areas.numbers import named_too_early
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.definition.rule import Background
from somei_cli.rules.engine.check import guard
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import in_zone, zone_of
from somei_cli.store.git.head import current_branch
from somei_cli.store.git.log import Commit, acts
from somei_cli.store.git.repository import open_clone
from somei_cli.store.history.empty_commits import documents_named, empty_acts
from somei_cli.store.index.open import snapshot_for
from somei_cli.store.register.register import Register, document_of
from somei_cli.store.remote.allot import Desk, build, desk_of
from somei_cli.store.remote.entry_origins import Beginnings
from somei_cli.store.remote.fast_forward import differing
from somei_cli.store.remote.renumbered_commits import asked_in
from somei_cli.store.remote.sync import sync
from somei_cli.store.transaction.commit import files_of


def sync_register(register: Register, today: date, *, dry_run: bool) -> Synced:
    """Pull what the remote has and push what only this clone has, own commits on top.

    Raises:
        NoRemote: if the branch follows none.
        RulesBroken: if both sides together break a rule, such as one serial in two documents; nothing was sent.
    """
    remote = desk_of(register, even_if_unshared=True)
    if remote is None:
        raise NoServer(current_branch(open_clone(register.root)).removeprefix("refs/heads/"))
    if dry_run:
        # Commits of a dry run are thrown away: do not ask for a signature.
        remote = remote._replace(signed=False)
    final_checks = _FinalChecks(register, remote, today, dry_run=dry_run)
    result = sync(remote, final_checks.finish, dry_run=dry_run)
    register.read_anew()
    zone = _time_zone(register)
    pushed = _read_acts(remote, result.went)
    return Synced(
        remote.server.short,
        tuple(_synced_commit(act, zone) for act in _read_acts(remote, result.came)),
        tuple(_synced_commit(act, zone) for act in pushed),
        len(result.present),
        tuple(sorted({**result.settled, **final_checks.settled}.items())),
        result.stuck,
        result.staying,
        sum(_is_empty(act) for act in pushed),
    )


_NOT_SENT = (
    "Nothing was sent. What is not sent yet can still be put right: git commit --amend, git rebase -i @{upstream}; "
    "a reason stands in the last paragraph of a message, as “Reason: …”."
)


_MAX_COMMANDS = 5
"""How many commands a hint lists."""


class _FinalChecks:
    """The last steps before own commits are sent: replace provisional numbers, and check both sides together."""

    def __init__(self, register: Register, remote: Desk, today: date, *, dry_run: bool) -> None:
        self._register = register
        self._desk = remote
        self._today = today
        self._dry_run = dry_run
        self.settled: Settled = {}

    def finish(self, base: str | None, tip: str) -> str:
        """Replace provisional numbers in one more commit, and check what the remote would get.

        An own commit may have been valid where it was made: git can have rebased it since, message and all.
        """
        paths = list(self._touched(base, tip))
        tip = self._settle(base, tip, paths)
        if base:
            self._judge(base, tip, dict.fromkeys((*paths, *map(path_of, self.settled.values()))))
        return tip

    def _touched(self, base: str | None, tip: str) -> Iterator[PurePosixPath]:
        """Yield the document files in which the remote and `tip` differ, by their paths in the register."""
        folder = self._desk.inside / DOCUMENTS
        for delta in differing(self._desk.clone, base, tip):
            if delta.path.is_relative_to(folder) and delta.path.suffix == ".toml":
                yield delta.path.relative_to(self._desk.inside)

    def _settle(self, base: str | None, tip: str, changed_paths: Iterable[PurePosixPath]) -> str:
        own_register = self._at(tip)
        entries = [entry for entry in own_register.entries_at(changed_paths) if PROVISIONAL in entry.text]
        if not entries:
            return tip
        request_ids = asked_in(entry.text for entry in entries)
        documents = [with_comments(document_of(entry), entry.text) for entry in entries]
        origins = Beginnings(self._desk, base, tip) if base else None
        remote_files = self._desk.at(base) if base else None
        self.settled, change = settle_numbers(own_register, remote_files, documents, request_ids, origins)
        if not change.puts and not change.drops:
            return tip
        files = {self._desk.inside / path: _encode(text) for path, text in files_of(own_register, change).items()}
        message = messages.message_of(change)
        hooks = not self._dry_run
        return build(self._desk.clone, tip, files, message, signed=self._desk.signed, hooks=hooks) or tip

    def _judge(self, base: str, tip: str, paths: Iterable[PurePosixPath]) -> None:
        """Check both sides together by the rules, and each commit by the history rules."""
        before, after = self._at(base), self._at(tip)
        old_files, new_files = tuple(before.entries_at(paths)), tuple(after.entries_at(paths))
        _refuse_unreadable(old_files, new_files)
        numbers = [number for path in paths if (number := number_at(path)) and not number.is_provisional]
        sides = _open_snapshot(before), _open_snapshot(after)
        new_findings = list(guard(*sides, numbers, self._today))
        known_findings = {finding.identity for finding in named_too_early(old_files)}
        new_findings += [finding for finding in named_too_early(new_files) if finding.identity not in known_findings]
        background = Background(after.vocabulary, after.settings, self._today)
        history_findings = prove_onto(Git(self._desk.clone.top / self._desk.inside), base, tip, background)
        wrong = [*new_findings, *(finding for finding in history_findings if finding.severity is Severity.ERROR)]
        if wrong:
            lines = [f"{f.document or f.path}: {f.message} [{f.code}]" for f in wrong]
            raise RulesBroken(lines, _hint(wrong, find_new_serials(*sides, numbers), sides[1]))

    def _at(self, commit: str) -> Register:
        return Register(self._register.root, self._desk.at(commit))


def _hint(wrong: Iterable[Finding], new_serials: Iterable[NewSerial], after: Snapshot) -> str:
    """Return what to type: if a serial was taken twice, the classification with a free one; that needs no remote."""
    new_serials = tuple(new_serials)
    if {finding.code for finding in wrong} != {"CODE002"}:
        return _NOT_SENT
    commands = [f"somei classify {as_typed(serial.number)} {as_typed(serial.entry)}" for serial in new_serials]
    if not commands:
        return _NOT_SENT
    more = f" (and {len(commands) - _MAX_COMMANDS} more)" if len(commands) > _MAX_COMMANDS else ""
    documents = (after.get(serial.number) for serial in new_serials)
    printed = any(document.source for document in documents if document)
    stays = " A serial that is printed on the page stays: then the other document is wrong." if printed else ""
    return f"Nothing was sent. Take a free serial: {'; '.join(commands[:_MAX_COMMANDS])}{more}; then sync again.{stays}"


def _refuse_unreadable(old_files: Iterable[DocumentFile], new_files: Iterable[DocumentFile]) -> None:
    """Refuse to send a file that cannot be read: it would keep every clerk from the next serial."""
    old_by_path = {entry.path: entry for entry in old_files}
    for entry in new_files:
        old = old_by_path.get(entry.path)
        if entry.document is None and (old is None or old.document):
            hint = "Nothing was sent. Mend the file and commit it, then sync again."
            raise Unreadable(entry.path, entry.faults[0].message, entry.faults[0].line, hint)


def _open_snapshot(register: Register) -> Snapshot:
    """Open the snapshot of a commit through the index; a file that cannot be read was reported when it was written."""
    try:
        return snapshot_for(register)
    except Unreadable:
        return register.snapshot_of(tuple(register.entries()))


def _time_zone(register: Register) -> tzinfo | None:
    """Return the time zone of the register; None if it is unknown here, which must not fail a finished sync."""
    try:
        return zone_of(register.settings.time_zone)
    except Unreadable:
        return None


def _read_acts(remote: Desk, commits: tuple[str, ...]) -> tuple[Commit, ...]:
    """Return those of the commits that touch the register, or record a decision without files, in order."""
    if not commits:
        return ()
    positions = {commit: position for position, commit in enumerate(commits)}
    git = Git(remote.clone.top / remote.inside)
    before = git.ask("rev-parse", "--verify", "--quiet", f"{commits[0]}^")
    span = f"{before.decode().strip()}..{commits[-1]}" if before else commits[-1]
    result = [act for act in acts(git, span) if act.commit in positions]
    result_hashes = {act.commit for act in result}
    result += empty_acts(git, (commit for commit in commits if commit not in result_hashes))
    return tuple(sorted(result, key=lambda act: positions[act.commit]))


def _is_empty(act: Commit) -> bool:
    return not act.touches and len(act.parents) == 1


def _synced_commit(act: Commit, zone: tzinfo | None) -> SyncedCommit:
    """Return an act for output, with its time in a zone."""
    touched = dict.fromkeys(number for delta in act.touches if (number := number_at(delta.path)))
    numbers = tuple(touched) or (documents_named(act.message) if _is_empty(act) else ())
    time = in_zone(act.when, zone) if zone else act.when
    return SyncedCommit(act.commit, act.who, time, act.message.partition("\n")[0], numbers)


def _encode(text: str | None) -> bytes | None:
    return None if text is None else text.encode()
