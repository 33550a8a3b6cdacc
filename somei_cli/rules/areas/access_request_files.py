"""REQ: the files of kept requests for access."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from somei_cli.model.register.git_setup import CloneState
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule


@rule("REQ001", Severity.ERROR, Scope.CLONE)
def unreadable_request(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """A file of a kept request cannot be read as a request.

    The reply to a request for access is due within fifteen working days (Article 7 of Regulation 1049/2001), and the
    list of requests shows until when. A file that cannot be read is missing from that list. A request must not name a
    person either: only its day, its kind and its documents are kept.
    """
    for path, reason, line in clone_state.faulty_requests:
        hint = "Keep a request with: somei request new NUMBER --received DAY --keep"
        yield Flaw(None, (), f"not a request: {reason}", hint, line=line, path=PurePosixPath(path))


@rule("REQ002", Severity.ERROR, Scope.CLONE)
def kept_request_gone(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """A kept request is gone, or was changed without a reason.

    The days for the reply run from the day on which a request was received (Article 7 of Regulation 1049/2001). If its
    file is gone or names another day, nobody watches the real deadline. To correct a slip, give the reason in the
    commit; a server that checks pushes refuses a correction without one.
    """
    for path in clone_state.missing_requests:
        hint = f"Put it back: git restore --staged --worktree -- {path}"
        yield Flaw(None, (), "this kept request is gone", hint, path=PurePosixPath(path))
