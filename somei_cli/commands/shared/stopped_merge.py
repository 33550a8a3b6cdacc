"""What a command says while a merge is stopped in the clone of its register."""

import os

from somei_cli.commands.shared import session
from somei_cli.errors import CannotWork, MergeStopped, SomeiError, Unreadable
from somei_cli.render.output.streams import print_message
from somei_cli.store.register.find import find_stopped_merge


def describe_refusal(refusal: SomeiError) -> tuple[str, str, bool]:
    """Return the sentence and the hint of a refusal, and whether they name the merge.

    A file in which it stopped is not called damaged.
    """
    stopped = _find_merge() if isinstance(refusal, Unreadable) else None
    if isinstance(refusal, Unreadable) and stopped and stopped.is_about(refusal.path):
        return f"{refusal.path} is in conflict. {stopped}", stopped.hint, True
    return str(refusal), refusal.hint, isinstance(refusal, MergeStopped)


def say_stopped_merge(exit_status: int = 0) -> None:
    """Say on standard error that a merge is stopped; with -q only if something could not be looked at."""
    stopped = None if session.current().quiet and exit_status != CannotWork.exit_status else _find_merge()
    if stopped:
        print_message(f"{stopped} {stopped.hint}")


def _find_merge() -> MergeStopped | None:
    """Return the merge that is stopped; None too if git cannot be asked, and while git finishes it.

    What git calls while it commits has the index of that commit.
    """
    if "GIT_INDEX_FILE" in os.environ:
        return None
    try:
        return find_stopped_merge(session.folder())
    except (SomeiError, OSError):
        return None
