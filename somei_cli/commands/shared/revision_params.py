"""Revisions as arguments: a range of commits, and document numbers after `--`."""

from somei_cli.actions.history.diff import StateRange, span_of
from somei_cli.commands.shared import params, session
from somei_cli.errors import NotFound, SomeiError, WrongUsage, as_typed
from somei_cli.formats.git.revision_range import Range, read_range
from somei_cli.model.document_number import DocumentNumber
from somei_cli.store.git.command import Git


def split(words: list[str]) -> tuple[Range, tuple[DocumentNumber, ...]]:
    """Return the range that was typed, and the document numbers after `--`.

    Raises:
        WrongUsage: two ranges, or a word after `--` that is not a number.
    """
    typed = session.current().words
    behind = len(typed) - typed.index("--") - 1 if "--" in typed else 0
    revisions, numbers = words[: len(words) - behind], words[len(words) - behind :]
    if len(revisions) > 1:
        raise WrongUsage("Two states are named by one word.", "As A..B, with dots; document numbers stand behind --.")
    states = read_range(revisions[0]) if revisions else Range()
    return states, tuple(map(params.number, numbers))


def span(git: Git, typed: Range) -> StateRange:
    """Resolve a typed range to two states of the register.

    Raises:
        NotFound: a revision names no commit; for a document number the hint shows how to ask for it.
    """
    try:
        return span_of(git, typed)
    except NotFound as missing:
        for word in filter(None, (typed.before, typed.after)):
            if _is_number(word) and f"“{word}”" in str(missing):
                raise NotFound(str(missing), f"For the changes of a document: somei diff -- {as_typed(word)}") from None
        raise


def _is_number(word: str) -> bool:
    try:
        params.number(word)
    except SomeiError:
        return False
    return True
