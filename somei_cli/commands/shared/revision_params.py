"""Revisions as arguments: a range of commits, and document numbers after `--`."""

from pathlib import Path

from somei_cli.actions.history.diff import StateRange, resolve_states
from somei_cli.commands.shared import params, session
from somei_cli.errors import NotFound, SomeiError, WrongUsage, shell_word
from somei_cli.formats.git.revision_range import RevisionRange, read_range
from somei_cli.model.document_number import DocumentNumber


def split_revisions(words: list[str]) -> tuple[RevisionRange, tuple[DocumentNumber, ...]]:
    """Return the range that was typed, and the document numbers after `--`.

    Raises:
        WrongUsage: two ranges, or a word after `--` that is not a number.
    """
    typed = session.current().words
    behind = len(typed) - typed.index("--") - 1 if "--" in typed else 0
    revisions, numbers = words[: len(words) - behind], words[len(words) - behind :]
    if len(revisions) > 1:
        raise WrongUsage("Write two states as one word.", "Write A..B, with dots; document numbers go after --.")
    states = read_range(revisions[0]) if revisions else RevisionRange()
    return states, tuple(map(params.number, numbers))


def resolve_range(root: Path, typed: RevisionRange) -> StateRange:
    """Resolve a typed range to two states of the register.

    Raises:
        NotFound: a revision names no commit; for a document number the hint shows how to ask for it.
    """
    try:
        return resolve_states(root, typed)
    except NotFound as missing:
        for word in filter(None, (typed.before, typed.after)):
            if _is_number(word) and f"“{word}”" in str(missing):
                raise NotFound(
                    str(missing), f"For the changes of a document: somei diff -- {shell_word(word)}"
                ) from None
        raise


def _is_number(word: str) -> bool:
    try:
        params.number(word)
    except SomeiError:
        return False
    return True
