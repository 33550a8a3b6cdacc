"""Views of `somei sync` and `somei resolve`: the commits pulled and pushed, and the fields in conflict."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from somei_cli.errors import shell_word
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.change_consequences import label_field
from somei_cli.model.history.changes_with_origins import DroppedAct
from somei_cli.model.history.recent_acts import describe_done
from somei_cli.model.merge import Conflict, ConflictAct, FieldQuestion, MergeSide, ResolvedFile
from somei_cli.model.register.access_requests import DoubledRequest
from somei_cli.model.register.sync import StuckCommit, SyncedCommit, SyncSummary
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import moment_in_words, short_day
from somei_cli.render.output.field_names import name_field
from somei_cli.render.output.page import CODE, DIM, HEADING, WARNING, PageLine, TerminalForm, short_commit
from somei_cli.render.output.view import Column, Record, View, cell
from somei_cli.render.views.acts_and_history import change_record, changes_view, shorten


def conflicts_view(files: Iterable[Record]) -> View:
    """One row per field in conflict; JSON has one record per file."""
    records = tuple(files)
    columns = (
        Column(
            "document", "document", unbroken=True, style="bold cyan", text=lambda r: cell(r["document"] or r["path"])
        ),
        Column("field", "field", style="bold"),
        Column("ours", "ours", labelled=True, text=lambda r: shorten(cell(r["ours"]))),
        Column("theirs", "theirs", labelled=True, text=lambda r: shorten(cell(r["theirs"]))),
        Column("why", "why"),
        Column("taken", "taken", unbroken=True),
    )
    rows = tuple(
        {"document": record["document"], "path": record["path"], **conflict}
        for record in records
        for conflict in record["conflicts"]
    )
    table = View("resolve", columns, rows, "No field is in conflict.", terminal=_conflicts_form)
    return View("resolve", (), records, tabular=table)


def _conflicts_form() -> TerminalForm:
    return TerminalForm(texts={"field": lambda record: name_field(str(record["field"]))})


def conflict_record(conflict: Conflict, resolved_side: MergeSide | None) -> Record:
    """Return a field in conflict as a record."""
    return {
        "field": conflict.field,
        "why": str(conflict.reason),
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "taken": str(resolved_side) if resolved_side else None,
    }


def resolved_files_view(files: Iterable[ResolvedFile]) -> View:
    """What became of the files in conflict; see `conflicts_view`."""
    return conflicts_view(
        {
            "document": str(file.number) if file.number else None,
            "path": str(file.path),
            "merged": file.document is not None,
            "why": file.reason or None,
            "conflicts": [conflict_record(conflict, side) for conflict, side in file.conflicts],
        }
        for file in files
    )


def describe_resolved_file(file: ResolvedFile, *, dry_run: bool) -> str:
    """Return what became of a file in conflict, in one line."""
    name = file.number or file.path
    if file.reason:
        return f"{name} {file.reason}: left as it is."
    if file.document:
        return f"{name}: would be merged and staged (dry run)." if dry_run else f"{name}: merged and staged."
    undecided = [conflict for conflict, side in file.conflicts if side is None]
    named = "; ".join(conflict.field for conflict in undecided)
    lowered = (
        " The marking is lowered only by its name: --field marking."
        if any(conflict.field == "marking" for conflict in undecided)
        else ""
    )
    return f"{name}: to be decided with --take SIDE --field F: {named}.{lowered}"


def describe_unresolved_files(
    files: Collection[ResolvedFile], doubled: Sequence[DoubledRequest], *, has_conflicts: bool, dry_run: bool
) -> Iterator[str]:
    """Yield what a clerk has to do about the files that are left; `has_conflicts` is whether git still has any."""
    for request in doubled:
        yield from _describe_doubled_request(request)
    if {file.path for file in files if file.reason} - {request.path for request in doubled}:
        yield (
            "What is left is decided with git: edit it, or git checkout --ours (--theirs) -- FILE; then git add -- FILE"
        )
    if not files:
        yield "Nothing is in conflict."
    elif not dry_run and not has_conflicts:
        yield "Nothing is in conflict any more: git commit, or git rebase --continue, concludes it."


def _describe_doubled_request(request: DoubledRequest) -> tuple[str, ...]:
    """Return how to keep two access requests with the same name: the own one is saved under a free name."""
    path, free_path, is_rebasing = request
    own_stage, their_side = ("3", "ours") if is_rebasing else ("2", "theirs")
    return (
        f"{path} is two requests for access under one name. In the folder of the register, yours takes a free one:",
        f"    git show :{own_stage}:./{path} > {free_path}",
        f"    git checkout --{their_side} -- {path}",
        f"    git add -- {path} {free_path}",
    )


_MAX_NAMED = 3


def sync_view(summary: SyncSummary, *, dry_run: bool = False) -> View:
    """One row per commit; JSON has one record for the whole sync, and a terminal a page."""
    columns = (
        Column("direction", "", unbroken=True, style="bold"),
        Column("documents", "documents", unbroken=True, style="bold cyan", text=_document_list),
        Column("summary", "act"),
        Column("who", "who", labelled=True),
        Column("when", "when", unbroken=True, labelled=True, text=lambda r: str(r["when"])[:16].replace("T", " ")),
    )
    rows = (
        *(_commit_record("came", commit) for commit in summary.pulled),
        *(_commit_record("went", commit) for commit in summary.pushed),
    )
    record = {
        "server": summary.remote,
        "acts": rows,
        "present": summary.already_there,
        "settled": [{"provisional": str(old), "number": str(new)} for old, new in summary.replaced_numbers],
        "agreed": summary.empty_commits,
        "staying": [str(number) for number in summary.removed_here],
        "deleted_copies": [str(number) for number in summary.deleted_copies],
        "stuck": _stuck_with_commit(summary.stuck) if summary.stuck else None,
    }
    return View(
        "sync",
        (),
        (record,),
        tabular=View("sync", columns, rows, "Nothing came, nothing went."),
        terminal=lambda: sync_form(summary, dry_run=dry_run),
    )


def stuck_commit_record(commit: StuckCommit) -> Record:
    """Return the file at which the rebase stopped, with its conflicts."""
    conflicts = [conflict_record(conflict, None) for conflict in commit.conflicts]
    return {
        "document": str(commit.number) if commit.number else None,
        "path": str(commit.path),
        "conflicts": conflicts,
    }


def describe_sync(summary: SyncSummary, *, dry_run: bool, counts: bool = True) -> Iterator[str]:
    """Yield what happened, for standard error, one sentence per line.

    Without `counts` the acts that come and go, and that it is a dry run, are said elsewhere.
    """
    if not summary.remote:
        yield "There is no server to receive from."
        return
    would = "would " if dry_run else ""
    if summary.pulled and counts:
        yield f"From {summary.remote} {would}{'come' if dry_run else 'came'} {_count_and_numbers(summary.pulled)}."
    if summary.pushed and counts:
        yield f"To {summary.remote} {would}{'go' if dry_run else 'went'} {_count_and_numbers(summary.pushed)}."
    for old, new in summary.replaced_numbers:
        yield f"{old} {would}{'become' if dry_run else 'became'} {new}."
    for number in summary.removed_here:
        yield f"{number} stays, though it was taken away here: somei number release {shell_word(number)} gives it up."
    yield from _describe_deleted_copies(summary)
    if summary.empty_commits:
        yield _describe_empty_commits(summary)
    if summary.already_there:
        yield f"The server had {pluralise(summary.already_there, 'act')} of yours already."
    if not (summary.pulled or summary.pushed or summary.already_there):
        yield f"Nothing new here, nothing new in {summary.remote}."
    elif dry_run and (counts or not (summary.pulled or summary.pushed)):
        yield "Nothing was sent or taken over (dry run)."


def _describe_deleted_copies(summary: SyncSummary) -> Iterator[str]:
    if summary.deleted_copies:
        numbers = ", ".join(map(str, summary.deleted_copies))
        yield f"The copy of its file that was kept in this clone was deleted, as it is classified now: {numbers}."


def _describe_empty_commits(summary: SyncSummary) -> str:
    changes, ending = ("changes", "It stays") if summary.empty_commits == 1 else ("change", "They stay")
    cause = "the side of others was taken, or they" if summary.is_decided else "others"
    sentence = f"{pluralise(summary.empty_commits, 'act')} of yours {changes} nothing: {cause} had decided the same."
    reasons = "its reason" if summary.empty_commits == 1 else "their reasons"
    return f"{sentence} {ending} in the history with {reasons}."


def describe_stuck_commit(commit: StuckCommit, server: str) -> tuple[str, str]:
    """Return why the sync stopped, and what to do."""
    place = str(commit.number or commit.path)
    fields = "; ".join(conflict.field for conflict in commit.conflicts)
    fields_text = f"in {fields}" if fields else "and somei cannot tell by field"
    words = f"{place} was changed here ({commit.commit[:10]} “{commit.summary}”) and on the server, {fields_text}."
    is_decidable = commit.conflicts and not any(conflict.is_about_number for conflict in commit.conflicts)
    by_hand = f"git merge {server}, then somei resolve, git commit, somei sync."
    take = "Decide with somei sync --take ours, or --take theirs. By hand: " if is_decidable else ""
    giving_up = f" Or give up yours: somei sync --drop {commit.commit[:10]} -m WHY"
    return words, f"Nothing was sent, nothing changed here. {take}{by_hand}{giving_up}"


def dropped_act_view(dropped: DroppedAct) -> View:
    """One row per change that an act had made; JSON has one record for the act."""
    record = {
        "commit": dropped.commit,
        "summary": dropped.summary,
        "who": dropped.author,
        "kept_on_top": dropped.later_count,
        "changes": list(map(change_record, dropped.changes)),
    }
    return View("drop", (), (record,), tabular=changes_view(dropped.changes))


def describe_dropped_act(dropped: DroppedAct, *, dry_run: bool) -> Iterator[str]:
    """Yield what was given up, what stays, and where it can still be looked at."""
    words = "Would be given up" if dry_run else "Given up"
    yield f"{words}, never sent: {dropped.summary} ({dropped.author}, {dropped.commit[:10]})."
    if dropped.later_count:
        stay = "would stay" if dry_run else "stayed"
        yield f"{pluralise(dropped.later_count, 'later act')} of yours {stay} as before."
    if not dry_run:
        yield f"Until git tidies up: git show {dropped.commit[:10]}. Next: do it anew if it is needed, then somei sync"


def _count_and_numbers(commits: tuple[SyncedCommit, ...]) -> str:
    numbers = list(dict.fromkeys(str(number) for commit in commits for number in commit.documents))
    names = ", ".join(numbers[:_MAX_NAMED])
    more = f" and {len(numbers) - _MAX_NAMED} more" if len(numbers) > _MAX_NAMED else ""
    return pluralise(len(commits), "act") + (f": {names}{more}" if numbers else "")


def _commit_record(direction: str, commit: SyncedCommit) -> Record:
    return {
        "direction": direction,
        "documents": [str(number) for number in commit.documents],
        "summary": commit.summary,
        "who": commit.author,
        "when": commit.time.isoformat(),
        "commit": commit.commit,
    }


def _document_list(record: Record) -> str:
    numbers = record["documents"]
    more = f" and {len(numbers) - _MAX_NAMED} more" if len(numbers) > _MAX_NAMED else ""
    return cell(numbers[:_MAX_NAMED]) + more


def _stuck_with_commit(commit: StuckCommit) -> Record:
    return {**stuck_commit_record(commit), "commit": commit.commit, "summary": commit.summary}


# ---- a sync on a terminal: the acts that came and those that went, counted above each list

_WHEN_WIDTH = 13


def sync_form(summary: SyncSummary, *, dry_run: bool) -> TerminalForm:
    """Return what a terminal shows of a sync; a dry run says what would happen."""
    return TerminalForm(page=lambda _: _page_lines(summary, dry_run=dry_run))


def _page_lines(summary: SyncSummary, *, dry_run: bool) -> Iterator[PageLine]:
    if dry_run:
        yield PageLine((("Dry run, nothing was sent or taken over.", WARNING),))
    if summary.pulled:
        verb = "would come" if dry_run else "came"
        yield PageLine(((f"{_count_acts(summary.pulled)} {verb} from {summary.remote}", HEADING),))
        yield from _act_lines(summary.pulled)
    if summary.pushed:
        verb = "would go" if dry_run else "went"
        yield PageLine(((f"{_count_acts(summary.pushed)} {verb} to {summary.remote}", HEADING),))
        yield from _act_lines(summary.pushed)


def _count_acts(commits: Sequence[SyncedCommit]) -> str:
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


# ---- what a clerk reads before deciding a field in conflict

_SIDE_WIDTH = 8


def describe_sides(*, is_rebasing: bool) -> Iterator[str]:
    """Yield what the words for the two sides mean, and what becomes of the answers."""
    ours, theirs = ("this branch", "what is merged into it")
    if is_rebasing:
        ours, theirs = ("the branch that your commits are put upon", "your commit")
    yield f"Ours is {ours}, theirs is {theirs}. Nothing is written before the last answer."


def describe_sides_of_sync() -> Iterator[str]:
    """Yield what the words for the two sides mean in a sync, and what becomes of the answers."""
    yield (
        "Both changed one field. Ours is what you wrote, theirs what the server has. Nothing is sent before the last "
        "answer; both acts stay in the history, whichever side is taken."
    )


def describe_question(number: DocumentNumber | None, question: FieldQuestion, place: int, count: int) -> Iterator[str]:
    """Yield what a field in conflict is in each version, and below each side what its act said."""
    conflict = question.conflict
    yield ""
    yield f"{number}: {label_field(conflict.field)}, {conflict.reason} ({place} of {count})"
    if conflict.base is not None:
        yield _side_line("before", conflict.base)
    for side in MergeSide:
        yield _side_line(str(side), conflict.value_of(side))
        act = question.acts.get(side)
        if act:
            yield _side_line("", _describe_side_act(act))


def describe_lowering(conflict: Conflict, side: MergeSide) -> str:
    """Return the question whether a marking may be lowered."""
    opposite = MergeSide.THEIRS if side is MergeSide.OURS else MergeSide.OURS
    lower, higher = (_side_text(conflict.value_of(each)) for each in (side, opposite))
    return clean_line(f"That lowers the marking from {higher} to {lower}. Take it?")


def _side_line(word: str, value: object) -> str:
    return f"  {word:<{_SIDE_WIDTH}}{value if word == '' else _side_text(value)}"


def _side_text(value: object) -> str:
    return shorten(cell(value)) or "(none)"


def _describe_side_act(act: ConflictAct) -> str:
    reason = f": {act.reason}" if act.reason else ""
    who_and_when = f"{act.author}, {short_day(act.time.date())}, {short_commit(act.commit)}"
    return f"{describe_done(act.summary)} ({who_and_when}){reason}"
