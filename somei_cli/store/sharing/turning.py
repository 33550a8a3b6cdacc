"""Turning a pull around: where the branch of the server was merged into own work, the own work is merged into it.

On the server the line of the branch then goes on from where it was: what others did stays on it, each act by itself,
and all that was done here is judged by what it does to that.
"""

from somei_cli.store.clone import Clone
from somei_cli.store.lines import leads_back
from somei_cli.store.objects import store_commit
from somei_cli.store.sharing.replaying import OWN_WORK


def turned(clone: Clone, base: str, tip: str, *, signed: bool) -> str:
    """A commit whose line leads back to `base`, with all that `tip` has, which holds it already; no branch is moved."""
    if leads_back(clone.git, tip, base):
        return tip
    return store_commit(clone, f"{tip}^{{tree}}", [base, tip], OWN_WORK, signed)
