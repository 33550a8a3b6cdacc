"""The clone says no: work of the clerk's own is in the way, a lock, a hook, a merge under way."""

from pathlib import PurePosixPath

from somei_cli.errors.kinds import CannotWork, Refused


class UncommittedEdits(Refused):
    """The file to be written has edits of the clerk's own."""

    hint = "Commit them or put them aside, then repeat the command."

    def __init__(self, path: object, staged: bool = False) -> None:
        kind = "staged changes" if staged else "changes"
        super().__init__(f"{path} has {kind} of your own that are not committed.")


class OutsideSparseCheckout(Refused):
    """The file to be written is not here, since a sparse checkout leaves it out."""

    def __init__(self, path: PurePosixPath) -> None:
        super().__init__(*_left_out_words(path))


class NotCheckedOut(CannotWork):
    """The file to be looked at is not here, since a sparse checkout leaves it out."""

    def __init__(self, path: PurePosixPath) -> None:
        super().__init__(*_left_out_words(path))


def _left_out_words(path: PurePosixPath) -> tuple[str, str]:
    """The sentence and the hint; the path counts from the top of the work tree."""
    return (
        f"A sparse checkout leaves {path} out of this clone.",
        f"Bring it here first: git sparse-checkout add {path.parent}",
    )


class NotCanonical(Refused):
    """A file that somei would have to rewrite has another layout, or comments."""

    hint = "Bring it into canonical form first: somei format"

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is not in canonical form; rewriting it would lose its layout.")


class UnsafePath(Refused):
    """A path that somei will not write to: odd characters, a symbolic link, a second spelling."""

    def __init__(self, path: object, why: str, hint: str = "") -> None:
        super().__init__(f"{path}: {why}.", hint)


class Busy(Refused):
    """Somebody else is writing to this clone."""

    hint = "Wait a moment, then repeat the command."

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what, hint)


class RepositoryInMotion(Refused):
    """A merge, a rebase or a detached HEAD stands in the way of a commit."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what, hint)


class HookRefused(Refused):
    """A hook of the repository refused the commit; nothing was changed."""

    hint = "Nothing was changed."

    def __init__(self, hook: str, said: str) -> None:
        super().__init__(f"The {hook} hook refused the commit" + (f": {said}" if said else "."))
