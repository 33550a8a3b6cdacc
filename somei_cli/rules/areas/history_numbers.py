"""HIST: numbers and entries that vanish, change or are used again, and serials and allotments that change hands."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from somei_cli.errors import shell_word
from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_number import PROVISIONAL, Status
from somei_cli.model.history.removed_entries_and_serials import (
    find_freed_serials,
    find_removed_entries,
    find_taken_serials,
    meaning_hash,
)
from somei_cli.model.history.steps import CommitView, FileEdit, HistoryStep
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule


@rule("HIST001", Severity.ERROR, Scope.HISTORY)
def number_vanished(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A registered number disappeared.

    A register never loses an entry: whoever was given a number must find what became of it. A number given in error is
    made void, with the reason, and its file stays. Putting the file back later does not undo this, since nobody could
    find it in between.
    """
    for departure in find_removed_entries(step.commit.edits):
        if departure.reappeared is None:
            path = departure.edit.path
            source = f"{_find_removing_commit(step, path).hash[:10]}~"
            hint = f"Put it back: git checkout {source} -- {shell_word(path)}; a number given in error is made void."
            yield Flaw(departure.document.number, (), f"{departure.document.number} vanished", hint, path=path)


def _find_removing_commit(step: HistoryStep, path: PurePosixPath) -> CommitView:
    """Return the commit that a merge brought and that removed a file; else the commit of the step."""
    removed = (
        commit
        for commit in step.merged_commits
        if any(edit.path == path and edit.before and not edit.after for edit in commit.edits)
    )
    return next(removed, step.commit)


