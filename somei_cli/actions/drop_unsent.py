"""Give up an act of one's own that was never sent, as the server forbids it; nothing that was sent is touched."""

from somei_cli.actions.history.diff import StateRange, compare
from somei_cli.errors import NoRemote
from somei_cli.model.history.changes_with_origins import DroppedAct
from somei_cli.store.git.command import Git
from somei_cli.store.git.head import current_branch
from somei_cli.store.git.log import read_commits
from somei_cli.store.git.rebased_hashes import resolve_in_head
from somei_cli.store.register.register import Register
from somei_cli.store.remote.dropped_commit import drop_commit
from somei_cli.store.remote.remote import find_remote_register


def drop_unsent_act(register: Register, typed_commit: str, reason: str, *, dry_run: bool) -> DroppedAct:
    """Drop an act that was never sent from the branch here, and return everything that goes with it.

    Raises:
        NoRemote: if the branch follows none; then `undo` takes an act back.
        Refused: if it was sent, or if something builds on it.
    """
    git = Git(register.root)
    remote = find_remote_register(register, even_if_unshared=True)
    if remote is None:
        raise NoRemote(current_branch(git).removeprefix("refs/heads/"))
    commit = resolve_in_head(git, typed_commit)
    later_count = drop_commit(remote, commit, reason, dry_run=dry_run)
    (act,) = read_commits(git, [commit])
    changes = compare(register, StateRange(f"{commit}^", commit, commit))
    return DroppedAct(commit, act.message.strip().partition("\n")[0], act.author, changes, later_count)
