"""HIST: how commits were made: by hand, by merges that added content, at odd times; and files that broke."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from somei_cli.errors import shell_word
from somei_cli.formats.diff.document import differences
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference, Shown
from somei_cli.model.history.steps import CommitView, FileEdit, HistoryStep
from somei_cli.model.register.files_and_faults import EXECUTABLE, LINK, PLAIN, SUBMODULE, TEXTS
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule

_MAX_NAMED = 3
_A_DAY = timedelta(days=1)


@rule("HIST009", Severity.INFO, Scope.HISTORY)
def edited_by_hand(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A commit changed documents but does not name them.

    somei's commands write the act and the numbers into the message, as trailers. Editing by hand is allowed; the
    history then has only the words of the message, and a reviewer looks more closely.
    """
    undeclared = [
        edit
        for edit in step.commit.edits
        if edit.number and not all(_declares(commit, edit) for commit in step.causes_of(edit))
    ]
    if undeclared:
        numbers = [edit.number for edit in undeclared if edit.number]
        more_words = f" and {len(numbers) - _MAX_NAMED} more" if len(numbers) > _MAX_NAMED else ""
        words = ", ".join(map(str, numbers[:_MAX_NAMED])) + more_words
        about: DocumentNumber | None = numbers[0] if len(numbers) == 1 else None
        hint = f"Next time: somei edit {shell_word(numbers[0])} FIELD=VALUE"
        yield Flaw(about, (), f"{words} edited by hand", hint, path=undeclared[0].path)


def _declares(commit: CommitView, edit: FileEdit) -> bool:
    return "Somei-Action" in commit.trailers and str(edit.number) in commit.trailers.get("Somei-Document", ())


@rule("HIST010", Severity.WARNING, Scope.HISTORY)
def merge_added_content(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A merge has a value that none of its sides has.

    Whoever resolves a conflict chooses between values, or joins them. A value that no side had was written during the
    merge, where nobody reviews it: it belongs in a commit of its own.
    """
    hint = "Look at it with: git show --cc COMMIT; if it is intended, repeat it in a commit of its own."
    for edit in step.commit.edits:
        if edit.other_parents is None or edit.after is None or edit.after.document is None:
            continue
        parents = [state.document if state else None for state in (edit.before, *edit.other_parents)]
        fields = _fields_of_no_parent(parents, edit.after.document)
        if fields:
            number = edit.after.document.number
            words = ", ".join(fields[:_MAX_NAMED]) if any(parents) else "the whole entry"
            yield Flaw(number, (), f"{number} has values from neither side of a merge: {words}", hint, path=edit.path)


def _fields_of_no_parent(parents: Sequence[Document | None], after: Document) -> list[str]:
    """Return the fields whose value no parent has, and that do not join the values of the parents.

    Only the key is returned: the name of a part of it may be the title of an item.
    """
    changes = [{difference.field: difference for difference in differences(parent, after)} for parent in parents]
    fields = [
        field
        for field in changes[0]
        if all(field in difference_by_field for difference_by_field in changes) and not _is_joined_list(field, changes)
    ]
    return list(dict.fromkeys(field.split(" ")[0] for field in fields))


def _is_joined_list(field: str, changes: Sequence[dict[str, Difference]]) -> bool:
    """Return whether a list holds what all parents have, and nothing that no parent has."""
    parent_values = [_value_as_set(change[field].before) for change in changes]
    merged_value = _value_as_set(changes[0][field].after)
    if merged_value is None or any(value is None for value in parent_values):
        return False
    sides = [value for value in parent_values if value is not None]
    return set.intersection(*sides) <= merged_value <= set.union(*sides)


def _value_as_set(value: Shown) -> set[str] | None:
    return set(value) if isinstance(value, list) else set() if value is None else None


@rule("HIST014", Severity.INFO, Scope.HISTORY)
def time_runs_backwards(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A commit is more than a day older than the one before it.

    The clock of a computer was wrong, or somebody backdated a commit. Answers “as of” a day then differ from what the
    register held on that day.
    """
    previous_time = step.past.time
    if previous_time and step.commit.time < previous_time - _A_DAY:
        hint = "Check the clock of the computer that it came from."
        message = f"made on {step.commit.time.date()}, after a commit of {previous_time.date()}"
        first_edit = step.commit.edits[0] if step.commit.edits else None
        about = first_edit.concerned_number if first_edit and len(step.commit.edits) == 1 else None
        yield Flaw(about, (), message, hint, path=first_edit.path if first_edit else None)


@rule("HIST016", Severity.ERROR, Scope.HISTORY)
def history_rewritten(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """The history of this branch was rewritten since it was last verified here.

    This clone keeps, outside all commits, the newest commit that it has verified. The branch no longer contains that
    commit: somebody rebased the branch, or forced another one onto it. Commits may be lost, and the new history looks
    as sound as the old one. If the commit now lies behind a merge, as after a pull, everything is verified again.
    """
    if step.lost_checkpoint:
        hint = "Find out who did it and why (git reflog). If it is right: somei check --history --accept-rewritten"
        message = f"the branch no longer contains {step.lost_checkpoint[:10]}, which was verified here before"
        yield Flaw(None, (), message, hint)


_KINDS = {LINK: "a link", EXECUTABLE: "executable", SUBMODULE: "a submodule"}


@rule("HIST011", Severity.ERROR, Scope.HISTORY)
def no_plain_file(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A document file is, or became, something other than a plain file.

    A link may lead out of the register to a file of whoever opens it; the content of a submodule is not in this
    repository; an executable file can be run. A register holds plain files only.
    """
    for edit in step.commit.edits:
        mode = edit.after.mode if edit.after else PLAIN
        if mode != PLAIN and (edit.before is None or edit.before.mode != mode):
            hint = f"Put a plain file in its place, with its last text: git log -p -- {shell_word(edit.path)}"
            message = f"{edit.concerned_number or 'a file'} is {_KINDS.get(mode, 'not a plain file')}"
            yield Flaw(edit.concerned_number, (), message, hint, path=edit.path)


@rule("HIST012", Severity.ERROR, Scope.HISTORY)
def file_became_unreadable(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A file that could be read became unreadable.

    From this commit on the document was missing for everybody, until somebody corrected the file. What was changed in
    the same commit is compared with the last text that could be read. Until the file is corrected, FILE001 reports it
    too.
    """
    for edit in step.commit.edits:
        old, new = edit.before, edit.after
        if old and new and old.is_readable and new.mode in TEXTS and new.faults:
            hint = "Correct it; git diff between this commit and the one before shows what broke it."
            yield Flaw(
                edit.concerned_number,
                (),
                f"{edit.concerned_number or 'a file'} became unreadable",
                hint,
                path=edit.path,
            )
