"""The hooks that may refuse a commit, run as `git commit` runs them but before anything is visible."""

import os

from somei_cli.errors import HookRefused
from somei_cli.store.clone import Clone
from somei_cli.store.disk import write_new
from somei_cli.store.journal import scratch


def pass_hooks(clone: Clone, tree: str, message: bytes, key: str) -> bytes:
    """Let the hooks look at the commit; return the message, which one of them may have changed.

    They find the commit in an index of its own, without the clerk's staged work; the work tree is still as it was.

    Raises:
        HookRefused: one of them said no, or changed more than the message.
    """
    present = [name for name in ("pre-commit", "commit-msg") if os.access(clone.hooks / name, os.X_OK)]
    if not present:
        return message
    env = {"GIT_INDEX_FILE": str(scratch(clone.private) / f"hooks.{key}")}
    clone.git.run("read-tree", tree, env=env)
    if "pre-commit" in present:
        _run(clone, "pre-commit", env)
        if clone.git.run("write-tree", env=env).decode().strip() != tree:
            raise HookRefused("pre-commit", "it wanted to change the files")
    if "commit-msg" in present:
        file = scratch(clone.private) / f"message.{key}"
        write_new(file, message)
        _run(clone, "commit-msg", env, str(file))
        message = file.read_bytes()
    return message


def _run(clone: Clone, hook: str, env: dict[str, str], *words: str) -> None:
    answer = clone.git.call("hook", "run", hook, "--", *words, env=env)
    if answer.status:
        raise HookRefused(hook, answer.said)