@rule("HIST002", Severity.ERROR, Scope.HISTORY)
def number_changed(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """An entry was given another number, or its file another name.

    Others cite a document by its number alone; it is on paper and in other registers. An entry made under a wrong
    number stays there as void, and the right number gets its own entry. A file in the wrong place may be moved to the
    place that its number asks for. If a register was moved to another folder of its repository, its history begins with
    that commit: what happened before it, and in it, is not verified there.
    """
    if step.moved_from:
        earlier_check = f"git switch --detach {step.commit.hash[:10]}~, then somei check --history in {step.moved_from}"
        message = f"this register's history begins with a move from {step.moved_from}; what was before is not verified"
        yield Flaw(None, (), message, f"Move it back and go on there; to verify what was before: {earlier_check}.")
    hint = "Put the old entry back as void, with the reason, beside the new one."
    for departure in find_removed_entries(step.commit.edits):
        new_state = departure.reappeared.after if departure.reappeared else None
        if departure.reappeared and new_state and new_state.document and not departure.keeps_number:
            same_number = new_state.document.number == departure.document.number
            words = "moved to another path" if same_number else f"became {new_state.document.number}"
            yield Flaw(
                departure.document.number, (), f"{departure.document.number} {words}", hint, path=departure.edit.path
            )
    for edit, old, new in step.document_edits:
        if old.number != new.number != edit.number:
            yield Flaw(old.number, (), f"{old.number} became {new.number}", hint, path=edit.path)


@rule("HIST003", Severity.ERROR, Scope.HISTORY)
def number_given_again(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A number that had disappeared, or was void, was given to something else.

    A number is never given twice: references to the old document would lead to the new one, and nobody would notice.
    The next free number costs nothing.
    """
    for edit in step.commit.edits:
        new = edit.after.document if edit.after else None
        if new is None or not is_given_again(step, edit):
            continue
        hint = f"Take the next free number for it, and leave {new.number} void."
        yield Flaw(new.number, (), f"{new.number} was given again, to something else", hint, path=edit.path)


def is_given_again(step: HistoryStep, edit: FileEdit) -> bool:
    """Return whether an edit uses a number for something else that vanished or was void."""
    new = edit.after.document if edit.after and edit.after.is_readable else None
    if new is None:
        return False
    if edit.before is None:
        earlier_meaning = step.past.vanished.get(new.number)
        return earlier_meaning is not None and earlier_meaning != meaning_hash(new)
    old = edit.before.document
    if old is None or not is_revived(old, new) or meaning_hash(old) == meaning_hash(new):
        return False
    # Of several acts in one step the first may have taken the void back in order, and a later one used the number.
    return not step.is_taken_back(edit, is_revived)


def is_revived(before: Document, after: Document) -> bool:
    """Return whether a void entry is no longer void."""
    return before.status is Status.VOID and after.status is not Status.VOID


@rule("HIST004", Severity.WARNING, Scope.HISTORY)
def meaning_changed(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """The entry of an issued document now seems to describe another document.

    Type, subject and date were all replaced at once, or the subject together with the file that it was read from. One
    of them is corrected now and then; all of them together look like another document under the same number.
    """
    for edit, old, new in step.document_edits:
        if old.status is Status.ISSUED and _is_another_document(old, new):
            hint = (
                f"Compare both: somei history {shell_word(old.number)}; if it is another document, it needs a number."
            )
            yield Flaw(old.number, (), f"{old.number} describes another document than before", hint, path=edit.path)


def _is_another_document(old: Document, new: Document) -> bool:
    pairs = ((old.type, new.type), (old.subject, new.subject), (old.date, new.date))
    replacements = [before is not None and after is not None and before != after for before, after in pairs]
    # The paper of a document that stood in a table at first is no other document.
    file = old.source if old.source and not old.source.is_row else None
    source_changed = bool(file and new.source and file.sha256 != new.source.sha256)
    return all(replacements) or (source_changed and replacements[1])


@rule("HIST013", Severity.WARNING, Scope.HISTORY)
def serial_changed_hands(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A serial of a code was moved from one number to another.

    The serial is printed on the first page of the document that had it. If that was the clerk's slip, waive this with
    the reason; otherwise two documents carry the same serial outside this register. A document that is renumbered keeps
    its serials.
    """
    freed = {**step.past.freed_serials, **find_freed_serials(step.commit.edits)}
    for serial, edit, number in find_taken_serials(step.commit.edits) if freed else ():
        holder = freed.get(serial)
        if holder and holder.base != number.base and step.new_numbers.get(holder) != number:
            code, serial_number = serial[0], serial[2]
            hint = f"Compare the first pages of {holder} and {number}; to get a free serial, give the code without one."
            yield Flaw(number, (), f"{code} {serial_number} was moved from {holder} to {number}", hint, path=edit.path)


@rule("HIST018", Severity.WARNING, Scope.HISTORY)
def renumbering_differs(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A commit says that a document was renumbered, but its files do not show it.

    The message names the old number (“Somei-Renumbered: 15070/19”), and the history continues under the new number. In
    the files the old number must become void and keep nothing, and the entry of the new number must have all the facts.
    Otherwise something was lost or changed on the way, and a reader of the history does not see it.
    """
    for commit in (*step.merged_commits, step.commit):
        moved = {str(numbers.old) for numbers in commit.renumberings}
        for declared in dict.fromkeys(commit.declared_renumbered if commit.edits else ()):
            if declared in moved:
                continue
            # What the message names is shown only if it is the number of a file, since anybody may write a message.
            edit = next((edit for edit in commit.edits if edit.number and str(edit.number) == declared), None)
            name = declared if edit else "a document"
            message = f"the message says that {name} was renumbered, but the files do not show it"
            hint = f"Compare the entries with: git show {commit.hash[:10]}; enter by hand what is missing."
            path = edit.path if edit else commit.edits[0].path
            yield Flaw(edit.number if edit else None, (), message, hint, path=path)


@rule("HIST017", Severity.ERROR, Scope.HISTORY)
def allotment_changed_hands(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A number that was given to one person became another's without a reason.

    The table [allotted] shows who was given a number, on which request and for what. That person writes it on a
    document. If the table names another person or another request later, or is removed, two clerks hold one number and
    neither of them knows. The next free number costs nothing. To correct a slip in the table, give the reason in the
    commit.
    """
    for edit, old, new in step.document_edits:
        if old.allotted is None or old.number.is_provisional or step.has_reason(edit, _changes_hands):
            continue
        if description := _describe_change_of_hands(old.allotted, new.allotted):
            hint = f"Put the table back, and take the next free number instead of {old.number}."
            yield Flaw(old.number, (), f"{old.number} {description} without a reason", hint, path=edit.path)


_PROVISIONAL_NUMBER = re.compile(rf"{PROVISIONAL} [0-9]+(?:/[0-9]+)?/[0-9]{{2}}(?![0-9])")
_FINAL_NUMBER = r"(?:[A-Z-]{2,11} )?[0-9]{1,5}(?:/[0-9]{1,3})?/[0-9]{2}"


def _changes_hands(before: Document, after: Document) -> bool:
    return before.allotted is not None and _describe_change_of_hands(before.allotted, after.allotted) is not None


def _describe_change_of_hands(old: Allotment, new: Allotment | None) -> str | None:
    """Describe how an allotment changed hands; None if it did not."""
    if new is None:
        return "no longer says who was given it"
    if old.by != new.by:
        return "was given to one person and now is another's"
    if old.request != new.request:
        return "was given on one request and now is that of another"
    if not set(old.provisional) <= set(new.provisional):
        return "replaced a provisional number and no longer says so"
    # A sync replaces a provisional number in a purpose by the final one.
    purpose_pattern = _FINAL_NUMBER.join(map(re.escape, _PROVISIONAL_NUMBER.split(old.purpose or "")))
    return (
        None
        if re.fullmatch(purpose_pattern, new.purpose or "")
        else "was given for one purpose and now is held for another"
    )
