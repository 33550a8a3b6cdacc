"""REQ: the files of kept requests for access."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from somei_cli.model.register.git_setup import CloneState
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule


@rule("REQ001", Severity.ERROR, Scope.CLONE)
def unreadable_request(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """A file among the kept requests gives none.

    The reply to a request for access is due within fifteen working days (Article 7 of Regulation 1049/2001), and the
    list of requests tells until when. A file that cannot be read is in no list. Nor may one name a person: what is
    kept is the day of the request, its kind and its documents.
    """
    for path, reason, line in clone_state.faulty_requests:
        hint = "Keep a request with: somei request new NUMBER --received DAY --keep"
        yield Flaw(None, (), f"no request: {reason}", hint, line=line, path=PurePosixPath(path))


@rule("REQ002", Severity.ERROR, Scope.CLONE)
def kept_request_gone(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """A kept request is gone, or says something else without a reason.

    The days for the reply run from the day on which a request came (Article 7 of Regulation 1049/2001). Where its file
    goes, or tells another day, nobody waits for the old one any more. A slip is corrected with the reason in the
    commit; a server that judges pushes refuses it without.
    """
    for path in clone_state.missing_requests:
        hint = f"Put it back: git restore --staged --worktree -- {path}"
        yield Flaw(None, (), "this kept request is gone", hint, path=PurePosixPath(path))
