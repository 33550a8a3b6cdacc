"""Meeting the server: what came, what went, and what provisional numbers became."""

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
    """Take over what the server has and send what only this clone has, own commits on top.

    Raises:
        NoServer: where the branch follows none.
        RulesBroken: where both sides together are not in order, as with one serial in two documents; nothing was sent.
    """
    desk = desk_of(register, even_if_unshared=True)
    if desk is None:
        raise NoServer(current_branch(open_clone(register.root)).removeprefix("refs/heads/"))
    if dry_run:
        # Its commits are thrown away: nobody is asked to sign them.
        desk = desk._replace(signed=False)
    last = _Last(register, desk, today, dry_run=dry_run)
    met = sync(desk, last.finish, dry_run=dry_run)
    register.read_anew()
    zone = _zone_of(register)
    went = _acts_among(desk, met.went)
    return Synced(
        desk.server.short,
        tuple(_deed(act, zone) for act in _acts_among(desk, met.came)),
        tuple(_deed(act, zone) for act in went),
        len(met.present),
        tuple(sorted({**met.settled, **last.settled}.items())),
        met.stuck,
        met.staying,
        sum(_is_empty(act) for act in went),
    )


_NOT_SENT = (
    "Nothing was sent. What is not sent yet can still be put right: git commit --amend, git rebase -i @{upstream}; "
    "a reason stands in the last paragraph of a message, as “Reason: …”."
)


_MOST_TOLD = 5
"""Commands that a hint names."""


class _Last:
    """What is done on top of the own commits before they are sent: numbers settled, both sides held to the rules."""

    def __init__(self, register: Register, desk: Desk, today: date, *, dry_run: bool) -> None:
        self._register = register
        self._desk = desk
        self._today = today
        self._dry_run = dry_run
        self.settled: Settled = {}

    def finish(self, base: str | None, tip: str) -> str:
        """Settle provisional numbers in one more commit, and judge what the server would get.

        Each own commit may have been in order where it was made: git can have put it elsewhere since, message and all.
        """
        paths = list(self._touched(base, tip))
        tip = self._settle(base, tip, paths)
        if base:
            self._judge(base, tip, dict.fromkeys((*paths, *map(path_of, self.settled.values()))))
        return tip

    def _touched(self, base: str | None, tip: str) -> Iterator[PurePosixPath]:
        """The files of documents in which both differ, by their paths in the register."""
        folder = self._desk.inside / DOCUMENTS
        for touch in differing(self._desk.clone, base, tip):
            if touch.path.is_relative_to(folder) and touch.path.suffix == ".toml":
                yield touch.path.relative_to(self._desk.inside)

    def _settle(self, base: str | None, tip: str, touched: Iterable[PurePosixPath]) -> str:
        held = self._at(tip)
        entries = [entry for entry in held.entries_at(touched) if PROVISIONAL in entry.text]
        if not entries:
            return tip
        asked = asked_in(entry.text for entry in entries)
        documents = [with_comments(document_of(entry), entry.text) for entry in entries]
        beginnings = Beginnings(self._desk, base, tip) if base else None
        there = self._desk.at(base) if base else None
        self.settled, change = settle_numbers(held, there, documents, asked, beginnings)
        if not change.puts and not change.drops:
            return tip
        files = {self._desk.inside / path: _bytes(text) for path, text in files_of(held, change).items()}
        message = messages.message_of(change)
        hooks = not self._dry_run
        return build(self._desk.clone, tip, files, message, signed=self._desk.signed, hooks=hooks) or tip

    def _judge(self, base: str, tip: str, paths: Iterable[PurePosixPath]) -> None:
        """Hold both sides together to the rules, and each step to those of the history."""
        before, after = self._at(base), self._at(tip)
        held, brought = tuple(before.entries_at(paths)), tuple(after.entries_at(paths))
        _refuse_broken(held, brought)
        numbers = [number for path in paths if (number := number_at(path)) and not number.is_provisional]
        sides = _seen(before), _seen(after)
        fresh = list(guard(*sides, numbers, self._today))
        known = {finding.identity for finding in named_too_early(held)}
        fresh += [one for one in named_too_early(brought) if one.identity not in known]
        background = Background(after.vocabulary, after.settings, self._today)
        found = prove_onto(Git(self._desk.clone.top / self._desk.inside), base, tip, background)
        wrong = [*fresh, *(finding for finding in found if finding.severity is Severity.ERROR)]
        if wrong:
            told = [f"{f.document or f.path}: {f.message} [{f.code}]" for f in wrong]
            raise RulesBroken(told, _hint(wrong, find_new_serials(*sides, numbers), sides[1]))

    def _at(self, commit: str) -> Register:
        return Register(self._register.root, self._desk.at(commit))


