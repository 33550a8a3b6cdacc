"""Turning a pull around: where the branch of the server was merged into own work, the own work is merged into it.

On the server the line of the branch then goes on from where it was: what others did stays on it, each act by itself,
and all that was done here is judged by what it does to that.
"""

from typing import Final

from somei_cli.store.clone import Clone
from somei_cli.store.git import DURABLE
from somei_cli.store.lines import leads_back

_MESSAGE: Final = b"Merge own work\n"


def turned(clone: Clone, base: str, tip: str, *, signed: bool) -> str:
    """A commit whose line leads back to `base`, with all that `tip` has, which holds it already; no branch is moved."""
    if leads_back(clone.git, tip, base):
        return tip
    words = ("commit-tree", f"{tip}^{{tree}}", "-p", base, "-p", tip, *(["-S"] if signed else []), "-F", "-")
    return clone.git.run(*words, stdin=_MESSAGE, config=DURABLE).decode().strip()
