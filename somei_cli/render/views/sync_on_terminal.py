"""A sync on a terminal: the acts that came and those that went, counted above each list."""

from collections.abc import Iterator, Sequence

from somei_cli.model.history.recent_acts import describe_done
from somei_cli.model.register.sync import SyncedCommit, SyncSummary
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import moment_in_words
from somei_cli.render.output.page import CODE, DIM, HEADING, WARNING, PageLine, TerminalForm, short_commit

_WHEN_WIDTH, _MAX_NAMED = 13, 3


def sync_form(summary: SyncSummary, *, dry_run: bool) -> TerminalForm:
    """Return what a terminal shows of a sync; a dry run says what would happen."""
    return TerminalForm(page=lambda _: _page_lines(summary, dry_run=dry_run))


def _page_lines(summary: SyncSummary, *, dry_run: bool) -> Iterator[PageLine]:
    if dry_run:
        yield PageLine((("Dry run, nothing was sent or taken over.", WARNING),))
    if summary.pulled:
        verb = "would come" if dry_run else "came"
        yield PageLine(((f"{_count(summary.pulled)} {verb} from {summary.remote}", HEADING),))
        yield from _act_lines(summary.pulled)
    if summary.pushed:
        verb = "would go" if dry_run else "went"
        yield PageLine(((f"{_count(summary.pushed)} {verb} to {summary.remote}", HEADING),))
        yield from _act_lines(summary.pushed)


def _count(commits: Sequence[SyncedCommit]) -> str:
    documents = {number for commit in commits for number in commit.documents}
    on_documents = f" on {pluralise(len(documents), 'document')}" if documents else ""
    return f"{pluralise(len(commits), 'act')}{on_documents}"


def _act_lines(commits: Sequence[SyncedCommit]) -> Iterator[PageLine]:
    for commit in commits:
        words = describe_done(commit.summary)
        further = [str(number) for number in commit.documents if str(number) not in words]
        more = f" and {len(further) - _MAX_NAMED} more" if len(further) > _MAX_NAMED else ""
        documents = f"  ({', '.join(further[:_MAX_NAMED])}{more})" if further else ""
        yield PageLine(
            ((short_commit(commit.commit), CODE), (f"  {commit.author}  ", DIM), (words, ""), (documents, DIM)),
            label=(moment_in_words(commit.time), ""),
            label_width=_WHEN_WIDTH,
            indent=2,
        )