def _hint(wrong: Iterable[Finding], new: Iterable[NewSerial], after: Snapshot) -> str:
    """What to type: where a serial was taken twice, the classification with a free one; it needs no server."""
    new = tuple(new)
    if {finding.code for finding in wrong} != {"CODE002"}:
        return _NOT_SENT
    commands = [f"somei classify {as_typed(one.number)} {as_typed(one.entry)}" for one in new]
    if not commands:
        return _NOT_SENT
    more = f" (and {len(commands) - _MOST_TOLD} more)" if len(commands) > _MOST_TOLD else ""
    documents = (after.get(one.number) for one in new)
    printed = any(document.source for document in documents if document)
    stays = " A serial that is printed on the page stays: then the other document is wrong." if printed else ""
    return f"Nothing was sent. Take a free serial: {'; '.join(commands[:_MOST_TOLD])}{more}; then sync again.{stays}"


def _refuse_broken(held: Iterable[DocumentFile], brought: Iterable[DocumentFile]) -> None:
    """One file that cannot be read would keep every clerk from the next serial."""
    before = {entry.path: entry for entry in held}
    for entry in brought:
        old = before.get(entry.path)
        if entry.document is None and (old is None or old.document):
            hint = "Nothing was sent. Mend the file and commit it, then sync again."
            raise Unreadable(entry.path, entry.faults[0].message, entry.faults[0].line, hint)


def _seen(held: Register) -> Snapshot:
    """What a commit holds, found by the index of the clone; what cannot be read was judged when it was written."""
    try:
        return snapshot_for(held)
    except Unreadable:
        return held.snapshot_of(tuple(held.entries()))


def _zone_of(register: Register) -> tzinfo | None:
    """The zone of the register; None if it is not known here, which stops no exchange that has happened."""
    try:
        return zone_of(register.settings.time_zone)
    except Unreadable:
        return None


def _acts_among(desk: Desk, commits: tuple[str, ...]) -> tuple[Commit, ...]:
    """The acts among commits that touch the register, or say what was done though nothing was left to do, in order."""
    if not commits:
        return ()
    places = {commit: at for at, commit in enumerate(commits)}
    git = Git(desk.clone.top / desk.inside)
    before = git.ask("rev-parse", "--verify", "--quiet", f"{commits[0]}^")
    span = f"{before.decode().strip()}..{commits[-1]}" if before else commits[-1]
    found = [act for act in acts(git, span) if act.commit in places]
    known = {act.commit for act in found}
    found += empty_acts(git, (commit for commit in commits if commit not in known))
    return tuple(sorted(found, key=lambda act: places[act.commit]))


def _is_empty(act: Commit) -> bool:
    return not act.touches and len(act.parents) == 1


def _deed(act: Commit, zone: tzinfo | None) -> SyncedCommit:
    """An act as it is told, with its time in a zone."""
    touched = dict.fromkeys(number for touch in act.touches if (number := number_at(touch.path)))
    numbers = tuple(touched) or (documents_named(act.message) if _is_empty(act) else ())
    when = in_zone(act.when, zone) if zone else act.when
    return SyncedCommit(act.commit, act.who, when, act.message.partition("\n")[0], numbers)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()
