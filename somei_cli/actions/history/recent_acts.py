"""Read what happened in a register from its commits, the newest act first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta, tzinfo
from functools import cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath

from somei_cli.formats.git.commit_messages import ACTION, REASON, UNDOES, read_trailers
from somei_cli.formats.register_paths import number_of_path, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.recent_acts import ALL_ACTS, ActFilter, RecentAct
from somei_cli.store.git.command import FULL_HASH, Git
from somei_cli.store.git.dates import find_head_commit, load_zone, to_zone
from somei_cli.store.git.head import find_upstream_commit, follows_no_branch
from somei_cli.store.git.log import (
    Commit,
    list_newest_commits,
    read_commits,
    read_commits_with_files,
    read_plain_commit,
)
from somei_cli.store.history.empty_commits import list_named_documents
from somei_cli.store.register.find import find_path_in_repository
from somei_cli.store.register.register import Register

_FIRST_CHUNK = 100
_LARGEST_CHUNK = 5000
_LONGEST_CHAIN = 20
"""So many undos of undos are followed to the act that they are about."""
_MOST_PATHS = 200
"""Up to so many documents git itself looks for the commits on them."""
_SLACK = timedelta(days=7)
"""An act is taken to be no younger than its commit by more than this: clocks differ, and a sync commits anew."""


def list_recent_acts(
    register: Register, limit: int | None = None, act_filter: ActFilter = ALL_ACTS
) -> tuple[RecentAct, ...]:
    """Return the acts that fit, the newest first and at most `limit`: commits on the register, without merges."""
    return list_marked_acts(register, partial(find_unsent_commits, register), limit, act_filter)


def list_marked_acts(
    register: Register,
    read_unsent: Callable[[], frozenset[str] | None],
    limit: int | None = None,
    act_filter: ActFilter = ALL_ACTS,
) -> tuple[RecentAct, ...]:
    """Return the same, marked by the commits that `find_unsent_commits` found, for whoever needs those too.

    They are read once, after the first commits: git may still be looking for them.
    """
    git, zone = Git(register.root), load_zone(register.settings.time_zone)
    head = find_head_commit(git)
    if head is None:
        return ()
    acts = _list_acts(git, _list_commits(git, head, act_filter, zone, limit), cache(read_unsent), zone)
    return tuple(islice(filter(act_filter.matches, acts), limit))


def find_unsent_commits(register: Register) -> frozenset[str] | None:
    """Return the commits that the server has not got, as git last saw it; None if the branch follows none."""
    git = Git(register.root)
    if follows_no_branch(register.root):
        return None
    words = ("rev-list", "--no-merges", "HEAD", "^@{upstream}", "--", git.literal_pathspec())
    answer = git.call(*words)
    # It fails in the same way if there is no upstream, and if something is damaged.
    if answer.status and find_upstream_commit(git) is None:
        return None
    return frozenset((git.run(*words) if answer.status else answer.output).decode().split())


def follows_server(register_folder: Path) -> bool:
    """Whether the branch follows one of a server, so that acts are sent."""
    return find_upstream_commit(Git(register_folder)) is not None


def count_acts_since(register: Register, commit: str) -> int | None:
    """Return how many acts were made after a commit; None if the branch does not have it."""
    git = Git(register.root)
    if not (FULL_HASH.fullmatch(commit) and git.find(commit)):
        return None
    if git.call("merge-base", "--is-ancestor", commit, "HEAD").status:
        return None
    later = git.run("rev-list", "--count", "--no-merges", "HEAD", f"^{commit}", "--", git.literal_pathspec())
    return int(later)


def _list_commits(git: Git, head: str, act_filter: ActFilter, zone: tzinfo, limit: int | None) -> Iterator[Commit]:
    """Yield commits from the newest on, in chunks that grow, so that a short answer from a long history is quick."""
    earliest = datetime.combine(act_filter.since, time.min, zone) - _SLACK if act_filter.since else None
    numbers = act_filter.numbers
    paths = sorted(map(path_of, numbers)) if numbers and len(numbers) <= _MOST_PATHS and not act_filter.code else ["."]
    # Looking at files takes git longer; where the register is all of the repository it need not.
    is_whole = paths == ["."] and (git.folder / ".git").exists()
    pathspecs = [] if is_whole else [git.literal_pathspec(path) for path in paths]
    skipped, size = 0, _FIRST_CHUNK if limit is None else max(limit, 1)
    while True:
        newest = list_newest_commits(git, head, paths=pathspecs, count=size, skipped=skipped, person=act_filter.person)
        commits = list(_with_files_by_hand(git, list(newest)))
        yield from commits
        is_too_old = earliest is not None and all(commit.committed < earliest for commit in commits)
        if len(commits) < size or is_too_old:
            return
        skipped, size = skipped + size, min(size * 4, _LARGEST_CHUNK)


def _with_files_by_hand(git: Git, commits: Sequence[Commit]) -> Iterator[Commit]:
    """Yield commits; those that declare no act with the files they changed, which takes git longer."""
    by_hand = [commit.hash for commit in commits if ACTION not in read_trailers(commit.message)]
    with_files = {commit.hash: commit for commit in read_commits_with_files(git, by_hand)} if by_hand else {}
    return (with_files.get(commit.hash, commit) for commit in commits)


def _list_acts(
    git: Git, commits: Iterable[Commit], read_unsent: Callable[[], frozenset[str] | None], zone: tzinfo
) -> Iterator[RecentAct]:
    undone: set[str] = set()
    folder = find_path_in_repository(git.folder)
    for commit in commits:
        trailers = read_trailers(commit.message)
        action, reason = (next(iter(trailers.get(name, ())), None) for name in (ACTION, REASON))
        # The newest is first: an act that was taken back takes back nothing itself. What is entered in the place of a
        # void entry does not bring that back.
        is_undone, target = commit.hash in undone, next(iter(trailers.get(UNDOES, ())), "") if action != "add" else ""
        if target and not is_undone:
            undone.add(target)
        by_hand = ((), ()) if action else _changed_documents_and_files(commit, folder)
        unsent = read_unsent()
        undone_act, is_done_again = _read_undone_act(git, target) if target else (None, False)
        yield RecentAct(
            commit.hash,
            to_zone(commit.authored, zone),
            commit.author,
            commit.email,
            _summary(commit.message),
            action,
            list_named_documents(commit.message) if action else by_hand[0],
            by_hand[1],
            reason,
            undone_act,
            is_done_again,
            is_undone=is_undone,
            is_sent=None if unsent is None else commit.hash not in unsent,
        )


def _changed_documents_and_files(
    commit: Commit, folder: PurePosixPath
) -> tuple[tuple[DocumentNumber, ...], tuple[str, ...]]:
    """Return the documents and the other files that a commit changed; `folder` is the register's in the repository."""
    numbers: list[DocumentNumber] = []
    files: list[str] = []
    for delta in commit.deltas:
        if not delta.path.is_relative_to(folder):
            continue
        path = delta.path.relative_to(folder)
        if number := number_of_path(path):
            numbers.append(number)
        else:
            # The name of a file may be no text; JSON holds nothing else.
            files.append(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return tuple(numbers), tuple(files)


def _read_undone_act(git: Git, commit: str) -> tuple[str, bool]:
    """Return the subject of the act at the end of a chain of undos, and whether the chain did it again."""
    is_done_again = False
    for _ in range(_LONGEST_CHAIN):
        message = _read_named_message(git, commit)
        trailers = read_trailers(message)
        target = next(iter(trailers.get(UNDOES, ())), "") if trailers.get(ACTION) == ["undo"] else ""
        if not target:
            break
        commit, is_done_again = target, not is_done_again
    return _summary(message), is_done_again


def _read_named_message(git: Git, commit: str) -> str:
    """Return the message of a commit that another one names; of one that this clone does not have, its name."""
    if FULL_HASH.fullmatch(commit) and (plain := read_plain_commit(git, commit)):
        return plain.message
    is_here = FULL_HASH.fullmatch(commit) and git.find(commit)
    return next((act.message for act in read_commits(git, [commit])), commit[:10]) if is_here else commit[:10]


def _summary(message: str) -> str:
    return message.strip().partition("\n")[0]
