"""Synchronise a register with its remote: which acts were pulled and pushed, and what replaced provisional numbers."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, tzinfo
from pathlib import PurePosixPath

from somei_cli.actions.act import refuse_errors
from somei_cli.actions.history.verify import verify_range
from somei_cli.actions.numbers.replace_provisional import replace_provisional_numbers
from somei_cli.errors import CannotWork, NoRemote, SomeiError, Unreadable, shell_word
from somei_cli.formats.git import commit_messages as messages
from somei_cli.formats.register_paths import DOCUMENTS, number_of_path, path_of
from somei_cli.formats.toml.comments import add_comments_to_note
from somei_cli.model.classification import NewSerial, find_new_serials
from somei_cli.model.document_number import PROVISIONAL, DocumentNumber
from somei_cli.model.markings import Level, level_of
from somei_cli.model.merge import NO_DECISIONS, Decisions
from somei_cli.model.numbers.provisional_numbers import GivenNumbers
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.sync import SyncedCommit, SyncSummary
from somei_cli.rules.areas.numbers import find_provisional_references
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.rules.engine.added_errors import find_added_errors
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit, load_zone, to_zone
from somei_cli.store.git.head import current_branch
from somei_cli.store.git.log import Commit, list_commits
from somei_cli.store.history.empty_commits import list_empty_acts, list_named_documents
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register, open_register, require_document
from somei_cli.store.register.source_copies import delete_copies_of
from somei_cli.store.remote.fast_forward import list_changed_files
from somei_cli.store.remote.first_and_common_versions import EntryOrigins
from somei_cli.store.remote.remote import RemoteRegister, find_remote_register
from somei_cli.store.remote.remote_acts import build_commit
from somei_cli.store.remote.renumbered_view_of_commits import request_ids_in
from somei_cli.store.remote.sync import receive_from_remote, sync_with_remote
from somei_cli.store.transaction.change_commit import texts_of_change


def sync_register(
    register: Register, today: date, *, dry_run: bool, decisions: Decisions = NO_DECISIONS
) -> SyncSummary:
    """Pull what the remote has and push what only this clone has, own commits on top.

    `decisions` are the sides to take in fields that both changed; without one for each of them nothing is sent.

    Raises:
        NoRemote: if the branch follows none.
        RulesBroken: if both sides together break a rule, such as one serial in two documents; nothing was sent.
    """
    remote = find_remote_register(register, even_if_unshared=True)
    if remote is None:
        raise NoRemote(current_branch(Git(register.root)).removeprefix("refs/heads/"))
    if dry_run:
        # Commits of a dry run are thrown away: do not ask for a signature.
        remote = remote._replace(signed=False)
    final_checks = _FinalChecks(register, remote, today, dry_run=dry_run)
    old_head = find_head_commit(Git(register.root))
    result = sync_with_remote(remote, final_checks.finish, dry_run=dry_run, decisions=decisions)
    register.state.forget_vocabulary()
    zone = _time_zone(register)
    pushed = _read_acts(remote, result.pushed)
    pulled = tuple(_synced_commit(act, zone) for act in _read_acts(remote, result.pulled))
    return SyncSummary(
        remote.branch.short_name,
        pulled,
        tuple(_synced_commit(act, zone) for act in pushed),
        len(result.already_there),
        tuple(sorted({**result.replaced_numbers, **final_checks.replaced_numbers}.items())),
        result.stuck,
        result.removed_here,
        sum(_is_empty(act) for act in pushed),
        is_decided=decisions != NO_DECISIONS,
        deleted_copies=() if dry_run else tuple(_delete_closed_copies(register, remote, old_head, pulled)),
    )


def _delete_closed_copies(
    register: Register, remote: RemoteRegister, old_head: str | None, pulled: Iterable[SyncedCommit]
) -> Iterator[DocumentNumber]:
    """Delete the files that this clone keeps of documents which others have classified; yield those documents.

    `old_head` is where the clone stood before; None if it held nothing.
    """
    if old_head is None:
        return
    old_register = open_register(register.root, remote.files_at(old_head))
    for number in dict.fromkeys(number for act in pulled for number in act.documents):
        # A check reports what cannot be read; a finished sync does not fail for it.
        with suppress(SomeiError):
            document = register.find(number)
            if document and level_of(document.marking) > Level.LIMITE:
                old = old_register.find(number)
                if old and delete_copies_of(register, old):
                    yield number


def receive_commits(register: Register) -> SyncSummary:
    """Pull what the remote has, own unsent commits on top, and push nothing; without a remote, do nothing.

    Raises:
        NoRemote: if there is a remote, and the branch follows none.
        CannotWork: if own work is in the way.
    """
    remote, git = find_remote_register(register, even_if_unshared=True), Git(register.root)
    if remote is None:
        if not git.run("remote").strip():
            return SyncSummary("")
        raise NoRemote(current_branch(git).removeprefix("refs/heads/"))
    old_head = find_head_commit(git)
    result = receive_from_remote(remote)
    if result.reason_behind:
        raise CannotWork(result.reason_behind)
    register.state.forget_vocabulary()
    zone = _time_zone(register)
    pulled = tuple(_synced_commit(act, zone) for act in _read_acts(remote, result.other_commits))
    deleted_copies = tuple(_delete_closed_copies(register, remote, old_head, pulled))
    return SyncSummary(remote.branch.short_name, pulled, deleted_copies=deleted_copies)


_NOT_SENT = (
    "Nothing was sent. Give up the act of yours that cannot be sent, and do it again: somei sync --drop COMMIT -m WHY; "
    "git log @{upstream}.. lists what is not sent yet."
)


_MAX_COMMANDS = 5
"""How many commands a hint lists."""


class _FinalChecks:
    """The last steps before own commits are sent: replace provisional numbers, and check both sides together."""

    def __init__(self, register: Register, remote: RemoteRegister, today: date, *, dry_run: bool) -> None:
        self._register = register
        self._remote = remote
        self._today = today
        self._dry_run = dry_run
        self.replaced_numbers: GivenNumbers = {}
        self._registers: dict[str, Register] = {}

    def finish(self, base: str | None, tip: str) -> str:
        """Replace provisional numbers in one more commit, and check what the remote would get.

        An own commit may have been valid where it was made: git can have rebased it since, message and all.
        """
        paths = list(self._changed_paths(base, tip))
        tip = self._replace_provisional(base, tip, paths)
        if base:
            self._require_valid(base, tip, dict.fromkeys((*paths, *map(path_of, self.replaced_numbers.values()))))
        return tip

    def _changed_paths(self, base: str | None, tip: str) -> Iterator[PurePosixPath]:
        """Yield the document files in which the remote and `tip` differ, by their paths in the register."""
        folder = self._remote.register_path / DOCUMENTS
        for delta in list_changed_files(self._remote.clone, base, tip):
            if delta.path.is_relative_to(folder) and delta.path.suffix == ".toml":
                yield delta.path.relative_to(self._remote.register_path)

    def _replace_provisional(self, base: str | None, tip: str, changed_paths: Iterable[PurePosixPath]) -> str:
        own_register = self._register_at(tip)
        entries = [entry for entry in own_register.entries_at(changed_paths) if PROVISIONAL in entry.text]
        if not entries:
            return tip
        request_ids = request_ids_in(entry.text for entry in entries)
        documents = [add_comments_to_note(require_document(entry), entry.text) for entry in entries]
        origins = EntryOrigins(self._remote, base, tip) if base else None
        remote_files = self._remote.files_at(base) if base else None
        self.replaced_numbers, change = replace_provisional_numbers(
            own_register, remote_files, documents, request_ids, origins
        )
        if not change.puts and not change.drops:
            return tip
        files = {
            self._remote.register_path / path: _encode(text)
            for path, text in texts_of_change(own_register, change).items()
        }
        message = messages.write_message(change)
        hooks = not self._dry_run
        return build_commit(self._remote.clone, tip, files, message, signed=self._remote.signed, hooks=hooks) or tip

    def _require_valid(self, base: str, tip: str, paths: Iterable[PurePosixPath]) -> None:
        """Check both sides together by the rules, and each commit by the history rules."""
        before, after = self._register_at(base), self._register_at(tip)
        old_files, new_files = tuple(before.entries_at(paths)), tuple(after.entries_at(paths))
        _refuse_unreadable(old_files, new_files)
        numbers = [number for path in paths if (number := number_of_path(path)) and not number.is_provisional]
        sides = _open_snapshot(before), _open_snapshot(after)
        new_findings = list(find_added_errors(*sides, numbers, self._today))
        known_findings = {finding.identity for finding in find_provisional_references(old_files)}
        new_findings += [
            finding for finding in find_provisional_references(new_files) if finding.identity not in known_findings
        ]
        context = RuleContext(after.vocabulary, after.settings, self._today)
        history_findings = verify_range(Git(self._remote.clone.top / self._remote.register_path), base, tip, context)
        wrong = [*new_findings, *(finding for finding in history_findings if finding.severity is Severity.ERROR)]
        if wrong:
            raise refuse_errors(wrong, _hint(wrong, find_new_serials(*sides, numbers), sides[1]))

    def _register_at(self, commit: str) -> Register:
        if commit not in self._registers:
            self._registers[commit] = open_register(self._register.root, self._remote.files_at(commit))
        return self._registers[commit]


def _hint(wrong: Iterable[Finding], new_serials: Iterable[NewSerial], after: Snapshot) -> str:
    """Return what to type: if a serial was taken twice, the classification with a free one; that needs no remote."""
    new_serials = tuple(new_serials)
    if {finding.code for finding in wrong} != {"CODE002"}:
        return _NOT_SENT
    commands = [f"somei classify {shell_word(serial.number)} {shell_word(serial.entry)}" for serial in new_serials]
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
            hint = "Nothing was sent. Correct the file and commit it, then sync again."
            raise Unreadable(entry.path, entry.faults[0].message, entry.faults[0].line, hint)


def _open_snapshot(register: Register) -> Snapshot:
    """Open the snapshot of a commit through the index; a file that cannot be read was reported when it was written."""
    try:
        return open_snapshot(register)
    except Unreadable:
        return register.snapshot_of(tuple(register.entries()))


def _time_zone(register: Register) -> tzinfo | None:
    """Return the time zone of the register; None if it is unknown here, which must not fail a finished sync."""
    try:
        return load_zone(register.settings.time_zone)
    except Unreadable:
        return None


def _read_acts(remote: RemoteRegister, commits: tuple[str, ...]) -> tuple[Commit, ...]:
    """Return those of the commits that touch the register, or record a decision without files, in order."""
    if not commits:
        return ()
    positions = {commit: position for position, commit in enumerate(commits)}
    git = Git(remote.clone.top / remote.register_path)
    result = [act for act in list_commits(git, commits[-1], oldest=commits[0]) if act.hash in positions]
    result_hashes = {act.hash for act in result}
    result += list_empty_acts(git, (commit for commit in commits if commit not in result_hashes))
    return tuple(sorted(result, key=lambda act: positions[act.hash]))


def _is_empty(act: Commit) -> bool:
    return not act.deltas and len(act.parents) == 1


def _synced_commit(act: Commit, zone: tzinfo | None) -> SyncedCommit:
    """Return an act for output, with its time in a zone."""
    touched = dict.fromkeys(number for delta in act.deltas if (number := number_of_path(delta.path)))
    numbers = tuple(touched) or (list_named_documents(act.message) if _is_empty(act) else ())
    time = to_zone(act.authored, zone) if zone else act.authored
    return SyncedCommit(act.hash, act.author, time, act.message.partition("\n")[0], numbers)


def _encode(text: str | None) -> bytes | None:
    return None if text is None else text.encode()
