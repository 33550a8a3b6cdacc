"""HIST: files that are no plain files, and files that broke."""

from collections.abc import Iterator

from somei_cli.model.modes import EXECUTABLE, LINK, PLAIN, SUBMODULE, TEXTS
from somei_cli.model.steps import HistoryStep
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Scope, rule

_KINDS = {LINK: "a link", EXECUTABLE: "executable", SUBMODULE: "a submodule"}


@rule("HIST011", Severity.ERROR, Scope.HISTORY)
def no_plain_file(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A document file is, or became, something else than a plain file.

    A link may lead out of the register to a file of whoever opens it; a submodule holds nothing that this repository
    keeps; an executable file asks to be run. A register holds plain files only.
    """
    for turn in step.deed.turns:
        mode = turn.after.mode if turn.after else PLAIN
        if mode != PLAIN and (turn.before is None or turn.before.mode != mode):
            hint = "Put a plain file in its place, with its last text: git log -p -- PATH"
            message = f"{turn.about or 'a file'} is {_KINDS.get(mode, 'no plain file')}"
            yield Flaw(turn.about, (), message, hint, path=turn.path)


@rule("HIST012", Severity.ERROR, Scope.HISTORY)
def broke(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A file that could be read could not be read any more.

    From this commit on the document was missing for everybody, until somebody mended the file. What was changed in the
    same stroke is compared with the last text that could be read. As long as it is not mended, FILE001 tells so too.
    """
    for turn in step.deed.turns:
        old, new = turn.before, turn.after
        if old and new and old.readable and new.mode in TEXTS and new.faults:
            hint = "Mend it: git diff between this commit and the one before shows what broke it."
            yield Flaw(turn.about, (), f"{turn.about or 'a file'} could not be read any more", hint, path=turn.path)
