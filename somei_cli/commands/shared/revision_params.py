"""How states of the register are typed: revisions, and document numbers behind two dashes."""

from somei_cli.actions.history.diff import StateRange, span_of
from somei_cli.commands.shared import params, session
from somei_cli.errors import NotFound, SomeiError, WrongUsage, as_typed
from somei_cli.formats.git.revision_range import Range, read_range
from somei_cli.model.document_number import DocumentNumber
from somei_cli.store.git.command import Git


def split(words: list[str]) -> tuple[Range, tuple[DocumentNumber, ...]]:
    """A range, and the numbers behind `--`.

    Raises:
        WrongUsage: for two ranges, or a word behind `--` that is no number.
    """
    typed = session.current().words
    behind = len(typed) - typed.index("--") - 1 if "--" in typed else 0
    revisions, numbers = words[: len(words) - behind], words[len(words) - behind :]
    if len(revisions) > 1:
        raise WrongUsage("Two states are named by one word.", "As A..B, with dots; document numbers stand behind --.")
    found = read_range(revisions[0]) if revisions else Range()
    return found, tuple(map(params.number, numbers))


def span(git: Git, typed: Range) -> StateRange:
    """The two states that are meant.

    Raises:
        NotFound: one names no commit; where it is a document number, the hint says how to ask for it.
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
